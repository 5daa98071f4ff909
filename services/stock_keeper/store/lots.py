"""Lots."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from stock_keeper.domain.lots import Lot
from stock_keeper.store.tables import lot

SORTING = Sorting(
    fields={
        "number": lot.c.number,
        "expiry_date": lot.c.expiry_date,
    },
    unique=(lot.c.number,),
    default="number",
    nullable=frozenset({"expiry_date"}),
)


class LotRepository:
    """Reads and writes lots of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Lot) -> None:
        """Stores a lot. Raises Duplicate on number or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "item_id": new.item_id,
            "number": new.number,
            "expiry_date": new.expiry_date,
            "revision": new.revision,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(lot_number_unique="lot.number", lot_pkey="lot.id"):
            await self._transaction.execute(lot.insert().values(values))

    async def get(self, lot_id: uuid.UUID) -> Lot:
        """The lot. Raises NotFound."""
        found = await self.by_ids([lot_id])
        if lot_id not in found:
            raise NotFound(f"no lot {lot_id}", field="id")
        return found[lot_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Lot]:
        """Lots by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(lot).where(lot.c.id.in_(ids)))
        return {row.id: _lot(row) for row in rows}

    async def page(
        self, page: SortedPage, company_id: uuid.UUID, item_id: uuid.UUID, number: str
    ) -> tuple[list[Lot], str]:
        """A page of an item's lots, or the one of `number`, and the next one's token."""
        query = sa.select(lot).where((lot.c.company_id == company_id) & (lot.c.item_id == item_id))
        if number:
            query = query.where(lot.c.number == number)
        return await read_page(self._transaction, query, page, _lot)


def _lot(row: sa.Row[Any]) -> Lot:
    return Lot(
        row.id,
        row.company_id,
        row.item_id,
        row.number,
        row.expiry_date,
        row.revision,
        row.create_time,
        row.update_time,
    )
