"""A keeper's three steps, each in batches: one in flight per tenant and step, a result for each entry.

What a keeper holds differs; how its steps are batched does not. A subclass says what each step writes for a batch in
which no posting occurs twice.
"""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from m_kit.batcher import Batcher
from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.posting.attempt import Decision, Posting
from m_kit.posting.errors import ReservationCancelled, ReservationDiffers
from m_kit.posting.reservations import POSTING_KINDS, HeldStore, columns, in_rounds, posting_row

BATCH_LINES = 20_000

CONFIRM_KINDS = ("uuid", "text", "timestamptz")


class ToConfirm(NamedTuple):
    """`deferred`: the commit need not wait for the disk (posting.md D1)."""

    decision: Decision
    deferred: bool


class Reservable(Protocol):
    """What a keeper is asked to hold."""

    @property
    def posting(self) -> Posting:
        """For which attempt."""


Asked = TypeVar("Asked", bound=Reservable)
Reserved = TypeVar("Reserved")
Confirmed = TypeVar("Confirmed")


class KeeperSteps(Generic[Asked, Reserved, Confirmed]):
    """Reserve, confirm and cancel. `cancel_function` is the keeper's, over the columns of postings."""

    def __init__(
        self,
        database: Database,
        held: HeldStore,
        failpoints: FailPoints,
        *,
        cancel_function: str,
        lines_of: Callable[[Asked], int],
    ) -> None:
        self._database = database
        self._held = held
        self._failpoints = failpoints
        self._cancel_sql = step_sql(cancel_function, *POSTING_KINDS)
        self._reserving: Batcher[Asked, Reserved] = Batcher(self._reserve, most_weight=BATCH_LINES, weight=lines_of)
        self._confirming: Batcher[ToConfirm, Confirmed] = Batcher(self._confirm)
        self._cancelling: Batcher[Posting, str] = Batcher(self._cancel)

    async def reserve(self, tenant: str, asked: Asked) -> Reserved:
        """Holds what is asked, or says why not. Raises ConflictRetry, Unavailable."""
        return await self._reserving.submit(tenant, asked)

    async def confirm(self, tenant: str, decision: Decision, *, deferred: bool = False) -> Confirmed:
        """Makes final what is held; what became of it says confirmed, replayed, unknown or cancelled."""
        return await self._confirming.submit(tenant, ToConfirm(decision, deferred))

    async def cancel(self, tenant: str, posting: Posting) -> str:
        """The outcome: cancelled, replayed or confirmed."""
        return await self._cancelling.submit(tenant, posting)

    async def drained(self) -> None:
        """Returns when nothing is being written any more."""
        for batcher in (self._reserving, self._confirming, self._cancelling):
            await batcher.drained()

    async def reserve_round(self, tenant: str, batch: Sequence[Asked]) -> list[Reserved]:
        """One transaction that holds these, where nothing speaks against it."""
        raise NotImplementedError

    async def confirm_round(self, tenant: str, batch: Sequence[ToConfirm]) -> list[Confirmed]:
        """One transaction that makes these final."""
        raise NotImplementedError

    async def _reserve(self, tenant: str, batch: Sequence[Asked]) -> list[Reserved]:
        await self._held.remember(tenant)
        await self._failpoints.reach("late_reserve_after_cancel")
        return await in_rounds(batch, lambda one: one.posting.id, lambda chosen: self.reserve_round(tenant, chosen))

    async def _confirm(self, tenant: str, batch: Sequence[ToConfirm]) -> list[Confirmed]:
        return await in_rounds(
            batch, lambda one: one.decision.posting_id, lambda chosen: self.confirm_round(tenant, chosen)
        )

    async def _cancel(self, tenant: str, batch: Sequence[Posting]) -> list[str]:
        async def cancel(chosen: Sequence[Posting]) -> list[str]:
            given = columns([posting_row(one) for one in chosen])
            # Nothing later waits for a cancel: it is never deferred.
            return [row["outcome"] for row in await self._database.call(self._cancel_sql, tenant, False, *given)]

        return await in_rounds(batch, lambda one: one.id, cancel)


def step_sql(function: str, *kinds: str) -> str:
    """The call of a step's function: tenant, whether it is deferred, and an array of each kind."""
    arrays = ", ".join(f"${i}::{kind}[]" for i, kind in enumerate(kinds, 3))
    return f"select * from {function}($1, $2, {arrays})"


def confirm_columns(batch: Sequence[ToConfirm]) -> list[list[object]]:
    """Arrays of CONFIRM_KINDS."""
    decisions = [one.decision for one in batch]
    return columns([(one.posting_id, one.document_number, one.decided_time) for one in decisions])


def require_own(outcome: str) -> None:
    """P1, P2: raises ReservationDiffers or ReservationCancelled where the posting's own past speaks against a hold."""
    if outcome == "differs":
        raise ReservationDiffers("this posting was reserved with other content", field="posting.id")
    if outcome == "cancelled":
        raise ReservationCancelled("this attempt was given up", field="posting.id")
