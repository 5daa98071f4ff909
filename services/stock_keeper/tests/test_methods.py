"""What an out costs, method by method."""

from typing import Any

import grpc
import pytest
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import FIFO, HIFO, IN, LIFO, OUT, REVALUE, STANDARD, Told, World, rupees


@pytest.mark.parametrize(
    ("method", "values", "left"),
    [
        (FIFO, [1000, 500, 1400], [(3, 750)]),
        (LIFO, [1250, 600, 1200], [(3, 600)]),
        (HIFO, [1450, 500, 1100], [(3, 600)]),
    ],
)
async def test_layers_go_in_the_order_of_the_method(
    world: World, channel: grpc.aio.Channel, method: int, values: list[int], left: list[tuple[int, int]]
) -> None:
    item = world.item(method)
    for quantity, value in ((6, 1200), (4, 1200), (5, 1250)):
        await world.moved(world.line(item, IN, quantity, value))
    found = [(await world.moved(world.line(item, OUT, quantity)))[0][0] for quantity in (5, 2, 5)]
    assert (found, await world.layers(item)) == (values, left)
    await require_sound(world, channel)


async def test_of_layers_that_cost_the_same_the_oldest_goes_first(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(HIFO)
    await world.moved(world.line(item, IN, 2, 200))
    await world.moved(world.line(item, IN, 3, 300))
    await world.moved(world.line(item, OUT, 1))
    assert await world.layers(item) == [(1, 100), (3, 300)]
    await require_sound(world, channel)


async def test_a_cancel_gives_back_to_the_dearest_layer(world: World, channel: grpc.aio.Channel) -> None:
    item, held = world.item(HIFO), world.posting()
    await world.moved(world.line(item, IN, 2, 100), world.line(item, IN, 2, 300), world.line(item, IN, 2, 200))
    assert await world.reserve(held, world.line(item, OUT, 3)) == [300 + 100]
    assert await world.layers(item) == [(2, 100), (1, 100)]
    await world.cancel(held)
    assert await world.reserve(world.posting(), world.line(item, OUT, 2)) == [300]
    await require_sound(world, channel)


async def test_at_standard_cost_the_difference_is_variance(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(STANDARD, standard_cost=rupees(500))
    assert await world.told_and_moved(world.line(item, IN, 4, 1600)) == [Told(2000, -400, 0)]
    assert await world.told_and_moved(world.line(item, IN, 2, 1100)) == [Told(1000, 100, 0)]
    assert await world.told_and_moved(world.line(item, OUT, 5)) == [Told(2500, 0, 0)]
    assert await world.balance(item) == (1, 0, 500, 0)
    await require_sound(world, channel)


async def test_a_new_standard_cost_revalues_what_is_there(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(STANDARD, standard_cost=rupees(500))
    await world.moved(world.line(item, IN, 4, 2000))
    world.options[item]["standard_cost"] = rupees(300)
    assert await world.told_and_moved(world.line(item, REVALUE)) == [Told(-800, 0, 0)]
    assert await world.balance(item) == (4, 0, 1200, 0)
    world.options[item]["standard_cost"] = rupees(350)
    assert await world.told_and_moved(world.line(item, REVALUE)) == [Told(200, 0, 0)]
    # The last piece takes all that is there, also where nobody revalued it.
    world.options[item]["standard_cost"] = rupees(400)
    assert await world.told_and_moved(world.line(item, OUT, 4)) == [Told(1400, 200, 0)]
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


async def test_a_standard_cost_may_be_finer_than_the_currency(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(STANDARD, standard_cost={"currency_code": "INR", "amount": "0.333333"})
    assert await world.told_and_moved(world.line(item, IN, 300, 10_001)) == [Told(10_000, 1, 0)]
    assert await world.told_and_moved(world.line(item, OUT, 1)) == [Told(33, 0, 0)]
    await require_sound(world, channel)


@pytest.mark.parametrize(
    ("method", "options", "reason", "field"),
    [
        (STANDARD, {}, "FIELD_REQUIRED", "standard_cost"),
        (FIFO, {"standard_cost": rupees(1)}, "FIELD_INVALID", "standard_cost"),
        (STANDARD, {"standard_cost": rupees(-1)}, "FIELD_INVALID", "standard_cost.amount"),
        (
            STANDARD,
            {"standard_cost": {"currency_code": "USD", "amount": "1"}},
            "FIELD_INVALID",
            "standard_cost.currency_code",
        ),
        (4, {}, "FIELD_INVALID", "tracking"),
    ],
)
async def test_an_item_that_cannot_be_names_its_field(
    world: World, method: int, options: dict[str, Any], reason: str, field: str
) -> None:
    line = world.line(world.item(method, **options), IN, 1, 1)
    refused = await refusal_of(world.reserve(world.posting(), line))
    assert (refused.reason, refused.fields) == (reason, (f"items[0].{field}",))
