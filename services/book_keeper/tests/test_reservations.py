"""Vouchers held for documents: P1, P2, P5, P6 of docs/posting.md at the ledger, on a real database."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import grpc
import pytest
from businessm.check.v1 import check_service_pb2
from businessm.check.v1.check_service_pb2_grpc import CheckServiceStub
from businessm.ledger.v1 import posting_rule_pb2, voucher_pb2
from m_kit.ids import new_id
from m_kit.posting import Posting
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, line, sale, voucher
from book_keeper.tests.postings import NUMBER, Owner, by_roles, posting


@pytest.fixture
def wms(issuer: TokenIssuer, tenant: str) -> Metadata:
    """wms, by its own token."""
    return calling_as(issuer, tenant, user="service:wms", roles=())


@pytest.fixture
def owner(channel: grpc.aio.Channel, books: Books, wms: Metadata) -> Owner:
    """wms on the test's books."""
    return Owner(channel, books, wms)


@pytest.fixture
def owner_elsewhere(books: Books, wms: Metadata, other_process: grpc.aio.Channel) -> Owner:
    """wms on the same books through another process."""
    return Owner(other_process, books, wms)


async def refused(call: Awaitable[Any], code: str, reason: str, field: str = "") -> None:
    found = await refusal_of(call)
    assert (found.code, found.reason) == (code, reason)
    if field:
        assert found.fields == (field,)


async def rule(books: Books, role: str, account: str) -> None:
    made = posting_rule_pb2.PostingRule(company_id=books.company_id, role=role, account_code=account)
    await books.call("CreatePostingRule", posting_rule=made)


async def test_what_is_held_is_in_no_balance_until_it_is_confirmed(books: Books, owner: Owner) -> None:
    mine = posting(books)
    held = (await owner.reserve(mine, sale("100"))).voucher
    assert (held.state, held.number, held.source.purpose) == (voucher_pb2.Voucher.PENDING, "", "post")
    assert await books.balances() == {}
    confirmed = (await owner.confirm(mine)).voucher
    assert (confirmed.state, confirmed.number, confirmed.document_number) == (
        voucher_pb2.Voucher.POSTED,
        "GJ/2026-27/00001",
        NUMBER,
    )
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    read = (await books.call("GetVoucher", id=held.id)).voucher
    assert read == confirmed


async def test_each_step_twice_is_each_step_once(books: Books, owner: Owner) -> None:
    mine = posting(books)
    first = await owner.reserve(mine, sale("100"))
    assert await owner.reserve(mine, sale("100")) == first
    confirmed = await owner.confirm(mine)
    assert await owner.confirm(mine) == confirmed
    assert (await owner.reserve(mine, sale("100"))).voucher == confirmed.voucher
    assert len(await books.vouchers()) == 1
    other = posting(books)
    await owner.reserve(other, sale("5"))
    await owner.cancel(other)
    await owner.cancel(other)
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}


async def test_the_same_posting_with_other_content_is_refused(books: Books, owner: Owner) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    await refused(owner.reserve(mine, sale("101")), "ALREADY_EXISTS", "RESERVATION_DIFFERS")


async def test_a_cancel_that_comes_first_stops_the_reserve_that_comes_late(books: Books, owner: Owner) -> None:
    mine = posting(books)
    await owner.cancel(mine)
    await refused(owner.reserve(mine, sale("100")), "ABORTED", "RESERVATION_CANCELLED")
    await refused(owner.confirm(mine), "ABORTED", "RESERVATION_CANCELLED")
    second = posting(books, document=mine.document_id, attempt=1)
    await owner.reserve(second, sale("100"))
    await owner.confirm(second)
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}


async def test_a_confirm_of_what_nobody_holds_is_an_alarm(books: Books, owner: Owner) -> None:
    await refused(owner.confirm(posting(books)), "FAILED_PRECONDITION", "RESERVATION_UNKNOWN")


async def test_what_is_in_the_books_is_not_cancelled(books: Books, owner: Owner) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    await owner.confirm(mine)
    await refused(owner.cancel(mine), "FAILED_PRECONDITION", "STATE_INVALID")


async def test_two_attempts_at_one_step_may_be_held_at_once(books: Books, owner: Owner) -> None:
    """The first one's cancel is on its way; nothing that is confirmed may be refused for it."""
    first = posting(books)
    second = posting(books, document=first.document_id, attempt=1)
    await owner.reserve(first, sale("100"))
    await owner.reserve(second, sale("100"))
    await owner.confirm(second)
    await owner.cancel(first)
    assert len(await books.vouchers()) == 1


async def test_accounts_archived_after_the_hold_do_not_stop_the_confirm(books: Books, owner: Owner) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100"))
    await books.archive("Sales")
    await refused(
        owner.reserve(posting(books), sale("1")),
        "FAILED_PRECONDITION",
        "ACCOUNT_ARCHIVED",
        "voucher.lines[1].account_code",
    )
    await owner.confirm(mine)
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}


