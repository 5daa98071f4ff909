"""Whether what comes of an event waits for the disk."""

from types import SimpleNamespace
from typing import Any

import pytest
from businessm.events.v1.event_pb2 import Event
from sqlalchemy import text

from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.events.carrier import StubCarrier
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases
from m_kit.tests.readers import World, environment_of, outgoing, readers_module, served
from m_kit.uow import Transaction

ELSEWHERE: Any = SimpleNamespace(cluster="another")


@pytest.mark.parametrize(
    ("receipts_are", "is_allowed", "waits"),
    [("here", True, "off"), ("here", False, "on"), ("elsewhere", True, "on"), ("unknown", True, "on")],
)
async def test_it_waits_unless_the_receipt_is_kept_in_the_same_log(
    migrated_databases: MigratedDatabases,
    database: Database,
    clock: FixedClock,
    tenant: str,
    receipts_are: str,
    is_allowed: bool,
    waits: str,
) -> None:
    said: list[str] = []

    async def handle(transaction: Transaction, _: Event, __: Any) -> None:
        said.append((await transaction.execute(text("show synchronous_commit"))).scalar_one())

    module = readers_module(handle, in_deferred_commits=is_allowed)
    readers = await migrated_databases.of(module)
    await readers.call("select 1")  # which cluster it is on is known once it is connected
    environment = environment_of("readers", readers, clock)
    async with served(module, environment, over_network=False) as channel:
        world = World(database, readers, tenant, channel)
        await world.tell(new_id(), "a")
        kept_in = {"here": database, "elsewhere": ELSEWHERE, "unknown": None}[receipts_are]
        carrier = StubCarrier(lambda context: outgoing(channel, context), kept_in)
        assert await world.relay(carrier).visit(tenant) == 1
    await readers.close()
    assert said == [waits]
