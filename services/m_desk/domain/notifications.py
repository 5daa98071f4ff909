"""What users are told of."""

import uuid
from dataclasses import dataclass
from datetime import datetime

# Of one user; older ones are forgotten as new ones come.
MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell a user of. `number` and `company_id` are empty where there is none."""

    id: uuid.UUID
    username: str
    event_type: str
    document_type: str
    document_id: uuid.UUID
    document_number: str
    company_id: str
    title: str
    occur_time: datetime


@dataclass(frozen=True, slots=True)
class Notification:
    """News as they were kept. `place` counts a user's from 1, in the order they came."""

    place: int
    news: News
    read_time: datetime | None


def title_of(event_type: str, number: str) -> str:
    """English for who has no words of his own: wms.goods_receipt.posted, Goods receipt GRN/1 posted."""
    _, noun, verb = event_type.split(".")
    return " ".join(filter(None, (noun.replace("_", " ").capitalize(), number, verb)))
