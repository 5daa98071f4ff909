"""A tenant's own roles."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_identity.domain.roles import Role
from m_identity.store.tables import role

SORTING = Sorting(
    fields={
        "name": role.c.name,
        "description": role.c.description,
    },
    unique=(role.c.id,),
    default="name",
)


class RoleRepository:
    """Reads and writes roles of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Role) -> None:
        """Stores a role. Raises Duplicate on name or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "name": new.name,
            "description": new.description,
            "permissions": list(new.permissions),
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(role_name_unique="role.name", role_pkey="role.id"):
            await self._transaction.execute(role.insert().values(values))

    async def get(self, role_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> Role:
        """The role; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = sa.select(role).where(role.c.id == role_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no role {role_id}", field=field)
        return _role(row)

    async def by_names(self, names: Collection[str]) -> dict[str, Role]:
        """Roles of these names; unknown ones are left out."""
        query = sa.select(role).where(role.c.name.in_(names))
        return {row.name: _role(row) for row in await self._transaction.execute(query)}

    async def page(self, page: SortedPage) -> tuple[list[Role], str]:
        """A page of roles, and the next one's token."""
        query = sa.select(role)
        return await read_page(self._transaction, query, page, _role)

    async def update(self, changed: Role) -> None:
        """Writes description, permissions and the next revision."""
        await self._transaction.execute(
            role.update()
            .where(role.c.id == changed.id)
            .values(
                description=changed.description,
                permissions=list(changed.permissions),
                revision=changed.revision,
                update_time=changed.update_time,
            )
        )


def _role(row: sa.Row[Any]) -> Role:
    return Role(
        row.id,
        row.name,
        row.description,
        tuple(row.permissions),
        row.revision,
        row.create_time,
        row.update_time,
    )
