"""D4: what goes to a broker leaves the cluster, so it passes a flush first; what is told by call does not need one."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event

from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.events import Telling, telling
from m_kit.ids import new_id
from m_kit.tests.readers import NOW, PATIENT, POSTED, environment_of, slip_event, until
from m_kit.uow import UnitOfWork


class Watched:
    """A database that notes what is called on it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.called: list[str] = []

    async def call(self, statement: str, *values: Any) -> Any:
        self.called.append(statement)
        return await self._database.call(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


class Broker:
    """Notes whether the database had been flushed when it is given something."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self.before: list[bool] = []

    async def deliver(self, _: str, events: Sequence[Event]) -> list[Receipt]:
        self.before.append(any("pg_logical_emit_message" in statement for statement in self._watched.called))
        return [Receipt(event_id=event.id, outcome=Receipt.HANDLED) for event in events]


@pytest.mark.parametrize("is_the_environments", [True, False])
async def test_what_the_environment_carries_passes_a_flush_first(
    database: Database, tenant: str, is_the_environments: bool
) -> None:
    watched: Any = Watched(database)
    broker = Broker(watched)
    environment = environment_of(
        "notes",
        watched,
        FixedClock(NOW),
        subscribers={POSTED: ("readers",)},
        event_times=PATIENT,
        carrier=broker if is_the_environments else None,
    )
    told = telling(environment, None if is_the_environments else broker)
    await relayed(told, database, tenant, broker)
    assert broker.before == [is_the_environments]


async def relayed(told: Telling, database: Database, tenant: str, broker: Broker) -> None:
    """One event, brought."""
    tasks = [asyncio.ensure_future(work.run()) for work in told.background]
    async with UnitOfWork(database).transaction(tenant) as transaction:
        await told.outbox.add(transaction, slip_event(new_id(), "a"))

    async def is_brought() -> bool:
        return bool(broker.before)

    await until(is_brought)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
