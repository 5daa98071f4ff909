"""Connections that are kept between calls: one whose server closed it meanwhile is not used again."""

import asyncio

import asyncpg

from m_kit.database import Database


async def test_a_call_after_its_kept_connection_was_closed_goes_to_a_new_one(
    database: Database, superuser: asyncpg.Connection
) -> None:
    (before,) = await database.call("select pg_backend_pid() as pid")
    closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    async with database.kept_driver() as raw:
        assert raw.get_server_pid() == before["pid"]
        raw.add_termination_listener(lambda _: closed.set_result(None))
    await superuser.execute("select pg_terminate_backend($1)", before["pid"])
    await asyncio.wait_for(closed, 60)
    (after,) = await database.call("select pg_backend_pid() as pid")
    assert after["pid"] != before["pid"]
