"""Units of measure: the tenant's own, and those that come with the product."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction
from sqlalchemy.dialects.postgresql import insert

from m_masters.domain.uoms import StandardUom, Uom, UomDimension
from m_masters.store.tables import EVERYONE, uom

SORTING = Sorting(
    fields={
        "code": uom.c.code,
        "name": uom.c.name,
        "symbol": uom.c.symbol,
        "dimension": uom.c.dimension,
        "archived": uom.c.archived,
    },
    unique=(uom.c.id,),
    default="code",
)


class UomRepository:
    """Reads uoms of the transaction's tenant and standard ones; writes the tenant's alone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Uom) -> None:
        """Stores a uom. Raises Duplicate on code or id."""
        values = {"id": new.id, "tenant": self._transaction.tenant, "create_time": new.create_time, **_values(new)}
        with duplicates_refused(uom_code_unique="uom.code", uom_pkey="uom.id"):
            await self._transaction.execute(uom.insert().values(values))

    async def get(self, uom_id: uuid.UUID, field: str = "id") -> Uom:
        """The uom. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(uom).where(uom.c.id == uom_id))).one_or_none()
        if row is None:
            raise NotFound(f"no uom {uom_id}", field=field)
        return _uom(row)

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Uom]:
        """Uoms by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(uom).where(uom.c.id.in_(ids)))
        return {row.id: _uom(row) for row in rows}

    async def by_codes(self, codes: Collection[str]) -> dict[str, Uom]:
        """Uoms by code; those that are not there are left out, a tenant's own goes before a standard one."""
        query = sa.select(uom).where(uom.c.code.in_(codes)).order_by(uom.c.tenant)
        return {row.code: _uom(row) for row in await self._transaction.execute(query)}

    async def page(self, page: SortedPage, code: str, include_archived: bool) -> tuple[list[Uom], str]:
        """A page of uoms, and the next one's token."""
        query = sa.select(uom)
        if code:
            query = query.where(uom.c.code == code)
        if not include_archived:
            query = query.where(~uom.c.archived)
        return await read_page(self._transaction, query, page, _uom)

    async def update(self, changed: Uom, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        mine = (uom.c.id == changed.id) & (uom.c.revision == changed.revision - 1)
        done = await self._transaction.execute(uom.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)

    async def standards(self) -> list[StandardUom]:
        """What came with the product, as it is stored."""
        rows = await self._transaction.execute(sa.select(uom).where(uom.c.tenant == EVERYONE))
        return [
            StandardUom(row.id, row.code, row.name, row.symbol, row.whole, UomDimension(row.dimension)) for row in rows
        ]

    async def put_standards(self, standards: Iterable[StandardUom], now: datetime) -> None:
        """Stores what comes with the product, or what it says now. The transaction must be the tenant's of everyone."""
        rows = [
            {
                "id": one.id,
                "tenant": EVERYONE,
                "code": one.code,
                "name": one.name,
                "symbol": one.symbol,
                "whole": one.whole,
                "dimension": int(one.dimension),
                "create_time": now,
                "update_time": now,
            }
            for one in standards
        ]
        new = insert(uom)
        said = {name: new.excluded[name] for name in ("name", "symbol", "whole", "dimension", "update_time")}
        changed = new.on_conflict_do_update(index_elements=["id"], set_={**said, "revision": uom.c.revision + 1})
        if rows:
            await self._transaction.execute(changed, rows)


def _values(one: Uom) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "symbol": one.symbol,
        "whole": one.whole,
        "dimension": int(one.dimension),
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _uom(row: sa.Row[Any]) -> Uom:
    return Uom(
        row.id,
        row.code,
        row.name,
        row.symbol,
        row.whole,
        UomDimension(row.dimension),
        row.tenant == EVERYONE,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
