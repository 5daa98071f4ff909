"""P11 of docs/posting.md: what goes out on a day was there on that day, and is not needed on a later one."""

import asyncio

import grpc
import pytest
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, World, movement_ids

EARLY, MIDDLE, LATE = "2026-04-03", "2026-04-10", "2026-04-20"


async def available(world: World, item: str, quantity: int, day: str) -> str:
    """Of a refused issue."""
    posting = world.posting()
    refused = await refusal_of(world.reserve(posting, world.line(item, OUT, quantity), day=day))
    assert (refused.reason, refused.fields) == ("INSUFFICIENT_STOCK", ("movements[0].quantity",))
    return refused.message.split(" ")[0]


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_goods_do_not_leave_before_they_came(world: World, channel: grpc.aio.Channel, method: int) -> None:
    item = world.item(method)
    await world.moved(world.line(item, IN, 10, 100), day=MIDDLE)
    assert await available(world, item, 1, EARLY) == "0"
    await world.moved(world.line(item, OUT, 4), day=MIDDLE)
    await world.moved(world.line(item, OUT, 6), day=LATE)
    await require_sound(world, channel)


async def test_what_later_issues_need_is_not_taken_before_them(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=EARLY)
    await world.moved(world.line(item, OUT, 8), day=MIDDLE)
    await world.moved(world.line(item, IN, 10, 100), day=LATE)
    assert await available(world, item, 3, EARLY) == "2"
    await world.moved(world.line(item, OUT, 2), day=EARLY)
    assert await available(world, item, 1, MIDDLE) == "0"
    await world.moved(world.line(item, OUT, 10), day=LATE)
    await require_sound(world, channel)


async def test_goods_of_a_later_day_are_not_there_yet(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 50), day=LATE)
    assert await available(world, item, 1, MIDDLE) == "0"
    assert await available(world, item, 6, LATE) == "5"


async def test_what_is_held_to_go_out_later_counts_and_what_is_held_to_come_does_not(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 50), day=EARLY)
    coming, going = world.posting(), world.posting()
    await world.reserve(coming, world.line(item, IN, 50, 500), day=EARLY)
    await world.reserve(going, world.line(item, OUT, 4), day=LATE)
    assert await available(world, item, 2, MIDDLE) == "1"
    await world.cancel(going)
    await world.moved(world.line(item, OUT, 5), day=MIDDLE)


async def test_lines_of_one_posting_and_one_batch_see_each_other(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 10, 100), day=EARLY)
    await world.moved(world.line(item, OUT, 1), day=LATE)
    posting = world.posting()
    twice = [world.line(item, OUT, 5), world.line(item, OUT, 5)]
    refused = await refusal_of(world.reserve(posting, *twice, day=MIDDLE))
    assert (refused.reason, refused.fields) == ("INSUFFICIENT_STOCK", ("movements[1].quantity",))

    async def one() -> bool:
        mine = world.posting()
        try:
            await world.reserve(mine, world.line(item, OUT, 1), day=MIDDLE)
        except grpc.aio.AioRpcError:
            return False
        await world.confirm(mine)
        return True

    assert sum(await asyncio.gather(*[one() for _ in range(30)])) == 9
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


async def test_a_cancelled_receipts_goods_are_missed_from_its_own_day_on(world: World) -> None:
    item = world.item()
    _, moved = await world.moved(world.line(item, IN, 5, 50), day=EARLY)
    await world.moved(world.line(item, IN, 5, 60), day=LATE)
    back = world.posting()
    await world.reserve(back, world.line(item, OUT, 5, source=moved[0]), day=MIDDLE)
    await world.confirm(back)
    assert movement_ids(back, 1)
    assert await available(world, item, 1, MIDDLE) == "0"
    await world.moved(world.line(item, OUT, 5), day=LATE)
