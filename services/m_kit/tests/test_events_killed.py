"""A process that is killed between commit and publish has told nobody; the next one does."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator

import pytest

from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.testing import MigratedDatabases
from m_kit.tests.readers import Reader, World, environment_of, readers_module, served, until
from m_kit.tests.test_events import in_order, is_empty

TEXTS = ["1", "2", "3"]


@pytest.fixture
async def world(
    migrated_databases: MigratedDatabases, database: Database, clock: FixedClock, tenant: str
) -> AsyncIterator[World]:
    """Notes and readers as they are after the crash."""
    module = readers_module(Reader())
    readers = await migrated_databases.of(module)
    async with served(module, environment_of("readers", readers, clock), over_network=True) as channel:
        yield World(database, readers, tenant, channel)
    await readers.close()


async def test_what_was_committed_before_a_kill_arrives_once(world: World, tenant: str) -> None:
    url = world.notes.engine.url.render_as_string(hide_password=False)
    teller = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "m_kit.tests.teller_process", url, tenant, *TEXTS
    )
    assert await asyncio.wait_for(teller.wait(), 60) == -signal.SIGKILL
    assert await world.readings() == []
    assert await world.pending() == len(TEXTS)
    async with world.relaying():
        await until(lambda: is_empty(world))
    assert await world.readings() == TEXTS
    assert await in_order(world)
