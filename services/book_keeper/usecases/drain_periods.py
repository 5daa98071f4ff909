"""P8 of docs/posting.md: nothing closes over a voucher that is held.

A period that is CLOSING takes no new hold, and whoever was about to reserve in it has done so, for both lock the month.
Where an owner does not say what became of what it holds there the period is opened again.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from m_kit.document import require_current
from m_kit.ids import parse_id
from m_kit.posting import Posting, Sweeper
from m_kit.posting.drain import drained, owners_of
from m_kit.uow import UnitOfWork

from book_keeper.domain.errors import PeriodPending
from book_keeper.domain.fiscal_years import FiscalYear, PeriodState
from book_keeper.store.fiscal_years import FiscalYearRepository
from book_keeper.store.reservations import pending_postings


@dataclass(frozen=True, slots=True)
class PeriodDrain:
    """Lets what is held in a period end."""

    uow: UnitOfWork
    sweeper: Sweeper

    async def drain_period(self, tenant: str, period_id: str, etag: str) -> None:
        """The period is CLOSING and nothing is held in it. Raises NotFound, EtagMismatch, PeriodPending."""
        async with self.uow.transaction(tenant) as transaction:
            years = FiscalYearRepository(transaction)
            period = await years.period(parse_id(period_id, "id", "period"), lock=True)
            if etag:
                require_current(period, etag)
            opened = period.state is PeriodState.OPEN
            if opened:
                await years.update_period(replace(period, state=PeriodState.CLOSING, revision=period.revision + 1))
        try:
            await self._drain(tenant, period.company_id, period.start_date, period.end_date)
        except PeriodPending:
            if opened:
                await self._open_again(tenant, period.id)
            raise

    async def drain_year(self, tenant: str, year: FiscalYear) -> None:
        """Nothing is held in the year any more, whose periods take no new hold. Raises PeriodPending."""
        await self._drain(tenant, year.company_id, year.start_date, year.end_date)

    async def _drain(self, tenant: str, company_id: uuid.UUID, start: date, end: date) -> None:
        async def pending() -> list[Posting]:
            async with self.uow.transaction(tenant) as transaction:
                return await pending_postings(transaction, company_id, start, end)

        require_none_pending(await drained(tenant, self.sweeper, pending))

    async def _open_again(self, tenant: str, period_id: uuid.UUID) -> None:
        async with self.uow.transaction(tenant) as transaction:
            years = FiscalYearRepository(transaction)
            period = await years.period(period_id, lock=True)
            if period.state is PeriodState.CLOSING:
                await years.update_period(replace(period, state=PeriodState.OPEN, revision=period.revision + 1))


def require_none_pending(pending: Sequence[Posting]) -> None:
    """Raises PeriodPending, saying whose."""
    if pending:
        owners = owners_of(pending)
        raise PeriodPending(
            f"{len(pending)} vouchers are held for documents of {owners} that are still being posted",
            field="id",
            metadata={"pending": str(len(pending)), "owner_contexts": owners},
        )