async def test_rules_say_which_account_plays_a_role_and_a_part_of_it(books: Books, owner: Owner) -> None:
    await rule(books, "INVENTORY", "Assets")
    await rule(books, "INVENTORY.COLD", "Savings")
    await rule(books, "GRNI", "Loan")
    for role in ("INVENTORY.MAIN", "INVENTORY.COLD", "INVENTORY.COLD.SHELF"):
        mine = posting(books)
        held = (await owner.reserve(mine, by_roles("10.5", role, "GRNI"))).voucher
        assert held.lines[0].role == role
        confirmed = (await owner.confirm(mine)).voucher
        assert [one.account_code for one in confirmed.lines] == [one.account_code for one in held.lines]
        assert (await books.call("GetVoucher", id=held.id)).voucher == confirmed
    assert await books.balances() == {"Assets INR": "10.50", "Savings INR": "21.00", "Loan INR": "-31.50"}


async def test_a_role_changed_after_the_hold_changes_nothing(books: Books, owner: Owner) -> None:
    await rule(books, "INVENTORY", "Assets")
    await rule(books, "GRNI", "Loan")
    mine = posting(books)
    first = await owner.reserve(mine, by_roles("10", "INVENTORY", "GRNI"))
    rules = (await books.call("ListPostingRules")).posting_rules
    changed = next(one for one in rules if one.role == "INVENTORY")
    changed.account_code = "Savings"
    await books.call("UpdatePostingRule", posting_rule=changed, update_mask={"paths": ["account_code"]})
    assert await owner.reserve(mine, by_roles("10", "INVENTORY", "GRNI")) == first
    assert (await owner.confirm(mine)).voucher.lines[0].account_code == "Assets"


@pytest.mark.parametrize(
    ("what", "code", "reason", "field"),
    [
        (by_roles("1", "INVENTORY", "GRNI"), "FAILED_PRECONDITION", "POSTING_RULE_MISSING", "voucher.lines[0].role"),
        (voucher(line("Cash", "1"), line("Sales", "-2")), "INVALID_ARGUMENT", "VOUCHER_UNBALANCED", "voucher.lines"),
        (
            voucher(line("Cash", "1"), line("Nowhere", "-1")),
            "NOT_FOUND",
            "ACCOUNT_UNKNOWN",
            "voucher.lines[1].account_code",
        ),
        (sale(day="2031-01-01"), "FAILED_PRECONDITION", "PERIOD_CLOSED", "voucher.posting_date"),
        (sale("1.001"), "INVALID_ARGUMENT", "AMOUNT_SCALE_EXCEEDED", "voucher.lines[0].debit.amount"),
        (sale(id=str(new_id())), "INVALID_ARGUMENT", "FIELD_INVALID", "voucher.id"),
    ],
)
async def test_what_is_refused_leaves_nothing(
    books: Books, owner: Owner, what: voucher_pb2.Voucher, code: str, reason: str, field: str
) -> None:
    mine = posting(books)
    await refused(owner.reserve(mine, what), code, reason, field)
    await refused(owner.confirm(mine), "FAILED_PRECONDITION", "RESERVATION_UNKNOWN")


async def test_a_currency_nobody_used_comes_with_its_hold_or_not_at_all(books: Books, owner: Owner) -> None:
    await refused(
        owner.reserve(posting(books), sale("7", currency="CHF", day="2031-01-01")),
        "FAILED_PRECONDITION",
        "PERIOD_CLOSED",
    )
    company = (await books.call("GetCompany", id=books.company_id)).company
    assert "CHF" not in {one.currency_code for one in company.scales}
    mine = posting(books)
    await owner.reserve(mine, sale("7", currency="CHF"))
    await owner.confirm(mine)
    assert await books.balances() == {"Cash CHF": "7.00", "Sales CHF": "-7.00"}


async def test_a_voucher_has_one_reversal_held_or_posted(books: Books, owner: Owner) -> None:
    original = await books.posted(sale("100"))
    back = voucher(line("Sales", "100"), line("Cash", "-100"))
    mine = posting(books, purpose="reverse")
    await owner.reserve(mine, back, reverses_voucher_id=original.id)
    exists = ("ALREADY_EXISTS", "VOUCHER_ALREADY_REVERSED")
    await refused(owner.reserve(posting(books), back, reverses_voucher_id=original.id), *exists)
    again = posting(books, purpose="reverse", document=mine.document_id, attempt=1)
    await owner.reserve(again, back, reverses_voucher_id=original.id)
    await owner.cancel(mine)
    confirmed = (await owner.confirm(again)).voucher
    assert confirmed.reverses_voucher_id == original.id
    assert (await books.call("GetVoucher", id=original.id)).reversed_by_voucher_id == confirmed.id
    await refused(owner.reserve(posting(books), back, reverses_voucher_id=original.id), *exists)
    assert await books.balances() == {}


