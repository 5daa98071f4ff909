"""Events on their way: written with what they tell about, brought in order, handled once. In process and over a
network, on a real database each."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import asyncpg
import grpc
import pytest
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from sqlalchemy import text

from m_kit.caller import Caller, acting_as
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.errors import EtagMismatch
from m_kit.events.carrier import StubCarrier
from m_kit.events.deliveries import Deliveries, Failure, Told
from m_kit.events.outbox import NOBODY
from m_kit.ids import new_id
from m_kit.module import Environment
from m_kit.subscription import EventTimes
from m_kit.testing import MigratedDatabases, refusal_of
from m_kit.tests.readers import (
    POSTED,
    Reader,
    World,
    environment_of,
    event_of,
    outgoing,
    readers_module,
    served,
    slip_event,
    until,
)
from m_kit.tests.slips import Office
from m_kit.tracing import enter_span


@pytest.fixture
def reader() -> Reader:
    """Stumbles over nothing until told to."""
    return Reader()


@pytest.fixture
async def environment(
    migrated_databases: MigratedDatabases, reader: Reader, clock: FixedClock
) -> AsyncIterator[Environment]:
    """The readers'."""
    database = await migrated_databases.of(readers_module(reader))
    yield environment_of("readers", database, clock)
    await database.close()


@pytest.fixture(params=[False, True], ids=["in_process", "network"])
async def world(
    request: pytest.FixtureRequest, database: Database, environment: Environment, reader: Reader, tenant: str
) -> AsyncIterator[World]:
    """Notes and readers."""
    async with served(readers_module(reader), environment, over_network=request.param) as channel:
        yield World(database, environment.database, tenant, channel)


async def test_what_is_committed_is_told_at_once(world: World) -> None:
    async with world.relaying():
        await world.tell(new_id(), "a")
        await until(lambda: is_read(world, ["a"]))
        await until(lambda: is_empty(world))


async def test_an_event_says_whose_call_it_happened_in(world: World) -> None:
    with acting_as(Caller(world.tenant, "service:till", "asha")):
        await world.tell(new_id(), "by asha")
    await world.tell(new_id(), "by nobody")
    async with world.uow.transaction(world.tenant) as transaction:
        actors = (await transaction.execute(text("select actor from outbox order by place"))).scalars().all()
    assert actors == ["asha", ""]


async def test_what_is_rolled_back_is_told_to_nobody(world: World) -> None:
    async with world.relaying():
        async with world.uow.transaction(world.tenant) as transaction:
            await world.outbox.add(transaction, slip_event(new_id(), "tried"))
            transaction.roll_back()
        with pytest.raises(EtagMismatch):
            await refused(world)
        await world.tell(new_id(), "done")
        await until(lambda: is_read(world, ["done"]))
        await until(lambda: is_empty(world))


async def test_what_another_process_wrote_is_found_by_looking(world: World) -> None:
    other = World(world.notes, world.readers, world.tenant, world.channel, times=EventTimes(look_every=0.05))
    async with other.relaying():
        await world.tell(new_id(), "a")
        await until(lambda: is_read(world, ["a"]))


async def test_a_decided_posting_is_told_once_however_often_it_is_sent(
    world: World, superuser: asyncpg.Connection
) -> None:
    office = Office(world.notes, world.tenant, outbox=world.outbox)
    request_id, slip = str(new_id()), await office.draft()
    async with world.relaying():
        answers = await asyncio.gather(*(office.post(slip, request_id) for _ in range(10)))
        await until(lambda: is_read(world, ["SL/2026/00001"]))
        await until(lambda: is_empty(world))
    assert len({response.goods_receipt.number for response, _ in answers}) == 1
    assert await sequences(superuser, world) == [1]


async def test_many_decided_at_once_are_each_told(world: World) -> None:
    office = Office(world.notes, world.tenant, outbox=world.outbox)
    slips = [await office.draft() for _ in range(20)]
    async with world.relaying():
        await asyncio.gather(*(office.post(slip) for slip in slips))
        await until(lambda: is_empty(world))
    assert sorted(await world.readings()) == [f"SL/2026/{number:05d}" for number in range(1, 21)]


async def test_a_posting_that_is_refused_is_told_to_nobody(world: World) -> None:
    office = Office(world.notes, world.tenant, outbox=world.outbox)
    slip = await office.draft()
    office.ledger.on_reserve = lambda: office.edit(slip)
    with pytest.raises(EtagMismatch):
        await office.post(slip)
    assert await world.pending() == 0


