"""Closing and reopening periods."""

import asyncio

import asyncpg
import pytest
from m_kit.clock import FixedClock
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import DAY, Books, sale

MAY = "2026-05-01"


async def test_a_closed_period_takes_nothing_and_its_neighbours_do(books: Books, clock: FixedClock) -> None:
    closed = await books.close_month(MAY)
    assert closed.state == type(closed).CLOSED
    assert closed.close_time.ToDatetime(clock.instant.tzinfo) == clock.instant
    assert await books.period(MAY) == closed
    for day in ("2026-05-01", "2026-05-31"):
        refused = await refusal_of(books.post(sale(day=day)))
        assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_CLOSED")
        assert refused.fields == ("voucher.posting_date",)
    for day in ("2026-04-30", "2026-06-01"):
        await books.posted(sale(day=day))


async def test_closing_a_closed_period_answers_it_unchanged(books: Books) -> None:
    closed = await books.close_month(MAY)
    assert await books.close_month(MAY) == closed


async def test_a_reopened_period_takes_postings_again(books: Books) -> None:
    closed = await books.close_month(MAY)
    opened = (await books.call("ReopenPeriod", id=closed.id, etag=closed.etag)).period
    assert opened.state == type(opened).OPEN
    assert (await books.call("ReopenPeriod", id=closed.id)).period == opened
    await books.posted(sale())
    assert (await books.close_month(MAY)).state == type(opened).CLOSED


@pytest.mark.parametrize("rpc", ["ClosePeriod", "ReopenPeriod"])
async def test_an_etag_is_checked_where_it_is_given(books: Books, rpc: str) -> None:
    before = await books.period(MAY)
    await books.close_month(MAY)
    refused = await refusal_of(books.call(rpc, id=before.id, etag=before.etag))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))
    assert (await books.period_states()).count("CLOSED") == 1


@pytest.mark.parametrize("rpc", ["ClosePeriod", "ReopenPeriod", "GetPeriod", "CloseFiscalYear", "GetFiscalYear"])
async def test_an_id_that_names_nothing_is_not_found(books: Books, rpc: str) -> None:
    for name in (str(new_id()), "no-uuid", books.company_id):
        refused = await refusal_of(books.call(rpc, id=name))
        assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("id",))


async def test_a_call_sent_twice_is_answered_alike_even_when_things_moved_on(books: Books) -> None:
    period = await books.period(MAY)
    closed = await books.call("ClosePeriod", id=period.id, request_id="close")
    await books.call("ReopenPeriod", id=period.id, request_id="reopen")
    again = books.call("ClosePeriod", id=period.id, request_id="close")
    assert await again == closed
    assert await was_replayed(again)
    assert (await books.period(MAY)).state == type(period).OPEN


async def test_ten_parallel_closes_close_once(books: Books, superuser: asyncpg.Connection) -> None:
    period = await books.period(MAY)
    answers = await asyncio.gather(*(books.call("ClosePeriod", id=period.id) for _ in range(10)))
    assert all(answer == answers[0] for answer in answers)
    assert await _audited(superuser, period.id) == ["period.close"]


async def test_who_closed_and_reopened_is_on_record(books: Books, superuser: asyncpg.Connection) -> None:
    closed = await books.close_month(MAY)
    await books.call("ReopenPeriod", id=closed.id)
    await books.close_month(MAY)
    assert await _audited(superuser, closed.id) == ["period.close", "period.reopen", "period.close"]
    actors = await superuser.fetch("select distinct actor from audit_event where subject_id = $1", closed.id)
    assert [row["actor"] for row in actors] == ["asha"]


async def test_periods_of_a_closed_year_stay_closed(books: Books) -> None:
    await books.call("CloseFiscalYear", id=(await books.year()).id, retained_earnings_account_code="Retained")
    refused = await refusal_of(books.call("ReopenPeriod", id=(await books.period(MAY)).id))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "FISCAL_YEAR_CLOSED", ("id",))
    refused = await refusal_of(books.post(sale(day=DAY)))
    assert refused.reason == "PERIOD_CLOSED"


@pytest.mark.parametrize("day", ["2026-03-31", "2027-04-01", "1900-01-01", "2199-12-31"])
async def test_a_day_without_a_period_takes_nothing(books: Books, day: str) -> None:
    refused = await refusal_of(books.post(sale(day=day)))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_CLOSED")
    assert refused.fields == ("voucher.posting_date",)


async def _audited(superuser: asyncpg.Connection, period_id: str) -> list[str]:
    rows = await superuser.fetch("select action from audit_event where subject_id = $1 order by id", period_id)
    return [row["action"] for row in rows]
