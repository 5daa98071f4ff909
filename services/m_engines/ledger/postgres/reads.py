"""Reading accounts and transfers, each answer one snapshot."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import asyncpg
from m_kit.database import Database

from m_engines.ledger.port import Account, Balance, Filter, Page, Side, Transfer, after_page
from m_engines.ledger.postgres import columns

_TENANT = "select engine_expire_due($1)"
_UUIDS = ("user_data_128",)
_EQUAL = ("user_data_128", "user_data_64", "user_data_32", "ledger", "code")

Stamped = TypeVar("Stamped", Account, Balance, Transfer)


class Reader:
    """See module. Raises Unavailable where the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accounts(self, tenant: str, ids: Sequence[int]) -> list[Account]:
        """In the order asked; those that are not there are left out."""
        return await self._by_ids(tenant, "engine_account", ids, columns.account)

    async def transfers(self, tenant: str, ids: Sequence[int]) -> list[Transfer]:
        """In the order asked; those that are not there are left out."""
        return await self._by_ids(tenant, "engine_transfer", ids, columns.transfer)

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """By the time they were opened."""
        query = _Query(tenant, filter)
        return await self._page(query, query.of("engine_account"), columns.account)

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """Of all accounts."""
        query = _Query(tenant, filter)
        return await self._page(query, query.of("engine_transfer"), columns.transfer)

    async def account_transfers(self, tenant: str, account_id: int, filter: Filter, sides: Side) -> Page[Transfer]:
        """Of one account."""
        query = _Query(tenant, filter)
        return await self._page(query, query.of_account(account_id, sides), columns.transfer)

    async def account_history(self, tenant: str, account_id: int, filter: Filter, sides: Side) -> Page[Balance]:
        """What one account held."""
        query = _Query(tenant, filter)
        transfers = query.of_account(account_id, sides)
        held = (
            f"select h.* from ({transfers}) t join engine_history h on h.tenant = $1 and h.stamp = t.stamp"
            f" and h.account_id = {query.given(uuid.UUID(int=account_id))} order by h.stamp {query.direction}"
        )
        return await self._page(query, held, columns.balance)

    async def _by_ids(
        self, tenant: str, table: str, ids: Sequence[int], made: Callable[[asyncpg.Record], Stamped]
    ) -> list[Stamped]:
        named = [uuid.UUID(int=one) for one in ids]
        sql = (
            f"select r.* from unnest($2::uuid[]) with ordinality named (id, place)"
            f" join {table} r on r.tenant = $1 and r.id = named.id order by named.place"
        )
        return [made(row) for row in await self._fetch(tenant, sql, [tenant, named])]

    async def _page(self, query: "_Query", sql: str, made: Callable[[asyncpg.Record], Stamped]) -> Page[Stamped]:
        rows = [made(row) for row in await self._fetch(query.tenant, sql, query.arguments)]
        wanted = query.filter
        return Page(tuple(rows), after_page(wanted, rows[-1].timestamp) if len(rows) == wanted.limit else None)

    async def _fetch(self, tenant: str, sql: str, arguments: list[Any]) -> list[asyncpg.Record]:
        async with self._database.driver() as connection, connection.transaction():
            await connection.execute(_TENANT, tenant)
            rows: list[asyncpg.Record] = await connection.fetch(sql, *arguments)
        return rows


class _Query:
    """A filter as SQL and its arguments, the first of which is the tenant."""

    def __init__(self, tenant: str, filter: Filter) -> None:
        self.tenant = tenant
        self.filter = filter
        self.arguments: list[Any] = [tenant]
        self.direction = "desc" if filter.newest_first else "asc"
        self._conditions = ["tenant = $1", *self._matching()]

    def given(self, value: Any) -> str:
        """The place of a further argument."""
        self.arguments.append(value)
        return f"${len(self.arguments)}"

    def of(self, table: str, *conditions: str) -> str:
        """Rows of a table that match, by timestamp, up to the limit."""
        where = " and ".join([*self._conditions, *conditions])
        return f"select * from {table} where {where} order by stamp {self.direction} limit {self.filter.limit:d}"

    def of_account(self, account_id: int, sides: Side) -> str:
        """Transfers of one account: each side by its own index, then both in order. No transfer is on both."""
        account = self.given(uuid.UUID(int=account_id))
        chosen = [name for side, name in ((Side.DEBIT, "debit"), (Side.CREDIT, "credit")) if side in sides]
        parts = " union all ".join(f"({self.of('engine_transfer', f'{name} = {account}')})" for name in chosen)
        if not parts:
            return self.of("engine_transfer", "false", f"{account}::uuid is not null")
        return f"select * from ({parts}) t order by stamp {self.direction} limit {self.filter.limit:d}"

    def _matching(self) -> list[str]:
        fields = {name: getattr(self.filter, name) for name in _EQUAL}
        equal = [f"{name} = {self.given(_argument(name, value))}" for name, value in fields.items() if value]
        bounds = [f"stamp >= {self.given(self.filter.timestamp_min)}"]
        if self.filter.timestamp_max:
            bounds.append(f"stamp <= {self.given(self.filter.timestamp_max)}")
        return [*equal, *bounds]


def _argument(name: str, value: int) -> Any:
    return uuid.UUID(int=value) if name in _UUIDS else value
