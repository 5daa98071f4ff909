"""Events that a consumer failed to handle again and again: counted, listed, and tried once more when somebody asks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from m_kit.errors import NotFound
from m_kit.pagination import Page
from m_kit.uow import Transaction

_COUNT = text("""
select count(distinct place) filter (where dead_time is null) as pending,
  count(*) filter (where dead_time is not null) as dead
from outbox_delivery
""")
_PAGE = text("""
select o.*, d.consumer, d.attempts, d.reason, d.dead_time
from outbox_delivery d join outbox o on o.place = d.place
where d.dead_time is not null
  and (cast(:place as bigint) is null or (d.dead_time, d.place, d.consumer) > (:time, :place, :consumer))
order by d.dead_time, d.place, d.consumer limit :most
""")
_REPLAY = text("""
update outbox_delivery d set attempts = 0, reason = '', next_time = '-infinity', dead_time = null
from outbox o
where o.place = d.place and o.event_id = :event and d.dead_time is not null and :consumer in ('', d.consumer)
""")

# The sort keys of a list: when it died, its place, whom it is for.
KEYS = (datetime.fromisoformat, int, str)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One event at one consumer. `reason` is that of the last of `attempts` failures."""

    event_id: uuid.UUID
    type: str
    consumer: str
    attempts: int
    reason: str
    aggregate_type: str
    aggregate_id: uuid.UUID
    sequence: int
    occur_time: datetime
    dead_time: datetime
    place: int

    @property
    def keys(self) -> tuple[datetime, int, str]:
        """As KEYS."""
        return self.dead_time, self.place, self.consumer


async def count(transaction: Transaction) -> tuple[int, int]:
    """(events that a consumer has yet to take, dead letters)."""
    row = (await transaction.execute(_COUNT)).one()
    return row.pending, row.dead


async def page(transaction: Transaction, wanted: Page) -> Sequence[DeadLetter]:
    """Up to one more than a page, the oldest first."""
    time, place, consumer = wanted.after or (None, None, None)
    given = {"time": time, "place": place, "consumer": consumer, "most": wanted.size + 1}
    rows = await transaction.execute(_PAGE, given)
    return [DeadLetter(**{name: getattr(row, name) for name in DeadLetter.__slots__}) for row in rows]


async def replay(transaction: Transaction, event_id: uuid.UUID, consumer: str) -> int:
    """Has it tried again, by one consumer or by all that failed; how many those are. Raises NotFound on `event_id`."""
    consumers: int = (await transaction.execute(_REPLAY, {"event": event_id, "consumer": consumer})).rowcount
    if not consumers:
        raise NotFound(f"no dead letter {event_id}", field="event_id")
    return consumers
