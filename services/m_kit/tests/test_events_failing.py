"""Events that fail, consumers that are away, and dead letters."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest
from businessm.events.v1 import outbox_service_pb2 as pb
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from businessm.events.v1.outbox_service_pb2_grpc import OutboxServiceStub
from businessm.wms.v1.events_pb2 import DeliveryPosted

from m_kit.caller import acting_as
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.events.carrier import StubCarrier
from m_kit.events.event import NewEvent
from m_kit.events.inbox import Inbox
from m_kit.events.relay import LONGEST_RETRY_SECONDS, retry_seconds
from m_kit.ids import new_id
from m_kit.module import Environment
from m_kit.subscription import EventTimes, Subscription
from m_kit.testing import MigratedDatabases, calling_as, refusal_of, was_replayed
from m_kit.tests.readers import (
    ISSUER,
    NOW,
    POSTED,
    Reader,
    World,
    environment_of,
    event_of,
    notes_module,
    outgoing,
    readers_module,
    served,
    until,
)
from m_kit.tests.test_events import in_order, is_empty, is_read, notes_in, outcomes
from m_kit.uow import Transaction, UnitOfWork


@pytest.fixture
def reader(tenant: str) -> Reader:
    """Stumbles over nothing until told to."""
    return Reader(tenant)


@pytest.fixture
async def environment(
    migrated_databases: MigratedDatabases, reader: Reader, clock: FixedClock
) -> AsyncIterator[Environment]:
    """The readers'."""
    database = await migrated_databases.of(readers_module(reader))
    yield environment_of("readers", database, clock)
    await database.close()


@pytest.fixture
async def world(database: Database, environment: Environment, reader: Reader, tenant: str) -> AsyncIterator[World]:
    """Notes and readers in one process."""
    async with served(readers_module(reader), environment, over_network=False) as channel:
        yield World(database, environment.database, tenant, channel)


@pytest.fixture
async def outbox_service(world: World) -> AsyncIterator[OutboxServiceStub]:
    """The notes' own."""
    async with served(notes_module(world), world.environment, over_network=False) as channel:
        yield OutboxServiceStub(channel)


def as_admin(world: World) -> Any:
    """A person who may do all."""
    return calling_as(ISSUER, world.tenant)


async def test_a_failure_leaves_nothing_and_holds_back_its_aggregate_alone(world: World, reader: Reader) -> None:
    slip, reader.stumbles = new_id(), {"1": 2}
    await world.tell(slip, "1", "2")
    await world.tell(new_id(), "other")
    async with world.relaying():
        await until(lambda: is_empty(world))
    assert await world.readings() == ["other", "1", "2"]
    assert reader.tried == ["1", "other", "1", "1", "2"]


async def test_what_fails_again_and_again_is_a_dead_letter_until_it_is_replayed(
    world: World, reader: Reader, outbox_service: OutboxServiceStub
) -> None:
    slip, reader.stumbles = new_id(), {"1": 3}
    async with world.relaying():
        await world.tell(slip, "1", "2")
        await world.tell(new_id(), "other")
        await until(lambda: is_dead(world, outbox_service, 1))
        await until(lambda: is_read(world, ["other"]))
        await world.tell(slip, "3")
        status = await outbox_service.GetOutboxStatus(pb.GetOutboxStatusRequest(), metadata=as_admin(world))
        assert (status.pending, status.dead) == (2, 1)
        (letter,) = (
            await outbox_service.ListDeadLetters(pb.ListDeadLettersRequest(), metadata=as_admin(world))
        ).dead_letters
        assert (letter.type, letter.consumer, letter.attempts) == (POSTED, "readers", 3)
        assert letter.reason == "STATE_INVALID: 1 is not to be read"
        assert (letter.aggregate_type, letter.aggregate_id, letter.sequence) == ("notes.slip", str(slip), 1)
        assert letter.occur_time.ToDatetime(tzinfo=NOW.tzinfo) == NOW
        request = pb.ReplayDeadLetterRequest(request_id="r", event_id=letter.event_id)
        assert (await outbox_service.ReplayDeadLetter(request, metadata=as_admin(world))).consumers == 1
        await until(lambda: is_read(world, ["other", "1", "2", "3"]))
        await until(lambda: is_empty(world))
    assert await in_order(world)


