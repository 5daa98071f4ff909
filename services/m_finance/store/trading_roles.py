"""Suppliers and customers."""

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

from m_finance.domain.trading_roles import RoleKind, TradingRole
from m_finance.store.tables import customer, supplier

_TABLES = {RoleKind.SUPPLIER: supplier, RoleKind.CUSTOMER: customer}
# Their names are the parties', in masters.
SORTINGS = {
    kind: Sorting(
        fields={name: table.c[name] for name in ("payment_terms_days", "currency_code", "tax_class", "archived")},
        unique=(table.c.id,),
    )
    for kind, table in _TABLES.items()
}


class TradingRoleRepository:
    """Reads and writes suppliers, or customers, of the transaction's tenant."""

    def __init__(self, transaction: Transaction, kind: RoleKind) -> None:
        self._transaction = transaction
        self._kind = kind
        self._table = _TABLES[kind]

    async def add(self, new: TradingRole, field: str) -> None:
        """Stores a role. Raises Duplicate on `field` where the party has it."""
        values = {"id": new.id, "tenant": self._transaction.tenant, "create_time": new.create_time, **_values(new)}
        with duplicates_refused(**{f"{self._kind}_pkey": field}):
            await self._transaction.execute(self._table.insert().values(values))

    async def get(self, role_id: uuid.UUID, field: str = "id") -> TradingRole:
        """The role. Raises NotFound on `field`."""
        found = await self.by_ids([role_id])
        if role_id not in found:
            raise NotFound(f"no {self._kind} {role_id}", field=field)
        return found[role_id]

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, TradingRole]:
        """Roles by id; those that are not there are left out."""
        rows = await self._transaction.execute(sa.select(self._table).where(self._table.c.id.in_(ids)))
        return {row.id: _role(row) for row in rows}

    @property
    def id_column(self) -> sa.Column[uuid.UUID]:
        """The ids in the query of `page`."""
        return self._table.c.id

    async def page(
        self, page: SortedPage, include_archived: bool, narrowed: Sequence[Narrowing] = ()
    ) -> tuple[list[TradingRole], str]:
        """A page of roles, of those that a filter left over, and the next one's token."""
        query = sa.select(self._table)
        if not include_archived:
            query = query.where(~self._table.c.archived)
        for one in narrowed:
            query = query.where(one.of(self._table.c.id))
        return await read_page(self._transaction, query, page, _role)

    async def page_by_id(self, page: Page) -> list[TradingRole]:
        """Up to one more than a page of all roles, archived ones too, by id."""
        query = sa.select(self._table).order_by(self._table.c.id).limit(page.size + 1)
        if page.after is not None:
            query = query.where(self._table.c.id > page.after[0])
        return [_role(row) for row in await self._transaction.execute(query)]

    async def update(self, changed: TradingRole, etag_field: str) -> None:
        """Writes the next revision. Raises EtagMismatch on `etag_field` where another came first."""
        table = self._table
        mine = (table.c.id == changed.id) & (table.c.revision == changed.revision - 1)
        done = await self._transaction.execute(table.update().where(mine).values(_values(changed)))
        if not done.rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=etag_field)


def _values(one: TradingRole) -> dict[str, object]:
    return {
        "payment_terms_days": one.payment_terms_days,
        "currency_code": one.currency_code,
        "tax_class": one.tax_class,
        "archived": one.archived,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _role(row: sa.Row[Any]) -> TradingRole:
    return TradingRole(
        row.id,
        row.payment_terms_days,
        row.currency_code,
        row.tax_class,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
