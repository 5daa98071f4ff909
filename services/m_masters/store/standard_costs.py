"""Standard costs."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_masters.domain.standard_costs import StandardCost
from m_masters.store.tables import standard_cost

_row = standard_cost.c
_ONE_WRITER = sa.text("select pg_advisory_xact_lock(hashtextextended('masters.standard_cost ' || :item, 0))")
_VALID_ON = sa.text("""
select distinct on (item_id) * from standard_cost
where item_id = any(:items) and currency_code = :currency and from_date <= :day order by item_id, from_date desc
""")

SORTING = Sorting(fields={"from_date": _row.from_date}, unique=(_row.id,), default="from_date")


class StandardCostRepository:
    """Reads and writes standard costs of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def one_writer(self, item_id: uuid.UUID) -> None:
        """Waits until no other transaction writes costs of the item: each is later than all before it."""
        await self._transaction.execute(_ONE_WRITER, {"item": str(item_id)})

    async def add(self, new: StandardCost) -> None:
        """Stores one. Raises Duplicate on the id."""
        names = ("id", "item_id", "currency_code", "unit_cost", "from_date", "revision", "create_time", "update_time")
        values = {"tenant": self._transaction.tenant, **{name: getattr(new, name) for name in names}}
        with duplicates_refused(standard_cost_pkey="standard_cost.id"):
            await self._transaction.execute(standard_cost.insert().values(values))

    async def get(self, cost_id: uuid.UUID, field: str = "id") -> StandardCost:
        """One. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(standard_cost).where(_row.id == cost_id))).one_or_none()
        if row is None:
            raise NotFound(f"no standard cost {cost_id}", field=field)
        return _cost(row)

    async def last_day(self, item_id: uuid.UUID, currency_code: str) -> date | None:
        """The first day of the item's last cost in the currency; None where it has none."""
        mine = (_row.item_id == item_id) & (_row.currency_code == currency_code)
        found = await self._transaction.execute(sa.select(sa.func.max(_row.from_date)).where(mine))
        day: date | None = found.scalar_one()
        return day

    async def valid_on(
        self, item_ids: Collection[uuid.UUID], currency_code: str, day: date
    ) -> dict[uuid.UUID, StandardCost]:
        """Item to what it is worth that day."""
        given = {"items": list(item_ids), "currency": currency_code, "day": day}
        return {row.item_id: _cost(row) for row in await self._transaction.execute(_VALID_ON, given)}

    async def page(self, page: SortedPage, item_id: uuid.UUID | None) -> tuple[list[StandardCost], str]:
        """A page of all, or of an item's, and the next one's token."""
        query = sa.select(standard_cost)
        if item_id is not None:
            query = query.where(_row.item_id == item_id)
        return await read_page(self._transaction, query, page, _cost)


def _cost(row: sa.Row[Any]) -> StandardCost:
    return StandardCost(
        row.id,
        row.item_id,
        row.currency_code,
        row.unit_cost,
        row.from_date,
        row.revision,
        row.create_time,
        row.update_time,
    )
