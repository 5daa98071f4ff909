"""Reopening a year: its result comes back, and so do the months that closed with it."""

import asyncio
import random
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import fiscal_year_pb2
from m_kit.ids import new_id
from m_kit.testing import Refusal, calling_as, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, rent, sale
from book_keeper.tests.test_close_fiscal_year import close_year, closing, profit_and_loss
from book_keeper.tests.test_two_processes import outcome, violated

OPEN, CLOSED = fiscal_year_pb2.FiscalYear.OPEN, fiscal_year_pb2.FiscalYear.CLOSED


def reopening(books: Books, year_id: str, **fields: str) -> Any:
    return books.call("ReopenFiscalYear", id=year_id, **fields)


async def reopen(books: Books, **fields: str) -> fiscal_year_pb2.ReopenFiscalYearResponse:
    answer: fiscal_year_pb2.ReopenFiscalYearResponse = await reopening(books, (await books.year()).id, **fields)
    return answer


async def audited(superuser: asyncpg.Connection, subject_id: str) -> list[str]:
    rows = await superuser.fetch("select action from audit_event where subject_id = $1 order by id", subject_id)
    return [row["action"] for row in rows]


@pytest.fixture
async def closed(books: Books) -> Books:
    """A year with a result, closed."""
    await books.post_all(sale("100"), rent("30"), sale("7.50", currency="USD"))
    await close_year(books)
    return books


async def test_the_closing_voucher_is_taken_back_and_the_year_takes_postings_again(closed: Books) -> None:
    before = await closed.year()
    answer = await reopen(closed, etag=before.etag)
    year, of = answer.fiscal_year, answer.reversing_voucher
    assert (year.state, year.closing_voucher_id) == (OPEN, "")
    assert year.etag != before.etag
    assert await closed.year() == year
    assert (of.number, of.posting_date, of.closing, of.actor) == ("CLOSING/2026-27/00002", "2027-03-31", True, "asha")
    assert of.reverses_voucher_id == before.closing_voucher_id
    assert (await closed.call("GetVoucher", id=of.id)).voucher == of
    assert set(await closed.period_states()) == {"OPEN"}
    assert await closed.balances() == {
        "Cash INR": "70.00",
        "Cash USD": "7.50",
        "Rent INR": "30.00",
        "Sales INR": "-100.00",
        "Sales USD": "-7.50",
    }
    await closed.posted(sale("1"))
    assert await profit_and_loss(closed) == {"INR": "71.00", "USD": "7.50"}


async def test_a_reopened_year_is_closed_again_for_all_it_holds_then(closed: Books, channel: grpc.aio.Channel) -> None:
    for place in (3, 5):
        await reopen(closed)
        await closed.posted(sale("1"))
        answer = await close_year(closed)
        assert answer.closing_voucher.number == f"CLOSING/2026-27/0000{place}"
        assert answer.fiscal_year.closing_voucher_id == answer.closing_voucher.id
    assert await closed.balances() == {
        "Cash INR": "72.00",
        "Cash USD": "7.50",
        "Retained INR": "-72.00",
        "Retained USD": "-7.50",
    }
    assert await profit_and_loss(closed) == {"INR": "72.00", "USD": "7.50"}
    assert await violated(channel, closed) == []


async def test_a_year_whose_result_was_taken_back_closes_without_a_voucher(books: Books) -> None:
    posted = await books.posted(sale())
    await close_year(books)
    await reopen(books)
    await books.reverse(posted)
    answer = await close_year(books)
    assert (answer.HasField("closing_voucher"), answer.fiscal_year.closing_voucher_id) == (False, "")
    assert await books.balances() == {}
    assert not (await reopen(books)).HasField("reversing_voucher")


async def test_months_closed_before_the_year_stay_closed(books: Books) -> None:
    await books.posted(sale())
    may = await books.close_month("2026-05-01")
    await close_year(books)
    await reopen(books)
    assert await books.period("2026-05-01") == may
    assert (await books.period_states()).count("OPEN") == 11
    await books.call("ReopenPeriod", id=may.id)
    await close_year(books)
    await reopen(books)
    assert set(await books.period_states()) == {"OPEN"}


async def test_who_reopened_what_is_on_record(closed: Books, superuser: asyncpg.Connection) -> None:
    year, may = await closed.year(), await closed.period("2026-05-01")
    await reopen(closed)
    assert await audited(superuser, year.id) == ["fiscal_year.close", "fiscal_year.reopen"]
    assert await audited(superuser, may.id) == ["period.close", "period.reopen"]


