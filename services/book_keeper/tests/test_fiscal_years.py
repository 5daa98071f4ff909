"""Fiscal years and how they are cut into periods."""

import asyncio

import pytest
from businessm.ledger.v1 import fiscal_year_pb2
from m_kit.testing import Refusal, refusal_of, was_replayed

from book_keeper.tests.books import Books, reasons, sale


@pytest.fixture
async def empty(nobody: Books) -> Books:
    """A company without years."""
    await nobody.open()
    return nobody


async def spans(books: Books) -> list[tuple[str, str]]:
    return [(one.start_date, one.end_date) for one in (await books.call("ListPeriods")).periods]


async def test_a_year_has_a_period_per_calendar_month(empty: Books) -> None:
    year = await empty.open_year("2023-04-01", "2024-03-31")
    found = await spans(empty)
    assert len(found) == 12
    assert found[0] == ("2023-04-01", "2023-04-30")
    assert found[10:] == [("2024-02-01", "2024-02-29"), ("2024-03-01", "2024-03-31")]
    assert set(await empty.period_states()) == {"OPEN"}
    assert (await empty.call("GetFiscalYear", id=year.id)).fiscal_year == year
    periods = (await empty.call("ListPeriods")).periods
    assert {one.fiscal_year_id for one in periods} == {year.id}
    assert (await empty.call("GetPeriod", id=periods[3].id)).period == periods[3]


async def test_a_year_that_starts_in_mid_month_has_short_periods_at_its_ends(empty: Books) -> None:
    await empty.open_year("2024-04-15", "2024-06-14")
    assert await spans(empty) == [
        ("2024-04-15", "2024-04-30"),
        ("2024-05-01", "2024-05-31"),
        ("2024-06-01", "2024-06-14"),
    ]


async def test_a_year_of_24_months_is_the_longest(empty: Books) -> None:
    for start, end in (("2024-01-01", "2026-01-01"), ("2024-01-02", "2024-01-01")):
        year = fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date=start, end_date=end)
        refused = await refusal_of(empty.call("CreateFiscalYear", fiscal_year=year))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("fiscal_year.end_date",))
    await empty.open_year("2024-01-01", "2025-12-31")
    assert len(await spans(empty)) == 24


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-04-01", "2025-03-31"),
        ("2025-03-31", "2026-03-30"),
        ("2023-04-02", "2024-04-01"),
        ("2024-07-01", "2024-07-31"),
        ("2023-07-01", "2025-06-30"),
    ],
)
async def test_years_share_no_day(empty: Books, start: str, end: str) -> None:
    await empty.open_year("2024-04-01", "2025-03-31")
    year = fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date=start, end_date=end)
    refused = await refusal_of(empty.call("CreateFiscalYear", fiscal_year=year))
    assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
    assert refused.fields == ("fiscal_year.start_date",)
    assert len(await spans(empty)) == 12


async def test_years_touch_and_may_leave_gaps(empty: Books) -> None:
    for start, end in (
        ("2024-04-01", "2025-03-31"),
        ("2025-04-01", "2026-03-31"),
        ("2023-04-01", "2024-03-31"),
        ("2030-01-01", "2030-12-31"),
    ):
        await empty.open_year(start, end)
    first = await empty.call("ListFiscalYears", page_size=3)
    second = await empty.call("ListFiscalYears", page_size=3, page_token=first.next_page_token)
    assert [one.start_date for one in [*first.fiscal_years, *second.fiscal_years]] == [
        "2023-04-01",
        "2024-04-01",
        "2025-04-01",
        "2030-01-01",
    ]
    assert not second.next_page_token


async def test_periods_come_by_start_in_pages(empty: Books) -> None:
    await empty.open_year("2024-04-01", "2025-03-31")
    first = await empty.call("ListPeriods", page_size=5)
    second = await empty.call("ListPeriods", page_size=7, page_token=first.next_page_token)
    assert [(one.start_date, one.end_date) for one in [*first.periods, *second.periods]] == await spans(empty)
    assert not second.next_page_token


@pytest.mark.parametrize("decade", ["199", "200", "201", "202", "203"])
async def test_of_overlapping_years_made_at_once_one_comes_in(empty: Books, decade: str) -> None:
    """Nothing but their days makes them rivals: neither label nor any period's first day."""
    spans_wanted = [(f"{decade}4-01-10", f"{decade}4-02-20"), (f"{decade}3-12-15", f"{decade}4-01-20")]
    years = [
        fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date=start, end_date=end)
        for start, end in spans_wanted
    ]
    calls = (refusal_of(empty.call("CreateFiscalYear", fiscal_year=year)) for year in years)
    refused = [one for one in await asyncio.gather(*calls, return_exceptions=True) if isinstance(one, Refusal)]
    assert [one.reason for one in refused] == ["DUPLICATE_RESOURCE"]
    assert len((await empty.call("ListFiscalYears")).fiscal_years) == 1


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "1899-12-31", "2200-01-01", "0000-01-01"])
async def test_a_day_is_one_of_the_calendar(empty: Books, day: str) -> None:
    year = fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date=day, end_date="2024-12-31")
    refused = await refusal_of(empty.call("CreateFiscalYear", fiscal_year=year))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("fiscal_year.start_date",))
    assert await spans(empty) == []


