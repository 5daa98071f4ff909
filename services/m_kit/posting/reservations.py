"""What every keeper's reservations have in common: their columns, who has some, and the answers of confirm and cancel.

A keeper has a table `reservation` in its own schema, with a row per posting that was ever held or cancelled: the
columns of Posting, `state` (1 pending, 2 confirmed, 3 cancelled) and `reserve_time`.
"""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from m_kit.database import Database
from m_kit.errors import StateInvalid
from m_kit.posting.attempt import Posting
from m_kit.posting.errors import ReservationCancelled, ReservationUnknown
from m_kit.rounds import without_rivals

MOST = 200
# PostgreSQL kinds of posting_row.
POSTING_KINDS = ("uuid", "text", "uuid", "text", "uuid", "text", "int", "int")

_TENANTS = "select name from working_tenant order by name"
_TENANT = "insert into working_tenant values ($1) on conflict do nothing"
_HELD = """
select * from {table} where tenant = $1 and state = 1
  and reserve_time < clock_timestamp() - make_interval(secs => $2)
order by reserve_time limit $3
"""

Entry = TypeVar("Entry")
Result = TypeVar("Result")


class HeldStore:
    """Reads pending reservations, for the sweeper: of `reservation`, or of another table with the same columns."""

    def __init__(self, database: Database, table: str = "reservation") -> None:
        self._database = database
        self._held_sql = _HELD.format(table=table)
        self._known_tenants: set[str] = set()

    async def remember(self, tenant: str) -> None:
        """Before its first reservation: the sweeper visits it from now on."""
        if tenant not in self._known_tenants:
            await self._database.call(_TENANT, tenant)
            self._known_tenants.add(tenant)

    async def tenants(self) -> list[str]:
        """Everyone who ever had something held here."""
        return [row["name"] for row in await self._database.call(_TENANTS)]

    async def older_than(self, tenant: str, seconds: float) -> list[Posting]:
        """The oldest first, at most MOST."""
        # The setting must be there before the rows are looked at: a statement of its own, in one transaction.
        async with self._database.driver() as raw, raw.transaction():
            await raw.execute("select set_config('m.tenant', $1, true)", tenant)
            return [posting_in(row) for row in await raw.fetch(self._held_sql, tenant, seconds, MOST)]


def posting_row(posting: Posting) -> tuple[Any, ...]:
    """A posting as its columns."""
    return (
        posting.id,
        posting.owner_context,
        posting.company_id,
        posting.document_type,
        posting.document_id,
        posting.purpose,
        posting.revision,
        posting.attempt,
    )


def posting_in(row: Any) -> Posting:
    """The posting of a row of the table."""
    return Posting(
        row["owner_context"],
        row["company_id"],
        row["document_type"],
        row["document_id"],
        row["purpose"],
        row["revision"],
        row["attempt"],
    )


def columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Arrays of a set-based function, from a row per entry."""
    return [list(column) for column in zip(*rows, strict=True)]


async def in_rounds(
    batch: Sequence[Entry],
    posting_id: Callable[[Entry], uuid.UUID],
    write: Callable[[Sequence[Entry]], Awaitable[list[Result]]],
) -> list[Result]:
    """The same posting never twice in one call of `write`; results in the order of the batch."""
    results: dict[int, Result] = {}
    waiting = list(range(len(batch)))
    while waiting:
        chosen, waiting = without_rivals(waiting, lambda i: (posting_id(batch[i]),))
        results.update(zip(chosen, await write([batch[i] for i in chosen]), strict=True))
    return [results[i] for i in range(len(batch))]


def require_confirmed(outcome: str, posting_id: uuid.UUID) -> None:
    """P5, P6: raises ReservationUnknown or ReservationCancelled where nothing was held that could become final."""
    if outcome == "unknown":
        raise ReservationUnknown(f"nothing is held for posting {posting_id}", field="decision.posting_id")
    if outcome == "cancelled":
        raise ReservationCancelled(f"posting {posting_id} was given up", field="decision.posting_id")


def require_cancelled(outcome: str, posting_id: uuid.UUID) -> None:
    """Raises StateInvalid where it is confirmed: what is final is taken back by a document of its own."""
    if outcome == "confirmed":
        raise StateInvalid(f"posting {posting_id} is confirmed", field="posting.id")