async def test_an_open_year_is_answered_unchanged(books: Books, superuser: asyncpg.Connection) -> None:
    await books.posted(sale())
    await books.close_month("2026-05-01")
    year = await books.year()
    answer = await reopen(books, etag=year.etag)
    assert (answer.fiscal_year, answer.HasField("reversing_voucher")) == (year, False)
    assert (await books.period_states()).count("CLOSED") == 1
    assert await audited(superuser, year.id) == []


async def test_the_last_closed_year_is_reopened_first(closed: Books) -> None:
    second = await closed.open_year("2027-04-01", "2028-03-31")
    await closing(closed, second.id)
    refused = await refusal_of(reopening(closed, (await closed.year()).id))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "FISCAL_YEAR_CLOSED", ("id",))
    assert "2027-04-01" in refused.message
    assert set(await closed.period_states()) == {"CLOSED"}
    await reopening(closed, second.id)
    assert (await reopen(closed)).fiscal_year.state == OPEN


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        ({"etag": "other"}, "ABORTED", "ETAG_MISMATCH"),
        ({"request_id": "used before"}, "INVALID_ARGUMENT", "REQUEST_ID_REUSED"),
        ({"id": str(new_id())}, "NOT_FOUND", "RESOURCE_NOT_FOUND"),
        ({"id": "no-uuid"}, "NOT_FOUND", "RESOURCE_NOT_FOUND"),
        ({"id": ""}, "INVALID_ARGUMENT", "FIELD_REQUIRED"),
    ],
)
async def test_a_refused_reopening_leaves_the_year_closed(
    closed: Books, fields: dict[str, str], code: str, reason: str
) -> None:
    year = await closed.year()
    await closed.call("CreateAccount", account=closed.account("Box"), request_id="used before")
    refused = await refusal_of(closed.call("ReopenFiscalYear", **{"id": year.id, **fields}))
    assert (refused.code, refused.reason) == (code, reason)
    assert (await closed.year(), set(await closed.period_states())) == (year, {"CLOSED"})


async def test_it_is_a_permission_of_its_own_and_foreign_years_are_not_there(
    closed: Books, channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str, stranger: Any
) -> None:
    year = await closed.year()
    reader = closed.seen_by(channel, calling_as(issuer, tenant, user="ravi", roles=["reader"]))
    assert (await refusal_of(reopening(reader, year.id))).reason == "PERMISSION_MISSING"
    assert (await refusal_of(reopening(closed.seen_by(channel, stranger), year.id))).reason == "RESOURCE_NOT_FOUND"
    assert await closed.year() == year


async def test_a_closing_voucher_is_not_reversed_by_hand(closed: Books) -> None:
    of = (await closed.call("GetVoucher", id=(await closed.year()).closing_voucher_id)).voucher
    await closed.open_year("2027-04-01", "2028-03-31")
    refused = await refusal_of(closed.reverse(of, "2027-05-01"))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "FISCAL_YEAR_CLOSED", ("id",))
    reversing = (await reopen(closed)).reversing_voucher
    for one in (of, reversing):
        assert (await refusal_of(closed.reverse(one, "2027-03-31"))).reason == "FISCAL_YEAR_CLOSED"


async def test_a_call_sent_again_is_answered_alike_and_does_nothing_however_things_moved_on(books: Books) -> None:
    await books.posted(sale())
    year = await books.year()
    closed = await closing(books, year.id, request_id="close")
    opened = await reopening(books, year.id, request_id="reopen")
    for call, before, state in (
        (closing(books, year.id, request_id="close"), closed, OPEN),
        (reopening(books, year.id, request_id="reopen"), opened, OPEN),
    ):
        assert (await call, await was_replayed(call)) == (before, True)
        assert (await books.year()).state == state
        assert set(await books.period_states()) == {"OPEN"}
    await closing(books, year.id, request_id="close again")
    again = reopening(books, year.id, request_id="reopen")
    assert (await again, await was_replayed(again)) == (opened, True)
    assert (await books.year()).state == CLOSED
    assert len(await books.vouchers()) == 4


async def test_ten_parallel_reopenings_take_it_back_once(
    closed: Books, other_process: grpc.aio.Channel, superuser: asyncpg.Connection
) -> None:
    year, pair = await closed.year(), [closed, closed.elsewhere(other_process)]
    answers = await asyncio.gather(*(reopening(pair[i % 2], year.id) for i in range(10)))
    assert {answer.fiscal_year.state for answer in answers} == {OPEN}
    assert len([one for one in await closed.vouchers() if one.closing]) == 2
    assert await audited(superuser, year.id) == ["fiscal_year.close", "fiscal_year.reopen"]


