"""Charts of accounts."""

import asyncio
from typing import Any

import pytest
from businessm.ledger.v1 import account_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import Books, sale

INCOME = account_pb2.Account.INCOME


@pytest.fixture
async def empty(nobody: Books) -> Books:
    """A company without accounts."""
    await nobody.open()
    return nobody


async def codes(books: Books) -> list[str]:
    return [one.code for one in (await books.call("ListAccounts")).accounts]


async def test_what_was_made_is_read_back_and_found_by_code(empty: Books) -> None:
    made = (await empty.call("CreateAccount", account=empty.account("Cash", parent_code="", name="Cash box"))).account
    await empty.call("CreateAccount", account=empty.account("Sales"))
    assert (await empty.call("GetAccount", id=made.id)).account == made
    assert list((await empty.call("ListAccounts", code="Cash")).accounts) == [made]
    assert (made.name, made.type, made.archived) == ("Cash box", account_pb2.Account.ASSET, False)
    assert (await empty.account_named("Sales")).name == "Sales"


async def test_parents_may_stand_anywhere_in_a_batch(empty: Books) -> None:
    order = ["Savings", "Bank", "Assets", "Cash"]
    made = (await empty.call("BatchCreateAccounts", accounts=[empty.account(code) for code in order])).accounts
    assert [(one.code, one.parent_code) for one in made] == [
        ("Savings", "Bank"),
        ("Bank", "Assets"),
        ("Assets", ""),
        ("Cash", "Assets"),
    ]
    assert list((await empty.call("ListAccounts")).accounts) == sorted(made, key=lambda one: one.code)


async def test_a_chain_of_500_in_reverse_order_is_one_call(empty: Books) -> None:
    chain = [empty.account(f"{i:03}", parent_code=f"{i - 1:03}" if i else "") for i in range(500)]
    await empty.call("BatchCreateAccounts", accounts=chain[::-1])
    refused = await refusal_of(empty.call("BatchCreateAccounts", accounts=[empty.account("x")] * 501))
    assert refused.fields == ("accounts",)


@pytest.mark.parametrize("parents", [{"A": "B", "B": "A"}, {"A": "A"}, {"A": "B", "B": "C", "C": "A", "D": "A"}])
async def test_accounts_that_are_their_own_ancestors_are_refused(empty: Books, parents: dict[str, str]) -> None:
    accounts = [empty.account(code, parent_code=parent) for code, parent in parents.items()]
    refused = await refusal_of(empty.call("BatchCreateAccounts", accounts=accounts))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_INVALID")
    assert refused.fields[0].endswith(".parent_code")
    assert await codes(empty) == []


async def test_a_batch_stands_or_falls_as_one(empty: Books) -> None:
    for accounts, refusal in {
        (empty.account("Assets").SerializeToString(), empty.account("Assets").SerializeToString()): (
            "ALREADY_EXISTS",
            "DUPLICATE_RESOURCE",
            ("accounts[1].code",),
        ),
        (
            empty.account("Assets").SerializeToString(),
            empty.account("X", parent_code="Nowhere").SerializeToString(),
        ): ("NOT_FOUND", "ACCOUNT_UNKNOWN", ("accounts[1].parent_code",)),
        (
            empty.account("Assets").SerializeToString(),
            empty.account("X", parent_code="Assets", type=INCOME).SerializeToString(),
        ): ("INVALID_ARGUMENT", "FIELD_INVALID", ("accounts[1].type",)),
        (
            empty.account("Assets").SerializeToString(),
            empty.account("X", company_id=str(new_id())).SerializeToString(),
        ): ("INVALID_ARGUMENT", "FIELD_INVALID", ("accounts[1].company_id",)),
    }.items():
        batch = [account_pb2.Account.FromString(one) for one in accounts]
        refused = await refusal_of(empty.call("BatchCreateAccounts", accounts=batch))
        assert (refused.code, refused.reason, refused.fields) == refusal
        assert await codes(empty) == []


async def test_a_code_and_an_id_are_taken_once(books: Books) -> None:
    cash = await books.account_named("Cash")
    refused = await refusal_of(books.call("CreateAccount", account=books.account("Cash")))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("account.code",)
    refused = await refusal_of(books.call("CreateAccount", account=books.account("Box", id=cash.id)))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("account.id",))
    more = [books.account("New"), books.account("Cash")]
    refused = await refusal_of(books.call("BatchCreateAccounts", accounts=more))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("accounts[1].code",))


async def test_a_parent_that_was_there_before_is_checked_alike(books: Books) -> None:
    refused = await refusal_of(books.call("CreateAccount", account=books.account("Fees", parent_code="Assets", type=2)))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("account.type",))
    refused = await refusal_of(books.call("CreateAccount", account=books.account("Fees", parent_code="Nowhere")))
    assert (refused.code, refused.reason) == ("NOT_FOUND", "ACCOUNT_UNKNOWN")
    assert refused.fields == ("account.parent_code",)