async def test_a_replay_happens_once_and_only_of_what_is_dead(
    world: World, reader: Reader, outbox_service: OutboxServiceStub
) -> None:
    reader.stumbles = {"1": 3}
    relay = world.relay(StubCarrier(lambda context: outgoing(world.channel, context)))
    await world.tell(new_id(), "1")
    while not await is_dead(world, outbox_service, 1):
        await relay.visit(world.tenant)
    letters = await outbox_service.ListDeadLetters(pb.ListDeadLettersRequest(), metadata=as_admin(world))
    event_id = letters.dead_letters[0].event_id
    for wrong in (str(new_id()), "nonsense"):
        request = pb.ReplayDeadLetterRequest(request_id="w", event_id=wrong)
        said = await refusal_of(outbox_service.ReplayDeadLetter(request, metadata=as_admin(world)))
        assert (said.code, said.fields) == ("NOT_FOUND", ("event_id",))
    other_consumer = pb.ReplayDeadLetterRequest(request_id="o", event_id=event_id, consumer="others")
    said = await refusal_of(outbox_service.ReplayDeadLetter(other_consumer, metadata=as_admin(world)))
    assert said.code == "NOT_FOUND"
    request = pb.ReplayDeadLetterRequest(request_id="r", event_id=event_id, consumer="readers")
    foreign = calling_as(ISSUER, f"{world.tenant}x")
    assert (await refusal_of(outbox_service.ReplayDeadLetter(request, metadata=foreign))).code == "NOT_FOUND"
    reading_only = calling_as(ISSUER, world.tenant, roles=["reader"])
    said = await refusal_of(outbox_service.ReplayDeadLetter(request, metadata=reading_only))
    assert said.reason == "PERMISSION_MISSING"
    assert (await outbox_service.ReplayDeadLetter(request, metadata=as_admin(world))).consumers == 1
    second = outbox_service.ReplayDeadLetter(request, metadata=as_admin(world))
    assert (await second).consumers == 1
    assert await was_replayed(second)
    assert await relay.visit(world.tenant) == 1
    assert await world.readings() == ["1"]


async def test_dead_letters_come_in_pages(world: World, reader: Reader, outbox_service: OutboxServiceStub) -> None:
    reader.stumbles = {str(number): 1 for number in range(5)}
    carrier = StubCarrier(lambda context: outgoing(world.channel, context))
    relay = world.relay(carrier, times=EventTimes(most_attempts=1))
    for number in range(5):
        await world.tell(new_id(), str(number))
    await relay.visit(world.tenant)
    seen, token = [], ""
    for size in (2, 2, 1):
        request = pb.ListDeadLettersRequest(page_size=2, page_token=token)
        page = await outbox_service.ListDeadLetters(request, metadata=as_admin(world))
        assert len(page.dead_letters) == size
        seen += [letter.reason for letter in page.dead_letters]
        token = page.next_page_token
    assert not token
    assert seen == [f"STATE_INVALID: {number} is not to be read" for number in range(5)]
    request = pb.ListDeadLettersRequest(page_token="nonsense")
    said = await refusal_of(outbox_service.ListDeadLetters(request, metadata=as_admin(world)))
    assert said.fields == ("page_token",)


async def test_a_consumer_that_is_away_is_no_failure_of_the_event(
    world: World, reader: Reader, outbox_service: OutboxServiceStub, environment: Environment
) -> None:
    away = grpc.aio.insecure_channel("127.0.0.1:1")
    alone = World(world.notes, world.readers, world.tenant, away)
    relay = alone.relay(StubCarrier(lambda context: outgoing(away, context)))
    await alone.tell(new_id(), "a")
    for _ in range(5):
        with pytest.raises(grpc.aio.AioRpcError):
            await relay.visit(world.tenant)
    await away.close()
    status = await outbox_service.GetOutboxStatus(pb.GetOutboxStatusRequest(), metadata=as_admin(world))
    assert (status.pending, status.dead) == (1, 0)
    assert await world.relay(StubCarrier(lambda context: outgoing(world.channel, context))).visit(world.tenant) == 1
    assert await world.readings() == ["a"]


async def test_a_relay_goes_on_when_its_consumer_is_back(
    database: Database, environment: Environment, reader: Reader, tenant: str
) -> None:
    channels: dict[str, grpc.aio.Channel] = {"now": grpc.aio.insecure_channel("127.0.0.1:1")}

    class Switched(StubCarrier):
        async def deliver(self, consumer: str, events: Any) -> Any:
            return await StubCarrier(lambda context: outgoing(channels["now"], context)).deliver(consumer, events)

    world = World(database, environment.database, tenant, channels["now"], carrier=Switched(lambda context: None))
    async with world.relaying():
        await world.tell(new_id(), "a")
        await asyncio.sleep(0.1)
        assert await world.pending() == 1
        await channels["now"].close()
        async with served(readers_module(reader), environment, over_network=True) as channels["now"]:
            await until(lambda: is_read(world, ["a"]))
            await until(lambda: is_empty(world))


