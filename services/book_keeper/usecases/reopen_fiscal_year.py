"""Reopening a fiscal year: its closing voucher is taken back, then the periods that were closed with it open.

Three steps, each safe to repeat: let the reversal in (CLOSING), post it under an id derived from the closing voucher,
open. Until the last one the year is as closed as it was, so a crash between them lets nothing else in, and the same
call ends it. Closing may go on at the same time: the last step looks, with every period locked, whether the result has
been moved again, and refuses to open where it has.
"""

import hashlib
from dataclasses import dataclass, replace

from m_kit.clock import Clock
from m_kit.document import require_current, revised
from m_kit.errors import ConflictRetry
from m_kit.ids import derived_id, new_id, parse_id
from m_kit.uow import Transaction, UnitOfWork

from book_keeper.domain.errors import FiscalYearClosed
from book_keeper.domain.fiscal_years import FiscalYear, PeriodState, YearState
from book_keeper.domain.vouchers import Draft, Voucher, reversal_of
from book_keeper.store.audit import record
from book_keeper.store.fiscal_years import FiscalYearRepository
from book_keeper.store.vouchers import VoucherRepository
from book_keeper.usecases.fiscal_years import open_locked
from book_keeper.usecases.post_vouchers import Posting


@dataclass(frozen=True, slots=True)
class YearReopening:
    """What the three steps work with."""

    uow: UnitOfWork
    posting: Posting
    clock: Clock

    async def take_back(self, tenant: str, year_id: str, etag: str, actor: str) -> Voucher | None:
        """Steps one and two: the voucher that took the closing voucher back, None where there was none.

        Raises NotFound, EtagMismatch, FiscalYearClosed (a later year), PeriodClosed (somebody closed the last month).
        """
        async with self.uow.transaction(tenant) as transaction:
            years = FiscalYearRepository(transaction)
            year = await years.get(parse_id(year_id, "id", "fiscal year"), lock=True)
            if etag:
                require_current(year, etag)
            later = await years.closed_after(year)
            if later and year.state is YearState.CLOSED:
                raise FiscalYearClosed(f"the year from {later.start_date} is closed: reopen it first", field="id")
            closings = await VoucherRepository(transaction).closings_of(year)
            await _let_the_reversal_in(years, year, needed=bool(closings))
        reversal = None
        for closing in closings:
            reversal = (await self.posting.post_one(tenant, _reversal_draft(year, closing, actor))).voucher
        return reversal

    async def finish(
        self, transaction: Transaction, year_id: str, reversal: Voucher | None, actor: str
    ) -> tuple[FiscalYear, Voucher | None]:
        """Step three, in the request's own transaction: the open year and what took its closing voucher back.

        A year that is open, and no period of it closing, is answered unchanged. Raises ConflictRetry where the year is
        being closed at the same time.
        """
        years, vouchers = FiscalYearRepository(transaction), VoucherRepository(transaction)
        year = await years.get(parse_id(year_id, "id", "fiscal year"), lock=True)
        periods = await years.periods_of_year(year, lock=True)
        if await vouchers.closings_of(year):
            raise ConflictRetry("the year is being closed: send the same call again", field="id")
        closing = [period for period in periods if period.state is PeriodState.CLOSING]
        if year.state is YearState.OPEN and not closing:
            return year, reversal
        if reversal is None and year.closing_voucher_id:
            # An earlier call posted it and got no further.
            reversal_id = await vouchers.reversal_of(year.closing_voucher_id)
            reversal = await vouchers.get(reversal_id) if reversal_id else None
        now = self.clock.now()
        for period in closing:
            await open_locked(transaction, period, actor, now)
        opened = revised(year, now, state=YearState.OPEN, closing_voucher_id=None)
        await years.update(opened)
        await record(transaction, year.company_id, "fiscal_year.reopen", year.id, actor, now)
        return opened, reversal


async def _let_the_reversal_in(years: FiscalYearRepository, year: FiscalYear, *, needed: bool) -> None:
    """Into the last month; the others that closed with the year go along, to be opened together."""
    periods = await years.periods_of_year(year, lock=True)
    for period in periods:
        takes_reversal = needed and period is periods[-1]
        if period.state is PeriodState.CLOSED and (period.closed_with_year or takes_reversal):
            await years.update_period(replace(period, state=PeriodState.CLOSING, revision=period.revision + 1))


def _reversal_draft(year: FiscalYear, closing: Voucher, actor: str) -> Draft:
    request_id = derived_id(closing.draft.id, "reopen")
    return reversal_of(
        closing,
        id=new_id(),
        request_id=request_id,
        input_hash=hashlib.sha256(request_id.bytes).digest(),
        posting_date=year.end_date,
        actor=actor,
    )
