"""Keys."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_identity.domain.users import ApiKey
from m_identity.store.tables import api_key

SORTING = Sorting(
    fields={
        "name": api_key.c.name,
        "username": api_key.c.username,
        "revoke_time": api_key.c.revoke_time,
    },
    unique=(api_key.c.id,),
    nullable=frozenset({"revoke_time"}),
)


class ApiKeyRepository:
    """Reads and writes keys of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: ApiKey) -> None:
        """Stores a key. Raises Duplicate on its id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "name": new.name,
            "username": new.username,
            "secret_hash": new.secret_hash,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(api_key_pkey="api_key.id"):
            await self._transaction.execute(api_key.insert().values(values))

    async def get(self, key_id: uuid.UUID, field: str = "id") -> ApiKey:
        """The key. Raises NotFound on `field`."""
        row = (await self._transaction.execute(sa.select(api_key).where(api_key.c.id == key_id))).one_or_none()
        if row is None:
            raise NotFound(f"no key {key_id}", field=field)
        return _key(row)

    async def page(self, page: SortedPage) -> tuple[list[ApiKey], str]:
        """A page of keys, and the next one's token."""
        query = sa.select(api_key)
        return await read_page(self._transaction, query, page, _key)

    async def revoke(self, key_id: uuid.UUID, at: datetime) -> None:
        """Ends the key; the first time stays."""
        query = api_key.update().where(api_key.c.id == key_id, api_key.c.revoke_time.is_(None))
        await self._transaction.execute(query.values(revoke_time=at, update_time=at, revision=api_key.c.revision + 1))


def _key(row: sa.Row[Any]) -> ApiKey:
    return ApiKey(
        row.id,
        row.name,
        row.username,
        bytes(row.secret_hash),
        row.revoke_time,
        row.revision,
        row.create_time,
        row.update_time,
    )
