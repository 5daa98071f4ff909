"""P8 of docs/posting.md for stock: a month closes, with what is before it, over nothing that is held."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from m_kit.errors import NotFound, StateInvalid
from m_kit.posting import Posting, Sweeper
from m_kit.posting.drain import drained, owners_of
from m_kit.uow import Transaction, UnitOfWork

from stock_keeper.domain.errors import PeriodPending
from stock_keeper.domain.stock_periods import StockPeriod, StockPeriodState
from stock_keeper.store.stock_periods import StockPeriodRepository


@dataclass(frozen=True, slots=True)
class StockPeriodDrain:
    """Lets what is held up to a month's end become final, or end."""

    uow: UnitOfWork
    sweeper: Sweeper

    async def drain(self, tenant: str, company_id: uuid.UUID, month: date) -> None:
        """The month is CLOSING and nothing is held up to its end. Raises PeriodPending: then it is as it was."""
        async with self.uow.transaction(tenant) as transaction:
            periods = StockPeriodRepository(transaction)
            await periods.hold_still(company_id)
            period = await periods.find(company_id, month) or _never_closed(company_id, month)
            opened = period.state is StockPeriodState.OPEN
            if opened:
                period = replace(period, state=StockPeriodState.CLOSING, revision=period.revision + 1)
                await periods.put(period)

        async def pending() -> list[Posting]:
            async with self.uow.transaction(tenant) as transaction:
                return await StockPeriodRepository(transaction).pending(company_id, period.last_day)

        held = await drained(tenant, self.sweeper, pending)
        if held and opened:
            await self._open_again(tenant, period)
        _require_none(held)

    async def _open_again(self, tenant: str, closing: StockPeriod) -> None:
        async with self.uow.transaction(tenant) as transaction:
            periods = StockPeriodRepository(transaction)
            await periods.hold_still(closing.company_id)
            period = await periods.find(closing.company_id, closing.month)
            if period is not None and period.state is StockPeriodState.CLOSING:
                await periods.put(replace(period, state=StockPeriodState.OPEN, revision=period.revision + 1))


async def close_stock_period(
    transaction: Transaction, company_id: uuid.UUID, month: date, now: datetime
) -> StockPeriod:
    """Closes the month; a closed one is answered as it is. Raises PeriodPending."""
    periods = StockPeriodRepository(transaction)
    await periods.hold_still(company_id)
    period = await periods.find(company_id, month) or _never_closed(company_id, month)
    if period.state is StockPeriodState.CLOSED:
        return period
    _require_none(await periods.pending(company_id, period.last_day))
    closed = replace(period, state=StockPeriodState.CLOSED, revision=period.revision + 1, close_time=now)
    await periods.put(closed)
    return closed


async def reopen_stock_period(transaction: Transaction, company_id: uuid.UUID, month: date) -> StockPeriod:
    """Opens the last closed month again; an open one is answered as it is. Raises NotFound, StateInvalid."""
    periods = StockPeriodRepository(transaction)
    await periods.hold_still(company_id)
    period = await periods.find(company_id, month)
    if period is None:
        raise NotFound(f"{month:%Y-%m} was never closed", field="month")
    if period.state is StockPeriodState.OPEN:
        return period
    last = await periods.last_closed(company_id)
    if last != month:
        raise StateInvalid(f"{last:%Y-%m} is closed: it is opened first", field="month")
    opened = replace(period, state=StockPeriodState.OPEN, revision=period.revision + 1)
    await periods.put(opened)
    return opened


def _never_closed(company_id: uuid.UUID, month: date) -> StockPeriod:
    return StockPeriod(company_id, month, StockPeriodState.OPEN, 0, None)


def _require_none(held: Sequence[Posting]) -> None:
    if held:
        owners = owners_of(held)
        raise PeriodPending(
            f"{len(held)} postings are held for documents of {owners} that are still being posted",
            field="month",
            metadata={"pending": str(len(held)), "owner_contexts": owners},
        )
