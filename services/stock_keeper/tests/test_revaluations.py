"""Value that comes without goods: landed cost, revaluations; and what an average's return to a supplier differs by."""

import grpc
import pytest
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import AVERAGE, FIFO, HIFO, IN, OUT, REVALUE, STANDARD, Told, World, rupees


async def test_what_is_left_of_a_receipt_takes_its_part(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(FIFO)
    (_, (receipt,)) = await world.moved(world.line(item, IN, 10, 1000))
    await world.moved(world.line(item, IN, 5, 500))
    await world.moved(world.line(item, OUT, 7))
    assert await world.told_and_moved(world.line(item, REVALUE, 0, 100, receipt)) == [Told(30, 70, 0)]
    assert await world.layers(item) == [(3, 330), (5, 500)]
    assert await world.balance(item) == (8, 0, 830, 0)
    assert (await world.moved(world.line(item, OUT, 3)))[0] == [330]
    assert await world.told_and_moved(world.line(item, REVALUE, 0, 100, receipt)) == [Told(0, 100, 0)]
    await require_sound(world, channel)


async def test_an_average_takes_as_much_as_is_there_of_the_receipt(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(AVERAGE)
    (_, (receipt,)) = await world.moved(world.line(item, IN, 10, 1000))
    await world.moved(world.line(item, OUT, 6))
    assert await world.told_and_moved(world.line(item, REVALUE, 0, 100, receipt)) == [Told(40, 60, 0)]
    await world.moved(world.line(item, IN, 10, 1000))
    assert await world.told_and_moved(world.line(item, REVALUE, 0, 100, receipt)) == [Told(100, 0, 0)]
    assert await world.told_and_moved(world.line(item, REVALUE, 0, -140)) == [Told(-140, 0, 0)]
    assert await world.balance(item) == (14, 0, 1400, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_value_may_be_taken_but_not_more_than_there_is(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    item, held = world.item(method), world.posting()
    (_, (receipt,)) = await world.moved(world.line(item, IN, 4, 400))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, REVALUE, 0, -401, receipt)))
    assert (refused.reason, refused.fields) == ("VALUE_EXCEEDED", ("movements[0].value",))
    assert await world.told(held, world.line(item, REVALUE, 0, -100, receipt)) == [Told(-100, 0, 0)]
    assert await world.balance(item) == (4, 0, 400, -100)
    # P10: the next out's cost is net of what is held.
    other = world.posting()
    assert await world.reserve(other, world.line(item, OUT, 1)) == [75]
    await world.cancel(held)
    await world.confirm(other)
    assert await world.balance(item) == (3, 0, 325, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_value_that_finds_nothing_waits_for_the_next_goods(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    """Between reserve and confirm somebody took the rest."""
    item, held = world.item(method), world.posting()
    (_, (receipt,)) = await world.moved(world.line(item, IN, 4, 400))
    assert await world.told(held, world.line(item, REVALUE, 0, 100, receipt)) == [Told(100, 0, 0)]
    assert await world.balance(item) == (4, 0, 400, 100)
    await world.moved(world.line(item, OUT, 4))
    await world.confirm(held)
    assert await world.balance(item) == (0, 0, 100, 0)
    await require_sound(world, channel)
    await world.moved(world.line(item, IN, 2, 200))
    assert await world.balance(item) == (2, 0, 300, 0)
    assert (await world.moved(world.line(item, OUT, 1), world.line(item, OUT, 1)))[0] == [150, 150]
    assert await world.balance(item) == (0, 0, 0, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_taken_value_that_comes_back_to_nothing_waits_too(
    world: World, channel: grpc.aio.Channel, method: int
) -> None:
    item, held = world.item(method), world.posting()
    (_, (receipt,)) = await world.moved(world.line(item, IN, 4, 400))
    await world.reserve(held, world.line(item, REVALUE, 0, -100, receipt))
    assert (await world.moved(world.line(item, OUT, 4)))[0] == [300]
    await world.cancel(held)
    assert await world.balance(item) == (0, 0, 100, 0)
    await require_sound(world, channel)
    await world.moved(world.line(item, IN, 1, 50))
    assert (await world.moved(world.line(item, OUT, 1)))[0] == [150]
    await require_sound(world, channel)


async def test_what_is_dearer_goes_first_after_a_revaluation(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(HIFO)
    (_, (receipt,)) = await world.moved(world.line(item, IN, 2, 100))
    await world.moved(world.line(item, IN, 2, 120))
    await world.moved(world.line(item, REVALUE, 0, 40, receipt))
    assert (await world.moved(world.line(item, OUT, 2)))[0] == [140]
    await require_sound(world, channel)


async def test_landed_cost_at_standard_is_all_variance(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(STANDARD, standard_cost=rupees(100))
    (_, (receipt,)) = await world.moved(world.line(item, IN, 2, 200))
    assert await world.told_and_moved(world.line(item, REVALUE, 0, 40, receipt)) == [Told(0, 40, 0)]
    await require_sound(world, channel)


async def test_an_average_leaves_to_the_supplier_at_the_average(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(AVERAGE)
    (_, (cheap,)) = await world.moved(world.line(item, IN, 2, 200))
    await world.moved(world.line(item, IN, 2, 600))
    assert await world.told_and_moved(world.line(item, OUT, 1, source=cheap)) == [Told(200, -100, 0)]
    assert await world.told_and_moved(world.line(item, OUT, 1, source=cheap)) == [Told(200, -100, 0)]
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, source=cheap)))
    assert refused.reason == "SOURCE_MOVEMENT_INVALID"
    await require_sound(world, channel)


async def test_landed_cost_leaves_with_what_it_was_put_on(world: World, channel: grpc.aio.Channel) -> None:
    """The supplier gives back what it was paid: the rest is variance."""
    item = world.item(FIFO)
    (_, (receipt,)) = await world.moved(world.line(item, IN, 4, 400))
    await world.moved(world.line(item, REVALUE, 0, 40, receipt))
    assert await world.told_and_moved(world.line(item, OUT, 2, source=receipt)) == [Told(220, -20, 0)]
    await require_sound(world, channel)


@pytest.mark.parametrize(
    ("method", "fields", "reason", "field"),
    [
        (FIFO, {"value": 5}, "FIELD_REQUIRED", "source_movement_id"),
        (AVERAGE, {}, "FIELD_REQUIRED", "value"),
        (AVERAGE, {"value": 0}, "FIELD_INVALID", "value.amount"),
        (AVERAGE, {"value": 5, "source": "none"}, "SOURCE_MOVEMENT_INVALID", "source_movement_id"),
        (AVERAGE, {"value": 5, "location_id": "x"}, "FIELD_INVALID", "location_id"),
        (AVERAGE, {"value": 5, "lot_id": "x"}, "FIELD_INVALID", "lot_id"),
        (AVERAGE, {"value": 5, "at_last_cost": True}, "FIELD_INVALID", "at_last_cost"),
    ],
)
async def test_a_revaluation_that_cannot_be_names_its_field(
    world: World, method: int, fields: dict[str, object], reason: str, field: str
) -> None:
    line = world.line(world.item(method), REVALUE, 0, **fields)  # type: ignore[arg-type]
    refused = await refusal_of(world.reserve(world.posting(), line))
    assert (refused.reason, refused.fields) == (reason, (f"movements[0].{field}",))
