"""Events through a real JetStream: told once, in order, whatever is lost on the way."""

import asyncio
import os
import shutil
import signal
import uuid
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from businessm.wms.v1.events_pb2 import GoodsReceiptPosted
from m_kit.caller import Caller, acting_as
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.events import dead_letters
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases, new_tenant
from m_kit.tests.readers import (
    ISSUER,
    NOTES,
    POSTED,
    Reader,
    World,
    environment_of,
    event_of,
    readers_module,
    served,
    until,
)
from m_kit.tracing import enter_span
from m_kit.uow import Transaction
from nats.aio.msg import Msg
from nats.js.errors import NotFoundError

from m_engines.nats.carrier import JetStreamCarrier
from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.server import EmbeddedNats
from m_engines.nats.subjects import event_subject, events_of, receipts_to, stream_of
from m_engines.tests.nats.telling import RECEIPT_SECONDS, Telling, server_of
from m_engines.tests.processes import ends_within


@pytest.fixture
def server(nats_folder: Path) -> Iterator[EmbeddedNats]:
    made = server_of(nats_folder)
    made.start()
    yield made
    made.stop()


@dataclass
class Slow(Reader):
    """Reads some texts no sooner than it is let."""

    slow: dict[str, asyncio.Event] = field(default_factory=dict)

    async def __call__(self, transaction: Transaction, event: Event, data: GoodsReceiptPosted) -> None:
        text = data.goods_receipt.narration
        if text in self.slow:
            await self.slow[text].wait()
        await super().__call__(transaction, event, data)


@pytest.fixture
def reader() -> Slow:
    """Stumbles over nothing, and waits for nothing, until told to."""
    return Slow()


@pytest.fixture
async def databases(migrated_databases: MigratedDatabases, reader: Reader) -> AsyncIterator[tuple[Database, Database]]:
    """The notes' and the readers'."""
    notes, readers = await migrated_databases.of(NOTES), await migrated_databases.of(readers_module(reader))
    yield notes, readers
    await notes.close()
    await readers.close()


@pytest.fixture
async def both(
    server: EmbeddedNats, databases: tuple[Database, Database], reader: Reader, clock: FixedClock
) -> AsyncIterator[Telling]:
    """Notes that tell readers over JetStream; nobody relays and nobody takes until a test says so."""
    notes, readers = databases
    module, environment = readers_module(reader), environment_of("readers", readers, clock)
    async with served(module, environment, over_network=False) as channel:
        made = Telling(server, notes, readers, new_tenant(), channel)
        yield made
        await made.close()


async def test_what_is_committed_is_told_and_leaves_the_outbox_on_its_receipt(both: Telling) -> None:
    span = enter_span(None)
    async with both.world.relaying(), both.pumping():
        await both.world.tell(new_id(), "a", "b", "c")
        await until(lambda: is_empty(both.world))
    assert await both.world.readings() == ["a", "b", "c"]
    assert await both.world.traces() == [span.trace_id] * 3
    assert await lying_in(both) == 0


async def test_what_the_broker_acknowledged_stays_in_the_outbox_until_the_consumer_has_it(both: Telling) -> None:
    async with both.world.relaying():
        await both.world.tell(new_id(), "a")
        await until(lambda: is_so(lying_in(both), 1))
        assert await both.world.pending() == 1
        await until(lambda: is_so(published_again(both), True))
        assert (await both.world.pending(), await lying_in(both)) == (1, 1)
        async with both.pumping():
            await until(lambda: is_empty(both.world))
    assert await both.world.readings() == ["a"]


async def test_all_arrive_once_after_the_broker_lost_everything(both: Telling) -> None:
    slips = [new_id() for _ in range(10)]
    async with both.world.relaying():
        for slip in slips:
            await both.world.tell(slip, f"{slip} 1", f"{slip} 2")
        await until(lambda: is_so(lying_in(both), 10))
        wipe(both.server)
        assert await both.world.pending() == 20
        async with both.pumping():
            await until(lambda: is_empty(both.world), 20)
    read = await both.world.readings()
    assert sorted(read) == sorted(f"{slip} {n}" for slip in slips for n in (1, 2))
    assert all(read.index(f"{slip} 1") < read.index(f"{slip} 2") for slip in slips)


async def test_a_broker_wiped_while_events_pass_loses_none(both: Telling) -> None:
    slips = [new_id() for _ in range(60)]
    async with both.world.relaying(), both.pumping():
        for number, slip in enumerate(slips):
            await both.world.tell(slip, f"{slip} 1", f"{slip} 2")
            if number == 30:
                wipe(both.server)
        await until(lambda: is_empty(both.world), 20)
    read = await both.world.readings()
    assert sorted(read) == sorted(f"{slip} {n}" for slip in slips for n in (1, 2))
    assert all(read.index(f"{slip} 1") < read.index(f"{slip} 2") for slip in slips)


