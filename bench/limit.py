"""L, the physical limit: one durable plpgsql call through asyncpg that inserts a voucher and two lines.

The lines have foreign keys to voucher and account and an index on account, and there is nothing else.
"""

import uuid

import asyncpg
from m_engines.postgresql import PostgresAddress

ACCOUNTS = 40
LIMIT = """
create schema limit_bench;
set search_path to limit_bench;
create table account (id bigint primary key);
insert into account select generate_series(1, 40);
create table voucher (id uuid primary key, posting_date date not null, narration text);
create table line (voucher_id uuid not null references voucher, number int not null,
  account_id bigint not null references account, amount bigint not null, primary key (voucher_id, number));
create index on line (account_id);
create function post (the_id uuid, the_date date, accounts bigint[], amounts bigint[]) returns uuid
language plpgsql set search_path to limit_bench as $$
begin
  insert into voucher values (the_id, the_date, 'bench');
  insert into line select the_id, n, a, m from unnest(accounts, amounts) with ordinality as l (a, m, n);
  return the_id;
end $$;
"""


class Limit:
    """A connection per client, in indie's database."""

    def __init__(self, address: PostgresAddress, most_clients: int) -> None:
        self._address, self._most = address, most_clients
        self._connections: list[asyncpg.Connection] = []

    async def set_up(self) -> None:
        """Its tables, and a connection per client."""
        for _ in range(self._most):
            self._connections.append(
                await asyncpg.connect(
                    host=self._address.host, port=self._address.port, user=self._address.user, database="business_m"
                )
            )
        await self._connections[0].execute(LIMIT)

    async def post(self, client: int) -> None:
        """One two-line voucher."""
        first = client % ACCOUNTS + 1
        await self._connections[client].fetchval(
            "select limit_bench.post($1, '2026-06-15', $2, $3)",
            uuid.uuid4(),
            [first, first % ACCOUNTS + 1],
            [1000, -1000],
        )

    async def close(self) -> None:
        """Hangs up."""
        for connection in self._connections:
            await connection.close()
