"""Events carried by JetStream: the teller's side.

An event lies in its context's stream until its consumer has taken it, under a subject of its own that the stream never
holds twice: publishing again what is still there changes nothing, however long it lies. It leaves the outbox on the
consumer's receipt, a message back; a broker that loses all it had is told everything again from there.

An aggregate's next event is published once the one before has its receipt, so order rests on no setting of the broker.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from urllib.parse import quote

from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import DecodeError
from m_kit.caller import current_caller
from m_kit.errors import Unavailable
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import APIError, NoStreamResponseError

from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.subjects import event_subject, events_of, receipts_to, stream_of

PUBLISH_SECONDS = 2.0
# Longer than a consumer takes as a rule. One that takes longer finds its event still there, and nobody sends it twice.
RECEIPT_SECONDS = 2.0
# The least JetStream allows: what it took a moment ago it takes for the same. The consumer's inbox does the rest.
DUPLICATE_WINDOW_SECONDS = 0.1

AUTHORIZATION = "authorization"
ACTOR = "x-businessm-actor"
TRACE = "traceparent"
_MESSAGE_ID = "Nats-Msg-Id"
_STILL_THERE = 10077  # the stream has a message of that subject
_OTHERWISE = 10058  # there is such a stream, configured otherwise

log = logging.getLogger(__name__)


class JetStreamCarrier:
    """One context's events. `token` says that it is this context which speaks for a tenant.

    `still_there` counts events that were published again while they lay in the stream.
    """

    def __init__(
        self,
        connection: NatsConnection,
        source: str,
        token: Callable[[str], str],
        receipt_seconds: float = RECEIPT_SECONDS,
    ) -> None:
        self._connection = connection
        self._source = source
        self._token = token
        self._receipt_seconds = receipt_seconds
        self.still_there = 0
        self._listening: Client | None = None
        self._beginning = asyncio.Lock()
        self._awaited: dict[tuple[str, str], asyncio.Future[Receipt]] = {}

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier. Raises Unavailable where the broker is away, or the consumer says nothing of any event."""
        try:
            client = await self._connection.client()
            await self._listen(client)
        except (NatsAway, Error) as error:
            raise Unavailable(f"NATS: {error or type(error).__name__}") from error
        aggregates: dict[tuple[str, str], list[Event]] = {}
        for event in events:
            aggregates.setdefault((event.aggregate_type, event.aggregate_id), []).append(event)
        in_order = (self._deliver_in_order(client, consumer, ordered) for ordered in aggregates.values())
        told = [receipt for some in await asyncio.gather(*in_order) for receipt in some]
        if all(receipt.outcome == Receipt.NOT_TRIED for receipt in told):
            raise Unavailable(f"{consumer} takes no events from NATS just now")
        found = {receipt.event_id: receipt for receipt in told}
        return [found[event.id] for event in events]

    async def _deliver_in_order(self, client: Client, consumer: str, events: Sequence[Event]) -> list[Receipt]:
        receipts: list[Receipt] = []
        for event in events:
            receipts.append(await self._deliver_one(client, consumer, event))
            if receipts[-1].outcome not in (Receipt.HANDLED, Receipt.DUPLICATE):
                break
        rest = events[len(receipts) :]
        return [*receipts, *(Receipt(event_id=event.id, outcome=Receipt.NOT_TRIED) for event in rest)]

    async def _deliver_one(self, client: Client, consumer: str, event: Event) -> Receipt:
        """The consumer's receipt; NOT_TRIED where none came in time, or NATS did not take the event."""
        awaited: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self._awaited[consumer, event.id] = awaited
        try:
            await self._publish(client, consumer, event)
            async with asyncio.timeout(self._receipt_seconds):
                return await awaited
        except (TimeoutError, Error) as error:
            log.debug("%s gave no receipt of %s: %s", consumer, event.id, error or type(error).__name__)
            return Receipt(event_id=event.id, outcome=Receipt.NOT_TRIED)
        finally:
            del self._awaited[consumer, event.id]

    async def _publish(self, client: Client, consumer: str, event: Event) -> None:
        """Returns when the event is on the broker's disk, now or since earlier."""
        stream = client.jetstream(timeout=PUBLISH_SECONDS)
        subject, content = event_subject(self._source, consumer, event.id), event.SerializeToString()
        for _ in range(2):
            try:
                acknowledged = await stream.publish(subject, content, headers=self._headers(event))
            except NoStreamResponseError:
                await self._ensure_stream(client)
            except APIError as error:
                if error.err_code != _STILL_THERE:
                    raise
                self.still_there += 1
                return
            else:
                if not acknowledged.duplicate:
                    return
                await asyncio.sleep(DUPLICATE_WINDOW_SECONDS)

    def _headers(self, event: Event) -> dict[str, str]:
        """CloudEvents' attributes, and whose word it is."""
        caller = current_caller()
        return {
            _MESSAGE_ID: event.id,
            "ce-specversion": "1.0",
            "ce-id": event.id,
            "ce-source": event.source_context,
            "ce-type": event.type,
            "ce-time": event.occur_time.ToJsonString(),
            "ce-subject": f"{event.aggregate_type}/{event.aggregate_id}",
            "ce-dataschema": event.data.type_url,
            "ce-tenant": quote(event.tenant),
            AUTHORIZATION: f"Bearer {self._token(caller.tenant)}",
            ACTOR: caller.actor,
            **({TRACE: event.trace_parent} if event.trace_parent else {}),
        }

    async def _ensure_stream(self, client: Client) -> None:
        """Makes the stream where there is none: at the first event ever, and after the broker lost its data."""
        config = StreamConfig(
            name=stream_of(self._source),
            subjects=[events_of(self._source)],
            retention=RetentionPolicy.WORK_QUEUE,
            storage=StorageType.FILE,
            discard=DiscardPolicy.NEW,
            discard_new_per_subject=True,
            max_msgs_per_subject=1,
            duplicate_window=DUPLICATE_WINDOW_SECONDS,
        )
        try:
            await client.jetstream().add_stream(config)
        except APIError as error:
            if error.err_code != _OTHERWISE:
                raise
            await client.jetstream().update_stream(config)

    async def _listen(self, client: Client) -> None:
        """Every process of the context hears every receipt, and keeps those it waits for."""
        async with self._beginning:
            if self._listening is not client:
                await client.subscribe(receipts_to(self._source), cb=self._on_receipt)
                await self._connection.settled()
                self._listening = client

    async def _on_receipt(self, message: Msg) -> None:
        """Whose it is, the subject says: nobody may speak on another's."""
        consumer = message.subject.rpartition(".")[2]
        try:
            receipt = Receipt.FromString(message.data)
        except DecodeError:
            log.error("%s sent something that is no receipt", consumer)
            return
        awaited = self._awaited.get((consumer, receipt.event_id))
        if awaited is not None and not awaited.done():
            awaited.set_result(receipt)
