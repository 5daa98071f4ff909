"""Vouchers that are posted again and again: once for each date, after downtime too, and visibly not where refused."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
from businessm.ledger.v1 import voucher_pb2, voucher_template_pb2
from m_engines.ledger import PostgresLedgerEngine
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.statuses import reason_of
from m_kit.testing import Metadata, refusal_of, was_replayed
from m_kit.uow import UnitOfWork

from book_keeper.domain.voucher_templates import Frequency, Schedule
from book_keeper.store.dimension_sets import DimensionSets
from book_keeper.store.directory import LedgerDirectory
from book_keeper.tests.books import Books, line
from book_keeper.usecases.post_due_vouchers import DueVouchers
from book_keeper.usecases.post_vouchers import Posting
from book_keeper.usecases.voucher_terms import VoucherTerms

Template = voucher_template_pb2.VoucherTemplate


@pytest.fixture
def processes(database: Database, clock: FixedClock) -> Callable[[], DueVouchers]:
    """Makes what a process posts due vouchers with."""

    def made() -> DueVouchers:
        uow = UnitOfWork(database)
        directory = LedgerDirectory(uow)
        posting = Posting(uow, directory, PostgresLedgerEngine(database))
        return DueVouchers(uow, VoucherTerms(directory, DimensionSets(database)), posting, clock)

    return made


@pytest.fixture
def due(processes: Callable[[], DueVouchers]) -> DueVouchers:
    """One process."""
    return processes()


def rent(books: Books, start: str = "2026-04-30", end: str = "", frequency: str = "MONTHLY", **fields: Any) -> Template:
    """Rent by the month; by hand alone without a start."""
    lines = [line("Rent", "30"), line("Cash", "-30")]
    made = Template(company_id=books.company_id, **{"code": "RENT", "lines": lines, "payee": "Asha", **fields})
    if start:
        made.schedule.CopyFrom(Template.Schedule(frequency=frequency, start_date=start, end_date=end))
    return made


async def written(books: Books, template: Template) -> Template:
    made: Template = (await books.call("CreateVoucherTemplate", voucher_template=template)).voucher_template
    return made


async def as_it_is(books: Books, template: Template) -> Template:
    found: Template = (await books.call("GetVoucherTemplate", id=template.id)).voucher_template
    return found


def on(clock: FixedClock, day: str) -> None:
    clock.instant = datetime.fromisoformat(day).replace(hour=6, tzinfo=UTC)


async def days(books: Books) -> list[str]:
    return [one.posting_date for one in await books.vouchers()]


@pytest.mark.parametrize(
    ("frequency", "start", "expected"),
    [
        (Frequency.MONTHLY, date(2027, 12, 31), ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        (Frequency.QUARTERLY, date(2026, 11, 30), ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        (Frequency.YEARLY, date(2024, 2, 29), ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
    ],
)
def test_a_day_that_a_month_has_not_is_its_last(frequency: Frequency, start: date, expected: list[str]) -> None:
    schedule = Schedule(frequency, start)
    assert [day.isoformat() for day in islice(schedule.dates(), len(expected))] == expected
    assert schedule.after(date.fromisoformat(expected[1])) == date.fromisoformat(expected[2])


def test_a_schedule_ends_with_its_last_day_or_with_the_calendar() -> None:
    assert len(list(Schedule(Frequency.MONTHLY, date(2026, 1, 15), date(2026, 3, 15)).dates())) == 3
    assert len(list(Schedule(Frequency.MONTHLY, date(2026, 1, 15), date(2026, 3, 14)).dates())) == 2
    assert list(Schedule(Frequency.YEARLY, date(2199, 6, 1)).dates()) == [date(2199, 6, 1)]
    assert Schedule(Frequency.YEARLY, date(2199, 6, 1)).after(date(2199, 6, 1)) is None


async def test_what_was_missed_is_posted_date_by_date_and_once(
    books: Books, due: DueVouchers, tenant: str, clock: FixedClock
) -> None:
    template = await written(books, rent(books, end="2026-08-15"))
    assert template.next_date == "2026-04-30"
    on(clock, "2026-04-29")
    assert await due.post_due(tenant) == 0
    on(clock, "2026-07-01")
    assert await due.post_due(tenant) == 3
    assert await due.post_due(tenant) == 0
    assert (await as_it_is(books, template)).next_date == "2026-07-30"
    on(clock, "2026-12-24")
    assert await due.post_due(tenant) == 1
    assert await days(books) == ["2026-04-30", "2026-05-30", "2026-06-30", "2026-07-30"]
    assert (await as_it_is(books, template)).next_date == ""
    first = (await books.call("GetVoucher", id=(await books.vouchers())[0].id)).voucher
    assert (first.payee, first.actor, first.source.document_type) == ("Asha", "asha", "book_keeper.voucher_template")
    assert (first.source.document_id, first.source.purpose) == (template.id, "2026-04-30")


async def test_two_processes_at_once_post_it_once(
    books: Books, processes: Callable[[], DueVouchers], tenant: str, clock: FixedClock
) -> None:
    for code in ("RENT", "LEASE", "LOAN"):
        await written(books, rent(books, code=code))
    on(clock, "2026-09-30")
    await asyncio.gather(*(processes().post_due(tenant) for _ in range(4)))
    assert sorted(await days(books)) == sorted([f"2026-{month:02d}-30" for month in range(4, 10)] * 3)


async def test_a_crash_between_posting_and_going_on_posts_nothing_twice(
    books: Books, due: DueVouchers, tenant: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = await written(books, rent(books))
    on(clock, "2026-04-30")

    async def killed(*_: object) -> None:
        raise ConnectionAbortedError

    with monkeypatch.context() as patched:
        patched.setattr(DueVouchers, "_gone_on", killed)
        with pytest.raises(ConnectionAbortedError):
            await due.post_due(tenant)
    assert await days(books) == ["2026-04-30"]
    changed = await as_it_is(books, template)
    changed.lines[0].debit.amount = changed.lines[1].credit.amount = "40"
    await books.call("UpdateVoucherTemplate", voucher_template=changed, update_mask={"paths": ["lines"]})
    assert await due.post_due(tenant) == 1
    assert await books.balances() == {"Cash INR": "-30.00", "Rent INR": "30.00"}
    on(clock, "2026-05-30")
    await due.post_due(tenant)
    assert await books.balances() == {"Cash INR": "-70.00", "Rent INR": "70.00"}


async def test_a_closed_period_is_seen_and_waited_for(
    books: Books, due: DueVouchers, tenant: str, clock: FixedClock
) -> None:
    template = await written(books, rent(books))
    other = await written(books, rent(books, code="LEASE", start="2026-06-10"))
    closed = await books.close_month("2026-05-01")
    on(clock, "2026-06-30")
    assert await due.post_due(tenant) == 2
    found = await as_it_is(books, template)
    assert (found.next_date, found.failure.posting_date, found.failure.reason) == (
        "2026-05-30",
        "2026-05-30",
        "PERIOD_CLOSED",
    )
    assert found.failure.try_time.ToDatetime(UTC) == clock.instant
    assert not (await as_it_is(books, other)).HasField("failure")
    on(clock, "2026-07-01")
    assert await due.post_due(tenant) == 0
    again = await as_it_is(books, template)
    assert (again.etag, again.failure.try_time.ToDatetime(UTC)) == (found.etag, clock.instant)
    await books.call("ReopenPeriod", id=closed.id)
    assert await due.post_due(tenant) == 2
    found = await as_it_is(books, template)
    assert (found.next_date, found.HasField("failure")) == ("2026-07-30", False)


async def test_what_its_lines_name_is_judged_when_it_is_posted(
    books: Books, due: DueVouchers, tenant: str, clock: FixedClock
) -> None:
    lines = [line("Nowhere", "30"), line("Cash", "-30")]
    template = await written(books, rent(books, lines=lines))
    on(clock, "2026-04-30")
    assert await due.post_due(tenant) == 0
    assert (await as_it_is(books, template)).failure.reason == "ACCOUNT_UNKNOWN"
    assert await days(books) == []


async def test_a_preview_says_what_is_due_and_what_it_would_be_refused_with(books: Books) -> None:
    template = await written(books, rent(books, frequency="QUARTERLY"))
    await books.close_month("2026-07-01")
    shown = (await books.call("PreviewVoucherTemplate", id=template.id, until_date="2027-05-31")).due_vouchers
    assert [(one.posting_date, reason_of(one.error) if one.HasField("error") else "") for one in shown] == [
        ("2026-04-30", ""),
        ("2026-07-30", "PERIOD_CLOSED"),
        ("2026-10-30", ""),
        ("2027-01-30", ""),
        ("2027-04-30", "PERIOD_CLOSED"),
    ]
    assert (shown[0].voucher.state, shown[0].voucher.lines[0].debit.amount) == (voucher_pb2.Voucher.DRAFT, "30.00")
    assert await days(books) == []
    by_hand = await written(books, rent(books, start="", code="BY-HAND"))
    assert not (await books.call("PreviewVoucherTemplate", id=by_hand.id, until_date="2027-05-31")).due_vouchers


async def test_a_template_is_posted_by_hand_under_the_callers_request(books: Books) -> None:
    template = await written(books, rent(books, start=""))
    asked: dict[str, Any] = {"id": template.id, "posting_date": "2026-05-05"}
    posted = (await books.call("PostVoucherTemplate", request_id="one", **asked)).voucher
    assert (posted.state, posted.posting_date) == (voucher_pb2.Voucher.POSTED, "2026-05-05")
    again = books.call("PostVoucherTemplate", request_id="one", **asked)
    assert (await again).voucher == posted
    assert await was_replayed(again)
    await books.call("PostVoucherTemplate", request_id="two", **asked)
    assert await days(books) == ["2026-05-05"] * 2
    await books.call("ArchiveVoucherTemplate", id=template.id, etag=template.etag)
    assert (await refusal_of(books.call("PostVoucherTemplate", **asked))).reason == "RESOURCE_ARCHIVED"


async def test_an_archived_template_falls_due_no_more(
    books: Books, due: DueVouchers, tenant: str, clock: FixedClock
) -> None:
    template = await written(books, rent(books))
    archived = (await books.call("ArchiveVoucherTemplate", id=template.id, etag=template.etag)).voucher_template
    assert (archived.archived, archived.next_date) == (True, "")
    on(clock, "2026-12-31")
    assert await due.post_due(tenant) == 0


async def test_what_is_refused_of_a_template(books: Books, channel: Any, stranger: Metadata) -> None:
    await written(books, rent(books))
    assert (await refusal_of(written(books, rent(books)))).fields == ("voucher_template.code",)
    backwards = rent(books, code="B", end="2026-04-29")
    refused = await refusal_of(written(books, backwards))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("voucher_template.schedule.end_date",))
    no_day = rent(books, "2026-02-30", code="C")
    assert (await refusal_of(written(books, no_day))).fields == ("voucher_template.schedule.start_date",)
    theirs = books.seen_by(channel, stranger)
    listed = (await books.call("ListVoucherTemplates")).voucher_templates
    assert [one.code for one in listed] == ["RENT"]
    days_asked = {
        "PreviewVoucherTemplate": {"until_date": "2026-12-31"},
        "PostVoucherTemplate": {"posting_date": "2026-05-05"},
    }
    for rpc in ("GetVoucherTemplate", "PreviewVoucherTemplate", "PostVoucherTemplate"):
        refused = await refusal_of(theirs.call(rpc, id=listed[0].id, **days_asked.get(rpc, {})))
        assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("id",))
