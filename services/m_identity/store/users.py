"""Users."""

import uuid
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_identity.domain.users import User
from m_identity.store.tables import app_user

SORTING = Sorting(
    fields={
        "username": app_user.c.username,
        "display_name": app_user.c.display_name,
        "archived": app_user.c.archived,
    },
    unique=(app_user.c.id,),
    default="username",
)


class UserRepository:
    """Reads and writes users of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: User) -> None:
        """Stores a user. Raises Duplicate on name or id."""
        values = {"id": new.id, "tenant": self._transaction.tenant, "create_time": new.create_time, **_values(new)}
        with duplicates_refused(username_unique="user.username", app_user_pkey="user.id"):
            await self._transaction.execute(app_user.insert().values(username=new.username, **values))

    async def get(self, user_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> User:
        """The user; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = sa.select(app_user).where(app_user.c.id == user_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no user {user_id}", field=field)
        return _user(row)

    async def by_name(self, username: str) -> User | None:
        """The user of this name."""
        query = sa.select(app_user).where(app_user.c.username == username)
        row = (await self._transaction.execute(query)).one_or_none()
        return _user(row) if row else None

    async def page(self, page: SortedPage, username: str) -> tuple[list[User], str]:
        """A page of users, and the next one's token."""
        query = sa.select(app_user)
        if username:
            query = query.where(app_user.c.username == username)
        return await read_page(self._transaction, query, page, _user)

    async def update(self, changed: User) -> None:
        """Writes everything that may change."""
        await self._transaction.execute(app_user.update().where(app_user.c.id == changed.id).values(_values(changed)))


def _values(user: User) -> dict[str, object]:
    return {
        "display_name": user.display_name,
        "roles": list(user.roles),
        "password_hash": user.password_hash,
        "archived": user.archived,
        "revision": user.revision,
        "update_time": user.update_time,
    }


def _user(row: sa.Row[Any]) -> User:
    return User(
        row.id,
        row.username,
        row.display_name,
        tuple(row.roles),
        row.password_hash,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
