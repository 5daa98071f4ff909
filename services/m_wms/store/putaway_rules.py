"""Putaway rules."""

import uuid
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_wms.domain.putaway import PutawayRule
from m_wms.store.tables import putaway_rule

_row = putaway_rule.c

SORTING = Sorting(fields={"priority": _row.priority}, unique=(_row.id,), default="priority")


class PutawayRuleRepository:
    """Reads and writes the putaway rules of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: PutawayRule) -> None:
        """Raises Duplicate on the id, and on the place where it has one for the item."""
        with duplicates_refused(putaway_rule_pkey="putaway_rule.id", putaway_rule_once="putaway_rule.location_id"):
            values = {"tenant": self._transaction.tenant, **asdict(new)}
            await self._transaction.execute(putaway_rule.insert().values(values))

    async def get(self, rule_id: uuid.UUID, field: str = "id") -> PutawayRule:
        """One. Raises NotFound on `field`."""
        query = sa.select(putaway_rule).where(_row.id == rule_id)
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no putaway rule {rule_id}", field=field)
        return _rule(row)

    async def page(
        self, page: SortedPage, company_id: uuid.UUID, warehouse_id: uuid.UUID | None
    ) -> tuple[list[PutawayRule], str]:
        """A page of a company's, and the next one's token."""
        query = sa.select(putaway_rule).where(_row.company_id == company_id)
        if warehouse_id is not None:
            query = query.where(_row.warehouse_id == warehouse_id)
        return await read_page(self._transaction, query, page, _rule)

    async def of_warehouse(self, warehouse_id: uuid.UUID, items: Collection[uuid.UUID]) -> list[PutawayRule]:
        """Those for one of the items, and those for all."""
        about = sa.or_(_row.item_id.is_(None), _row.item_id.in_(items))
        query = sa.select(putaway_rule).where(_row.warehouse_id == warehouse_id, about).order_by(_row.id)
        return [_rule(row) for row in await self._transaction.execute(query)]

    async def update(self, changed: PutawayRule) -> None:
        """Its next revision. Raises EtagMismatch where another came first."""
        mine = sa.and_(_row.id == changed.id, _row.revision == changed.revision - 1)
        names = ("priority", "capacity_uom_code", "capacity", "revision", "update_time")
        values = {name: getattr(changed, name) for name in names}
        if not (await self._transaction.execute(putaway_rule.update().where(mine).values(values))).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="putaway_rule.etag")

    async def delete(self, current: PutawayRule) -> None:
        """Raises EtagMismatch where another came first."""
        mine = sa.and_(_row.id == current.id, _row.revision == current.revision)
        if not (await self._transaction.execute(putaway_rule.delete().where(mine))).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")


def _rule(row: sa.Row[Any]) -> PutawayRule:
    values = row._asdict()
    return PutawayRule(**{name: values[name] for name in PutawayRule.__dataclass_fields__})
