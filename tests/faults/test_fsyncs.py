"""D1: a posting that touches stock and ledger costs one wait for the disk where all share one write-ahead log."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
from business_m.topology import Application
from m_kit.database import Database
from m_kit.testing import connected

from tests.support.front import front
from tests.support.indie import postgres
from tests.support.trade import Trade

POSTINGS = 200
_FSYNCS = "select sum(fsyncs)::int from pg_stat_io where object = 'wal' and backend_type = 'client backend'"


@contextlib.asynccontextmanager
async def all_connections(database: Database) -> AsyncIterator[list[asyncpg.Connection]]:
    """Every connection of the pool at once, those kept for calls too."""
    async with contextlib.AsyncExitStack() as stack:
        kept = [one.raw for one in database._held]
        pool: Any = database.engine.pool
        free = [await stack.enter_async_context(database.driver()) for _ in range(pool.checkedin())]
        yield [*kept, *free]


async def fsyncs(application: Application, superuser: asyncpg.Connection) -> int:
    """Of all client backends so far, those counted that the pools' connections have not told yet."""
    for context in application.contexts.values():
        async with all_connections(context.database) as connections:
            for connection in connections:
                await connection.execute("select pg_stat_force_next_flush()")
    return int(await superuser.fetchval(_FSYNCS))


async def test_two_hundred_postings_one_after_the_other_wait_for_the_disk_two_hundred_times() -> None:
    with postgres() as (data_dir, server):
        async with front(data_dir, server.address, testing=False) as (application, rest):
            superuser = await connected(server.address)
            trade = await asyncio.to_thread(Trade.opened, rest)
            drafts = await asyncio.gather(
                *(asyncio.to_thread(trade.goods.receipt, (trade.item_id, "1", "2.00")) for _ in range(POSTINGS + 1))
            )
            await asyncio.to_thread(lambda: trade.goods.post(drafts[0]).ok())
            before = await fsyncs(application, superuser)
            await asyncio.to_thread(lambda: [trade.goods.post(draft).ok() for draft in drafts[1:]])
            grown = await fsyncs(application, superuser) - before
            await superuser.close()
    assert POSTINGS <= grown <= POSTINGS * 1.05, grown