async def test_a_crash_between_the_steps_lets_nothing_in_and_is_mended_by_the_same_call(
    closed: Books, no_year_ends: Any, other_process: grpc.aio.Channel
) -> None:
    year = await closed.year()
    refused = await refusal_of(reopening(closed, year.id, request_id="reopen", etag=year.etag))
    await no_year_ends()
    assert refused.code == "UNAVAILABLE"
    assert (await closed.year(), set(await closed.period_states())) == (year, {"CLOSING"})
    may = (await closed.period("2026-05-01")).id
    assert (await refusal_of(closed.call("ReopenPeriod", id=may))).reason == "FISCAL_YEAR_CLOSED"
    assert (await refusal_of(closed.post(sale()))).reason == "PERIOD_CLOSED"
    survivor = closed.elsewhere(other_process)
    answer = await reopening(survivor, year.id, request_id="reopen", etag=year.etag)
    assert answer.reversing_voucher.reverses_voucher_id == year.closing_voucher_id
    assert set(await closed.period_states()) == {"OPEN"}
    assert len([one for one in await closed.vouchers() if one.closing]) == 2


async def test_a_close_that_was_interrupted_is_taken_back(books: Books, no_year_ends: Any) -> None:
    await books.posted(sale("100"))
    may = await books.close_month("2026-05-01")
    await refusal_of(closing(books, (await books.year()).id))
    await no_year_ends()
    assert (await books.balances())["Retained INR"] == "-100.00"
    answer = await reopen(books)
    assert (answer.fiscal_year.state, answer.reversing_voucher.closing) == (OPEN, True)
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    assert await books.period("2026-05-01") == may
    assert (await books.period_states()).count("OPEN") == 11


async def test_a_close_that_was_interrupted_is_taken_back_although_its_last_month_was_closed_by_hand(
    books: Books, no_year_ends: Any
) -> None:
    await books.posted(sale("100"))
    await refusal_of(closing(books, (await books.year()).id))
    await no_year_ends()
    await books.close_month("2027-03-01")
    await reopen(books)
    assert await books.balances() == {"Cash INR": "100.00", "Sales INR": "-100.00"}
    assert set(await books.period_states()) == {"OPEN"}


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_closes_reopens_and_posts_at_once_no_result_is_lost_or_moved_twice(
    books: Books, other_process: grpc.aio.Channel, channel: grpc.aio.Channel, seed: int
) -> None:
    chance, pair = random.Random(seed), [books, books.elsewhere(other_process)]
    year = await books.year()

    async def act(i: int) -> Any:
        one = pair[i % 2]
        if i % 4 == 3:
            return await outcome(one.post(sale("1", day=chance.choice([DAY, "2027-03-31"]))))
        if i % 4 == 2:
            may = (await one.period("2026-05-01")).id
            return await outcome(one.call(chance.choice(["ReopenPeriod", "ClosePeriod"]), id=may))
        return await outcome(chance.choice([closing, reopening])(one, year.id))

    for i in range(6):
        if i % 2 == 0:
            await settled(reopening, books, year.id)
            await books.call("ReopenPeriod", id=(await books.period("2026-05-01")).id)
            await books.posted(sale("1"))
        found = await asyncio.gather(*(act(i) for i in chance.sample(range(24), 24)))
        refused = {one.reason for one in found if isinstance(one, Refusal)}
        assert refused <= {"FISCAL_YEAR_CLOSED", "PERIOD_CLOSED", "CONFLICT_RETRY"}
        state = (await books.year()).state
        balances = await books.balances()
        if state == CLOSED:
            assert "Sales INR" not in balances
            assert set(await books.period_states()) <= {"CLOSED", "CLOSING"}
    posted = sum(not one.closing for one in await books.vouchers())
    await settled(reopening, books, year.id)
    assert await books.balances() == {"Cash INR": f"{posted}.00", "Sales INR": f"-{posted}.00"}
    await settled(closing, books, year.id)
    assert await books.balances() == {"Cash INR": f"{posted}.00", "Retained INR": f"-{posted}.00"}
    assert await profit_and_loss(books) == {"INR": f"{posted}.00"}
    assert await violated(channel, books) == []


async def settled(call: Any, books: Books, year_id: str) -> None:
    """Alone, a call that met a rival's leavings ends within two more."""
    for _ in range(3):
        found = await outcome(call(books, year_id))
        if not isinstance(found, Refusal) or found.reason != "CONFLICT_RETRY":
            assert not isinstance(found, Refusal) or found.reason == "FISCAL_YEAR_CLOSED", found
            return
    raise AssertionError("no end of conflicts")