async def test_an_aggregates_events_are_numbered_without_gaps_and_come_in_order(
    world: World, superuser: asyncpg.Connection
) -> None:
    slips = [new_id() for _ in range(3)]
    async with world.relaying():
        await asyncio.gather(*(world.tell(slip, str(slip), str(slip)) for slip in slips * 8))
        await until(lambda: is_empty(world))
    rows = await superuser.fetch(
        "select array_agg(last) as last from aggregate_sequence where tenant = $1", world.tenant
    )
    assert rows[0]["last"] == [16, 16, 16]
    assert len(await world.readings()) == 48
    assert await in_order(world)


async def test_a_second_delivery_is_known_whenever_it_comes(world: World, reader: Reader) -> None:
    slip = new_id()
    first, second = (event_of(world.tenant, slip, n, str(n)) for n in (1, 2))
    with acting_as(notes_in(world.tenant)):
        assert outcomes(await world.deliver(first, second)) == [Receipt.HANDLED, Receipt.HANDLED]
        assert outcomes(await world.deliver(first)) == [Receipt.DUPLICATE]
        assert outcomes(await world.deliver(second, first)) == [Receipt.DUPLICATE, Receipt.DUPLICATE]
    assert await world.readings() == reader.tried == ["1", "2"]


async def test_ten_deliveries_at_once_have_one_effect(world: World) -> None:
    event = event_of(world.tenant, new_id(), 1, "once")
    with acting_as(notes_in(world.tenant)):
        answers = await asyncio.gather(*(world.deliver(event) for _ in range(10)))
    assert sorted(outcomes([receipt for receipts in answers for receipt in receipts])) == [
        Receipt.HANDLED,
        *[Receipt.DUPLICATE] * 9,
    ]
    assert await world.readings() == ["once"]


class Forgetful(StubCarrier):
    """Delivers, and loses the first answers."""

    def __init__(self, world: World, lost: int) -> None:
        super().__init__(lambda context: outgoing(world.channel, context))
        self.lost, self.calls = lost, 0

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier."""
        self.calls += 1
        receipts = await super().deliver(consumer, events)
        if self.calls <= self.lost:
            raise grpc.aio.AioRpcError(grpc.StatusCode.UNAVAILABLE, grpc.aio.Metadata(), grpc.aio.Metadata(), "lost")
        return receipts


async def test_an_event_stays_until_its_receipt_is_there(world: World) -> None:
    await world.tell(new_id(), "a", "b")
    carrier = Forgetful(world, lost=1)
    relay = world.relay(carrier)
    with pytest.raises(grpc.aio.AioRpcError):
        await relay.visit(world.tenant)
    assert await world.readings() == ["a", "b"]
    assert await world.pending() == 2
    assert await relay.visit(world.tenant) == 2
    assert await world.readings() == ["a", "b"]
    assert await world.pending() == 0


async def test_large_events_go_a_few_at_a_time_and_all_at_one_visit(world: World) -> None:
    texts = [f"{number}{'x' * 900_000}" for number in range(5)]
    await world.tell(new_id(), *texts)
    carrier = Forgetful(world, lost=0)
    assert await world.relay(carrier).visit(world.tenant) == 5
    assert carrier.calls == 3
    assert await world.readings() == texts


class Dawdling(StubCarrier):
    """Holds a call up for longer than a claim lasts, each for another while."""

    def __init__(self, world: World, pauses: Sequence[float]) -> None:
        super().__init__(lambda context: outgoing(world.channel, context))
        self._pauses = list(pauses)

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier: late, then late with the answer too."""
        await asyncio.sleep(self._pauses.pop() if self._pauses else 0)
        receipts = await super().deliver(consumer, events)
        await asyncio.sleep(self._pauses.pop() if self._pauses else 0)
        return receipts


async def test_relays_that_overtake_each_other_keep_each_aggregates_order(world: World) -> None:
    slips = [new_id() for _ in range(4)]
    relays = [
        world.relay(Dawdling(world, [0.001 * (n * 7 % 5) for n in range(seed, seed + 40)]), claim_seconds=0.001)
        for seed in range(4)
    ]

    async def write() -> None:
        for number in range(10):
            await asyncio.gather(*(world.tell(slip, f"{slip} {number}") for slip in slips))

    async def visit(number: int) -> None:
        while not written.done() or await world.pending():
            await relays[number].visit(world.tenant)

    written = asyncio.create_task(write())
    await asyncio.gather(written, *(visit(number) for number in range(4)))
    assert sorted(await world.readings()) == sorted(f"{slip} {n}" for slip in slips for n in range(10))
    assert await in_order(world)


