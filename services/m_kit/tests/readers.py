"""Two contexts for tests of events: notes tell of their slips, readers keep what they read in a table of their own."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
import grpc_inproc
import sqlalchemy as sa
from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, Receipt
from businessm.events.v1.delivery_service_pb2_grpc import DeliveryServiceStub
from businessm.events.v1.event_pb2 import Event
from businessm.wms.v1.events_pb2 import GoodsReceiptPosted

from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.errors import StateInvalid
from m_kit.event_carrier import EventCarrier
from m_kit.events import DELIVERED, OUTBOX, NewEvent, being_told, telling
from m_kit.events.deliveries import Deliveries
from m_kit.events.relay import Relay
from m_kit.failpoints import FailPoints
from m_kit.ids import new_id
from m_kit.module import CHECKED, Environment, Module, Wiring
from m_kit.outgoing import OutgoingChannel
from m_kit.subscription import EventTimes, Subscription
from m_kit.testing import make_issuer, pipeline_of
from m_kit.tracing import current_span
from m_kit.uow import Transaction, UnitOfWork

ISSUER = make_issuer()
POSTED = "notes.slip.posted"
NOW = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)
# Nothing happens by the clock but what a test waits for.
PATIENT = EventTimes(look_every=3600, retry_after=0.01, most_attempts=3)

NOTES = Module("notes", (), Path(__file__).parent / "schema", lambda _: Wiring(servicers=[]))

Handler = Callable[[Transaction, Event, Any], Awaitable[None]]


def slip_event(slip_id: uuid.UUID, text: str, event_type: str = POSTED) -> NewEvent:
    """Something happened to a slip."""
    data = GoodsReceiptPosted()
    data.goods_receipt.narration = text
    return NewEvent(event_type, "notes.slip", slip_id, NOW, data)


async def read(transaction: Transaction, event: Event, data: GoodsReceiptPosted) -> None:
    """Keeps what it was told."""
    span = current_span()
    await transaction.execute(
        sa.text(
            "insert into reading (tenant, event_id, slip_id, sequence, text, trace_id)"
            " values (:tenant, :event, :slip, :sequence, :text, :trace)"
        ),
        {
            "tenant": transaction.tenant,
            "event": uuid.UUID(event.id),
            "slip": uuid.UUID(event.aggregate_id),
            "sequence": event.sequence,
            "text": data.goods_receipt.narration,
            "trace": span.trace_id if span else "",
        },
    )


@dataclass
class Reader:
    """Reads, but for texts it stumbles over: so many times each, or always. With a tenant it minds that one alone: what
    other tests left untold comes too."""

    tenant: str = ""
    stumbles: dict[str, int] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    async def __call__(self, transaction: Transaction, event: Event, data: GoodsReceiptPosted) -> None:
        """Writes first, so that a stumble has something to leave behind."""
        text = data.goods_receipt.narration
        if self.tenant not in ("", event.tenant):
            await read(transaction, event, data)
            return
        self.tried.append(text)
        await read(transaction, event, data)
        if self.stumbles.get(text):
            self.stumbles[text] -= 1
            raise StateInvalid(f"{text} is not to be read")


def readers_module(handler: Handler, event_type: str = POSTED, *, in_deferred_commits: bool = False) -> Module:
    """A context that wants to know what is posted."""
    subscriptions = (Subscription(event_type, GoodsReceiptPosted, handler),)
    return Module(
        name="readers",
        services=(),
        migrations=Path(__file__).parent / "reader_schema",
        wire=lambda environment: Wiring(
            servicers=being_told(environment, subscriptions, in_deferred_commits=in_deferred_commits)
        ),
        shared_services=(CHECKED, DELIVERED),
        subscriptions=subscriptions,
    )


def _no_context(_: str) -> grpc.aio.Channel:
    raise AssertionError("nobody is called")


def environment_of(name: str, database: Database, clock: FixedClock, **given: Any) -> Environment:
    """With an own database and, but for what is given, nobody to call."""
    return Environment(name=name, database=database, clock=clock, channel_to=_no_context, **given)


@contextlib.asynccontextmanager
async def served(module: Module, environment: Environment, *, over_network: bool) -> AsyncIterator[grpc.aio.Channel]:
    """A channel to the module with every step around its rpcs, in process or behind a real server."""
    if over_network:
        async with (
            network_server(module, environment) as address,
            grpc.aio.insecure_channel(address) as channel,
        ):
            yield channel
        return
    server = grpc_inproc.make_server(interceptors=[pipeline_of(module, ISSUER)])
    _add_servicers(module, environment, server)
    await server.start()
    async with grpc_inproc.connect(server, isolation=lambda path: grpc_inproc.PARANOID) as channel:
        yield channel
    await server.stop(None)


@contextlib.asynccontextmanager
async def network_server(module: Module, environment: Environment) -> AsyncIterator[str]:
    """host:port of the module behind a real server."""
    server = grpc.aio.server(interceptors=[pipeline_of(module, ISSUER)])
    _add_servicers(module, environment, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        await server.stop(None)


def _add_servicers(module: Module, environment: Environment, server: grpc.aio.Server) -> None:
    for add, servicer in module.wire(environment).servicers:
        add(servicer, server)


class World:
    """Notes that tell readers."""

    def __init__(
        self,
        notes: Database,
        readers: Database,
        tenant: str,
        channel: grpc.aio.Channel,
        *,
        failpoint: str = "",
        times: EventTimes = PATIENT,
        carrier: EventCarrier | None = None,
        subscribers: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.tenant, self.notes, self.readers = tenant, notes, readers
        self.uow = UnitOfWork(notes)
        self.environment = environment_of(
            "notes",
            notes,
            FixedClock(NOW),
            channel_to_context=lambda context: outgoing(channel, context),
            failpoints=FailPoints.parse(failpoint),
            subscribers={POSTED: ("readers",)} if subscribers is None else subscribers,
            event_times=times,
        )
        self.telling = telling(self.environment, carrier)
        self.outbox = self.telling.outbox
        self.channel = channel

    async def tell(self, slip_id: uuid.UUID, *texts: str) -> None:
        """One transaction with an event for each text."""
        async with self.uow.transaction(self.tenant) as transaction:
            await self.outbox.add(transaction, *(slip_event(slip_id, text) for text in texts))

    def relay(
        self, carrier: EventCarrier, consumer: str = "readers", claim_seconds: float = 3.0, times: EventTimes = PATIENT
    ) -> Relay:
        """One that looks when a test tells it to."""
        deliveries = Deliveries("notes", self.notes, claim_seconds)
        return Relay("notes", consumer, deliveries, carrier, self.environment.failpoints, times)

    async def readings(self) -> list[str]:
        """What readers made of it, in order."""
        async with UnitOfWork(self.readers).transaction(self.tenant) as transaction:
            return [row.text for row in await transaction.execute(sa.text("select text from reading order by place"))]

    async def traces(self) -> list[str]:
        """Trace ids that handlers worked under."""
        async with UnitOfWork(self.readers).transaction(self.tenant) as transaction:
            rows = await transaction.execute(sa.text("select trace_id from reading order by place"))
            return [row.trace_id for row in rows]

    async def pending(self) -> int:
        """Deliveries without a receipt, dead ones too; and the rows of events must be gone with the last of them."""
        async with self.uow.transaction(self.tenant) as transaction:
            count = sa.text("select (select count(*) from outbox_delivery) as waiting, count(*) as rows from outbox")
            row = (await transaction.execute(count)).one()
        assert bool(row.waiting) == bool(row.rows)
        return int(row.waiting)

    async def deliver(self, *events: Event, sender: str = "notes") -> list[Receipt]:
        """By hand, as a relay would."""
        stub = DeliveryServiceStub(outgoing(self.channel, "readers", sender))
        answer = await stub.DeliverEvents(DeliverEventsRequest(context="readers", events=events))
        return list(answer.receipts)

    @contextlib.asynccontextmanager
    async def relaying(self) -> AsyncIterator[None]:
        """Background work goes on."""
        tasks = [asyncio.ensure_future(work.run()) for work in self.telling.background]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def outgoing(channel: grpc.aio.Channel, context: str, sender: str = "notes") -> OutgoingChannel:
    """As topology hands it out."""
    return OutgoingChannel(channel, context, lambda tenant: ISSUER.service_token(sender, tenant))


def event_of(tenant: str, slip_id: uuid.UUID, sequence: int, text: str, **given: Any) -> Event:
    """As notes would tell it."""
    data = GoodsReceiptPosted()
    data.goods_receipt.narration = text
    event = Event(
        id=str(new_id()),
        type=POSTED,
        source_context="notes",
        tenant=tenant,
        aggregate_type="notes.slip",
        aggregate_id=str(slip_id),
        sequence=sequence,
    )
    event.occur_time.FromDatetime(NOW)
    event.data.Pack(data)
    event.MergeFrom(Event(**given))
    return event


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    """Returns when it is so. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await is_so():  # noqa: ASYNC110 - what is waited for stands in a database
            await asyncio.sleep(0.005)


def notes_module(world: World) -> Module:
    """The notes' side of it, to be asked what it has yet to tell."""
    return replace(NOTES, wire=lambda _: Wiring(servicers=world.telling.servicers), shared_services=(CHECKED, OUTBOX))
