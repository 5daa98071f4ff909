"""PostgresLedgerEngine.submit: what it answers, and what it answers when nobody knows."""

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from m_kit.database import Database
from m_kit.ids import new_id

from m_engines.ledger import (
    AlreadyCommitted,
    Committed,
    Entry,
    Leg,
    LegKind,
    NewLedger,
    PostgresLedgerEngine,
    Rejected,
    Result,
    Unknown,
    VoucherRow,
)
from m_engines.ledger.port import CONTROL_ACCOUNT, LineRow
from m_engines.ledger.postgres import MAX_LEGS
from m_engines.tests.ledger.conftest import DAY, Ledger


def committed(results: Sequence[Result]) -> list[int]:
    return [one.receipt.sequence for one in results if isinstance(one, Committed) and one.receipt]


async def test_an_entry_is_committed_with_its_place_and_time(ledger: Ledger) -> None:
    (result,) = await ledger.submit((ledger.entry(), ledger.row()))
    assert isinstance(result, Committed)
    assert result.receipt is not None
    assert (result.receipt.sequence, result.receipt.year_label) == (1, "2026")
    assert (await ledger.count("voucher"), await ledger.count("line"), await ledger.count("balance_delta")) == (1, 2, 2)


async def test_a_line_keeps_side_units_role_and_note(ledger: Ledger) -> None:
    row = ledger.row()
    await ledger.submit((ledger.entry(70), row))
    lines = await ledger.owner.fetch("select * from line where voucher_id = $1 order by number", row.id)
    assert [(one["account_key"], one["amount"], one["is_credit"]) for one in lines] == [
        (ledger.cash, 70, False),
        (ledger.sales, -70, True),
    ]
    assert [(one["unit_code"], str(one["units"]), one["role"], one["narration"]) for one in lines] == [
        ("", "0", "", ""),
        ("U", "1.5", "ROLE", "note"),
    ]


async def test_the_same_entry_again_is_already_committed(ledger: Ledger) -> None:
    posting = (ledger.entry(), ledger.row())
    await ledger.submit(posting)
    assert await ledger.submit(posting, posting) == [AlreadyCommitted(), AlreadyCommitted()]
    assert await ledger.count() == 1


async def test_a_series_is_numbered_in_the_order_of_the_batch_whatever_days_journals_and_refusals_it_mixes(
    ledger: Ledger,
) -> None:
    places = [(20, "GJ"), (5, "GJ"), (12, "SJ"), (5, "GJ"), (1, "SJ"), (20, "GJ"), (20, "XJ"), (31, "GJ")]
    postings = [
        (ledger.entry(), ledger.row(posting_date=DAY.replace(day=day), journal_code=journal)) for day, journal in places
    ]
    sound = await ledger.submit(*postings)
    assert committed(sound) == [1, 2, 1, 3, 2, 4, 1, 5]
    refused = {1: ledger.archived, 4: 999_999_999, 6: ledger.archived}
    again = [
        (ledger.entry(account=refused.get(place)), row._replace(id=new_id(), request_id=new_id()))
        for place, (_, row) in enumerate(postings)
    ]
    results = await ledger.submit(*again)
    assert {place for place, one in enumerate(results) if isinstance(one, Rejected)} == set(refused)
    assert committed(results) == [6, 3, 7, 8, 9]
    assert committed(await ledger.submit((ledger.entry(), ledger.row()))) == [10]
    assert committed(await ledger.submit((ledger.entry(), ledger.row(journal_code="XJ")))) == [2]


async def test_entries_stand_or_fall_alone_and_are_answered_in_order(ledger: Ledger) -> None:
    taken = ledger.row()
    reversed_once = ledger.row(reverses_voucher_id=taken.id)
    sourced = {"source_type": "t", "source_id": "1", "source_purpose": "post"}
    await ledger.submit(
        (ledger.entry(), taken), (ledger.entry(), reversed_once), (ledger.entry(), ledger.row(**sourced))
    )
    cases = [
        (ledger.entry(), ledger.row(request_id=taken.request_id, input_hash=b"other"), Rejected("request_id_reused")),
        (ledger.entry(), ledger.row(id=taken.id), Rejected("exists")),
        (ledger.entry(), ledger.row(posting_date=_day(ledger, month=6)), Rejected("period_missing")),
        (ledger.entry(account=ledger.archived), ledger.row(), Rejected("account_closed", 0)),
        (ledger.entry(account=999_999_999), ledger.row(), Rejected("account_not_found", 0)),
        (ledger.entry(), ledger.row(reverses_voucher_id=taken.id), Rejected("already_reversed")),
        (ledger.entry(), ledger.row(**sourced), Rejected("source_exists")),
    ]
    results = await ledger.submit(
        *[posting for entry, row, _ in cases for posting in ((ledger.entry(), ledger.row()), (entry, row))]
    )
    assert results[1::2] == [wanted for _, _, wanted in cases]
    assert committed(results[::2]) == [4, 5, 6, 7, 8, 9, 10]