async def test_what_a_held_voucher_takes_back_nobody_else_does(books: Books, owner: Owner) -> None:
    original = await books.posted(sale("100"))
    mine = posting(books, purpose="reverse")
    back = voucher(line("Sales", "100"), line("Cash", "-100"))
    await owner.reserve(mine, back, reverses_voucher_id=original.id)
    await refused(books.reverse(original), "ALREADY_EXISTS", "VOUCHER_ALREADY_REVERSED")
    await owner.cancel(mine)
    await books.reverse(original)
    assert await books.balances() == {}


async def test_a_voucher_taken_back_from_both_sides_at_once_is_taken_back_once(
    books: Books, owner: Owner, owner_elsewhere: Owner
) -> None:
    back = voucher(line("Sales", "100"), line("Cash", "-100"))
    for _ in range(10):
        original = await books.posted(sale("100"))

        async def held(asked: Owner, reverses: str) -> bool:
            mine = posting(books, purpose="reverse")
            call = asked.reserve(mine, back, reverses_voucher_id=reverses)
            if await call.code() != grpc.StatusCode.OK:
                return False
            await asked.confirm(mine)
            return True

        async def at_once(of: voucher_pb2.Voucher) -> bool:
            return bool(await books.reverse(of).code() == grpc.StatusCode.OK)

        answers = await asyncio.gather(
            held(owner, original.id), at_once(original), held(owner_elsewhere, original.id), at_once(original)
        )
        assert sum(answers) == 1
    assert await books.balances() == {}


async def test_many_at_once_in_two_processes_are_numbered_without_a_gap(
    books: Books, owner: Owner, owner_elsewhere: Owner, channel: grpc.aio.Channel
) -> None:
    async def post(i: int) -> str:
        mine, asked = posting(books), (owner, owner_elsewhere)[i % 2]
        await asked.reserve(mine, sale("1"))
        if i % 5 == 0:
            await asked.cancel(mine)
            return ""
        number: str = (await (owner, owner_elsewhere)[i % 3 % 2].confirm(mine)).voucher.number
        return number

    alone = [books.posted(sale("1")) for _ in range(20)]
    numbers = [one for one in await asyncio.gather(*map(post, range(100))) if one]
    numbers += [one.number for one in await asyncio.gather(*alone)]
    assert sorted(numbers) == [f"GJ/2026-27/{i:05d}" for i in range(1, 101)]
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    checks: Any = CheckServiceStub(channel).RunChecks
    checked = await checks(check_service_pb2.RunChecksRequest(), metadata=books.metadata)
    assert {one.id: list(one.violations) for one in checked.invariants if one.violations} == {}


async def test_one_posting_from_two_processes_at_once_is_held_once(
    books: Books, owner: Owner, owner_elsewhere: Owner
) -> None:
    mine = posting(books)
    answers = await asyncio.gather(
        *[asked.reserve(mine, sale("100")) for asked in (owner, owner_elsewhere) for _ in range(5)]
    )
    assert len({answer.voucher.id for answer in answers}) == 1
    await asyncio.gather(*[asked.confirm(mine) for asked in (owner, owner_elsewhere) for _ in range(5)])
    assert len(await books.vouchers()) == 1


async def test_who_asks_again_while_it_is_confirmed_gets_the_voucher_held_or_posted(
    books: Books, owner: Owner, owner_elsewhere: Owner
) -> None:
    async def post(mine: Posting) -> None:
        held = (await owner.reserve(mine, sale("1"))).voucher.id
        again = [owner_elsewhere.reserve(mine, sale("1")) for _ in range(4)]
        found = await asyncio.gather(*again, owner.confirm(mine), *[owner.reserve(mine, sale("1")) for _ in range(4)])
        assert {(one.voucher.id, len(one.voucher.lines)) for one in found} == {(held, 2)}

    for _ in range(30):
        await asyncio.gather(*[post(posting(books)) for _ in range(3)])


async def test_a_stranger_sees_nothing_of_it(
    books: Books, owner: Owner, issuer: TokenIssuer, channel: grpc.aio.Channel
) -> None:
    mine = posting(books)
    await owner.reserve(mine, sale("100", day=DAY))
    stranger = Owner(channel, books, calling_as(issuer, new_tenant(), user="service:wms", roles=()))
    await refused(stranger.confirm(mine), "FAILED_PRECONDITION", "RESERVATION_UNKNOWN")
    await refused(stranger.reserve(posting(books), sale("1")), "NOT_FOUND", "RESOURCE_NOT_FOUND")
