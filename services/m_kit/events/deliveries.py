"""What each consumer has yet to be told, in the database of the context that tells."""

from dataclasses import dataclass, field

from businessm.events.v1.event_pb2 import Event

from m_kit.database import Database
from m_kit.events.event import event_message

MOST_BYTES = 2 * 1024 * 1024
# A taker that dies gives its events free after this. One that takes longer may be overtaken by another with the same
# events, in the same order: the consumer's inbox sees to the rest.
CLAIM_SECONDS = 3.0

_TAKE = "select * from take_events($1, $2, $3, $4, $5)"
_KEEP = "select keep_receipts($1, $2, $3, $4, $5, $6, $7)"
_NEXT = "select seconds_to_next_event($1, $2) as seconds"
_TENANTS = "select name from working_tenant order by name"


@dataclass(frozen=True, slots=True)
class Pending:
    """An event on its way to one consumer; `attempts` have failed."""

    place: int
    attempts: int
    event: Event


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that its consumer failed to handle; `retry_seconds` is None where it is dead."""

    place: int
    reason: str
    retry_seconds: float | None


@dataclass
class Told:
    """What came of a batch."""

    received: list[int] = field(default_factory=list)
    untried: list[int] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


class Deliveries:
    """Takes a consumer's events in order, and keeps what it said of them. Raises Unavailable."""

    def __init__(self, context: str, database: Database, claim_seconds: float = CLAIM_SECONDS) -> None:
        self._context = context
        self._database = database
        self._claim_seconds = claim_seconds

    async def tenants(self) -> list[str]:
        """Everyone who ever had background work here."""
        return [row["name"] for row in await self._database.call(_TENANTS)]

    async def take(self, tenant: str, consumer: str, most: int) -> tuple[list[Pending], bool]:
        """(the oldest that may go, none of an aggregate behind one that may not; whether there are more)."""
        rows = await self._database.call(_TAKE, tenant, consumer, most, MOST_BYTES, self._claim_seconds)
        pending = [
            Pending(row["event"]["place"], row["attempts"], event_message(self._context, row["event"])) for row in rows
        ]
        return pending, bool(rows) and rows[0]["more"]

    async def keep(self, tenant: str, consumer: str, told: Told) -> None:
        """What was received leaves; what failed comes again, or is dead."""
        await self._database.call(
            _KEEP,
            tenant,
            consumer,
            told.received,
            told.untried,
            [failure.place for failure in told.failed],
            [failure.reason for failure in told.failed],
            [failure.retry_seconds for failure in told.failed],
        )

    async def seconds_to_next(self, tenant: str, consumer: str) -> float | None:
        """Until the next event that waits may go, not above zero where its time is over; None where none waits."""
        seconds = (await self._database.call(_NEXT, tenant, consumer))[0]["seconds"]
        return None if seconds is None else float(seconds)