async def test_the_refused_leg_is_named_by_its_index(ledger: Ledger) -> None:
    entry = ledger.entry()
    second = entry.legs[1]._replace(credit=ledger.archived)
    (result,) = await ledger.submit((Entry((entry.legs[0], second)), ledger.row()))
    assert result == Rejected("account_closed", 1)


async def test_another_companys_account_is_not_found(ledger: Ledger) -> None:
    theirs = await ledger.account_elsewhere()
    assert await ledger.submit((ledger.entry(account=theirs), ledger.row())) == [Rejected("account_not_found", 0)]
    nowhere = ledger.row(company_id=uuid.uuid4())
    assert await ledger.submit((ledger.entry(), nowhere)) == [Rejected("period_missing")]


async def test_rivals_in_one_submit_are_judged_in_order(ledger: Ledger) -> None:
    request = new_id()
    same = (ledger.entry(), ledger.row(request_id=request))
    results = await ledger.submit(same, same, (ledger.entry(), ledger.row(request_id=request, input_hash=b"other")))
    assert committed(results) == [1]
    assert results[1:] == [AlreadyCommitted(), Rejected("request_id_reused")]


SINGLE = Leg(1, 7, CONTROL_ACCOUNT, 1, 1)
UNSENDABLE = {
    "no legs": (Entry(()), 0),
    "a row too few": (Entry((SINGLE, SINGLE)), 1),
    "too many legs": (Entry((SINGLE,) * (MAX_LEGS + 1)), MAX_LEGS + 1),
    "a negative amount": (Entry((SINGLE._replace(amount=-1),)), 1),
    "a pending leg": (Entry((SINGLE._replace(kind=LegKind.PENDING),)), 1),
    "no control account": (Entry((SINGLE._replace(credit=8),)), 1),
}


@pytest.mark.parametrize("name", UNSENDABLE)
@pytest.mark.parametrize("dry_run", [False, True])
async def test_what_no_correct_caller_sends_is_an_error_and_nothing_of_it_happens(
    ledger: Ledger, name: str, dry_run: bool
) -> None:
    entry, lines = UNSENDABLE[name]
    with pytest.raises(ValueError, match="leg"):
        await ledger.submit(
            (ledger.entry(), ledger.row()), (entry, ledger.row(lines=(LineRow(),) * lines)), dry_run=dry_run
        )
    await ledger.engine.close()
    assert await ledger.count() == 0


async def test_rows_are_given_for_each_entry_or_for_none_and_a_dry_run_has_them(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="rows"):
        await ledger.engine.submit(ledger.tenant, [ledger.entry()], 1, [])
    with pytest.raises(ValueError, match="rows"):
        await ledger.engine.submit(ledger.tenant, [ledger.entry()], 1, dry_run=True)
    assert await ledger.count() == 0


async def test_a_dry_run_answers_as_the_run_would_and_leaves_nothing(ledger: Ledger) -> None:
    request = new_id()
    batch = [
        (ledger.entry(), ledger.row(request_id=request)),
        (ledger.entry(), ledger.row(request_id=request)),
        (ledger.entry(account=ledger.archived), ledger.row()),
        (ledger.entry(), ledger.row()),
    ]
    dry = await ledger.submit(*batch, dry_run=True)
    for table in ("voucher", "line", "balance_delta", "series"):
        assert await ledger.count(table) == 0
    wet = await ledger.submit(*batch)
    assert [type(one) for one in dry] == [type(one) for one in wet]
    assert committed(dry) == committed(wet) == [1, 2]


async def test_nobody_knows_after_the_deadline_and_the_same_entry_again_tells(ledger: Ledger) -> None:
    held = await ledger.hold_series()
    posting = (ledger.entry(), ledger.row())
    (result,) = await ledger.submit(posting, timeout=0.05)
    assert isinstance(result, Unknown)
    await held.rollback()
    assert await ledger.submit(posting) == [AlreadyCommitted()]
    assert await ledger.count() == 2


async def test_nobody_knows_after_the_connection_broke_and_the_same_entry_again_commits_once(ledger: Ledger) -> None:
    held = await ledger.hold_series()
    posting = (ledger.entry(), ledger.row())
    asked = asyncio.create_task(ledger.submit(posting))
    await ledger.owner.execute("select pg_terminate_backend($1)", await ledger.waiting_backend())
    (result,) = await asked
    assert isinstance(result, Unknown)
    await held.rollback()
    assert committed(await ledger.submit(posting)) == [2]
    assert await ledger.submit(posting) == [AlreadyCommitted()]
    assert await ledger.count() == 2


