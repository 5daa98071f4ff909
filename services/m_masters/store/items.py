"""Items with their barcodes."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.contributions.filters import Narrowing
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.pagination import Page
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import ARRAY

from m_masters.domain.items import Item, Tracking, ValuationMethod, gtin_14
from m_masters.store.keyset import id_page_query
from m_masters.store.tables import item, item_barcode

_BARCODES = sa.func.array(
    sa.select(item_barcode.c.barcode)
    .where(item_barcode.c.item_id == item.c.id)
    .order_by(item_barcode.c.number)
    .correlate(item)
    .scalar_subquery(),
    type_=ARRAY(sa.Text),
).label("barcodes")


ID = item.c.id
SORTING = Sorting(
    fields={
        "code": item.c.code,
        "name": item.c.name,
        "uom_code": item.c.uom_code,
        "is_stocked": item.c.is_stocked,
        "archived": item.c.archived,
    },
    unique=(ID,),
    default="code",
)


class ItemRepository:
    """Reads and writes items of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Item) -> None:
        """Stores an item. Raises Duplicate on code, id or barcodes."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "uom_code": new.uom_code,
            "quantity_scale": new.quantity_scale,
            "valuation_method": int(new.valuation_method),
            "tracking": int(new.tracking),
            "is_stocked": new.is_stocked,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(item_code_unique="item.code", item_pkey="item.id"):
            await self._transaction.execute(item.insert().values(values))
        await self._add_barcodes(new)

    async def get(self, item_id: uuid.UUID, field: str = "id") -> Item:
        """The item. Raises NotFound on `field`."""
        found = await self.by_ids([item_id])
        if item_id not in found:
            raise NotFound(f"no item {item_id}", field=field)
        return found[item_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Item]:
        """Items by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(item, _BARCODES).where(item.c.id.in_(ids)))
        return {row.id: _item(row) for row in rows}

    async def page(
        self, page: SortedPage, code: str, gtin: str, include_archived: bool, narrowed: Sequence[Narrowing] = ()
    ) -> tuple[list[Item], str]:
        """A page of items, of those that a filter left over, and the next one's token; `gtin` as 14 digits."""
        query = sa.select(item, _BARCODES)
        if code:
            query = query.where(item.c.code == code)
        if gtin:
            query = query.where(item.c.id.in_(sa.select(item_barcode.c.item_id).where(item_barcode.c.gtin_14 == gtin)))
        if not include_archived:
            query = query.where(~item.c.archived)
        for one in narrowed:
            query = query.where(one.of(item.c.id))
        return await read_page(self._transaction, query, page, _item)

    async def page_by_id(self, page: Page) -> list[Item]:
        """Up to one more than a page of all items, archived ones too, by id."""
        query = id_page_query(item, page).add_columns(_BARCODES)
        return [_item(row) for row in await self._transaction.execute(query)]

    async def of_barcode(self, gtin: str, field: str) -> Item:
        """The item that has this GTIN (14 digits), archived or not. Raises NotFound on `field`."""
        mine = sa.select(item_barcode.c.item_id).where(item_barcode.c.gtin_14 == gtin)
        row = (await self._transaction.execute(sa.select(item, _BARCODES).where(item.c.id.in_(mine)))).one_or_none()
        if row is None:
            raise NotFound(f"no item has the barcode {gtin}", field=field)
        return _item(row)

    async def update(self, changed: Item, etag_field: str, *, with_barcodes: bool = False) -> None:
        """Writes the next revision. Raises Duplicate, or EtagMismatch on `etag_field` where another came first."""
        mine = (item.c.id == changed.id) & (item.c.revision == changed.revision - 1)
        with duplicates_refused(item_code_unique="item.code"):
            done = await self._transaction.execute(item.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)
        if with_barcodes:
            await self._transaction.execute(item_barcode.delete().where(item_barcode.c.item_id == changed.id))
            await self._add_barcodes(changed)

    async def _add_barcodes(self, one: Item) -> None:
        keys = {"tenant": self._transaction.tenant, "item_id": one.id}
        rows = [
            {**keys, "number": number, "barcode": barcode, "gtin_14": gtin_14(barcode)}
            for number, barcode in enumerate(one.barcodes, 1)
        ]
        if rows:
            with duplicates_refused(item_barcode_unique="item.barcodes"):
                await self._transaction.execute(item_barcode.insert(), rows)


def _values(one: Item) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "description": one.description,
        "allow_negative_stock": one.allow_negative_stock,
        "over_receipt_percent": one.over_receipt_percent,
        "under_receipt_percent": one.under_receipt_percent,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _item(row: sa.Row[Any]) -> Item:
    return Item(
        row.id,
        row.code,
        row.name,
        row.description,
        row.uom_code,
        row.quantity_scale,
        ValuationMethod(row.valuation_method),
        row.is_stocked,
        row.allow_negative_stock,
        tuple(row.barcodes),
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
        Tracking(row.tracking),
        row.over_receipt_percent,
        row.under_receipt_percent,
    )
