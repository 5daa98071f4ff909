"""DeliveryService, served by every context that subscribes to events, and OutboxService, by every one that has some."""

import asyncio

import grpc
from businessm.events.v1 import (
    dead_letter_pb2,
    delivery_service_pb2_grpc,
    outbox_service_pb2,
    outbox_service_pb2_grpc,
)
from businessm.events.v1.delivery_service_pb2 import DeliverEventsRequest, DeliverEventsResponse, Receipt
from businessm.events.v1.event_pb2 import Event

from m_kit.caller import SERVICE_PREFIX, current_caller
from m_kit.database import Database
from m_kit.document import fill_timestamp
from m_kit.durability import may_defer
from m_kit.errors import FieldInvalid, PermissionMissing
from m_kit.events import dead_letters
from m_kit.events.inbox import Inbox
from m_kit.events.outbox import Outbox
from m_kit.idempotency import Writer
from m_kit.ids import parse_id
from m_kit.pagination import page_of
from m_kit.uow import Transaction, UnitOfWork

# What is not begun by then comes with the next call.
TAKING_SECONDS = 5.0


class DeliveryServicer(delivery_service_pb2_grpc.DeliveryServiceServicer):
    """See delivery_service.proto."""

    def __init__(self, inbox: Inbox, deferring: Database | None = None) -> None:
        """`deferring`: the inbox's database, where its commits may be deferred (see being_told)."""
        self._inbox = inbox
        self._deferring = deferring

    async def DeliverEvents(
        self, request: DeliverEventsRequest, context: grpc.aio.ServicerContext
    ) -> DeliverEventsResponse:
        for place, event in enumerate(request.events):
            _require_own(event, f"events[{place}]")
        loop = asyncio.get_running_loop()
        until = loop.time() + TAKING_SECONDS
        deferred = self._deferring is not None and may_defer(context, self._deferring)
        receipts: list[Receipt] = []
        failed: set[tuple[str, str]] = set()
        for event in request.events:
            aggregate = (event.aggregate_type, event.aggregate_id)
            if aggregate in failed or loop.time() > until:
                receipt = Receipt(event_id=event.id, outcome=Receipt.NOT_TRIED)
            else:
                receipt = await self._inbox.take(event, deferred=deferred)
            if receipt.outcome in (Receipt.FAILED, Receipt.NOT_TRIED):
                failed.add(aggregate)
            receipts.append(receipt)
        return DeliverEventsResponse(receipts=receipts)


class OutboxServicer(outbox_service_pb2_grpc.OutboxServiceServicer):
    """See outbox_service.proto."""

    def __init__(self, uow: UnitOfWork, write: Writer, outbox: Outbox) -> None:
        self._uow, self._write, self._outbox = uow, write, outbox

    async def GetOutboxStatus(
        self, _: outbox_service_pb2.GetOutboxStatusRequest, __: grpc.aio.ServicerContext
    ) -> outbox_service_pb2.GetOutboxStatusResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            pending, dead = await dead_letters.count(transaction)
        return outbox_service_pb2.GetOutboxStatusResponse(pending=pending, dead=dead)

    async def ListDeadLetters(
        self, request: outbox_service_pb2.ListDeadLettersRequest, _: grpc.aio.ServicerContext
    ) -> outbox_service_pb2.ListDeadLettersResponse:
        page = page_of(request, *dead_letters.KEYS)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await dead_letters.page(transaction, page)
        shown, token = page.cut(found, lambda letter: letter.keys)
        return outbox_service_pb2.ListDeadLettersResponse(
            dead_letters=[_dead_letter_message(letter) for letter in shown], next_page_token=token
        )

    async def ReplayDeadLetter(
        self, request: outbox_service_pb2.ReplayDeadLetterRequest, context: grpc.aio.ServicerContext
    ) -> outbox_service_pb2.ReplayDeadLetterResponse:
        event_id = parse_id(request.event_id, "event_id", "dead letter")

        async def write(transaction: Transaction) -> outbox_service_pb2.ReplayDeadLetterResponse:
            consumers = await dead_letters.replay(transaction, event_id, request.consumer)
            transaction.after_commit(lambda: self._outbox.wake_all(transaction.tenant))
            return outbox_service_pb2.ReplayDeadLetterResponse(consumers=consumers)

        return await self._write(request, context, outbox_service_pb2.ReplayDeadLetterResponse, write)


def _require_own(event: Event, field: str) -> None:
    """A context tells of itself, in the tenant it calls for. Raises PermissionMissing, FieldInvalid."""
    caller = current_caller()
    if caller.subject != f"{SERVICE_PREFIX}{event.source_context}":
        raise PermissionMissing(
            f"{caller.subject} does not speak for {event.source_context}", field=f"{field}.source_context"
        )
    if event.tenant != caller.tenant:
        raise FieldInvalid("it is of another tenant than the call", field=f"{field}.tenant")
    if not event.type.startswith(f"{event.source_context}."):
        raise FieldInvalid(f"{event.source_context} has no such events", field=f"{field}.type")


def _dead_letter_message(letter: dead_letters.DeadLetter) -> dead_letter_pb2.DeadLetter:
    message = dead_letter_pb2.DeadLetter(
        event_id=str(letter.event_id),
        type=letter.type,
        consumer=letter.consumer,
        attempts=letter.attempts,
        reason=letter.reason,
        aggregate_type=letter.aggregate_type,
        aggregate_id=str(letter.aggregate_id),
        sequence=letter.sequence,
    )
    fill_timestamp(message.occur_time, letter.occur_time)
    fill_timestamp(message.dead_time, letter.dead_time)
    return message
