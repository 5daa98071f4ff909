"""Opening fiscal years; closing and reopening periods."""

from dataclasses import replace
from datetime import datetime

from businessm.ledger.v1 import fiscal_year_pb2
from m_kit.dates import month_starts, parse_date
from m_kit.document import require_current
from m_kit.errors import Duplicate
from m_kit.ids import given_or_new_id, new_id, parse_id
from m_kit.uow import Transaction

from book_keeper.domain.errors import FiscalYearClosed, PeriodClosed
from book_keeper.domain.fiscal_years import FiscalYear, Period, PeriodState, YearState, require_span
from book_keeper.domain.vouchers import year_label
from book_keeper.store.audit import record
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.fiscal_years import FiscalYearRepository
from book_keeper.store.reservations import pending_postings
from book_keeper.usecases.drain_periods import require_none_pending


async def create_fiscal_year(
    transaction: Transaction, message: fiscal_year_pb2.FiscalYear, now: datetime
) -> FiscalYear:
    """Opens a year with a period per calendar month. Raises NotFound (company), FieldInvalid, Duplicate (overlap)."""
    start = parse_date(message.start_date, "fiscal_year.start_date")
    end = parse_date(message.end_date, "fiscal_year.end_date")
    require_span(start, end, "fiscal_year")
    company_id = parse_id(message.company_id, "fiscal_year.company_id", "company")
    # The company's row, locked, keeps two years that overlap or are called alike from coming in side by side.
    await CompanyRepository(transaction).get(company_id, "fiscal_year.company_id", lock=True)
    years = FiscalYearRepository(transaction)
    if await years.overlaps(company_id, start, end):
        raise Duplicate(f"{start} to {end} overlaps another fiscal year", field="fiscal_year.start_date")
    months = month_starts(start, end)
    year_id = given_or_new_id(message.id, "fiscal_year.id")
    new = FiscalYear(0, year_id, company_id, start, end, YearState.OPEN, None, 1, now, now)
    label = year_label(start, end, taken=await years.labels(company_id))
    await years.add(new, label, months, [new_id() for _ in months])
    return await years.get(year_id)


async def close_period(transaction: Transaction, period_id: str, etag: str, actor: str, now: datetime) -> Period:
    """Closes a period. Raises NotFound, EtagMismatch, PeriodPending."""
    years = FiscalYearRepository(transaction)
    period = await years.period(parse_id(period_id, "id", "period"), lock=True)
    if etag:
        require_current(period, etag)
    if period.state is PeriodState.CLOSED:
        return period
    require_none_pending(await pending_postings(transaction, period.company_id, period.start_date, period.end_date))
    return await close_locked(transaction, period, actor, now)


async def close_locked(
    transaction: Transaction, period: Period, actor: str, now: datetime, *, with_year: bool = False
) -> Period:
    """Closes a period that this transaction has locked, and notes what it holds."""
    years = FiscalYearRepository(transaction)
    closed = replace(
        period,
        state=PeriodState.CLOSED,
        close_time=now,
        content_hash=await years.content_hash(period),
        closed_with_year=with_year,
        revision=period.revision + 1,
    )
    await years.update_period(closed)
    await record(transaction, period.company_id, "period.close", period.id, actor, now)
    return closed


async def lock_period(
    transaction: Transaction, period_id: str, etag: str, domain: int, actor: str, now: datetime
) -> Period:
    """Lets no more vouchers of a domain in. Raises NotFound, EtagMismatch, PeriodClosed."""
    period = await _open_period(transaction, period_id, etag)
    return await _relocked(transaction, period, period.locked_domains | {domain}, "period.lock", actor, now)


async def unlock_period(
    transaction: Transaction, period_id: str, etag: str, domain: int, actor: str, now: datetime
) -> Period:
    """Takes a lock back. Raises NotFound, EtagMismatch, PeriodClosed."""
    period = await _open_period(transaction, period_id, etag)
    return await _relocked(transaction, period, period.locked_domains - {domain}, "period.unlock", actor, now)


async def _open_period(transaction: Transaction, period_id: str, etag: str) -> Period:
    """Alone with it: who is posting into it has ended, who comes later sees what is written now."""
    period = await FiscalYearRepository(transaction).period(parse_id(period_id, "id", "period"), lock=True)
    if etag:
        require_current(period, etag)
    if period.state is not PeriodState.OPEN:
        raise PeriodClosed(f"the period of {period.start_date} is not open", field="id")
    return period


async def _relocked(
    transaction: Transaction, period: Period, domains: frozenset[int], action: str, actor: str, now: datetime
) -> Period:
    if domains == period.locked_domains:
        return period
    changed = replace(period, locked_domains=domains, revision=period.revision + 1)
    await FiscalYearRepository(transaction).update_period(changed)
    await record(transaction, period.company_id, action, period.id, actor, now)
    return changed


async def reopen_period(transaction: Transaction, period_id: str, etag: str, actor: str, now: datetime) -> Period:
    """Opens a closed period again. Raises NotFound, EtagMismatch, FiscalYearClosed."""
    years = FiscalYearRepository(transaction)
    period = await years.period(parse_id(period_id, "id", "period"), lock=True)
    if etag:
        require_current(period, etag)
    if (await years.get(period.fiscal_year_id)).state is YearState.CLOSED:
        raise FiscalYearClosed("its fiscal year is closed", field="id")
    if period.state is PeriodState.OPEN:
        return period
    return await open_locked(transaction, period, actor, now)


async def open_locked(transaction: Transaction, period: Period, actor: str, now: datetime) -> Period:
    """Opens a period that this transaction has locked."""
    opened = replace(
        period, state=PeriodState.OPEN, content_hash=None, closed_with_year=False, revision=period.revision + 1
    )
    await FiscalYearRepository(transaction).update_period(opened)
    await record(transaction, period.company_id, "period.reopen", period.id, actor, now)
    return opened
