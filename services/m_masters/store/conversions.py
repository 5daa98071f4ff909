"""Conversions between units."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_masters.domain.conversions import UomConversion
from m_masters.store.tables import uom_conversion

_ONE_WRITER = sa.text("select pg_advisory_xact_lock(hashtextextended('masters.uom_conversion ' || :tenant, 0))")


SORTING = Sorting(
    fields={
        "from_uom_code": uom_conversion.c.from_uom_code,
        "to_uom_code": uom_conversion.c.to_uom_code,
        "numerator": uom_conversion.c.numerator,
        "denominator": uom_conversion.c.denominator,
    },
    unique=(uom_conversion.c.id,),
    default="from_uom_code",
)


class UomConversionRepository:
    """Reads and writes conversions of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def one_writer(self) -> None:
        """Waits until no other transaction of the tenant writes conversions: they are judged together."""
        await self._transaction.execute(_ONE_WRITER, {"tenant": self._transaction.tenant})

    async def add(self, new: UomConversion) -> None:
        """Stores a conversion. Raises Duplicate on the unit or the id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "item_id": new.item_id,
            "from_uom_code": new.from_uom_code,
            "to_uom_code": new.to_uom_code,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(
            uom_conversion_unit_unique="uom_conversion.from_uom_code", uom_conversion_pkey="uom_conversion.id"
        ):
            await self._transaction.execute(uom_conversion.insert().values(values))

    async def get(self, conversion_id: uuid.UUID, field: str = "id") -> UomConversion:
        """The conversion. Raises NotFound on `field`."""
        found = await self.by_ids([conversion_id])
        if conversion_id not in found:
            raise NotFound(f"no conversion {conversion_id}", field=field)
        return found[conversion_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, UomConversion]:
        """Conversions by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(uom_conversion).where(uom_conversion.c.id.in_(ids)))
        return {row.id: _conversion(row) for row in rows}

    async def that_count_for(self, item_ids: Collection[uuid.UUID]) -> list[UomConversion]:
        """General conversions and those of these items, without archived ones."""
        concerned = uom_conversion.c.item_id.is_(None) | uom_conversion.c.item_id.in_(item_ids)
        rows = await self._transaction.execute(sa.select(uom_conversion).where(concerned, ~uom_conversion.c.archived))
        return [_conversion(row) for row in rows]

    async def page(
        self, page: SortedPage, item_id: uuid.UUID | None, include_archived: bool
    ) -> tuple[list[UomConversion], str]:
        """A page of an item's conversions, or of general ones, and the next one's token."""
        query = sa.select(uom_conversion).where(uom_conversion.c.item_id.is_not_distinct_from(item_id))
        if not include_archived:
            query = query.where(~uom_conversion.c.archived)
        return await read_page(self._transaction, query, page, _conversion)

    async def update(self, changed: UomConversion, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        mine = (uom_conversion.c.id == changed.id) & (uom_conversion.c.revision == changed.revision - 1)
        done = await self._transaction.execute(uom_conversion.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)


def _values(one: UomConversion) -> dict[str, object]:
    return {
        "numerator": one.numerator,
        "denominator": one.denominator,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _conversion(row: sa.Row[Any]) -> UomConversion:
    return UomConversion(
        row.id,
        row.item_id,
        row.from_uom_code,
        row.to_uom_code,
        row.numerator,
        row.denominator,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
