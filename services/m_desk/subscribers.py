"""What desk does about events of others: whoever did something with a document is told what became of it."""

import uuid
from datetime import UTC

from businessm.events.v1.event_pb2 import Event
from google.protobuf.message import Message
from m_kit.caller import SERVICE_PREFIX
from m_kit.events.contracts import events_of_documents
from m_kit.subscription import Subscription
from m_kit.uow import Transaction

from m_desk.domain.notifications import News, title_of
from m_desk.store.notifications import NotificationRepository


async def on_event_of_document(transaction: Transaction, event: Event, told: Message) -> None:
    """What contexts do by themselves concerns nobody."""
    if not event.actor or event.actor.startswith(SERVICE_PREFIX):
        return
    number = _number_in(told)
    news = News(
        id=uuid.UUID(event.id),
        username=event.actor,
        event_type=event.type,
        document_type=event.aggregate_type,
        document_id=uuid.UUID(event.aggregate_id),
        document_number=number,
        company_id=event.company_id,
        title=title_of(event.type, number),
        occur_time=event.occur_time.ToDatetime(tzinfo=UTC),
    )
    await NotificationRepository(transaction).add(news)


SUBSCRIPTIONS = tuple(
    Subscription(event_type, message, on_event_of_document) for event_type, message in events_of_documents().items()
)


def _number_in(told: Message) -> str:
    """Of the document that the event carries; empty where it has none."""
    return next((str(getattr(document, "number", "")) for _, document in told.ListFields()), "")