@pytest.mark.parametrize("day", ["", "1.4.2024", "2024-4-1", "2024-04-01T00:00:00", "\uff12024-04-01"])
async def test_a_day_is_written_as_iso_8601_says(empty: Books, day: str) -> None:
    year = fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date=day, end_date="2024-12-31")
    refused = await refusal_of(empty.call("CreateFiscalYear", fiscal_year=year))
    assert refused.reason == ("FIELD_PATTERN" if day else "FIELD_REQUIRED")
    assert refused.fields == ("fiscal_year.start_date",)


async def test_a_year_sent_twice_is_made_once_and_a_dry_run_makes_none(empty: Books) -> None:
    year = fiscal_year_pb2.FiscalYear(company_id=empty.company_id, start_date="2024-04-01", end_date="2025-03-31")
    await empty.call("CreateFiscalYear", fiscal_year=year, validate_only=True)
    assert await spans(empty) == []
    first = empty.call("CreateFiscalYear", fiscal_year=year, request_id="open")
    again = empty.call("CreateFiscalYear", fiscal_year=year, request_id="open")
    assert await first == await again
    assert sorted([await was_replayed(first), await was_replayed(again)]) == [False, True]


@pytest.fixture
async def mid_month(nobody: Books) -> Books:
    """One year ends on 14 April, the next begins on the 15th."""
    await nobody.open()
    accounts = [nobody.account(code, parent_code="") for code in ("Cash", "Sales")]
    await nobody.call("BatchCreateAccounts", accounts=accounts)
    await nobody.open_year("2023-04-15", "2024-04-14")
    await nobody.open_year("2024-04-15", "2025-04-14")
    return nobody


HALVES = {"2024-04-01": "2023-24", "2024-04-14": "2023-24", "2024-04-15": "2024-25", "2024-04-30": "2024-25"}


async def test_both_halves_of_a_month_go_into_their_own_years(mid_month: Books) -> None:
    for day, label in HALVES.items():
        posted = await mid_month.posted(sale("1", day=day))
        assert posted.number.split("/")[1] == label


async def test_both_halves_of_a_month_go_into_their_own_years_in_one_batch(mid_month: Books) -> None:
    days = [*HALVES, *reversed(HALVES)]
    answer = await mid_month.post_all(*(sale("1", day=day) for day in days))
    assert [one.voucher.number for one in answer.results] == [
        "GJ/2023-24/00001",
        "GJ/2023-24/00002",
        "GJ/2024-25/00001",
        "GJ/2024-25/00002",
        "GJ/2024-25/00003",
        "GJ/2024-25/00004",
        "GJ/2023-24/00003",
        "GJ/2023-24/00004",
    ]


async def test_one_half_of_a_month_closes_without_the_other(mid_month: Books) -> None:
    await mid_month.close_month("2024-04-01")
    answer = await mid_month.post_all(*(sale("1", day=day) for day in HALVES))
    assert reasons(answer) == ["PERIOD_CLOSED", "PERIOD_CLOSED", "posted", "posted"]
    await mid_month.close_month("2024-04-15")
    assert reasons(await mid_month.post_all(sale(day="2024-04-15"))) == ["PERIOD_CLOSED"]
    assert reasons(await mid_month.post_all(sale(day="2024-05-01"))) == ["posted"]


async def test_reports_cut_a_month_where_the_years_meet(mid_month: Books) -> None:
    for i, day in enumerate(HALVES):
        await mid_month.posted(sale(str(10**i), day=day))
    assert (await mid_month.balances("2024-04-14"))["Cash INR"] == "11.00"
    found = await mid_month.call("GetProfitAndLoss", from_date="2024-04-15", to_date="2025-04-14")
    assert found.net == {"INR": "1100.00"}


async def test_short_years_of_one_calendar_year_have_numbers_of_their_own(empty: Books) -> None:
    """A company that moves its year end keeps a short year beside the ones before and after."""
    accounts = [empty.account(code, parent_code="") for code in ("Cash", "Sales")]
    await empty.call("BatchCreateAccounts", accounts=accounts)
    for span in (
        ("2026-01-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-10-14"),
        ("2026-10-15", "2026-10-31"),
        ("2026-11-01", "2027-10-31"),
    ):
        await empty.open_year(*span)
    days = ["2026-07-02", "2026-06-30", "2026-10-14", "2026-10-15", "2026-12-31"] * 2
    answer = await empty.post_all(*(sale("1", day=day) for day in days))
    assert [one.voucher.number for one in answer.results] == [
        f"GJ/{label}/0000{place}"
        for place in (1, 2)
        for label in ("2026-07", "2026", "2026-10", "2026-10-15", "2026-27")
    ]


async def test_short_years_of_one_calendar_year_made_at_once_all_come_in(empty: Books) -> None:
    spans_wanted = [(f"2026-{month:02d}-01", f"2026-{month:02d}-28") for month in range(1, 13)]
    await asyncio.gather(*(empty.open_year(*span) for span in spans_wanted))
    assert await spans(empty) == spans_wanted
