"""CheckService: what somebody does to the tables behind stock's back is found, and named by its invariant.

Triggers are off while a violation is planted, as only the server's owner can.
"""

import grpc
import pytest
from businessm.check.v1 import check_service_pb2

from stock_keeper.tests.tampering import Tampering, found, one_of, violated
from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, World

OK, NOTHING = check_service_pb2.Invariant.OK, check_service_pb2.Invariant.NOT_APPLICABLE


@pytest.fixture
async def filled(world: World) -> World:
    """Goods of each method that came and partly went, and a posting that is held."""
    first, average = world.item(FIFO), world.item(AVERAGE)
    await world.moved(world.line(first, IN, 5, 100), world.line(first, IN, 4, 120))
    await world.moved(world.line(first, OUT, 2))
    await world.moved(world.line(average, IN, 6, 240))
    await world.moved(world.line(average, OUT, 2))
    await world.reserve(world.posting(), world.line(first, OUT, 1), world.line(average, IN, 3, 90))
    return world


async def test_sound_stock_is_found_sound(filled: World, channel: grpc.aio.Channel) -> None:
    invariants = await found(channel, filled)
    assert {one.status for one in invariants.values()} == {OK}
    assert {name: one.checked for name, one in invariants.items()} == {"I4": 5, "I5": 2, "I6": 1, "I14": 5}
    assert all(one.title and not one.violations for one in invariants.values())


async def test_a_posting_that_was_given_up_leaves_stock_sound(world: World, channel: grpc.aio.Channel) -> None:
    item, unseen = world.item(), world.posting()
    await world.moved(world.line(item, IN, 5, 100))
    held = world.posting()
    await world.reserve(held, world.line(item, OUT, 2))
    await world.cancel(held)
    await world.cancel(unseen)
    assert await violated(channel, world) == set()


async def test_without_stock_there_is_nothing_to_check(world: World, channel: grpc.aio.Channel) -> None:
    assert {one.status for one in (await found(channel, world)).values()} == {NOTHING}