async def test_a_consumers_database_that_is_away_is_no_failure_of_the_event(
    database: Database, environment: Environment, tenant: str, outbox_service: OutboxServiceStub
) -> None:
    async def gone(_: Transaction, __: Event, ___: Any) -> None:
        raise Unavailable("the database does not answer")

    async with served(readers_module(gone), environment, over_network=False) as channel:
        world = World(database, environment.database, tenant, channel)
        await world.tell(new_id(), "a")
        relay = world.relay(StubCarrier(lambda context: outgoing(channel, context)))
        for _ in range(5):
            with pytest.raises(grpc.aio.AioRpcError):
                await relay.visit(tenant)
    status = await outbox_service.GetOutboxStatus(pb.GetOutboxStatusRequest(), metadata=as_admin(world))
    assert (status.pending, status.dead) == (1, 0)


async def test_of_a_batch_that_is_refused_the_guilty_event_alone_dies(
    world: World, outbox_service: OutboxServiceStub
) -> None:
    relay = world.relay(
        StubCarrier(lambda context: outgoing(world.channel, context)), times=EventTimes(most_attempts=1)
    )
    await world.tell(new_id(), "a")
    async with world.uow.transaction(world.tenant) as transaction:
        guilty = NewEvent(POSTED, "no such form", new_id(), NOW, DeliveryPosted())
        await world.outbox.add(transaction, guilty)
    await world.tell(new_id(), "b")
    assert await relay.visit(world.tenant) == 2
    assert await world.readings() == ["a", "b"]
    (letter,) = (
        await outbox_service.ListDeadLetters(pb.ListDeadLettersRequest(), metadata=as_admin(world))
    ).dead_letters
    assert letter.event_id == str(guilty.id)
    assert letter.reason.startswith("INVALID_ARGUMENT: events[0].aggregate_type")


async def test_what_a_context_does_not_subscribe_to_or_cannot_read_has_a_reason(world: World) -> None:
    other = event_of(world.tenant, new_id(), 1, "a", type="notes.slip.burnt")
    unreadable = event_of(world.tenant, new_id(), 1, "a")
    unreadable.data.Pack(DeliveryPosted())
    broken = event_of(world.tenant, new_id(), 1, "a")
    broken.data.value = b"\xff"
    with acting_as(notes_in(world.tenant)):
        receipts = await world.deliver(other, unreadable, broken)
    assert outcomes(receipts) == [Receipt.FAILED] * 3
    assert [receipt.reason for receipt in receipts] == ["NOT_SUBSCRIBED", "DATA_UNREADABLE", "DATA_UNREADABLE"]


async def test_a_defect_tells_nothing_of_itself_outside(environment: Environment, tenant: str) -> None:
    async def broken(_: Transaction, __: Event, ___: Any) -> None:
        raise RuntimeError("password=secret")

    inbox = Inbox(environment.uow, environment.clock, readers_module(broken).subscriptions)
    receipt = await inbox.take(event_of(tenant, new_id(), 1, "a"))
    assert (receipt.outcome, receipt.reason, receipt.message) == (Receipt.FAILED, "INTERNAL", "RuntimeError")


async def test_a_handler_that_hangs_is_given_up(environment: Environment, tenant: str) -> None:
    async def hang(_: Transaction, __: Event, ___: Any) -> None:
        await asyncio.Event().wait()

    inbox = Inbox(environment.uow, environment.clock, readers_module(hang).subscriptions, handling_seconds=0.05)
    receipt = await inbox.take(event_of(tenant, new_id(), 1, "a"))
    assert (receipt.outcome, receipt.reason) == (Receipt.FAILED, "DEADLINE_EXCEEDED")
    async with UnitOfWork(environment.database).transaction(tenant):
        pass


def test_a_context_does_one_thing_about_one_type(environment: Environment, reader: Reader) -> None:
    subscription: Subscription = readers_module(reader).subscriptions[0]
    with pytest.raises(ValueError, match="one thing"):
        Inbox(environment.uow, environment.clock, [subscription, subscription])


def test_pauses_grow_and_end_growing() -> None:
    assert [retry_seconds(attempts, 0.5) for attempts in (1, 2, 3, 4)] == [0.5, 1.0, 2.0, 4.0]
    assert retry_seconds(100, 0.5) == LONGEST_RETRY_SECONDS


async def is_dead(world: World, outbox_service: OutboxServiceStub, count: int) -> bool:
    """Whether there are so many dead letters."""
    status = await outbox_service.GetOutboxStatus(pb.GetOutboxStatusRequest(), metadata=as_admin(world))
    return bool(status.dead == count)
