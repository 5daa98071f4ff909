"""Closing and reopening periods."""

import asyncio
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import voucher_pb2
from m_kit.clock import FixedClock
from m_kit.ids import new_id
from m_kit.testing import calling_as, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from book_keeper.tests.books import DAY, Books, reasons, sale
from book_keeper.tests.postings import Owner, posting

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


async def locked(books: Books, rpc: str = "LockPeriod", domain: str = "STOCK") -> Any:
    """The period of May."""
    return (await books.call(rpc, id=(await books.period(MAY)).id, domain=domain)).period


async def test_a_period_is_locked_for_one_domain(books: Books) -> None:
    of_stock: dict[str, Any] = {"domain": voucher_pb2.Voucher.STOCK}
    before = await books.posted(sale(**of_stock))
    assert before.domain == voucher_pb2.Voucher.STOCK
    assert (await books.call("GetVoucher", id=before.id)).voucher == before
    period = await locked(books)
    assert (period.state, list(period.locked_domains)) == (type(period).OPEN, [voucher_pb2.Voucher.STOCK])
    assert await locked(books) == period
    refused = await refusal_of(books.post(sale(**of_stock)))
    assert (refused.code, refused.reason, refused.fields) == (
        "FAILED_PRECONDITION",
        "PERIOD_LOCKED",
        ("voucher.posting_date",),
    )
    answer = await books.post_all(sale(**of_stock), sale(), sale(day="2026-06-01", **of_stock))
    assert reasons(answer) == ["PERIOD_LOCKED", "posted", "posted"]
    assert (await refusal_of(books.reverse(before))).reason == "PERIOD_LOCKED"
    await books.reverse(before, "2026-06-01")
    assert list((await locked(books, "UnlockPeriod")).locked_domains) == []
    await books.posted(sale(**of_stock))


async def test_locks_stand_beside_each_other_and_a_period_closes_with_them(books: Books) -> None:
    await locked(books, domain="RECEIVABLE")
    period = await locked(books, domain="PAYABLE")
    assert list(period.locked_domains) == [voucher_pb2.Voucher.RECEIVABLE, voucher_pb2.Voucher.PAYABLE]
    closed = await books.close_month(MAY)
    assert closed.locked_domains == period.locked_domains
    for rpc in ("LockPeriod", "UnlockPeriod"):
        assert (await refusal_of(locked(books, rpc))).reason == "PERIOD_CLOSED"
    await books.call("ReopenPeriod", id=closed.id)
    assert (await refusal_of(books.post(sale(domain=voucher_pb2.Voucher.PAYABLE)))).reason == "PERIOD_LOCKED"


@pytest.mark.parametrize("rpc", ["LockPeriod", "UnlockPeriod"])
async def test_a_lock_minds_etags_and_says_of_what(books: Books, rpc: str) -> None:
    before = await books.period(MAY)
    await locked(books, domain="GENERAL")
    refused = await refusal_of(books.call(rpc, id=before.id, etag=before.etag, domain="STOCK"))
    assert (refused.reason, refused.fields) == ("ETAG_MISMATCH", ("etag",))
    assert (await refusal_of(books.call(rpc, id=before.id))).fields == ("domain",)


async def test_locks_are_written_down(books: Books, superuser: asyncpg.Connection, tenant: str) -> None:
    await locked(books)
    await locked(books, "UnlockPeriod")
    await locked(books, "UnlockPeriod")
    rows = await superuser.fetch("select action from audit_event where tenant = $1 order by event_time, id", tenant)
    assert [row["action"] for row in rows] == ["period.lock", "period.unlock"]


async def test_what_is_held_when_a_lock_comes_is_still_confirmed(
    books: Books, channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str
) -> None:
    owner = Owner(channel, books, calling_as(issuer, tenant, user="service:wms", roles=()))
    of_stock = sale(domain=voucher_pb2.Voucher.STOCK)
    held = posting(books)
    await owner.reserve(held, of_stock)
    await locked(books)
    refused = await refusal_of(owner.reserve(posting(books), of_stock))
    assert (refused.reason, refused.fields) == ("PERIOD_LOCKED", ("voucher.posting_date",))
    confirmed = (await owner.confirm(held)).voucher
    assert (confirmed.state, confirmed.domain) == (voucher_pb2.Voucher.POSTED, voucher_pb2.Voucher.STOCK)
