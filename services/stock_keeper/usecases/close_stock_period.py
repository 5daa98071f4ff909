"""P8 of docs/posting.md for stock: a month closes, with what is before it, over nothing that is held, and when goods
that something was dated back before are valued anew."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from m_kit.errors import NotFound, StateInvalid
from m_kit.posting import Posting, Sweeper
from m_kit.posting.drain import drained, owners_of, waited_for
from m_kit.uow import Transaction, UnitOfWork

from stock_keeper.domain.errors import PeriodPending
from stock_keeper.domain.stock_periods import StockPeriod, StockPeriodState
from stock_keeper.store.stock_periods import StockPeriodRepository
from stock_keeper.usecases.recompute import Recomputer


@dataclass(frozen=True, slots=True)
class StockPeriodDrain:
    """Lets what is held up to a month's end become final, or end."""

    uow: UnitOfWork
    sweeper: Sweeper
    recomputer: Recomputer

    async def value(self, tenant: str, company_id: uuid.UUID, month: date) -> None:
        """What is dated up to the month's end is valued, and the documents of it are posted: before it is CLOSING, for
        they are dated in it. Raises PeriodPending, naming those that are not."""

        async def unposted() -> list[str]:
            async with self.uow.transaction(tenant) as transaction:
                periods = StockPeriodRepository(transaction)
                period = await periods.find(company_id, month) or _never_closed(company_id, month)
                closed = period.state is StockPeriodState.CLOSED
                return [] if closed else await periods.unposted_values(company_id, period.last_day)

        async def recompute(_: Sequence[str]) -> None:
            await self.recomputer.look(tenant)

        await recompute([])
        _require_posted(await waited_for(unposted, meanwhile=recompute))

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
            await self.open_again(tenant, company_id, month)
        _require_none(held)

    async def open_again(self, tenant: str, company_id: uuid.UUID, month: date) -> None:
        """A month that could not be closed is open."""
        async with self.uow.transaction(tenant) as transaction:
            periods = StockPeriodRepository(transaction)
            await periods.hold_still(company_id)
            period = await periods.find(company_id, month)
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
    await periods.follow()
    _require_posted(await periods.unposted_values(company_id, period.last_day))
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


def _require_posted(unposted: Sequence[str]) -> None:
    if unposted:
        named = ", ".join(unposted)
        raise PeriodPending(
            f"goods that were valued anew wait for their documents: {named}",
            field="month",
            metadata={"pending": str(len(unposted)), "revaluation_ids": named},
        )


def _require_none(held: Sequence[Posting]) -> None:
    if held:
        owners = owners_of(held)
        raise PeriodPending(
            f"{len(held)} postings are held for documents of {owners} that are still being posted",
            field="month",
            metadata={"pending": str(len(held)), "owner_contexts": owners},
        )
