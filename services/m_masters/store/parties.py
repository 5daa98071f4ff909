"""Parties."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_masters.domain.parties import Party, PartyKind
from m_masters.store.tables import party

SORTING = Sorting(
    fields={
        "name": party.c.name,
        "kind": party.c.kind,
        "code": party.c.code,
        "email": party.c.email,
        "phone": party.c.phone,
        "archived": party.c.archived,
    },
    unique=(party.c.id,),
    default="name",
)


class PartyRepository:
    """Reads and writes parties of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Party) -> None:
        """Stores a party. Raises Duplicate on code or id."""
        values = {"id": new.id, "tenant": self._transaction.tenant, "create_time": new.create_time, **_values(new)}
        with duplicates_refused(party_code_unique="party.code", party_pkey="party.id"):
            await self._transaction.execute(party.insert().values(values))

    async def get(self, party_id: uuid.UUID, field: str = "id") -> Party:
        """The party. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(party).where(party.c.id == party_id))).one_or_none()
        if row is None:
            raise NotFound(f"no party {party_id}", field=field)
        return _party(row)

    async def locked(self, party_id: uuid.UUID, field: str = "id") -> Party:
        """The party, kept from changing until the transaction ends. Raises NotFound on `field`."""
        query = sa.select(party).where(party.c.id == party_id).with_for_update()
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no party {party_id}", field=field)
        return _party(row)

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Party]:
        """Parties by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(party).where(party.c.id.in_(ids)))
        return {row.id: _party(row) for row in rows}

    async def page(self, page: SortedPage, code: str, include_archived: bool) -> tuple[list[Party], str]:
        """A page of parties, and the next one's token."""
        query = sa.select(party)
        if code:
            query = query.where(party.c.code == code)
        if not include_archived:
            query = query.where(~party.c.archived)
        return await read_page(self._transaction, query, page, _party)

    async def update(self, changed: Party, etag_field: str) -> None:
        """Writes the next revision. Raises Duplicate, or EtagMismatch on `etag_field` where another came first."""
        mine = (party.c.id == changed.id) & (party.c.revision == changed.revision - 1)
        with duplicates_refused(party_code_unique="party.code"):
            done = await self._transaction.execute(party.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)


def _values(one: Party) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": int(one.kind),
        "code": one.code,
        "email": one.email,
        "phone": one.phone,
        "language_code": one.language_code,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _party(row: sa.Row[Any]) -> Party:
    return Party(
        row.id,
        row.name,
        PartyKind(row.kind),
        row.code,
        row.email,
        row.phone,
        row.language_code,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
