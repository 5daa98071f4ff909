"""CheckService over what is owed, in places, in single pieces and promised: what somebody changes there is found."""

import grpc
import pytest

from stock_keeper.tests.tampering import Tampering, one_of, violated
from stock_keeper.tests.test_goods_told_apart import lot_of, place_in
from stock_keeper.tests.test_promises import promised
from stock_keeper.tests.worlds import AVERAGE, BY_LOT, BY_SERIAL, IN, LIFO, OUT, RELOCATE, World


@pytest.fixture
async def filled(world: World) -> World:
    """Something of everything, and something of it held."""
    owed, lots = world.item(LIFO, allow_negative_stock=True), world.item(AVERAGE, tracking=BY_LOT)
    pieces, kept = world.item(tracking=BY_SERIAL), world.item()
    shelf, lot = await place_in(world, "SHELF"), await lot_of(world, lots, "L")
    await world.moved(world.line(owed, IN, 2, 200), world.line(lots, IN, 5, 500, lot_id=lot, location_id=shelf))
    await world.moved(world.line(owed, OUT, 7))
    await world.moved(world.line(pieces, IN, 2, 200, serial_numbers=["A", "B"]), world.line(kept, IN, 6, 600))
    await promised(world, kept, 4)
    await world.reserve(
        world.posting(), world.line(owed, IN, 2, 300), world.line(lots, OUT, 1, lot_id=lot, location_id=shelf)
    )
    await world.reserve(world.posting(), world.line(kept, RELOCATE, 1, to_location_id=shelf))
    return world


TAMPERINGS = {
    "what is owed": "update balance set owed = owed + 1 where tenant = $1 and owed > 0",
    "what it was valued at": "update balance set owed_value = owed_value + 1 where tenant = $1 and owed > 0",
    "what is left of a debt": "update debt set remaining = remaining - 1 where tenant = $1 and remaining > 1",
    "what was settled": "delete from debt_settled where tenant = $1",
    "what a layer holds": "update balance set value = value + 0, stray_value = 5 where tenant = $1 and owed > 0",
    "what is on the shelf": "update stored_goods set on_hand = on_hand + 1 where tenant = $1",
    "what is held on the shelf": "update stored_goods set reserved = reserved + 1 where tenant = $1",
    "a place that is gone": "delete from stored_goods where tenant = $1",
    "what is being relocated": "update balance set relocating = 0 where tenant = $1 and relocating > 0",
    "a piece that is gone": f"update serial set state = 4 where {one_of('serial', 'state = 2')}",
    "a piece that nobody brought": "insert into serial select tenant, company_id, item_id, 'X', state, balance_key"
    " from serial where tenant = $1 and number = 'A'",
    "what is promised": "update balance set promised = promised - 1 where tenant = $1 and promised > 0",
    "a promise": "update promise set open = open - 1 where tenant = $1",
}


async def test_all_of_it_is_found_sound(filled: World, channel: grpc.aio.Channel) -> None:
    assert await violated(channel, filled) == set()


# One of each table always, the others in the campaign: each needs all of it made anew.
ALWAYS = {"what is owed", "what was settled", "what is on the shelf", "a piece that is gone", "what is promised"}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in ALWAYS else pytest.mark.campaign) for one in TAMPERINGS]
)
async def test_what_was_tampered_with_is_found(
    filled: World, channel: grpc.aio.Channel, tampering: Tampering, name: str
) -> None:
    await tampering.run(TAMPERINGS[name])
    assert "I5" in await violated(channel, filled)
