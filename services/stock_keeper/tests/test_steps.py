"""One statement a step, however many lines; and no circle of those that wait for each other."""

import asyncio
import random
import uuid
from datetime import date
from typing import Any

import grpc
from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.ids import new_id
from m_kit.posting.reservations import HeldStore
from m_kit.testing import MigratedDatabases

from stock_keeper.domain.reservations import Direction, Line, Method, MovedItem
from stock_keeper.module import MODULE
from stock_keeper.store.asked import Reserve
from stock_keeper.store.steps import Steps
from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.test_promises import promised
from stock_keeper.tests.test_value_flows import flow
from stock_keeper.tests.worlds import IN, OUT, World


class Counting:
    """A database that counts what it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked = 0

    async def call(self, sql: str, *arguments: Any) -> Any:
        """See Database."""
        self.asked += 1
        return await self._database.call(sql, *arguments)


async def test_a_step_is_one_statement_for_any_number_of_lines(
    migrated_databases: MigratedDatabases, world: World, tenant: str
) -> None:
    database = await migrated_databases.of(MODULE)
    counting, warehouse_id = Counting(database), uuid.UUID(world.warehouse_id)
    steps = Steps(counting, HeldStore(database), FailPoints())  # type: ignore[arg-type]
    asked = {}
    try:
        for count in (1, 350):
            posting = world.posting()
            items = tuple(MovedItem(new_id(), "C62", 0, Method(n % 2 + 1), False) for n in range(count))
            lines = tuple(Line(one, warehouse_id, Direction.IN, 5, 500, None) for one in items)
            given = Reserve(posting, b"", date(2026, 4, 1), "INR", 2, items, lines)
            before = counting.asked
            found = await steps.reserve(tenant, given)
            assert (found.outcome, len(found.lines)) == ("reserved", count)
            assert await steps.cancel(tenant, posting) == "cancelled"
            asked[count] = counting.asked - before
    finally:
        await database.close()
    assert asked == {1: 2, 350: 2}


async def test_transfers_in_opposite_directions_and_promises_never_wait_in_a_circle(
    world: World, channel: grpc.aio.Channel, second_world: World
) -> None:
    home, items = world.warehouse_id, [world.item(n % 2 + 1) for n in range(6)]
    shop = await world.warehouse("SHOP")
    await world.moved(*[world.line(item, IN, 500, 50_000, warehouse=one) for item in items for one in (home, shop)])
    choice = random.Random(11)

    async def go(one: World, source: str, target: str) -> None:
        for _ in range(12):
            chosen = choice.sample(items, 4)
            lines = [one.line(item, OUT, 1, warehouse=source) for item in chosen]
            lines += [one.line(item, IN, 1, warehouse=target) for item in chosen]
            posting = one.posting()
            await one.reserve(posting, *lines, flows=[flow([n], {n + 4: ""}) for n in range(1, 5)])
            await (one.confirm(posting) if choice.random() < 0.7 else one.cancel(posting))
            await promised(world, choice.choice(items), 1)

    ways = [(one, *way) for one in (world, second_world) for way in ((home, shop), (shop, home))]
    await asyncio.gather(*[go(*one) for one in ways for _ in range(3)])
    values = [await world.balance(item, one) for item in items for one in (home, shop)]
    assert sum(one[0] for one in values) == 12 * 500
    assert sum(one[2] for one in values) == 12 * 50_000
    await require_sound(world, channel)
