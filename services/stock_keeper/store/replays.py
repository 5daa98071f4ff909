"""Histories of balances: read to be replayed, and what a replay came to, written."""

import uuid
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from m_kit.database import Database

from stock_keeper.domain.recompute import ToRecompute
from stock_keeper.domain.replay import Event, Replayed

_FOLLOW = "select follow_stock_ledgers($1) as found"
_RUNNING = """
select r.id, coalesce(array_agg(k.balance_key order by k.balance_key) filter (where not k.done), '{}') as balance_keys
from recompute r join recompute_key k on k.recompute_id = r.id where r.state = 1 group by r.id order by r.create_time
"""
_METHODS = """
select b.key, i.method from balance b
join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
where b.key = any($1)
"""
_EVENTS = """
select e.balance_key, e.value_seq, e.kind, e.movement_id, r.posting_date, abs(e.quantity) as quantity,
  m.value + coalesce(a.amount, 0) as value, m.source_movement_id
from value_event e join movement m on m.id = e.movement_id join reservation r on r.id = m.posting_id
left join (
  select movement_id, sum(amount)::bigint as amount from value_adjustment where balance_key = any($1) group by 1
) a on a.movement_id = e.movement_id
where e.balance_key = any($1) and e.value_seq > $2
"""
_MINE = """
select balance_key from recompute_key where recompute_id = $1 and balance_key = any($2) and not done
order by balance_key for update
"""
_LOCKED = """
select key, last_value_seq, reserved from balance where key = any($1) order by item_id, warehouse_id, key for update
"""
_WAITS = "update recompute_key set waits = true where recompute_id = $1 and balance_key = any($2) and not waits"
_LEAVE_OUT = (
    "update recompute_key set done = true, waits = false, problem = $3 where recompute_id = $1 and balance_key = $2"
)
_APPLY = "select apply_replay($1, $2, $3, $4, $5, $6, $7, $8, $9)"


@dataclass(frozen=True, slots=True)
class Locked:
    """A balance that stands still: the last place in its valuation order, and whether something is held to go out."""

    last_value_seq: int
    is_held: bool


class ReplayStore:
    """Works on the driver's connection, for histories are long: a row is a record and no object of SQLAlchemy's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, tenant: str) -> bool:
        """Looks through what stock ledgers have got; whether something of it is dated back."""
        return bool((await self._database.call(_FOLLOW, tenant))[0]["found"])

    async def running(self, tenant: str) -> list[ToRecompute]:
        """The oldest first."""
        async with self.transaction(tenant) as raw:
            return [ToRecompute(row["id"], row["balance_keys"]) for row in await raw.fetch(_RUNNING)]

    @asynccontextmanager
    async def transaction(self, tenant: str) -> AsyncIterator[asyncpg.Connection]:
        """Of this tenant."""
        async with self._database.driver() as raw, raw.transaction():
            await raw.execute("select set_config('m.tenant', $1, true)", tenant)
            yield raw


async def methods_of(raw: asyncpg.Connection, balance_keys: Collection[int]) -> dict[int, int]:
    """How each balance is valued."""
    return {row["key"]: row["method"] for row in await raw.fetch(_METHODS, list(balance_keys))}


async def history_of(raw: asyncpg.Connection, balance_keys: Collection[int], after: int = 0) -> list[Event]:
    """Every event after a place of their valuation orders, with what its movement is worth as it stands."""
    return [
        Event(
            row["balance_key"],
            row["value_seq"],
            row["kind"],
            row["movement_id"],
            row["posting_date"],
            row["quantity"],
            row["value"],
            row["source_movement_id"],
        )
        for row in await raw.fetch(_EVENTS, list(balance_keys), after)
    ]


async def hold_still(
    raw: asyncpg.Connection, recompute_id: uuid.UUID, balance_keys: Collection[int]
) -> dict[int, Locked]:
    """Until the transaction ends nothing moves there. Balances that another has valued meanwhile are left out."""
    mine = [row["balance_key"] for row in await raw.fetch(_MINE, recompute_id, list(balance_keys))]
    rows = await raw.fetch(_LOCKED, mine)
    return {row["key"]: Locked(row["last_value_seq"], row["reserved"] > 0) for row in rows}


async def put_off(raw: asyncpg.Connection, recompute_id: uuid.UUID, balance_keys: Collection[int]) -> None:
    """They wait for documents that are being posted."""
    await raw.execute(_WAITS, recompute_id, list(balance_keys))


async def leave_out(raw: asyncpg.Connection, recompute_id: uuid.UUID, balance_key: int, problem: str) -> None:
    """It keeps its values: its history cannot be replayed."""
    await raw.execute(_LEAVE_OUT, recompute_id, balance_key, problem)


async def write_replay(
    raw: asyncpg.Connection, recompute_id: uuid.UUID, events: Sequence[Event], replayed: Replayed
) -> None:
    """What movements are worth more, layers and balances as they are left; the balances are done."""
    stood = {event.movement_id: event.value for event in events}
    adjusted = [(movement, value - stood[movement]) for movement, value in replayed.values.items()]
    adjusted = [(movement, amount) for movement, amount in adjusted if amount]
    layers = [layer for left in replayed.left.values() for layer in left.layers]
    await raw.execute(
        _APPLY,
        recompute_id,
        len(replayed.values),
        *_columns([(key, left.value) for key, left in replayed.left.items()], 2),
        *_columns(adjusted, 2),
        *_columns([(layer.movement_id, layer.remaining, layer.remaining_value) for layer in layers], 3),
    )


def keys_moved(events: Sequence[Event], locked: Mapping[int, Locked]) -> bool:
    """Whether a balance has moved on since its events were read."""
    last: dict[int, int] = {}
    for event in events:
        last[event.key] = max(last.get(event.key, 0), event.value_seq)
    return any(last.get(key, 0) != one.last_value_seq for key, one in locked.items())


def _columns(rows: Sequence[tuple[object, ...]], count: int) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(count)]
