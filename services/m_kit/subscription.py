"""What a context wants to be told by others, and how patient they are who tell it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import Message

from m_kit.uow import Transaction

MessageType = type[Message]


@dataclass(frozen=True, slots=True)
class EventTimes:
    """How often a relay looks for events that nobody woke it for, how long it waits after an event's first failure
    (twice as long after each further one), both in seconds; and the failure that makes a dead letter."""

    look_every: float = 5.0
    retry_after: float = 0.5
    most_attempts: int = 8


@dataclass(frozen=True, slots=True)
class Subscription:
    """A type of event, the message its data are of, and what a context does about one.

    `handle` gets the transaction that ends with the event's receipt, so it calls no other service. What it raises is
    the receipt's reason, and the event comes again.
    """

    type: str
    data: MessageType
    handle: Callable[[Transaction, Event, Any], Awaitable[None]]
