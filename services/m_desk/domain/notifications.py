"""What users are told of."""

import uuid
from dataclasses import dataclass
from datetime import datetime

# Of one user, and of announcements; older ones are forgotten as new ones come.
MOST_KEPT = 1_000

# Who may resolve what happened, by what happened: the last word of the event to that of the permission.
_RESOLVED_BY = {
    "posted": "post",
    "received": "receive",
    "cancelled": "cancel",
    "reversed": "reverse",
    "held": "post",
}
MAY_REPLAY = "events.dead_letter.replay"
# What became of an event that a consumer failed to handle again and again.
DIED = "event.died"
_DEAD_LETTERS = uuid.UUID("b1f6dbe2-6c0c-4d5b-9a0c-0b6f3a3a54d1")


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell of. `number` and `company_id` are empty where there is none."""

    id: uuid.UUID
    event_type: str
    document_type: str
    document_id: uuid.UUID
    document_number: str
    company_id: str
    title: str
    occur_time: datetime


@dataclass(frozen=True, slots=True)
class Announcement:
    """News for everybody who has a permission."""

    permission: str
    news: News


@dataclass(frozen=True, slots=True)
class Notification:
    """News as they were kept. `place` counts a user's from 1, in the order they came."""

    place: int
    news: News
    read_time: datetime | None


def title_of(event_type: str, number: str, reason: str = "") -> str:
    """English for who has no words of his own: wms.goods_receipt.posted, Goods receipt GRN/1 posted. `reason`: what
    keeps it from more."""
    _, noun, verb = event_type.split(".")
    title = " ".join(filter(None, (noun.replace("_", " ").capitalize(), number, verb)))
    return f"{title}: {reason}" if reason else title


def permission_for(event_type: str) -> str:
    """What one may do who is told of what a context did by itself: wms.stock_revaluation.posted,
    wms.stock_revaluation.post."""
    document_type, _, verb = event_type.rpartition(".")
    return f"{document_type}.{_RESOLVED_BY[verb]}"


def dead_letter_id(context: str, event_id: str, consumer: str, dead_time: datetime) -> uuid.UUID:
    """The same for the same death of an event at a consumer, however often it is looked at."""
    return uuid.uuid5(_DEAD_LETTERS, f"{context}/{event_id}/{consumer}/{dead_time.isoformat()}")
