"""Months of stock."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.pagination import Page
from m_kit.posting import Posting
from m_kit.posting.reservations import MOST, posting_in
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from stock_keeper.domain.stock_periods import StockPeriod, StockPeriodState
from stock_keeper.store.tables import stock_period

# The lock that lock_stock_periods shares: reserves in flight of the company end first, later ones see what is written.
_ALONE = sa.text("select pg_advisory_xact_lock(hashtextextended(cast(:company as text), 7301))")
_PENDING = sa.text("""
select r.* from reservation r
where r.company_id = :company and r.state = 1 and r.posting_date <= :last order by r.reserve_time limit :most
""")

# Revaluations that no document has brought to balances and ledger; of a recompute that is still running its own id, for
# nobody knows them yet.
_UNPOSTED = sa.text("""
select v.id from revaluation v where v.company_id = :company and v.posting_day <= :last
  and not exists (select from revaluation_hold h where h.revaluation_id = v.id and h.state = 2)
union all
select r.id from recompute r where r.company_id = :company and r.state = 1 and r.from_day <= :last
order by 1 limit :most
""")
_FOLLOW = sa.text("select follow_stock_ledgers(:tenant)")
# Named in an answer.
MOST_NAMED = 20


class StockPeriodRepository:
    """Reads and writes months of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def hold_still(self, company_id: uuid.UUID) -> None:
        """Until the transaction ends nothing is reserved in the company."""
        await self._transaction.execute(_ALONE, {"company": str(company_id)})

    async def find(self, company_id: uuid.UUID, month: date) -> StockPeriod | None:
        """The month, None where it was never closed."""
        mine = (stock_period.c.company_id == company_id) & (stock_period.c.month == month)
        row = (await self._transaction.execute(sa.select(stock_period).where(mine))).one_or_none()
        return None if row is None else _period(row)

    async def last_closed(self, company_id: uuid.UUID) -> date | None:
        """The latest month that is closed, or being closed."""
        mine = (stock_period.c.company_id == company_id) & (stock_period.c.state != int(StockPeriodState.OPEN))
        latest: date | None = (
            await self._transaction.execute(sa.select(sa.func.max(stock_period.c.month)).where(mine))
        ).scalar_one()
        return latest

    async def put(self, period: StockPeriod) -> None:
        """Stores it as it is."""
        values = {
            "company_id": period.company_id,
            "month": period.month,
            "tenant": self._transaction.tenant,
            "state": int(period.state),
            "revision": period.revision,
            "close_time": period.close_time,
        }
        written = insert(stock_period).values(values)
        changes = {name: written.excluded[name] for name in ("state", "revision", "close_time")}
        await self._transaction.execute(
            written.on_conflict_do_update(index_elements=["company_id", "month"], set_=changes)
        )

    async def page(self, page: Page, company_id: uuid.UUID) -> list[StockPeriod]:
        """Up to one more than a page, by month."""
        query = sa.select(stock_period).where(stock_period.c.company_id == company_id)
        if page.after is not None:
            query = query.where(stock_period.c.month > page.after[0])
        found = await self._transaction.execute(query.order_by(stock_period.c.month).limit(page.size + 1))
        return [_period(row) for row in found]

    async def pending(self, company_id: uuid.UUID, last_day: date) -> list[Posting]:
        """What the company holds up to that day, the oldest first, at most MOST."""
        given = {"company": company_id, "last": last_day, "most": MOST}
        return [posting_in(row._mapping) for row in await self._transaction.execute(_PENDING, given)]

    async def follow(self) -> None:
        """What was confirmed up to now and is dated back is to be valued."""
        await self._transaction.execute(_FOLLOW, {"tenant": self._transaction.tenant})

    async def unposted_values(self, company_id: uuid.UUID, last_day: date) -> list[str]:
        """Ids of what was found, or is being looked for, up to that day, and is not posted: at most MOST_NAMED."""
        given = {"company": company_id, "last": last_day, "most": MOST_NAMED}
        return [str(row.id) for row in await self._transaction.execute(_UNPOSTED, given)]


def _period(row: sa.Row[Any]) -> StockPeriod:
    return StockPeriod(row.company_id, row.month, StockPeriodState(row.state), row.revision, row.close_time)
