"""Events carried by JetStream: the consumer's side.

Takes what lies in other contexts' streams for this one to the context's own DeliveryService, so that checks, the inbox
and the handler's transaction are those of an event that came by call; then gives the receipt, then says to JetStream
that it has it. Whatever dies between two of these, the event comes again and the inbox knows it.
"""

import asyncio
import itertools
import json
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Any

import grpc
from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, Receipt
from businessm.events.v1.delivery_service_pb2_grpc import DeliveryServiceStub
from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import DecodeError
from m_kit.events.carrier import DELIVERY_SECONDS
from m_kit.outgoing import CONTEXT
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.js.api import AckPolicy, ConsumerConfig

from m_engines.nats.carrier import ACTOR, AUTHORIZATION, TRACE
from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.subjects import event_subject, events_of, receipts_to, stream_of

MOST_AT_ONCE = 16
# A request for events lapses after this, and the next one finds out whether JetStream still knows us.
PULL_SECONDS = 2.0
PAUSE_SECONDS = 0.2
# A process that died gives its events free after this; one that works says so in time.
TAKEN_SECONDS = 3.0
WORKING_SECONDS = 1.0
AGAIN_SECONDS = 0.5

# Codes that say something of the event: a failure, as where a relay calls by itself. The others are ours, or mean that
# the teller's word is too old: it tells again.
_REFUSALS = frozenset(
    {
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.UNKNOWN,
    }
)
_LAPSED = "408"
_DISTRUST = frozenset({grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED})

log = logging.getLogger(__name__)


