"""Outs that take more than is there: owed at the last known cost, settled by receipts once they are final."""

import grpc
import pytest
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, LIFO, OUT, STANDARD, Told, World, rupees


def owing(world: World, method: int = FIFO) -> str:
    """An item of which more may go out than is there."""
    return world.item(method, allow_negative_stock=True)


async def test_the_average_goes_through_nothing(world: World, channel: grpc.aio.Channel) -> None:
    """The oracle of 10 at 10, 10 at 20, 30 out, 10 at 30, 10 at 40."""
    item = owing(world, AVERAGE)
    await world.moved(world.line(item, IN, 10, 10_000))
    await world.moved(world.line(item, IN, 10, 20_000))
    assert await world.told_and_moved(world.line(item, OUT, 30)) == [Told(45_000, 0, 0)]
    assert await world.balance(item) == (-10, 0, -15_000, 0)
    await require_sound(world, channel)
    assert await world.told_and_moved(world.line(item, IN, 10, 30_000)) == [Told(15_000, 15_000, 15_000)]
    assert await world.balance(item) == (0, 0, 0, 0)
    assert await world.told_and_moved(world.line(item, IN, 10, 40_000)) == [Told(40_000, 0, 0)]
    assert await world.balance(item) == (10, 0, 40_000, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE, LIFO])
async def test_what_never_cost_anything_is_owed_at_nothing(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    """The oracle of 2 out of nothing, then 20 at 3.33."""
    item = owing(world, method)
    assert await world.told_and_moved(world.line(item, OUT, 2)) == [Told(0, 0, 0)]
    assert await world.told_and_moved(world.line(item, IN, 20, 6660)) == [Told(5994, 666, 666)]
    assert await world.balance(item) == (18, 0, 5994, 0)
    await require_sound(world, channel)


async def test_layers_go_first_and_the_rest_is_owed_at_the_cost_of_the_last(
    world: World, channel: grpc.aio.Channel
) -> None:
    item = owing(world, FIFO)
    await world.moved(world.line(item, IN, 2, 200), world.line(item, IN, 2, 400))
    assert await world.told_and_moved(world.line(item, OUT, 7)) == [Told(200 + 400 + 600, 0, 0)]
    assert await world.balance(item) == (-3, 0, -600, 0)
    # A receipt that covers a part of it, then one that covers more.
    assert await world.told_and_moved(world.line(item, IN, 1, 150)) == [Told(200, -50, -50)]
    assert await world.told_and_moved(world.line(item, IN, 5, 1000)) == [Told(1000, 0, 0)]
    assert await world.layers(item) == [(3, 600)]
    assert await world.balance(item) == (3, 0, 600, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_a_receipt_settles_what_is_final_alone(world: World, channel: grpc.aio.Channel, method: int) -> None:
    item, held = owing(world, method), world.posting()
    await world.moved(world.line(item, IN, 1, 40))
    assert await world.reserve(held, world.line(item, OUT, 6)) == [240]
    assert await world.told_and_moved(world.line(item, IN, 10, 100)) == [Told(100, 0, 0)]
    await require_sound(world, channel)
    await world.confirm(held)
    # What was owed is owed still, although more is there: the next receipt settles it.
    assert (await world.balance(item))[0] == 5
    assert await world.told_and_moved(world.line(item, IN, 10, 100)) == [Told(250, -150, -150)]
    assert await world.balance(item) == (15, 0, 150, 0)
    await require_sound(world, channel)


async def test_the_oldest_debt_is_settled_first(world: World, channel: grpc.aio.Channel) -> None:
    item, held = owing(world), world.posting()
    await world.moved(world.line(item, IN, 1, 40))
    assert await world.reserve(held, world.line(item, OUT, 3)) == [120]
    await world.moved(world.line(item, IN, 1, 100))
    assert await world.told_and_moved(world.line(item, OUT, 2)) == [Told(200, 0, 0)]
    await world.confirm(held)
    # Two are owed at 40 and, later, one at 100.
    assert await world.told_and_moved(world.line(item, IN, 1, 150)) == [Told(40, 110, 110)]
    assert await world.told_and_moved(world.line(item, IN, 2, 300)) == [Told(140, 160, 160)]
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_what_is_given_up_owes_nothing_and_settles_nothing(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    item, out, brought = owing(world, method), world.posting(), world.posting()
    await world.reserve(out, world.line(item, OUT, 3))
    await require_sound(world, channel)
    await world.cancel(out)
    await world.moved(world.line(item, OUT, 3))
    assert await world.told(brought, world.line(item, IN, 5, 500)) == [Told(200, 300, 300)]
    await require_sound(world, channel)
    await world.cancel(brought)
    await require_sound(world, channel)
    assert await world.told_and_moved(world.line(item, IN, 5, 1000)) == [Told(400, 600, 600)]
    assert await world.balance(item) == (2, 0, 400, 0)
    await require_sound(world, channel)


async def test_two_receipts_at_once_settle_a_debt_once(world: World, channel: grpc.aio.Channel) -> None:
    item, first, second = owing(world), world.posting(), world.posting()
    await world.moved(world.line(item, OUT, 4))
    assert await world.told(first, world.line(item, IN, 3, 300)) == [Told(0, 300, 300)]
    assert await world.told(second, world.line(item, IN, 3, 600)) == [Told(400, 200, 200)]
    await world.confirm(second)
    await world.confirm(first)
    assert await world.layers(item) == [(2, 400)]
    await require_sound(world, channel)


async def test_a_refused_posting_settles_nothing(world: World, channel: grpc.aio.Channel) -> None:
    item, other = owing(world), world.item()
    await world.moved(world.line(item, OUT, 4))
    source = "00000000-0000-0000-0000-000000000000"
    lines = [world.line(item, OUT, 1), world.line(item, IN, 2, 300), world.line(other, IN, 1, source=source)]
    assert (await refusal_of(world.reserve(world.posting(), *lines))).reason == "SOURCE_MOVEMENT_INVALID"
    await require_sound(world, channel)
    assert await world.told_and_moved(world.line(item, IN, 4, 300)) == [Told(0, 300, 300)]


async def test_at_standard_cost_debts_are_at_standard(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(STANDARD, standard_cost=rupees(500), allow_negative_stock=True)
    assert await world.told_and_moved(world.line(item, OUT, 2)) == [Told(1000, 0, 0)]
    assert await world.told_and_moved(world.line(item, IN, 3, 1800)) == [Told(1500, 300, 0)]
    assert await world.balance(item) == (1, 0, 500, 0)
    await require_sound(world, channel)


async def test_what_comes_back_settles_too(world: World, channel: grpc.aio.Channel) -> None:
    item = owing(world)
    await world.moved(world.line(item, IN, 1, 100))
    (_, (sold,)) = await world.moved(world.line(item, OUT, 3))
    assert await world.told_and_moved(world.line(item, IN, 2, source=sold)) == [Told(200, 0, 0)]
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


async def test_whether_more_may_go_is_what_the_posting_says(world: World) -> None:
    item = owing(world)
    await world.moved(world.line(item, OUT, 1))
    world.options[item] = {}
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1)))
    assert (refused.reason, refused.message.split(" ")[0]) == ("INSUFFICIENT_STOCK", "0")