async def test_every_caller_of_a_batch_that_broke_hears_of_it(ledger: Ledger) -> None:
    held = await ledger.hold_series()
    first = asyncio.create_task(ledger.submit((ledger.entry(), ledger.row())))
    pid = await ledger.waiting_backend()
    rest = [asyncio.create_task(ledger.submit((ledger.entry(), ledger.row()))) for _ in range(5)]
    await ledger.owner.execute("select pg_terminate_backend($1)", pid)
    assert isinstance((await first)[0], Unknown)
    pid = await ledger.waiting_backend(but=pid)
    await ledger.owner.execute("select pg_terminate_backend($1)", pid)
    for one in rest:
        assert isinstance((await one)[0], Unknown)
    await held.rollback()
    assert await ledger.count() == 1
    assert committed(await ledger.submit((ledger.entry(), ledger.row()))) == [2]


async def test_a_caller_that_leaves_does_not_take_its_entry_along(ledger: Ledger) -> None:
    held = await ledger.hold_series()
    posting = (ledger.entry(), ledger.row())
    asked = asyncio.create_task(ledger.submit(posting))
    await ledger.waiting_backend()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await held.rollback()
    await ledger.engine.close()
    assert await ledger.count() == 2
    assert await ledger.submit(posting) == [AlreadyCommitted()]


async def test_one_tenant_does_not_wait_for_another(ledger: Ledger) -> None:
    held = await ledger.hold_series()
    waiting = asyncio.create_task(ledger.submit((ledger.entry(), ledger.row())))
    await ledger.waiting_backend()
    async with asyncio.timeout(5):
        await ledger.engine.submit("t-other", [ledger.entry()], 5, [ledger.row(company_id=uuid.uuid4())])
    assert not waiting.done()
    await held.rollback()
    assert committed(await waiting) == [2]


async def test_fifty_callers_get_fifty_places_without_a_gap(ledger: Ledger) -> None:
    results = await asyncio.gather(*(ledger.submit((ledger.entry(), ledger.row())) for _ in range(50)))
    assert sorted(place for one in results for place in committed(one)) == list(range(1, 51))


async def test_it_is_well_while_its_database_answers(ledger: Ledger) -> None:
    assert await ledger.engine.health()
    nobody = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing", "book_keeper")
    lost = PostgresLedgerEngine(nobody)
    assert not await lost.health()
    (result,) = await lost.submit(ledger.tenant, [ledger.entry()], 5, [ledger.row()])
    assert isinstance(result, Unknown)
    await nobody.close()


def _day(ledger: Ledger, month: int) -> object:
    return ledger.row().posting_date.replace(month=month)


def in_new_ledger(ledger: Ledger, currency: str = "JPY", **fields: Any) -> tuple[Entry, VoucherRow]:
    legs = tuple(leg._replace(ledger=-1) for leg in ledger.entry().legs)
    return Entry(legs), ledger.row(new_ledgers=(NewLedger(-1, currency, 0),), **fields)


async def test_a_new_ledger_is_opened_with_the_entry_that_is_committed_and_with_no_other(ledger: Ledger) -> None:
    refused = in_new_ledger(ledger, posting_date=_day(ledger, month=6))
    assert await ledger.submit(refused) == [Rejected("period_missing")]
    assert await ledger.count("company_currency") == 1
    results = await ledger.submit(refused, in_new_ledger(ledger), in_new_ledger(ledger), in_new_ledger(ledger, "CHF"))
    assert (results[0], committed(results)) == (Rejected("period_missing"), [1, 2, 3])
    rows = await ledger.owner.fetch(
        "select c.currency_code, count(*) as lines from line l join company_currency c using (ledger)"
        " where l.tenant = $1 group by 1 order by 1",
        ledger.tenant,
    )
    assert [tuple(row) for row in rows] == [("CHF", 2), ("JPY", 4)]


async def test_a_new_ledger_that_has_another_scale_by_now_is_refused(ledger: Ledger) -> None:
    await ledger.submit(in_new_ledger(ledger))
    entry, row = in_new_ledger(ledger)
    other = row._replace(new_ledgers=(NewLedger(-1, "JPY", 2),))
    assert await ledger.submit((entry, other)) == [Rejected("ledger_changed")]
    assert committed(await ledger.submit((entry, row), dry_run=True)) == [2]
    assert await ledger.count() == 1
