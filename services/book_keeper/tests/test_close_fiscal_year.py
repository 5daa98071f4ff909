"""Closing a year: its result goes to retained earnings, and nothing goes in any more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import grpc
import pytest
from businessm.ledger.v1 import fiscal_year_pb2, posting_rule_pb2
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import DAY, Books, by_account, line, rent, sale, voucher

LAST_DAY = "2027-03-31"
WAITING = (
    "select count(*) from pg_stat_activity"
    " where wait_event_type = 'Lock' and query like '%post_vouchers%' and datname = current_database()"
)


async def close_year(books: Books, **fields: str) -> fiscal_year_pb2.CloseFiscalYearResponse:
    answer: fiscal_year_pb2.CloseFiscalYearResponse = await closing(books, (await books.year()).id, **fields)
    return answer


def closing(books: Books, year_id: str, **fields: str) -> Any:
    given = {"retained_earnings_account_code": "Retained", **fields}
    return books.call("CloseFiscalYear", id=year_id, **given)


async def profit_and_loss(books: Books) -> dict[str, str]:
    answer = await books.call("GetProfitAndLoss", from_date="2026-04-01", to_date=LAST_DAY)
    return dict(answer.net)


async def test_the_result_goes_to_retained_earnings_in_every_currency(books: Books) -> None:
    await books.post_all(
        sale("100"), rent("30"), sale("7.50", currency="USD"), rent("9", currency="EUR"), sale("5", currency="CHF")
    )
    await books.posted(rent("5", currency="CHF"))
    before = await books.balances()
    answer = await close_year(books)
    assert answer.fiscal_year.state == fiscal_year_pb2.FiscalYear.CLOSED
    assert answer.fiscal_year.closing_voucher_id == answer.closing_voucher.id
    assert await books.year() == answer.fiscal_year
    of = answer.closing_voucher
    assert (of.number, of.posting_date, of.closing, of.actor) == ("CLOSING/2026-27/00001", LAST_DAY, True, "asha")
    assert (await books.call("GetVoucher", id=of.id)).voucher == of
    kept = {name: value for name, value in before.items() if not name.startswith(("Sales", "Rent"))}
    assert await books.balances() == {
        **kept,
        "Retained INR": "-70.00",
        "Retained USD": "-7.50",
        "Retained EUR": "9.00",
    }
    assert set(await books.period_states()) == {"CLOSED"}


async def test_the_income_statement_still_shows_the_year(books: Books) -> None:
    await books.post_all(sale("100"), rent("30"), sale("7.50", currency="USD"))
    await close_year(books)
    assert await profit_and_loss(books) == {"INR": "70.00", "USD": "7.50"}
    sheet = await books.call("GetBalanceSheet", as_of=LAST_DAY)
    assert sheet.unclosed_result == {}
    assert sheet.equity == {"INR": "-70.00", "USD": "-7.50"}
    eve = await books.call("GetBalanceSheet", as_of="2027-03-30")
    assert eve.unclosed_result == {"INR": "-70.00", "USD": "-7.50"}


async def test_the_next_year_starts_from_zero(books: Books) -> None:
    await books.open_year("2027-04-01", "2028-03-31")
    await books.post_all(sale("100"), sale("11", day="2027-04-01"))
    await close_year(books)
    assert await books.balances() == {"Cash INR": "111.00", "Sales INR": "-11.00", "Retained INR": "-100.00"}
    await books.posted(sale("1", day="2027-04-01"))
    second = (await books.call("ListFiscalYears")).fiscal_years[1]
    answer = await closing(books, second.id)
    assert by_account((await books.call("GetTrialBalance", as_of="2028-03-31")).rows) == {
        "Cash INR": "112.00",
        "Retained INR": "-112.00",
    }
    assert answer.closing_voucher.number == "CLOSING/2027-28/00001"


async def test_a_year_without_a_result_needs_no_voucher(books: Books) -> None:
    await books.posted(voucher(line("Cash", "5"), line("Capital", "-5")))
    answer = await close_year(books)
    assert not answer.HasField("closing_voucher")
    assert (answer.fiscal_year.state, answer.fiscal_year.closing_voucher_id) == (fiscal_year_pb2.FiscalYear.CLOSED, "")
    assert set(await books.period_states()) == {"CLOSED"}


async def test_retained_earnings_are_found_by_their_role(books: Books) -> None:
    await books.posted(sale())
    refused = await refusal_of(closing(books, (await books.year()).id, retained_earnings_account_code=""))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "POSTING_RULE_MISSING")
    rule = posting_rule_pb2.PostingRule(company_id=books.company_id, role="RETAINED_EARNINGS", account_code="Retained")
    await books.call("CreatePostingRule", posting_rule=rule)
    await close_year(books, retained_earnings_account_code="")
    assert (await books.balances())["Retained INR"] == "-100.00"


async def test_what_archived_accounts_hold_is_closed_too(books: Books) -> None:
    await books.post_all(sale("100"), rent("30"))
    await books.archive("Rent")
    await close_year(books)
    assert await books.balances() == {"Cash INR": "70.00", "Retained INR": "-70.00"}


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        ({"retained_earnings_account_code": "Nowhere"}, "NOT_FOUND", "ACCOUNT_UNKNOWN"),
        ({"retained_earnings_account_code": "Capital"}, "FAILED_PRECONDITION", "ACCOUNT_ARCHIVED"),
        ({"retained_earnings_account_code": ""}, "FAILED_PRECONDITION", "POSTING_RULE_MISSING"),
        ({"etag": "other"}, "ABORTED", "ETAG_MISMATCH"),
        ({"request_id": "used before"}, "INVALID_ARGUMENT", "REQUEST_ID_REUSED"),
    ],
)
async def test_a_refused_close_leaves_the_year_open(
    books: Books, fields: dict[str, str], code: str, reason: str
) -> None:
    await books.archive("Capital")
    await books.call("CreateAccount", account=books.account("Box"), request_id="used before")
    await books.posted(sale())
    year = await books.year()
    refused = await refusal_of(closing(books, year.id, **fields))
    assert (refused.code, refused.reason) == (code, reason)
    assert await books.year() == year
    assert set(await books.period_states()) == {"OPEN"}
    assert len(await books.vouchers()) == 1
    await books.posted(sale())


async def test_the_last_month_takes_the_closing_voucher_so_it_is_open(books: Books) -> None:
    await books.posted(sale())
    await books.close_month("2027-03-01")
    refused = await refusal_of(closing(books, (await books.year()).id))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "PERIOD_CLOSED")
    assert (await books.period_states()).count("OPEN") == 11


async def test_months_closed_before_stay_as_they_were(books: Books) -> None:
    await books.posted(sale())
    closed = await books.close_month("2026-05-01")
    await close_year(books)
    assert await books.period("2026-05-01") == closed


async def test_the_same_call_again_is_answered_to_the_letter(books: Books) -> None:
    await books.posted(sale())
    year = await books.year()
    first = closing(books, year.id, request_id="close", etag=year.etag)
    answer = await first
    again = closing(books, year.id, request_id="close", etag=year.etag)
    assert (await again).SerializeToString(deterministic=True) == answer.SerializeToString(deterministic=True)
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)


async def test_a_second_close_is_refused(books: Books) -> None:
    await books.posted(sale())
    await close_year(books)
    refused = await refusal_of(closing(books, (await books.year()).id))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "FISCAL_YEAR_CLOSED", ("id",))
    assert len(await books.vouchers()) == 2


async def test_of_ten_parallel_closes_one_wins_and_one_voucher_is_made(books: Books) -> None:
    await books.posted(sale())
    year = await books.year()
    results = await asyncio.gather(
        *(refusal_of(closing(books, year.id)) for _ in range(10)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, AssertionError) for one in results) == 1, "one was not refused"
    assert {one.reason for one in results if not isinstance(one, BaseException)} == {"FISCAL_YEAR_CLOSED"}
    assert [one.id for one in await books.vouchers() if one.closing] == [(await books.year()).closing_voucher_id]
    assert (await books.balances())["Retained INR"] == "-100.00"


async def test_a_crash_between_the_steps_is_mended_by_the_same_call(
    books: Books, no_year_ends: Callable[[], Awaitable[object]], other_process: grpc.aio.Channel
) -> None:
    await books.post_all(sale("100"), rent("30"))
    year = await books.year()
    refused = await refusal_of(closing(books, year.id, request_id="close"))
    await no_year_ends()
    assert refused.code == "UNAVAILABLE"
    assert (await books.year()).state == fiscal_year_pb2.FiscalYear.OPEN
    assert set(await books.period_states()) == {"CLOSING"}
    assert (await refusal_of(books.post(sale(day=DAY)))).reason == "PERIOD_CLOSED"
    survivor = books.elsewhere(other_process)
    answer = await closing(survivor, year.id, request_id="close", etag=year.etag)
    assert answer.closing_voucher.number == "CLOSING/2026-27/00001"
    assert set(await books.period_states()) == {"CLOSED"}
    assert await books.balances() == {"Cash INR": "70.00", "Retained INR": "-70.00"}
    assert len(await books.vouchers()) == 3


async def test_what_a_reopened_month_took_after_a_crash_is_moved_too(
    books: Books, no_year_ends: Callable[[], Awaitable[object]]
) -> None:
    await books.posted(sale("100"))
    year = await books.year()
    await refusal_of(closing(books, year.id, request_id="close"))
    await no_year_ends()
    await books.call("ReopenPeriod", id=(await books.period("2026-05-01")).id)
    await books.posted(sale("11"))
    answer = await closing(books, year.id, request_id="close")
    assert [one.credit.amount for one in answer.closing_voucher.lines[1:]] == ["11.00"]
    assert await books.balances() == {"Cash INR": "111.00", "Retained INR": "-111.00"}
    assert await profit_and_loss(books) == {"INR": "111.00"}


async def test_posts_at_the_same_time_are_closed_in_or_refused(books: Books, other_process: grpc.aio.Channel) -> None:
    elsewhere, year = books.elsewhere(other_process), await books.year()
    posts = [refusal_of(elsewhere.post(sale("1"))) for _ in range(40)]
    *results, answer = await asyncio.gather(*posts, closing(books, year.id), return_exceptions=True)
    assert not isinstance(answer, BaseException)
    posted = sum(isinstance(one, AssertionError) for one in results)
    assert {one.reason for one in results if not isinstance(one, BaseException)} <= {"PERIOD_CLOSED"}
    balances = await books.balances()
    assert balances == ({"Cash INR": f"{posted}.00", "Retained INR": f"-{posted}.00"} if posted else {})


async def test_what_a_month_takes_that_is_reopened_while_the_year_closes_is_not_left_behind(
    books: Books, other_process: grpc.aio.Channel, superuser: asyncpg.Connection, tenant: str
) -> None:
    await books.posted(sale("100"))
    elsewhere, year = books.elsewhere(other_process), await books.year()
    async with closing_series_held(superuser, books, tenant):
        close = asyncio.create_task(refusal_of(closing(books, year.id, request_id="close")))
        await until_a_posting_waits(superuser, close)
        await elsewhere.call("ReopenPeriod", id=(await books.period("2026-05-01")).id)
        await elsewhere.posted(sale("11"))
    refused = await close
    assert (refused.code, refused.reason) == ("ABORTED", "CONFLICT_RETRY")
    assert (await books.year()).state == fiscal_year_pb2.FiscalYear.OPEN
    answer = await closing(books, year.id, request_id="close")
    assert [one.credit.amount for one in answer.closing_voucher.lines[1:]] == ["11.00"]
    assert await books.balances() == {"Cash INR": "111.00", "Retained INR": "-111.00"}
    assert set(await books.period_states()) == {"CLOSED"}


async def test_a_month_that_is_reopened_while_the_year_closes_and_takes_nothing_closes_again(
    books: Books, other_process: grpc.aio.Channel, superuser: asyncpg.Connection, tenant: str
) -> None:
    await books.posted(sale("100"))
    async with closing_series_held(superuser, books, tenant):
        close = asyncio.create_task(close_year(books))
        await until_a_posting_waits(superuser, close)
        may = (await books.period("2026-05-01")).id
        await books.elsewhere(other_process).call("ReopenPeriod", id=may)
    assert (await close).closing_voucher.number == "CLOSING/2026-27/00001"
    assert set(await books.period_states()) == {"CLOSED"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_years_are_closed_in_any_order_and_each_moves_its_own_result(
    books: Books, order: tuple[int, int]
) -> None:
    await books.open_year("2027-04-01", "2028-03-31")
    await books.post_all(sale("100"), sale("11", day="2027-05-10"))
    years = (await books.call("ListFiscalYears")).fiscal_years
    for place in order:
        await closing(books, years[place].id)
    assert await books.balances(LAST_DAY) == {"Cash INR": "100.00", "Retained INR": "-100.00"}
    assert await books.balances() == {"Cash INR": "111.00", "Retained INR": "-111.00"}


@asynccontextmanager
async def closing_series_held(superuser: asyncpg.Connection, books: Books, tenant: str) -> AsyncIterator[None]:
    """Whoever posts a closing voucher waits until the block ends."""
    transaction = superuser.transaction()
    await transaction.start()
    try:
        await superuser.execute(
            "insert into series select $1, $2, 'CLOSING', key, 0 from fiscal_year where company_id = $2",
            tenant,
            books.company_id,
        )
        yield
    finally:
        await transaction.rollback()


async def until_a_posting_waits(superuser: asyncpg.Connection, close: asyncio.Task[Any]) -> None:
    while not await superuser.fetchval(WAITING):
        assert not close.done()
        await superuser.execute("select pg_stat_clear_snapshot()")