FIFO_BALANCE = "key in (select balance_key from layer)"
TAMPERINGS = {
    "what is on hand": (
        f"update balance set on_hand = on_hand + 1 where tenant = $1 and {FIFO_BALANCE}",
        {"I5", "I6"},
    ),
    "what it is worth": (
        f"update balance set value = value + 1 where tenant = $1 and not {FIFO_BALANCE}",
        {"I5", "I6"},
    ),
    "what is reserved": (
        f"update balance set reserved = reserved + 1 where tenant = $1 and {FIFO_BALANCE}",
        {"I5", "I6"},
    ),
    "what is on its way out": (
        f"update balance set pending_out_value = pending_out_value + 1 where tenant = $1 and {FIFO_BALANCE}",
        {"I5", "I6"},
    ),
    "what is on its way in": (
        f"update balance set pending_in_value = pending_in_value + 1 where tenant = $1 and not {FIFO_BALANCE}",
        {"I5"},
    ),
    "a movement's quantity": (
        f"update movement set quantity = quantity + 1 where {one_of('movement', 'direction = 2')}",
        {"I5"},
    ),
    "a movement's value": (
        f"update movement set value = value + 1 where {one_of('movement', 'direction = 1')}",
        {"I5"},
    ),
    "a movement that is gone": (
        f"delete from movement where {one_of('movement', 'direction = 1 and line = 2')}",
        {"I4", "I5"},
    ),
    "what is left of a layer": (
        f"update layer set remaining = remaining - 1 where {one_of('layer', 'remaining > 1')}",
        {"I5"},
    ),
    "what a layer is worth": (
        f"update layer set remaining_value = remaining_value - 1 where {one_of('layer', 'remaining > 1')}",
        {"I5"},
    ),
    "a layer that is gone": (
        f"delete from layer where {one_of('layer', 'remaining > 1')}",
        {"I5"},
    ),
    "an event's value": (
        f"update value_event set value = value - 1 where {one_of('value_event', 'kind = 1')}",
        {"I6"},
    ),
    "an event's quantity": (
        f"update value_event set quantity = quantity + 1 where {one_of('value_event', 'kind = 2')}",
        {"I6"},
    ),
    "an event that is gone": (
        f"delete from value_event where {one_of('value_event', 'kind = 1')}",
        {"I6"},
    ),
    "a place in the valuation order": (
        f"update balance set last_value_seq = last_value_seq + 1 where tenant = $1 and {FIFO_BALANCE}",
        {"I6"},
    ),
    "a posting that is final and was not confirmed": (
        "update reservation set state = 2 where tenant = $1 and state = 1",
        {"I5"},
    ),
    "a posting that moved more than it says": (
        "update reservation set movement_count = movement_count - 1"
        f" where {one_of('reservation', 'movement_count = 2 and state = 2')}",
        {"I4"},
    ),
    "a posting that is gone": (
        f"delete from reservation where {one_of('reservation', 'state = 2 and movement_count = 1')}",
        {"I4", "I5"},
    ),
    "a document step that moved twice": (
        "update reservation set document_id ="
        " (select document_id from reservation where tenant = $1 and state = 2 and movement_count = 2)"
        f" where {one_of('reservation', 'state = 2 and movement_count = 1')}",
        {"I4"},
    ),
    "a hold of long ago": (
        "update reservation set reserve_time = reserve_time - interval '2 minutes' where tenant = $1 and state = 1",
        {"I14"},
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
async def test_what_was_tampered_with_is_found_by_its_invariants_alone(
    filled: World, channel: grpc.aio.Channel, tampering: Tampering, name: str
) -> None:
    statement, invariants = TAMPERINGS[name]
    await tampering.run(statement)
    assert await violated(channel, filled) == invariants
    for one in (await found(channel, filled)).values():
        assert bool(one.violations) == (one.id in invariants), "a sentence says what is wrong"


async def test_a_line_that_moved_twice_is_found(filled: World, channel: grpc.aio.Channel, tampering: Tampering) -> None:
    """As if the key that refuses it had been lost, and both numbers agreed."""
    await tampering.connection.execute("alter table movement drop constraint movement_posting_id_line_key")
    try:
        await tampering.run(f"update movement set line = 1 where {one_of('movement', 'line = 2')}")
        assert await violated(channel, filled) == {"I4"}
    finally:
        await tampering.run(f"update movement set line = 2 where {one_of('movement', LATER_OF_TWO)}")
        await tampering.connection.execute("alter table movement add unique (posting_id, line)")


LATER_OF_TWO = (
    "exists (select from movement o where o.posting_id = movement.posting_id and o.line = movement.line"
    " and o.place < movement.place)"
)


async def test_less_than_nothing_is_found_where_it_is_not_allowed(
    filled: World, channel: grpc.aio.Channel, tampering: Tampering
) -> None:
    checks = "balance_not_below_zero"
    await tampering.connection.execute(f"alter table balance drop constraint {checks}")
    try:
        await tampering.run(f"update balance set on_hand = -1 where tenant = $1 and not {FIFO_BALANCE}")
        sentences = (await found(channel, filled))["I5"].violations
        assert any("-1 available" in sentence for sentence in sentences)
    finally:
        await tampering.run(f"update balance set on_hand = 4 where tenant = $1 and not {FIFO_BALANCE}")
        await tampering.connection.execute(
            f"alter table balance add constraint {checks}"
            " check (on_hand - reserved + owed >= 0 and value - pending_out_value + owed_value >= 0)"
        )


async def test_each_tenant_hears_of_its_own_stock_alone(
    filled: World, channel: grpc.aio.Channel, tampering: Tampering, stranger: World
) -> None:
    await tampering.run(TAMPERINGS["a hold of long ago"][0])
    assert {one.status for one in (await found(channel, stranger)).values()} == {NOTHING}
    assert await violated(channel, filled) == {"I14"}
