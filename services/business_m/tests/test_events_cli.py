"""`m events`, by its own process against the outbox of a context behind a network."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from m_kit.clock import FixedClock
from m_kit.events import OUTBOX
from m_kit.events.carrier import StubCarrier
from m_kit.ids import new_id
from m_kit.subscription import EventTimes
from m_kit.testing import MigratedDatabases, calling_as, new_tenant
from m_kit.tests.readers import (
    ISSUER,
    NOTES,
    POSTED,
    Reader,
    World,
    environment_of,
    network_server,
    notes_module,
    outgoing,
    readers_module,
    served,
)

from business_m.catalog import sharers

M = str(Path(sys.executable).parent / "m")
# Each is asked; here all of them are the one outbox that the test serves.
ASKED = len(sharers()[OUTBOX])


@pytest.fixture
async def world(migrated_databases: MigratedDatabases, clock: FixedClock) -> AsyncIterator[World]:
    """Notes whose reader stumbles over `1`, the first time."""
    module = readers_module(Reader(stumbles={"1": 1}))
    notes, readers = await migrated_databases.of(NOTES), await migrated_databases.of(module)
    async with served(module, environment_of("readers", readers, clock), over_network=False) as channel:
        yield World(notes, readers, new_tenant(), channel)
    await notes.close()
    await readers.close()


@pytest.fixture
async def target(world: World) -> AsyncIterator[str]:
    """host:port of the notes' OutboxService."""
    async with network_server(notes_module(world), world.environment) as address:
        yield address


async def m(target: str, *arguments: str, tenant: str) -> tuple[int, str, str]:
    """(exit code, what it says, what it complains about)."""
    token = dict(calling_as(ISSUER, tenant))["authorization"].removeprefix("Bearer ")
    process = await asyncio.create_subprocess_exec(
        M,
        *arguments,
        env={"M_TARGET": target, "M_TOKEN": token, "PATH": ""},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate()
    return process.returncode or 0, said.decode(), complained.decode()


async def test_what_is_pending_and_dead_is_shown_and_replayed(world: World, target: str) -> None:
    carrier = StubCarrier(lambda context: outgoing(world.channel, context))
    relay = world.relay(carrier, times=EventTimes(most_attempts=1))
    slip = new_id()
    await world.tell(slip, "1", "2")
    assert shown(await m(target, "events", "--json", tenant=world.tenant)) == {
        "outbox_pending": 2 * ASKED,
        "dead_letters": [],
    }
    await relay.visit(world.tenant)
    answer = shown(await m(target, "events", "--json", tenant=world.tenant))
    letter = answer["dead_letters"][0]
    assert answer == {"outbox_pending": ASKED, "dead_letters": [letter] * ASKED}
    assert letter == {
        "event_id": letter["event_id"],
        "type": POSTED,
        "consumer": "readers",
        "attempts": 1,
        "reason": "STATE_INVALID: 1 is not to be read",
    }
    code, said, _ = await m(target, "events", tenant=world.tenant)
    assert code == 0
    assert f"{ASKED} pending, {ASKED} dead" in said
    assert letter["event_id"] in said
    assert shown(await m(target, "events", "replay", letter["event_id"], "--json", tenant=world.tenant)) == {
        "event_id": letter["event_id"],
        "consumers": 1,
    }
    assert await relay.visit(world.tenant) == 2
    assert await world.readings() == ["1", "2"]
    assert shown(await m(target, "events", "--json", tenant=world.tenant)) == {
        "outbox_pending": 0,
        "dead_letters": [],
    }


async def test_what_is_not_dead_is_not_replayed(world: World, target: str) -> None:
    code, said, complained = await m(target, "events", "replay", str(new_id()), "--json", tenant=world.tenant)
    assert (code, json.loads(said)["error"]["reason"]) == (1, "RESOURCE_NOT_FOUND")
    assert "no dead letter" in complained


async def test_where_nothing_answers_it_is_unreachable() -> None:
    for arguments in (("events", "--json"), ("events", "replay", str(new_id()), "--json")):
        code, _, complained = await m("127.0.0.1:1", *arguments, tenant="default")
        assert code == 3
        assert "m start" in complained


def shown(ended: tuple[int, str, str]) -> Any:
    """The one object of a command that succeeded."""
    code, said, complained = ended
    assert code == 0, complained
    return json.loads(said)