async def test_a_killed_broker_goes_on_with_what_it_had(both: Telling) -> None:
    async with both.world.relaying():
        await both.world.tell(new_id(), "a")
        await until(lambda: is_so(lying_in(both), 1))
        os.kill(both.server.pid, signal.SIGKILL)
        assert ends_within(both.server.pid, 5)
        both.server.start()
        await until(lambda: is_so(lying_in(both), 1))
        async with both.pumping():
            await until(lambda: is_empty(both.world), 20)
    assert await both.world.readings() == ["a"]


async def test_a_failing_event_holds_up_its_aggregate_alone_and_comes_again(both: Telling, reader: Reader) -> None:
    first, second = new_id(), new_id()
    reader.stumbles["a1"] = 2
    async with both.world.relaying(), both.pumping():
        await both.world.tell(first, "a1", "a2")
        await both.world.tell(second, "b1")
        await until(lambda: is_empty(both.world))
    assert reader.tried.count("a1") == 3
    read = await both.world.readings()
    assert sorted(read) == ["a1", "a2", "b1"]
    assert read.index("a1") < read.index("a2")


async def test_an_event_that_fails_for_good_is_a_dead_letter_and_later_ones_wait(both: Telling, reader: Reader) -> None:
    slip = new_id()
    reader.stumbles["bad"] = 100
    async with both.world.relaying(), both.pumping():
        await both.world.tell(slip, "bad", "behind")
        await until(lambda: is_so(dead(both.world), 1))
        await both.world.tell(new_id(), "other")
        await until(lambda: is_read(both.world, ["other"]))
        await until(lambda: is_so(both.world.pending(), 2))
    assert reader.tried.count("bad") == 3
    assert await lying_in(both) == 0


async def test_a_receipt_that_is_lost_is_given_again(both: Telling) -> None:
    event = event_of(both.world.tenant, new_id(), 1, "a")
    with acting_as(Caller(both.world.tenant, "service:notes", "service:notes")):
        assert [one.outcome for one in await both.world.deliver(event)] == [Receipt.HANDLED]
    async with both.pumping():
        receipts = await told(both, event)
    assert [one.outcome for one in receipts] == [Receipt.DUPLICATE]
    assert await both.world.readings() == ["a"]


async def test_a_consumer_that_takes_nothing_is_unavailable(both: Telling) -> None:
    with pytest.raises(Unavailable, match="readers takes no events"):
        await told(both, event_of(both.world.tenant, new_id(), 1, "a"))


async def test_two_processes_of_the_consumer_share_and_each_event_has_one_effect(both: Telling) -> None:
    texts = [f"{number}" for number in range(40)]
    async with both.world.relaying(), both.pumping(), both.pumping():
        for text in texts:
            await both.world.tell(new_id(), text)
        await until(lambda: is_empty(both.world), 20)
    assert sorted(await both.world.readings()) == sorted(texts)


async def test_what_a_process_had_in_hand_when_it_died_comes_to_another(both: Telling) -> None:
    async with both.world.relaying():
        await both.world.tell(new_id(), "a")
        await until(lambda: is_so(lying_in(both), 1))
        assert (await taken(both)).data  # and nothing more is heard of who took it
        async with both.pumping():
            await until(lambda: is_empty(both.world))
    assert await both.world.readings() == ["a"]


async def test_handlers_that_take_long_are_waited_for_and_hold_up_no_other(both: Telling, reader: Slow) -> None:
    reader.slow["slow"] = asyncio.Event()
    async with both.world.relaying(), both.pumping():
        for _ in range(3):
            await both.world.tell(new_id(), "slow")
        await both.world.tell(new_id(), "quick")
        await until(lambda: is_read(both.world, ["quick"]))
        reader.slow["slow"].set()
        await until(lambda: is_empty(both.world))
    assert sorted(await both.world.readings()) == ["quick", "slow", "slow", "slow"]


async def test_an_event_carries_its_tenant_and_its_trace_in_headers(both: Telling) -> None:
    span = enter_span(None)
    async with both.world.relaying():
        await both.world.tell(new_id(), "a")
        await until(lambda: is_so(lying_in(both), 1))
    found = await taken(both)
    assert found.headers is not None
    assert found.headers["ce-tenant"] == both.world.tenant
    assert span.trace_id in found.headers["traceparent"]
    assert found.headers["Nats-Msg-Id"] == found.headers["ce-id"] == found.subject.rpartition(".")[2]
    assert found.headers["ce-type"] == POSTED
    assert found.headers["ce-dataschema"].endswith("businessm.wms.v1.GoodsReceiptPosted")


async def test_what_speaks_for_another_than_its_subject_is_thrown_away(both: Telling) -> None:
    await both.carrier._ensure_stream(await both.telling.client())
    forged = event_of(both.world.tenant, new_id(), 1, "forged", source_context="wms")
    stream = (await both.telling.client()).jetstream()
    await stream.publish(event_subject("notes", "readers", forged.id), forged.SerializeToString())
    await stream.publish(event_subject("notes", "readers", str(uuid.uuid4())), b"\xff")
    async with both.pumping():
        await until(lambda: is_so(lying_in(both), 0))
    assert await both.world.readings() == []


