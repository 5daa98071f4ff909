"""One statement on a server, as its superuser."""

import asyncio
from typing import Any

import asyncpg
from asyncpg import Connection

from m_engines.postgresql import PostgresAddress


def query(address: PostgresAddress, statement: str) -> Any:
    """The first column of the first row, over a connection of its own."""
    return asyncio.run(_query(address, statement))


async def _query(address: PostgresAddress, statement: str) -> Any:
    connection = await connect(address)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def busy_with(address: PostgresAddress, connection: Connection, statement: str) -> asyncio.Task[str]:
    """Runs an endless statement; returns once the server is at it."""
    task = asyncio.create_task(connection.execute(statement))
    other = await connect(address)
    pid = connection.get_server_pid()
    while await other.fetchval("select state from pg_stat_activity where pid = $1 and query = $2", pid, statement) != (
        "active"
    ):
        assert not task.done(), "the statement ended"
    await other.close()
    return task


async def connect(address: PostgresAddress) -> Connection:
    """A connection that the caller closes."""
    return await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, password=address.password, database=address.database
    )