async def test_what_one_relay_has_taken_another_leaves(world: World) -> None:
    await world.tell(new_id(), "a", "b")
    slow, quick = world.relay(Dawdling(world, [0, 0.3])), world.relay(Forgetful(world, lost=0))
    visit = asyncio.create_task(slow.visit(world.tenant))
    await asyncio.sleep(0.1)
    assert await quick.visit(world.tenant) == 0
    assert await visit == 2


async def test_of_two_that_take_at_one_moment_one_waits_and_leaves_what_the_other_has(world: World) -> None:
    slip, deliveries = new_id(), Deliveries("notes", world.notes)
    await world.tell(slip, "1")
    async with world.notes.driver() as raw, raw.transaction():
        taken = await raw.fetch("select * from take_events($1, 'readers', 100, 1000000, 60)", world.tenant)
        second = asyncio.create_task(deliveries.take(world.tenant, "readers", 100))
        await world.tell(slip, "2")
        await asyncio.sleep(0.1)
        assert not second.done()
    assert len(taken) == 1
    assert await second == ([], False)


async def test_nobody_comes_again_for_nothing(world: World) -> None:
    deliveries = Deliveries("notes", world.notes, claim_seconds=60)
    assert await deliveries.seconds_to_next(world.tenant, "readers") is None
    await world.tell(new_id(), "a")
    assert await deliveries.seconds_to_next(world.tenant, "readers") is None
    await deliveries.take(world.tenant, "readers", 1)
    seconds = await deliveries.seconds_to_next(world.tenant, "readers")
    assert seconds is not None
    assert 0 < seconds <= 60


async def test_what_has_become_due_meanwhile_is_come_for_at_once_unless_it_is_held_up(world: World) -> None:
    slip, deliveries = new_id(), Deliveries("notes", world.notes, claim_seconds=0)
    await world.tell(slip, "1", "2")
    batch, _ = await deliveries.take(world.tenant, "readers", 2)
    due = await deliveries.seconds_to_next(world.tenant, "readers")
    assert due is not None
    assert due <= 0
    first, second = (pending.place for pending in batch)
    await deliveries.keep(world.tenant, "readers", Told(failed=[Failure(first, "not yet", 60)]))
    later = await deliveries.seconds_to_next(world.tenant, "readers")
    assert later is not None
    assert 0 < later <= 60
    await deliveries.keep(world.tenant, "readers", Told(failed=[Failure(first, "never", None)]))
    assert await deliveries.seconds_to_next(world.tenant, "readers") is None
    await deliveries.keep(world.tenant, "readers", Told(received=[first]))
    assert [pending.place for pending in (await deliveries.take(world.tenant, "readers", 2))[0]] == [second]


async def test_two_last_receipts_at_one_moment_leave_no_row_behind(world: World) -> None:
    both = World(world.notes, world.readers, world.tenant, world.channel, subscribers={POSTED: ("readers", "others")})
    await both.tell(new_id(), "a")
    deliveries = Deliveries("notes", world.notes)
    (pending,), _ = await deliveries.take(world.tenant, "others", 1)
    async with world.notes.driver() as raw, raw.transaction():
        await raw.fetch(
            "select keep_receipts($1, 'readers', $2::bigint[], '{}', '{}', '{}', '{}')", world.tenant, [pending.place]
        )
        second = asyncio.create_task(deliveries.keep(world.tenant, "others", Told(received=[pending.place])))
        await asyncio.sleep(0.1)
        assert not second.done()
    await second
    assert await world.pending() == 0


async def test_each_subscriber_gives_its_own_receipt(world: World) -> None:
    both = World(world.notes, world.readers, world.tenant, world.channel, subscribers={POSTED: ("readers", "others")})
    await both.tell(new_id(), "a")
    assert await both.relay(Forgetful(world, lost=0)).visit(both.tenant) == 1
    assert await both.pending() == 1
    carrier = Forgetful(world, lost=0)
    assert await both.relay(carrier, consumer="others").visit(both.tenant) == 1
    assert await both.pending() == 0