async def test_each_company_has_codes_of_its_own(books: Books) -> None:
    first = books.company_id
    await books.open(code="DUKAAN")
    await books.call("CreateAccount", account=books.account("Cash", parent_code=""))
    refused = await refusal_of(books.call("CreateAccount", account=books.account("Fees", parent_code="Bank")))
    assert refused.reason == "ACCOUNT_UNKNOWN"
    books.company_id = first
    assert (await books.account_named("Cash")).parent_code == "Assets"


@pytest.mark.parametrize("code", ["", "a\tb", "a\nb", "x" * 256, "a\0b"])
async def test_a_code_is_printable_and_at_most_255_long(empty: Books, code: str) -> None:
    refused = await refusal_of(empty.call("CreateAccount", account=empty.account(code)))
    assert refused.code == "INVALID_ARGUMENT"
    assert set(refused.fields) == {"account.code"}


async def test_a_type_is_one_of_five(empty: Books) -> None:
    for number in (0, 6):
        account = account_pb2.Account(company_id=empty.company_id, code="X", type=number)  # type: ignore[arg-type]
        refused = await refusal_of(empty.call("CreateAccount", account=account))
        assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("account.type",))


async def test_an_account_is_renamed_and_nothing_else(books: Books) -> None:
    cash = await books.account_named("Cash")
    cash.name, cash.code = "Till", "Till"
    renamed = (await books.call("UpdateAccount", account=cash, update_mask=FieldMask(paths=["name"]))).account
    assert (renamed.name, renamed.code) == ("Till", "Cash")
    for path in ("code", "type", "parent_code", "archived"):
        call = books.call("UpdateAccount", account=renamed, update_mask=FieldMask(paths=[path]))
        refused = await refusal_of(call)
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))
    refused = await refusal_of(books.call("UpdateAccount", account=cash, update_mask=FieldMask(paths=["name"])))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("account.etag",))


@pytest.mark.parametrize("code", ["Cash", "Bank", "Loan", "Sales", "Rent"])
async def test_of_parallel_changes_with_one_etag_one_wins(books: Books, code: str) -> None:
    current = await books.account_named(code)
    mask = FieldMask(paths=["name"])

    def rename(name: str) -> Any:
        change = account_pb2.Account(id=current.id, etag=current.etag, name=name)
        return books.call("UpdateAccount", account=change, update_mask=mask)

    results = await asyncio.gather(*(rename(f"Name {i}") for i in range(5)), return_exceptions=True)
    (won,) = (one.account for one in results if not isinstance(one, BaseException))
    current = await books.account_named(code)
    assert current == won
    archive = books.call("ArchiveAccount", id=current.id, etag=current.etag)
    pair = await asyncio.gather(rename("Last"), archive, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in pair) == 1


async def test_an_archived_account_takes_no_postings_and_keeps_its_balance(books: Books) -> None:
    await books.posted(sale("100"))
    cash = await books.account_named("Cash")
    archived = (await books.call("ArchiveAccount", id=cash.id, etag=cash.etag)).account
    assert archived.archived
    assert archived.etag != cash.etag
    refused = await refusal_of(books.post(sale("1")))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "ACCOUNT_ARCHIVED")
    assert refused.fields == ("voucher.lines[0].account_code",)
    assert (await books.balances())["Cash INR"] == "100.00"
    refused = await refusal_of(books.call("ArchiveAccount", id=cash.id, etag=cash.etag))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


async def test_every_write_sent_twice_is_answered_alike_and_done_once(books: Books) -> None:
    cash = await books.account_named("Cash")
    for rpc, fields in (
        ("CreateAccount", {"account": books.account("Box")}),
        ("BatchCreateAccounts", {"accounts": [books.account("Till"), books.account("Tin", parent_code="Till")]}),
        (
            "UpdateAccount",
            {
                "account": account_pb2.Account(id=cash.id, etag=cash.etag, name="T"),
                "update_mask": FieldMask(paths=["name"]),
            },
        ),
    ):
        first, again = (books.call(rpc, request_id=rpc, **fields) for _ in range(2))
        assert await first == await again
        assert [await was_replayed(first), await was_replayed(again)] in ([False, True], [True, False])
    assert len(await codes(books)) == 9 + 3


async def test_a_dry_run_leaves_nothing(empty: Books) -> None:
    dry = await empty.call("CreateAccount", account=empty.account("Assets"), validate_only=True)
    assert dry.account.code == "Assets"
    await empty.call("BatchCreateAccounts", accounts=[empty.account("Assets")], validate_only=True)
    assert await codes(empty) == []


async def test_accounts_come_by_code_in_pages(books: Books) -> None:
    found: list[str] = []
    token = ""
    while token or not found:
        page = await books.call("ListAccounts", page_size=2, page_token=token)
        found += [one.code for one in page.accounts]
        token = page.next_page_token
    assert found == sorted(found) == await codes(books)
    assert len(found) == 9
