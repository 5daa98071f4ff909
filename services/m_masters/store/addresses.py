"""Addresses of parties."""

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

from m_masters.domain.addresses import Address, AddressKind
from m_masters.store.keyset import id_page_query
from m_masters.store.tables import address

ID = address.c.id
SORTING = Sorting(
    fields={
        "label": address.c.label,
        "kind": address.c.kind,
        "city": address.c.city,
        "region_code": address.c.region_code,
        "country_code": address.c.country_code,
    },
    unique=(ID,),
    default="label",
)


class AddressRepository:
    """Reads and writes addresses of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Address) -> None:
        """Stores an address. Raises Duplicate on id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "party_id": new.party_id,
            "kind": int(new.kind),
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(address_pkey="address.id"):
            await self._transaction.execute(address.insert().values(values))

    async def get(self, address_id: uuid.UUID, field: str = "id") -> Address:
        """The address. Raises NotFound on `field`."""
        found = await self.by_ids([address_id])
        if address_id not in found:
            raise NotFound(f"no address {address_id}", field=field)
        return found[address_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Address]:
        """Addresses by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(address).where(address.c.id.in_(ids)))
        return {row.id: _address(row) for row in rows}

    async def default(self, party_id: uuid.UUID, kind: AddressKind) -> Address | None:
        """The party's default of a kind."""
        mine = (address.c.party_id == party_id) & (address.c.kind == int(kind)) & address.c.is_default
        row = (await self._transaction.execute(sa.select(address).where(mine))).one_or_none()
        return None if row is None else _address(row)

    async def page(
        self, page: SortedPage, party_id: uuid.UUID, include_archived: bool, narrowed: Sequence[Narrowing] = ()
    ) -> tuple[list[Address], str]:
        """A page of a party's addresses, of those that a filter left over, and the next one's token."""
        query = sa.select(address).where(address.c.party_id == party_id)
        if not include_archived:
            query = query.where(~address.c.archived)
        for one in narrowed:
            query = query.where(one.of(address.c.id))
        return await read_page(self._transaction, query, page, _address)

    async def page_by_id(self, page: Page) -> list[Address]:
        """Up to one more than a page of all addresses, archived ones too, by id."""
        return [_address(row) for row in await self._transaction.execute(id_page_query(address, page))]

    async def update(self, changed: Address, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        mine = (address.c.id == changed.id) & (address.c.revision == changed.revision - 1)
        done = await self._transaction.execute(address.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)


def _values(one: Address) -> dict[str, object]:
    return {
        "label": one.label,
        "lines": list(one.lines),
        "city": one.city,
        "region_code": one.region_code,
        "postal_code": one.postal_code,
        "country_code": one.country_code,
        "is_default": one.is_default,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _address(row: sa.Row[Any]) -> Address:
    return Address(
        row.id,
        row.party_id,
        AddressKind(row.kind),
        row.label,
        tuple(row.lines),
        row.city,
        row.region_code,
        row.postal_code,
        row.country_code,
        row.is_default,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