class EventPump:
    """What one context is told by `sources`, brought through `channel` to itself."""

    def __init__(
        self, connection: NatsConnection, consumer: str, sources: Sequence[str], channel: grpc.aio.Channel
    ) -> None:
        self._connection = connection
        self._consumer = consumer
        self._sources = tuple(sources)
        self._stub = DeliveryServiceStub(channel)

    async def run(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for source in self._sources:
                group.create_task(self._keep_pumping(source), name=f"{self._consumer}: events of {source}")

    async def _keep_pumping(self, source: str) -> None:
        """A stream that is not there yet, or not any more, is looked for until it is."""
        while True:
            try:
                await self._pump(source)
            except (NatsAway, Error, TimeoutError) as error:
                log.debug("%s cannot take events of %s: %s", self._consumer, source, error)
                await asyncio.sleep(PAUSE_SECONDS)

    async def _pump(self, source: str) -> None:
        """Raises NatsAway and Error where there is nothing to take from; what is in hand then is given up."""
        client = await self._connection.client()
        arrived: asyncio.Queue[Msg] = asyncio.Queue()
        inbox = client.new_inbox()

        async def arrive(message: Msg) -> None:
            arrived.put_nowait(message)

        subscription = await client.subscribe(f"{inbox}.*", cb=arrive)
        in_hand: set[asyncio.Task[None]] = set()
        try:
            is_known = False
            for number in itertools.count():
                if not is_known:
                    await self._ensure_consumer(client, source)
                while len(in_hand) >= MOST_AT_ONCE:
                    await asyncio.wait(in_hand, return_when=asyncio.FIRST_COMPLETED)
                wanted, came = MOST_AT_ONCE - len(in_hand), 0
                async for message in self._pulled(client, source, f"{inbox}.{number}", arrived, wanted):
                    came += 1
                    task = asyncio.create_task(self._take(client, source, message))
                    in_hand.add(task)
                    task.add_done_callback(in_hand.discard)
                is_known = came == wanted
        finally:
            for task in list(in_hand):
                task.cancel()
            if client.is_connected:
                await subscription.unsubscribe()

    async def _pulled(
        self, client: Client, source: str, inbox: str, arrived: asyncio.Queue[Msg], wanted: int
    ) -> AsyncIterator[Msg]:
        """What comes of one request for events: as many as were wanted, or fewer when its time is over."""
        request = {"batch": wanted, "expires": int(PULL_SECONDS * 1_000_000_000)}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream_of(source)}.{self._consumer}"
        await client.publish(subject, json.dumps(request).encode(), reply=inbox)
        until = asyncio.get_running_loop().time() + PULL_SECONDS + PAUSE_SECONDS
        while wanted:
            async with asyncio.timeout_at(until):
                message = await arrived.get()
            status = (message.headers or {}).get("Status")
            if not status:
                wanted -= 1
                yield message
            elif message.subject == inbox:  # else of a request before
                if status != _LAPSED:
                    await asyncio.sleep(PAUSE_SECONDS)
                return

    async def _take(self, client: Client, source: str, message: Msg) -> None:
        """One event, to its end; what NATS refuses meanwhile is done again, for the event is still there."""
        answer = asyncio.ensure_future(self._answered(source, message))
        try:
            while not (await asyncio.wait([answer], timeout=WORKING_SECONDS))[0]:
                await client.publish(message.reply, b"+WPI")
            receipt, last_word = answer.result()
            if receipt is not None:
                await client.publish(receipts_to(source, self._consumer), receipt.SerializeToString())
            await client.publish(message.reply, last_word)
        except Error as error:
            log.warning("%s took an event of %s and could not say so: %s", self._consumer, source, error)
        finally:
            answer.cancel()

    async def _answered(self, source: str, message: Msg) -> tuple[Receipt | None, bytes]:
        """(what the teller is told, what JetStream is told)."""
        event = _event_of(message, source, self._consumer)
        if event is None:
            log.error("%s was sent something by %s that is no event of its own", self._consumer, source)
            return None, b"+TERM"
        request = DeliverEventsRequest(context=self._consumer, events=[event])
        try:
            answer = await self._stub.DeliverEvents(
                request, timeout=DELIVERY_SECONDS, metadata=_metadata(message, self._consumer)
            )
        except grpc.aio.AioRpcError as error:
            return self._refused(event, error)
        receipt: Receipt = answer.receipts[0]
        if receipt.outcome == Receipt.NOT_TRIED:
            return None, _again()
        return receipt, b"+ACK"

    def _refused(self, event: Event, error: grpc.aio.AioRpcError) -> tuple[Receipt | None, bytes]:
        code = error.code()
        if code in _REFUSALS:
            log.error("%s refuses %s: %s", self._consumer, event.id, error.details())
            failed = Receipt(event_id=event.id, outcome=Receipt.FAILED, reason=code.name, message=error.details() or "")
            return failed, b"+ACK"
        log.warning("%s cannot take %s now: %s %s", self._consumer, event.id, code.name, error.details())
        return None, b"+TERM" if code in _DISTRUST else _again()

    async def _ensure_consumer(self, client: Client, source: str) -> None:
        config = ConsumerConfig(
            name=self._consumer,
            durable_name=self._consumer,
            filter_subject=events_of(source, self._consumer),
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=TAKEN_SECONDS,
        )
        await client.jetstream(timeout=PULL_SECONDS).add_consumer(stream_of(source), config)


def _event_of(message: Msg, source: str, consumer: str) -> Event | None:
    """None for what does not say of itself what its subject says, where alone NATS watches who speaks."""
    try:
        event = Event.FromString(message.data)
    except DecodeError:
        return None
    is_own = event.source_context == source and message.subject == event_subject(source, consumer, event.id)
    return event if is_own else None


def _metadata(message: Msg, consumer: str) -> tuple[tuple[str, str], ...]:
    headers: dict[str, Any] = message.headers or {}
    known = tuple((name, headers[name]) for name in (AUTHORIZATION, ACTOR, TRACE) if name in headers)
    return *known, (CONTEXT, consumer)


def _again() -> bytes:
    """JetStream's word for: not now."""
    return b"-NAK " + json.dumps({"delay": int(AGAIN_SECONDS * 1_000_000_000)}).encode()
