"""Writes events in the transaction of what they tell about, and wakes the relays once that is committed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy import text

from m_kit.events.event import NewEvent
from m_kit.events.origin import Origin, origin
from m_kit.uow import Transaction

# The consumer of what nobody subscribes to: such events leave as soon as a relay has seen them.
NOBODY = ""

_KINDS = ("uuid", "text", "uuid", "text", "uuid", "timestamptz", "bytea", "text", "text", "text")
_APPEND = f"select append_events($1, {', '.join(f'${i}::{kind}[]' for i, kind in enumerate(_KINDS, 2))})"
_APPEND_TEXT = text(
    f"select append_events(:tenant, {', '.join(f'cast(:c{i} as {kind}[])' for i, kind in enumerate(_KINDS))})"
)

Wake = Callable[[str], None]


class Outbox:
    """One context's events. `wake` has, for each consumer, what tells its relay of a tenant's news."""

    def __init__(self, context: str, subscribers: Mapping[str, Sequence[str]], wake: Mapping[str, Wake]) -> None:
        self._prefix = f"{context}."
        self._subscribers = subscribers
        self._wake = wake

    async def add(self, transaction: Transaction, *events: NewEvent) -> None:
        """Tells of what the transaction does, if it commits."""
        here, tenant = origin(), transaction.tenant
        columns = self._columns([(event, here) for event in events])
        named = {f"c{i}": column for i, column in enumerate(columns)}
        await transaction.execute(_APPEND_TEXT, {"tenant": tenant, **named})
        transaction.after_commit(lambda: self.wake(tenant, events))

    async def add_all(
        self, connection: asyncpg.Connection, tenant: str, events: Sequence[tuple[NewEvent, Origin]]
    ) -> None:
        """As `add`, for many with where they come from, in the connection's open transaction; then `wake`."""
        await connection.execute(_APPEND, tenant, *self._columns(events))

    def wake(self, tenant: str, events: Sequence[NewEvent]) -> None:
        """Their transaction is committed."""
        for consumer in {name for event in events for name in self._consumers(event)}:
            self._wake[consumer](tenant)

    def wake_all(self, tenant: str) -> None:
        """There may be something for anybody."""
        for wake in self._wake.values():
            wake(tenant)

    def _consumers(self, event: NewEvent) -> Sequence[str]:
        return self._subscribers.get(event.type) or (NOBODY,)

    def _columns(self, events: Sequence[tuple[NewEvent, Origin]]) -> list[list[Any]]:
        rows = [
            (
                event.id,
                event.type,
                event.company_id,
                event.aggregate_type,
                event.aggregate_id,
                event.occur_time,
                event.packed(),
                whence.trace_parent,
                whence.actor,
                ",".join(self._consumers(event)),
            )
            for event, whence in events
        ]
        for event, _ in events:
            if not event.type.startswith(self._prefix):
                raise ValueError(f"{event.type} is no event of {self._prefix[:-1]}")
        return [list(column) for column in zip(*rows, strict=True)]
