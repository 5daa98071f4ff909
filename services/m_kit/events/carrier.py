"""How events get from a relay to a consumer.

One carrier serves both the consumer in the same process and the one behind a network: what differs is the channel that
the composition root hands out, as for every other call. A broker is another carrier (m_engines/nats); a row leaves the
outbox on the consumer's receipt all the same.
"""

from collections.abc import Callable, Sequence
from typing import Any

from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, Receipt
from businessm.events.v1.delivery_service_pb2_grpc import DeliveryServiceStub
from businessm.events.v1.event_pb2 import Event

from m_kit import outgoing
from m_kit.database import Database
from m_kit.event_carrier import EventCarrier
from m_kit.flush import FlushBarrier

# More than a consumer takes for one call: see DeliveryServicer.
DELIVERY_SECONDS = 15.0


class StubCarrier:
    """Calls the consumer's DeliveryService; says that the receipts are kept in `database` where that is given."""

    def __init__(self, channel_to_context: Callable[[str], Any], database: Database | None = None) -> None:
        self._channel_to_context = channel_to_context
        self._database = database
        self._stubs: dict[str, Any] = {}

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier."""
        if consumer not in self._stubs:
            self._stubs[consumer] = DeliveryServiceStub(self._channel_to_context(consumer))
        request = DeliverEventsRequest(context=consumer, events=events)
        told = outgoing.deciding_cluster.set(self._database.cluster if self._database else "")
        try:
            answer = await self._stubs[consumer].DeliverEvents(request, timeout=DELIVERY_SECONDS)
        finally:
            outgoing.deciding_cluster.reset(told)
        return list(answer.receipts)


class FlushedCarrier:
    """D4: for events whose commit did not wait for the disk, and for all that go to a broker. Nothing is delivered that
    a crash could still undo."""

    def __init__(self, carrier: EventCarrier, barrier: FlushBarrier) -> None:
        self._carrier = carrier
        self._barrier = barrier

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier. Raises Unavailable too."""
        await self._barrier.passed()
        return await self._carrier.deliver(consumer, events)


class NobodysCarrier:
    """For events that nobody subscribes to."""

    async def deliver(self, _: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """As EventCarrier: nobody has anything to say against them."""
        return [Receipt(event_id=event.id, outcome=Receipt.HANDLED) for event in events]
