"""Clients of businessm.events.v1 for a grpc.aio channel. Generated from the contracts: not edited."""

import grpc.aio

from ....calls import Unary
from . import (
    DeliverEventsRequest,
    DeliverEventsResponse,
    GetOutboxStatusRequest,
    GetOutboxStatusResponse,
    ListDeadLettersRequest,
    ListDeadLettersResponse,
    ReplayDeadLetterRequest,
    ReplayDeadLetterResponse,
)


class DeliveryServiceClient:
    """Takes events of other contexts. Every context that subscribes to some serves it for itself, so calls name the context
    in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.deliver_events: Unary[DeliverEventsRequest, DeliverEventsResponse] = channel.unary_unary(
            "/businessm.events.v1.DeliveryService/DeliverEvents",
            request_serializer=DeliverEventsRequest.SerializeToString,
            response_deserializer=DeliverEventsResponse.FromString,
        )
        """Takes events in the order given, each in a transaction of its own: an event's effect happens once however often it
        is delivered. One that fails leaves nothing behind, and those of its aggregate that follow it are not tried.
        Reasons: CONTEXT_REQUIRED; PERMISSION_MISSING for events of another context than the caller.
        """


class OutboxServiceClient:
    """What a context has told, or has yet to tell, others. Every context with events of its own serves it for itself, so
    calls name the context in metadata `x-businessm-context`; over REST it is in the path.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.get_outbox_status: Unary[GetOutboxStatusRequest, GetOutboxStatusResponse] = channel.unary_unary(
            "/businessm.events.v1.OutboxService/GetOutboxStatus",
            request_serializer=GetOutboxStatusRequest.SerializeToString,
            response_deserializer=GetOutboxStatusResponse.FromString,
        )
        """Counts events that have not reached every consumer.
        Reasons: CONTEXT_REQUIRED.
        """
        self.list_dead_letters: Unary[ListDeadLettersRequest, ListDeadLettersResponse] = channel.unary_unary(
            "/businessm.events.v1.OutboxService/ListDeadLetters",
            request_serializer=ListDeadLettersRequest.SerializeToString,
            response_deserializer=ListDeadLettersResponse.FromString,
        )
        """Lists events that are not tried any more, the oldest first.
        Reasons: CONTEXT_REQUIRED; FIELD_INVALID for a page token of another list.
        """
        self.replay_dead_letter: Unary[ReplayDeadLetterRequest, ReplayDeadLetterResponse] = channel.unary_unary(
            "/businessm.events.v1.OutboxService/ReplayDeadLetter",
            request_serializer=ReplayDeadLetterRequest.SerializeToString,
            response_deserializer=ReplayDeadLetterResponse.FromString,
        )
        """Has a dead letter tried again, from its first attempt, and with it what waits behind it.
        Reasons: CONTEXT_REQUIRED, REQUEST_ID_REUSED; RESOURCE_NOT_FOUND on event_id.
        """
