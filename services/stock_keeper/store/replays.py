"""Histories of balances: read to be replayed, and what a replay came to, written."""

import uuid
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import asyncpg
from m_kit.database import Database

from stock_keeper.domain.recompute import ToRecompute
from stock_keeper.domain.replay import Event, Flow, HistoryImpossible, Replayed

# How far it looked is looked at again after a crash; what was found waits for the disk.
_FOLLOW = """
select found, case when not found then set_config('synchronous_commit', 'off', true) end
from follow_stock_ledgers($1) as found
"""
_RUNNING = """
select r.id, r.from_day,
  coalesce(array_agg(k.balance_key order by k.balance_key) filter (where not k.done), '{}') as balance_keys
from recompute r join recompute_key k on k.recompute_id = r.id where r.state = 1 group by r.id order by r.create_time
"""
# Whoever gets value from what went out of a balance depends on it, and so on.
_DEPENDANTS = """
with recursive reached (key) as (
  select $1::bigint
  union
  select i.balance_key from reached
  join movement o on o.balance_key = reached.key and o.direction = 2 and o.value_flow is not null
  join reservation r on r.id = o.posting_id and r.state = 2 and r.posting_date >= $2
  join movement i on i.posting_id = o.posting_id and i.value_flow = o.value_flow and i.direction = 1)
select b.key, i.method, b.stray_value <> 0 or exists (select from debt d where d.balance_key = b.key) as went_below_zero
from reached join balance b on b.key = reached.key
join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
"""
_FLOWS = """
select f.posting_id, f.flow, f.extra_cost, x.movement_ids, x.directions, x.worth, x.weights
from (
  select distinct m.posting_id, m.value_flow as flow from movement m join value_event e on e.movement_id = m.id
  where m.balance_key = any($1) and m.direction = 1 and m.value_flow is not null) needed
join value_flow f on f.posting_id = needed.posting_id and f.flow = needed.flow
cross join lateral (
  select array_agg(m.id order by m.line) as movement_ids, array_agg(m.direction order by m.line) as directions,
    array_agg(m.value + adjustment_of(m.id) order by m.line) as worth,
    array_agg((coalesce(m.value_flow_weight, 1) * 1000000)::bigint order by m.line) as weights
  from movement m where m.posting_id = f.posting_id and m.value_flow = f.flow) x
"""
_OUT = 2
# How long histories are read and written: by loops a balance of ten thousand movements takes half a minute where the
# server has no statistics of it yet.
_LONG = """
select set_config('enable_nestloop', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)
where $1::bigint > 500
"""
_LENGTH = "select coalesce(sum(last_value_seq), 0)::bigint from balance where key = any($1)"
_EVENTS = """
select e.balance_key, e.value_seq, e.kind, e.movement_id, r.posting_date, abs(e.quantity) as quantity,
  abs(m.value) + coalesce(a.amount, 0) as value, m.source_movement_id
from value_event e join movement m on m.id = e.movement_id join reservation r on r.id = m.posting_id
left join (
  select movement_id, sum(amount)::bigint as amount from value_adjustment where balance_key = any($1) group by 1
) a on a.movement_id = e.movement_id
where e.balance_key = any($1)
"""
# Another that values the same balances waits here, and finds them done.
_MINE = """
insert into recompute_key as k (tenant, recompute_id, balance_key, from_day)
select r.tenant, r.id, x.key, $3 from recompute r, unnest($2::bigint[]) x (key) where r.id = $1 order by x.key
on conflict (recompute_id, balance_key) do update set from_day = least(k.from_day, excluded.from_day)
returning balance_key, done
"""
_LOCKED = """
select b.key, b.last_value_seq, b.reserved > 0 or exists (
    select from movement m join reservation r on r.id = m.posting_id
    where m.balance_key = b.key and m.direction = 3 and m.value < 0 and r.state = 1) as is_held
from balance b where b.key = any($1) order by b.item_id, b.warehouse_id, b.lot_id for update of b
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
            return [ToRecompute(row["id"], row["from_day"], row["balance_keys"]) for row in await raw.fetch(_RUNNING)]

    @asynccontextmanager
    async def transaction(self, tenant: str) -> AsyncIterator[asyncpg.Connection]:
        """Of this tenant."""
        async with self._database.driver() as raw, raw.transaction():
            await raw.execute("select set_config('m.tenant', $1, true)", tenant)
            yield raw


async def dependants_of(raw: asyncpg.Connection, balance_key: int, from_day: date) -> dict[int, int]:
    """How the balance is valued, and all that depend on it from a day on; itself among them.

    Raises HistoryImpossible where more went out of one than was there: receipts that came later settled that.
    """
    rows = await raw.fetch(_DEPENDANTS, balance_key, from_day)
    below = [row["key"] for row in rows if row["went_below_zero"]]
    if below:
        raise HistoryImpossible(f"more went out of {below[0]} than was there, and was settled later")
    return {row["key"]: row["method"] for row in rows}


async def flows_into(raw: asyncpg.Connection, balance_keys: Collection[int]) -> list[Flow]:
    """What came there by flows, from anywhere."""
    return [
        Flow(
            outs={one: value for one, direction, value, _ in _of_flow(row) if direction == _OUT},
            extra_cost=row["extra_cost"],
            weights={one: weight for one, direction, _, weight in _of_flow(row) if direction != _OUT},
        )
        for row in await raw.fetch(_FLOWS, list(balance_keys))
    ]


def _of_flow(row: asyncpg.Record) -> Iterator[tuple[uuid.UUID, int, int, int]]:
    return zip(row["movement_ids"], row["directions"], row["worth"], row["weights"], strict=True)


async def history_of(raw: asyncpg.Connection, balance_keys: Collection[int]) -> list[Event]:
    """Every event of their valuation orders, with what its movement is worth as it stands."""
    await raw.execute(_LONG, await raw.fetchval(_LENGTH, list(balance_keys)))
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
        for row in await raw.fetch(_EVENTS, list(balance_keys))
    ]


async def hold_still(
    raw: asyncpg.Connection, recompute_id: uuid.UUID, balance_keys: Collection[int], from_day: date
) -> dict[int, Locked]:
    """Until the transaction ends nothing moves there. Nothing where another has valued all of it meanwhile."""
    mine = await raw.fetch(_MINE, recompute_id, list(balance_keys), from_day)
    rows = await raw.fetch(_LOCKED, list(balance_keys)) if not all(row["done"] for row in mine) else []
    return {row["key"]: Locked(row["last_value_seq"], row["is_held"]) for row in rows}


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
    await raw.execute(_LONG, len(events))
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
