"""A caller who leaves in the middle of a round trip leaves no connection behind that never commits."""

import asyncio
import random

import asyncpg
from sqlalchemy import text

from m_kit.ids import new_id
from m_kit.uow import UnitOfWork

ROUNDS = 100
_ADD = text("insert into note (id, tenant, text) values (:id, :tenant, :text)")


async def add(uow: UnitOfWork, tenant: str, number: str) -> None:
    async with uow.transaction(tenant) as transaction:
        await transaction.execute(_ADD, {"id": new_id(), "tenant": tenant, "text": number})


async def leave_in_the_middle(uow: UnitOfWork, tenant: str, number: str, seconds: float) -> None:
    """Starts a write and cancels it at some moment of the few milliseconds that it takes, and again while it ends:
    a client that is gone and a server that stops."""
    task = asyncio.create_task(add(uow, tenant, number))
    await asyncio.wait([task], timeout=seconds)
    while not task.done():
        task.cancel()
        await asyncio.sleep(0)
    await asyncio.gather(task, return_exceptions=True)


async def test_what_is_written_after_cancelled_writes_is_committed(
    uow: UnitOfWork, superuser: asyncpg.Connection, tenant: str
) -> None:
    chance = random.Random(4711)
    written = []
    for number in range(ROUNDS):
        await asyncio.gather(
            *(leave_in_the_middle(uow, tenant, f"left {number} {i}", chance.random() / 200) for i in range(4))
        )
        await asyncio.gather(*(add(uow, tenant, f"kept {number} {i}") for i in range(4)))
        written += [f"kept {number} {i}" for i in range(4)]
    found = {row["text"] for row in await superuser.fetch("select text from note where tenant = $1", tenant)}
    assert found >= set(written)
    idle = "select count(*) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()"
    assert await superuser.fetchval(idle) == 0