async def test_an_event_without_its_tellers_token_has_no_effect(both: Telling) -> None:
    await both.carrier._ensure_stream(await both.telling.client())
    event = event_of(both.world.tenant, new_id(), 1, "unsigned")
    stream = (await both.telling.client()).jetstream()
    await stream.publish(event_subject("notes", "readers", event.id), event.SerializeToString())
    async with both.pumping():
        await until(lambda: is_so(lying_in(both), 0))
    assert await both.world.readings() == []


async def test_a_token_that_has_run_out_on_the_way_is_followed_by_a_new_one(both: Telling) -> None:
    tokens = iter([ISSUER.issue("service:notes", both.world.tenant, (), -3600)[0]])
    fresh = ISSUER.service_token("notes", both.world.tenant)
    carrier = JetStreamCarrier(both.telling, "notes", lambda _: next(tokens, fresh), RECEIPT_SECONDS)
    await carrier._ensure_stream(await both.telling.client())
    event = event_of(both.world.tenant, new_id(), 1, "a")
    with acting_as(Caller(both.world.tenant, "service:notes", "service:notes")):
        async with both.pumping():
            with pytest.raises(Unavailable):
                await carrier.deliver("readers", [event])
            assert [one.outcome for one in await carrier.deliver("readers", [event])] == [Receipt.HANDLED]
    assert await both.world.readings() == ["a"]


@pytest.mark.parametrize(
    "subject",
    [
        event_subject("notes", "readers", "1"),
        receipts_to("notes", "readers"),
        f"$JS.API.STREAM.DELETE.{stream_of('notes')}",
        f"$JS.API.STREAM.PURGE.{stream_of('notes')}",
        f"$JS.API.CONSUMER.MSG.NEXT.{stream_of('notes')}.readers",
        f"$JS.API.CONSUMER.CREATE.{stream_of('notes')}.readers.{events_of('notes', 'readers')}",
    ],
)
async def test_what_is_another_contexts_is_refused(both: Telling, subject: str) -> None:
    async with both.world.relaying():
        await both.world.tell(new_id(), "a")
        await until(lambda: is_so(lying_in(both), 1))
        stranger = both.connection("strangers")
        await (await stranger.client()).publish(subject, b"{}")
        await until(lambda: refused(stranger, subject))
        await stranger.close()
        assert await lying_in(both) == 1


@pytest.mark.parametrize("subject", [events_of("notes"), receipts_to("notes"), "businessm.>", "_INBOX.notes.>", ">"])
async def test_nobody_listens_to_another_context(both: Telling, subject: str) -> None:
    stranger = both.connection("strangers")
    await (await stranger.client()).subscribe(subject)
    await until(lambda: refused(stranger, subject))
    await stranger.close()


async def test_no_context_may_take_for_another_what_it_tells_itself(both: Telling) -> None:
    """The readers may say what they handled, and not what others did; nor may they tell in the notes' name."""
    for subject in (receipts_to("notes", "strangers"), event_subject("notes", "readers", "1")):
        taking = both.connection("readers")
        await (await taking.client()).publish(subject, b"")
        await until(lambda taking=taking, subject=subject: refused(taking, subject))  # type: ignore[misc]
        await taking.close()


def wipe(server: EmbeddedNats) -> None:
    """Killed, and all it kept is gone; started again where it was."""
    os.kill(server.pid, signal.SIGKILL)
    assert ends_within(server.pid, 5)
    shutil.rmtree(server.store)
    server.start()


async def lying_in(both: Telling) -> int:
    """How many events the stream of the notes has; -1 where there is no stream, or no broker yet."""
    connection = both.connection("notes")
    try:
        found = await (await connection.client()).jetstream().stream_info(stream_of("notes"))
    except (NotFoundError, NatsAway):
        return -1
    finally:
        await connection.close()
    return found.state.messages


async def taken(both: Telling) -> Msg:
    """The event that lies there, as the readers get it."""
    connection = both.taking
    pump = both.pump()
    client = await connection.client()
    await pump._ensure_consumer(client, "notes")
    inbox = client.new_inbox()
    arriving = await client.subscribe(inbox)
    await client.publish(f"$JS.API.CONSUMER.MSG.NEXT.{stream_of('notes')}.readers", b"", reply=inbox)
    return await arriving.next_msg(timeout=60)


async def published_again(both: Telling) -> bool:
    """Whether the carrier has asked twice since, by the count of what JetStream refused."""
    return both.carrier.still_there >= 2


async def told(both: Telling, *events: Any) -> Any:
    """By the carrier alone."""
    with acting_as(Caller(both.world.tenant, "service:notes", "service:notes")):
        return await both.carrier.deliver("readers", events)


async def refused(connection: NatsConnection, subject: str) -> bool:
    return any(f'"{subject.lower()}"' in refusal.lower() for refusal in connection.refusals)


async def is_so(asked: Awaitable[object], expected: object) -> bool:
    return await asked == expected


async def is_empty(world: World) -> bool:
    return await world.pending() == 0


async def is_read(world: World, texts: list[str]) -> bool:
    return await world.readings() == texts


async def dead(world: World) -> int:
    async with world.uow.transaction(world.tenant) as transaction:
        return (await dead_letters.count(transaction))[1]
