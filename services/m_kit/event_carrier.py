"""The port that events leave a context by; what carries them is in m_kit/events and m_engines."""

from collections.abc import Sequence
from typing import Protocol

from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event


class EventCarrier(Protocol):
    """Brings events of one aggregate in the order given."""

    async def deliver(self, consumer: str, events: Sequence[Event]) -> Sequence[Receipt]:
        """The consumer's own receipts, one for each event. Raises AioRpcError, Unavailable, or NotFound for no such
        context."""
