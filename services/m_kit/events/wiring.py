"""What a context needs to tell others of itself, and to be told: for its module.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from businessm.events.v1 import delivery_service_pb2_grpc, outbox_service_pb2_grpc

from m_kit.event_carrier import EventCarrier
from m_kit.events.carrier import FlushedCarrier, NobodysCarrier, StubCarrier
from m_kit.events.deliveries import Deliveries
from m_kit.events.inbox import Inbox
from m_kit.events.outbox import NOBODY, Outbox
from m_kit.events.relay import Relay
from m_kit.events.servicers import DeliveryServicer, OutboxServicer
from m_kit.flush import FlushBarrier
from m_kit.module import Background, Environment
from m_kit.subscription import Subscription

# A context with events of its own serves the first, one that subscribes to others' the second.
OUTBOX = "businessm.events.v1.OutboxService"
DELIVERED = "businessm.events.v1.DeliveryService"

# Nobody waits for what nobody subscribes to.
NOBODY_LINGERS_SECONDS = 0.05

Servicers = list[tuple[Callable[[Any, grpc.aio.Server], None], Any]]


@dataclass(frozen=True)
class Telling:
    """A context's own events: where they are written, what is served of them, and what brings them to others."""

    outbox: Outbox
    servicers: Servicers
    background: list[Background]


def telling(
    environment: Environment, carrier: EventCarrier | None = None, *, from_deferred_commits: bool = False
) -> Telling:
    """By calls of the consumers' DeliveryService, where neither the caller nor the environment has another carrier.

    Who writes events in commits that do not wait for the disk (a keeper's reserve or confirm) says so: they pass a
    flush before they leave (D4). A decision waits itself, and so do all other writes; what leaves by the environment's
    carrier, for a broker, passes one all the same.
    """
    subscribers = {
        event_type: names
        for event_type, names in environment.subscribers.items()
        if event_type.startswith(f"{environment.name}.")
    }
    deliveries = Deliveries(environment.name, environment.database)
    carriers: dict[str, EventCarrier] = {NOBODY: NobodysCarrier()}
    to_contexts = carrier or environment.carrier or StubCarrier(environment.channel_to_context, environment.database)
    if from_deferred_commits or to_contexts is environment.carrier:
        to_contexts = FlushedCarrier(to_contexts, FlushBarrier(environment.database))
    carriers |= {name: to_contexts for names in subscribers.values() for name in names}
    relays = {
        consumer: Relay(
            environment.name,
            consumer,
            deliveries,
            carriers[consumer],
            environment.failpoints,
            environment.event_times,
            linger_seconds=NOBODY_LINGERS_SECONDS if consumer == NOBODY else 0.0,
        )
        for consumer in sorted(carriers)
    }
    outbox = Outbox(environment.name, subscribers, {consumer: relay.wake for consumer, relay in relays.items()})
    servicer = OutboxServicer(environment.uow, environment.write, outbox)
    return Telling(
        outbox,
        [(outbox_service_pb2_grpc.add_OutboxServiceServicer_to_server, servicer)],
        [
            Background(f"{environment.name}: events for {consumer or 'nobody'}", relay.run)
            for consumer, relay in relays.items()
        ],
    )


def being_told(
    environment: Environment, subscriptions: Sequence[Subscription], *, in_deferred_commits: bool = False
) -> Servicers:
    """What takes the events that a context subscribes to.

    With `in_deferred_commits`, for who tells nobody of what comes of them: where the note of the receipt goes to the
    same write-ahead log, what a handler writes need not wait for the disk, for the note is lost with it and the event
    comes again (D1).
    """
    inbox = Inbox(environment.uow, environment.clock, subscriptions)
    database = environment.database if in_deferred_commits else None
    return [(delivery_service_pb2_grpc.add_DeliveryServiceServicer_to_server, DeliveryServicer(inbox, database))]
