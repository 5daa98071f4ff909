"""Events: what a context tells others of itself. See docs/events.md.

Written to an outbox in the transaction of what they tell about, brought to every subscriber by a relay until it gives a
receipt, and handled there in one transaction with an inbox row: at least one delivery, one effect, an aggregate's in
order.
"""

from m_kit.event_carrier import EventCarrier
from m_kit.events.event import NewEvent
from m_kit.events.outbox import Outbox
from m_kit.events.wiring import DELIVERED, OUTBOX, Telling, being_told, telling

__all__ = ["DELIVERED", "OUTBOX", "EventCarrier", "NewEvent", "Outbox", "Telling", "being_told", "telling"]
