"""Posting rules: documents name roles, the ledger knows the accounts."""

import asyncio

import pytest
from businessm.ledger.v1 import posting_rule_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import Books, line, voucher


def rule(books: Books, role: str = "ROUNDING", account: str = "Rent", **fields: str) -> posting_rule_pb2.PostingRule:
    return posting_rule_pb2.PostingRule(company_id=books.company_id, role=role, account_code=account, **fields)  # type: ignore[arg-type]


async def made(books: Books, role: str, account: str) -> posting_rule_pb2.PostingRule:
    answer = await books.call("CreatePostingRule", posting_rule=rule(books, role, account))
    found: posting_rule_pb2.PostingRule = answer.posting_rule
    return found


async def test_a_role_is_resolved_when_posting_and_kept_beside_the_account(books: Books) -> None:
    await made(books, "TILL", "Cash")
    posted = await books.posted(voucher(line("", "10", role="TILL"), line("Sales", "-10")))
    assert [(one.account_code, one.role) for one in posted.lines] == [("Cash", "TILL"), ("Sales", "")]
    assert (await books.call("GetVoucher", id=posted.id)).voucher == posted
    assert (await books.balances())["Cash INR"] == "10.00"


async def test_a_changed_rule_is_for_vouchers_from_now_on(books: Books) -> None:
    before = await made(books, "TILL", "Cash")
    of_till = voucher(line("", "10", role="TILL"), line("Sales", "-10"))
    old = await books.posted(of_till, request_id="old")
    change = rule(books, account="Bank", id=before.id, etag=before.etag)
    mask = FieldMask(paths=["account_code"])
    changed = (await books.call("UpdatePostingRule", posting_rule=change, update_mask=mask)).posting_rule
    assert (changed.role, changed.account_code) == ("TILL", "Bank")
    assert (await books.posted(of_till)).lines[0].account_code == "Bank"
    assert await books.posted(of_till, request_id="old") == old
    assert await books.balances() == {"Cash INR": "10.00", "Bank INR": "10.00", "Sales INR": "-20.00"}


async def test_a_role_without_a_rule_is_refused(books: Books) -> None:
    refused = await refusal_of(books.post(voucher(line("Cash", "10"), line("", "-10", role="TILL"))))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "POSTING_RULE_MISSING")
    assert refused.fields == ("voucher.lines[1].role",)


@pytest.mark.parametrize(("account", "role"), [("", ""), ("Cash", "TILL")])
async def test_a_line_names_an_account_or_a_role(books: Books, account: str, role: str) -> None:
    await made(books, "TILL", "Cash")
    refused = await refusal_of(books.post(voucher(line("Sales", "-10"), line(account, "10", role=role))))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_REQUIRED")
    assert refused.fields == ("voucher.lines[1].account_code",)


async def test_another_companys_rules_are_not_ours(books: Books) -> None:
    await made(books, "TILL", "Cash")
    await books.opened(code="DUKAAN")
    refused = await refusal_of(books.post(voucher(line("", "10", role="TILL"), line("Sales", "-10"))))
    assert refused.reason == "POSTING_RULE_MISSING"
    assert not (await books.call("ListPostingRules")).posting_rules


async def test_a_role_is_given_once(books: Books) -> None:
    first = await made(books, "ROUNDING", "Rent")
    refused = await refusal_of(books.call("CreatePostingRule", posting_rule=rule(books, account="Sales")))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("posting_rule.role",)
    other = rule(books, "TILL", id=first.id)
    refused = await refusal_of(books.call("CreatePostingRule", posting_rule=other))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("posting_rule.id",))


async def test_an_account_that_is_not_there_plays_no_role(books: Books) -> None:
    refused = await refusal_of(books.call("CreatePostingRule", posting_rule=rule(books, account="Nowhere")))
    assert (refused.code, refused.reason) == ("NOT_FOUND", "ACCOUNT_UNKNOWN")
    assert refused.fields == ("posting_rule.account_code",)
    first = await made(books, "ROUNDING", "Rent")
    change = rule(books, account="Nowhere", id=first.id, etag=first.etag)
    mask = FieldMask(paths=["account_code"])
    refused = await refusal_of(books.call("UpdatePostingRule", posting_rule=change, update_mask=mask))
    assert refused.reason == "ACCOUNT_UNKNOWN"
    assert list((await books.call("ListPostingRules")).posting_rules) == [first]


@pytest.mark.parametrize("role", ["", "rounding", "1X", "A B", "A" * 64])
async def test_a_role_is_written_in_capitals(books: Books, role: str) -> None:
    refused = await refusal_of(books.call("CreatePostingRule", posting_rule=rule(books, role)))
    assert refused.code == "INVALID_ARGUMENT"
    assert set(refused.fields) == {"posting_rule.role"}


async def test_of_parallel_changes_with_one_etag_one_wins(books: Books) -> None:
    first = await made(books, "ROUNDING", "Rent")
    mask = FieldMask(paths=["account_code"])
    changes = [rule(books, account=code, id=first.id, etag=first.etag) for code in ("Sales", "Cash", "Bank", "Loan")]
    results = await asyncio.gather(
        *(books.call("UpdatePostingRule", posting_rule=one, update_mask=mask) for one in changes),
        return_exceptions=True,
    )
    assert sum(not isinstance(result, BaseException) for result in results) == 1
    refused = await refusal_of(books.call("UpdatePostingRule", posting_rule=changes[0], update_mask=mask))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("posting_rule.etag",))


async def test_a_role_itself_never_changes(books: Books) -> None:
    first = await made(books, "ROUNDING", "Rent")
    change = rule(books, "OTHER", id=first.id, etag=first.etag)
    call = books.call("UpdatePostingRule", posting_rule=change, update_mask=FieldMask(paths=["role"]))
    refused = await refusal_of(call)
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))


async def test_rules_come_by_role_in_pages_and_a_rule_sent_twice_is_made_once(books: Books) -> None:
    for role in ("C", "A", "B"):
        await made(books, role, "Rent")
    first = await books.call("ListPostingRules", page_size=2)
    second = await books.call("ListPostingRules", page_size=2, page_token=first.next_page_token)
    assert [one.role for one in [*first.posting_rules, *second.posting_rules]] == ["A", "B", "C"]
    call = books.call("CreatePostingRule", posting_rule=rule(books, "D"), request_id="d")
    again = books.call("CreatePostingRule", posting_rule=rule(books, "D"), request_id="d")
    assert await call == await again
    assert sorted([await was_replayed(call), await was_replayed(again)]) == [False, True]
