"""What desk does about events of others: whoever did something with a document is told what became of it, and of what a
context did by itself those who may do the same."""

import uuid
from datetime import UTC

from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import Message
from m_kit.caller import SERVICE_PREFIX
from m_kit.events.contracts import events_of_documents
from m_kit.subscription import Subscription
from m_kit.uow import Transaction

from m_desk.domain.notifications import Announcement, News, permission_for, title_of
from m_desk.store.announcements import AnnouncementRepository
from m_desk.store.notifications import NotificationRepository


async def on_event_of_document(transaction: Transaction, event: Event, told: Message) -> None:
    """What other contexts and programs with a token of their own do concerns nobody."""
    if event.actor == SERVICE_PREFIX + event.source_context:
        announced = Announcement(permission_for(event.type), _news(event, told))
        await AnnouncementRepository(transaction).add(announced)
    elif event.actor and not event.actor.startswith(SERVICE_PREFIX):
        await NotificationRepository(transaction).add(event.actor, _news(event, told))


SUBSCRIPTIONS = tuple(
    Subscription(event_type, message, on_event_of_document) for event_type, message in events_of_documents().items()
)


def _news(event: Event, told: Message) -> News:
    number = _number_in(told)
    return News(
        id=uuid.UUID(event.id),
        event_type=event.type,
        document_type=event.aggregate_type,
        document_id=uuid.UUID(event.aggregate_id),
        document_number=number,
        company_id=event.company_id,
        title=title_of(event.type, number, getattr(told, "message", "")),
        occur_time=event.occur_time.ToDatetime(tzinfo=UTC),
    )


def _number_in(told: Message) -> str:
    """Of the document that the event carries; empty where it has none."""
    return next((str(getattr(document, "number", "")) for _, document in told.ListFields()), "")