async def test_what_nobody_subscribes_to_leaves_by_itself(world: World) -> None:
    alone = World(world.notes, world.readers, world.tenant, world.channel, subscribers={})
    await alone.tell(new_id(), "a")
    async with alone.uow.transaction(alone.tenant) as transaction:
        await alone.outbox.add(transaction, slip_event(new_id(), "b", "notes.slip.burnt"))
    assert await alone.pending() == 2
    async with alone.relaying():
        await until(lambda: is_empty(alone))
    assert [work.name for work in alone.telling.background] == [f"notes: events for {NOBODY or 'nobody'}"]


async def test_a_tenant_is_told_of_nobody_elses(world: World, tenant: str) -> None:
    other = World(world.notes, world.readers, f"{tenant}x", world.channel)
    await other.tell(new_id(), "theirs")
    await world.tell(new_id(), "ours")
    async with world.relaying():
        await until(lambda: is_read(world, ["ours"]))
        await until(lambda: is_read(other, ["theirs"]))


async def test_a_handler_works_in_the_trace_that_the_event_was_written_in(world: World) -> None:
    span = enter_span(None)
    async with world.relaying():
        await world.tell(new_id(), "a")
        office = Office(world.notes, world.tenant, outbox=world.outbox)
        await office.post(await office.draft())
        await until(lambda: is_empty(world))
    assert await world.traces() == [span.trace_id] * 2


async def test_postings_decided_together_keep_their_own_traces(world: World) -> None:
    office = Office(world.notes, world.tenant, outbox=world.outbox)
    slips = [await office.draft() for _ in range(10)]

    async def post(number: int) -> str:
        span = enter_span(None)
        await office.post(slips[number])
        return span.trace_id

    async with world.relaying():
        sent = await asyncio.gather(*(post(number) for number in range(10)))
        await until(lambda: is_empty(world))
    assert sorted(await world.traces()) == sorted(sent)


async def test_a_context_speaks_for_itself_alone(world: World) -> None:
    event = event_of(world.tenant, new_id(), 1, "a")
    with acting_as(notes_in(world.tenant)):
        said = await refusal_of(world.deliver(event, sender="others"))
        assert (said.code, said.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
        said = await refusal_of(world.deliver(event, event_of("elsewhere", new_id(), 1, "b")))
        assert (said.reason, said.fields) == ("FIELD_INVALID", ("events[1].tenant",))
        said = await refusal_of(world.deliver(event_of(world.tenant, new_id(), 1, "a", type="wms.delivery.posted")))
        assert said.fields == ("events[0].type",)
    assert await world.readings() == []


async def test_a_context_tells_of_itself_alone(world: World) -> None:
    with pytest.raises(ValueError, match=r"wms\.delivery\.posted is no event of notes"):
        async with world.uow.transaction(world.tenant) as transaction:
            await world.outbox.add(transaction, slip_event(new_id(), "a", "wms.delivery.posted"))
    assert await world.pending() == 0


async def refused(world: World) -> None:
    """A use case that says no after it has told."""
    async with world.uow.transaction(world.tenant) as transaction:
        await world.outbox.add(transaction, slip_event(new_id(), "refused"))
        raise EtagMismatch("no")


def notes_in(tenant: str) -> Caller:
    """Whom a relay of theirs calls as."""
    return Caller(tenant, "service:notes", "service:notes")


def outcomes(receipts: Sequence[Receipt]) -> list[int]:
    """What became of each."""
    return [receipt.outcome for receipt in receipts]


async def is_read(world: World, texts: list[str]) -> bool:
    """Whether that is what readers have."""
    return await world.readings() == texts


async def is_empty(world: World) -> bool:
    """Whether every event has its receipts."""
    return await world.pending() == 0


async def sequences(superuser: asyncpg.Connection, world: World) -> list[int]:
    """Of all aggregates of the tenant."""
    rows = await superuser.fetch("select last from aggregate_sequence where tenant = $1", world.tenant)
    return [row["last"] for row in rows]


async def in_order(world: World) -> bool:
    """Whether each aggregate's were handled by their numbers, none left out."""
    async with world.readers.driver() as raw, raw.transaction():
        await raw.execute("select set_config('m.tenant', $1, true)", world.tenant)
        rows = await raw.fetch(
            "select slip_id, array_agg(sequence order by place) as sequences from reading group by 1"
        )
    return all(row["sequences"] == list(range(1, len(row["sequences"]) + 1)) for row in rows)
