"""Locations."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from stock_keeper.domain.locations import Location, LocationKind
from stock_keeper.store.tables import location

# Waits for reserves in flight that name the warehouse; later ones wait for us. See reserve_movements.
_ALONE = sa.text("select pg_advisory_xact_lock(hashtext('location'), hashtext(cast(:id as text)))")
_IN_USE = sa.text("""
select exists (select from location where parent_id = :id and not archived)
  or exists (select from balance where warehouse_id = :id and (on_hand <> 0 or reserved <> 0 or value <> 0))
  or exists (select from stored_goods where location_id = :id and on_hand > 0)
  or exists (
    select from reservation r join movement m on m.posting_id = r.id join balance b on b.key = m.balance_key
    where r.state = 1 and :id in (b.warehouse_id, m.location_id, m.to_location_id))
""")


SORTING = Sorting(
    fields={
        "code": location.c.code,
        "name": location.c.name,
        "kind": location.c.kind,
        "archived": location.c.archived,
    },
    unique=(location.c.code,),
    default="code",
)


class LocationRepository:
    """Reads and writes locations of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Location) -> None:
        """Stores a location. Raises Duplicate on code or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "code": new.code,
            "kind": int(new.kind),
            "parent_id": new.parent_id,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(location_code_unique="location.code", location_pkey="location.id"):
            await self._transaction.execute(location.insert().values(values))

    async def get(self, location_id: uuid.UUID, field: str = "id") -> Location:
        """The location. Raises NotFound on `field`."""
        found = await self.by_ids([location_id])
        if location_id not in found:
            raise NotFound(f"no location {location_id}", field=field)
        return found[location_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Location]:
        """Locations by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(location).where(location.c.id.in_(ids)))
        return {row.id: _location(row) for row in rows}

    async def page(self, page: SortedPage, company_id: uuid.UUID, show_archived: bool) -> tuple[list[Location], str]:
        """A page of a company's locations, and the next one's token."""
        query = sa.select(location).where(location.c.company_id == company_id)
        if not show_archived:
            query = query.where(~location.c.archived)
        return await read_page(self._transaction, query, page, _location)

    async def hold_still(self, location_id: uuid.UUID) -> None:
        """Until the transaction ends nothing is reserved in the warehouse, and nothing is put below the location."""
        await self._transaction.execute(_ALONE, {"id": str(location_id)})

    async def in_use(self, location_id: uuid.UUID) -> bool:
        """Whether it has stock, stock on its way, or locations below it."""
        return bool((await self._transaction.execute(_IN_USE, {"id": location_id})).scalar_one())

    async def update(self, changed: Location, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        mine = (location.c.id == changed.id) & (location.c.revision == changed.revision - 1)
        done = await self._transaction.execute(location.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)


def _values(one: Location) -> dict[str, object]:
    return {
        "name": one.name,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _location(row: sa.Row[Any]) -> Location:
    return Location(
        row.id,
        row.company_id,
        row.code,
        row.name,
        LocationKind(row.kind),
        row.parent_id,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
