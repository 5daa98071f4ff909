"""Lots, serial numbers and places: which goods they are, and where."""

import asyncio
from typing import Any

import grpc
import pytest
from businessm.stock.v1 import balance_pb2, location_pb2, lot_pb2, movement_pb2, stock_report_pb2
from businessm.stock.v1.movement_pb2 import ValueFlow, ValueShare
from m_kit.ids import new_id
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import (
    AVERAGE,
    BY_LOT,
    BY_SERIAL,
    FIFO,
    IN,
    OUT,
    PER_LOT,
    RELOCATE,
    REVALUE,
    World,
    movement_ids,
)


async def lot_of(world: World, item: str, number: str, expiry: str = "") -> str:
    """A new lot's id."""
    lot = lot_pb2.Lot(company_id=str(world.company_id), item_id=item, number=number, expiry_date=expiry)
    return str((await world.call("CreateLot", lot_pb2.CreateLotRequest(request_id=str(new_id()), lot=lot))).lot.id)


async def place_in(world: World, code: str, kind: str = "BIN", parent: str = "") -> str:
    """A new zone's or bin's id."""
    location = location_pb2.Location(
        company_id=str(world.company_id), code=code, kind=kind, parent_id=parent or world.warehouse_id
    )
    request = location_pb2.CreateLocationRequest(request_id=str(new_id()), location=location)
    return str((await world.call("CreateLocation", request)).location.id)


async def stored(world: World, item: str, location_id: str = "") -> list[tuple[str, str, int, int, list[str]]]:
    """(place, lot, on hand, reserved, serial numbers) of an item in the last warehouse."""
    request = stock_report_pb2.ListStoredGoodsRequest(
        company_id=str(world.company_id), warehouse_id=world.warehouse_id, item_id=item, location_id=location_id
    )
    return [
        (one.location_id, one.lot_id, int(one.on_hand.value), int(one.reserved.value), list(one.serial_numbers))
        for one in (await world.call("ListStoredGoods", request)).goods
    ]


async def test_lots_are_made_once_by_number(world: World) -> None:
    item = world.item()
    second, first = await lot_of(world, item, "B-2", "2027-01-31"), await lot_of(world, item, "B-1")
    listing = lot_pb2.ListLotsRequest(company_id=str(world.company_id), item_id=item)
    found = (await world.call("ListLots", listing)).lots
    assert [(one.id, one.number, one.expiry_date) for one in found] == [
        (first, "B-1", ""),
        (second, "B-2", "2027-01-31"),
    ]
    listing.number = "B-2"
    assert [one.id for one in (await world.call("ListLots", listing)).lots] == [second]
    assert (await world.call("GetLot", lot_pb2.GetLotRequest(id=first))).lot.etag
    asked = lot_pb2.BatchGetLotsRequest(ids=[second, str(new_id()), first])
    assert [one.id for one in (await world.call("BatchGetLots", asked)).lots] == [second, first]
    refused = await refusal_of(lot_of(world, item, "B-1"))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("lot.number",))
    refused = await refusal_of(lot_of(world, item, "B-3", "2027-02-30"))
    assert refused.fields == ("lot.expiry_date",)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
async def test_lots_are_counted_apart_and_valued_together(world: World, channel: grpc.aio.Channel, method: int) -> None:
    item = world.item(method, tracking=BY_LOT)
    old, new = await lot_of(world, item, "OLD"), await lot_of(world, item, "NEW")
    await world.moved(world.line(item, IN, 4, 400, lot_id=old), world.line(item, IN, 4, 800, lot_id=new))
    # The dear lot leaves, at what first came in or at the average.
    assert (await world.moved(world.line(item, OUT, 3, lot_id=new)))[0] == [300 if method == FIFO else 450]
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 2, lot_id=new)))
    assert (refused.reason, refused.message) == ("INSUFFICIENT_STOCK", "1 available, 2 asked for")
    assert sorted(await stored(world, item)) == sorted([("", old, 4, 0, []), ("", new, 1, 0, [])])
    await require_sound(world, channel)


async def test_value_by_lot_is_an_average_of_the_lot(world: World, channel: grpc.aio.Channel) -> None:
    """The oracle of two batches."""
    item = world.item(PER_LOT, tracking=BY_LOT)
    lots = [await lot_of(world, item, "b0"), await lot_of(world, item, "b1")]
    for lot, value in ((0, 10_000), (1, 5_000), (0, 15_000), (1, 10_000)):
        await world.moved(world.line(item, IN, 1, value, lot_id=lots[lot]))
    assert await world.balance(item) == (4, 0, 40_000, 0)
    await require_sound(world, channel)
    for lot, value in ((1, 7_500), (0, 12_500), (1, 7_500), (0, 12_500)):
        assert (await world.moved(world.line(item, OUT, 1, lot_id=lots[lot])))[0] == [value]
    assert await world.balance(item) == (0, 0, 0, 0)
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, lot_id=lots[0])))
    assert refused.reason == "INSUFFICIENT_STOCK"
    await require_sound(world, channel)


async def test_lists_of_balances_go_on_within_an_item_of_many_lots(world: World) -> None:
    item = world.item(PER_LOT, tracking=BY_LOT)
    lots = sorted([await lot_of(world, item, f"L{n}") for n in range(5)])
    await world.moved(*[world.line(item, IN, 1, 100, lot_id=lot) for lot in lots])
    request = balance_pb2.ListBalancesRequest(company_id=str(world.company_id), page_size=2)
    seen: list[str] = []
    while True:
        answer = await world.call("ListBalances", request)
        seen += [one.lot_id for one in answer.balances]
        request.page_token = answer.next_page_token
        if not request.page_token:
            break
    assert seen == lots


async def test_a_lot_is_revalued_alone(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(PER_LOT, tracking=BY_LOT)
    old, new = await lot_of(world, item, "OLD"), await lot_of(world, item, "NEW")
    await world.moved(world.line(item, IN, 2, 200, lot_id=old), world.line(item, IN, 2, 200, lot_id=new))
    await world.moved(world.line(item, REVALUE, 0, 50, lot_id=new))
    assert (await world.moved(world.line(item, OUT, 2, lot_id=old), world.line(item, OUT, 2, lot_id=new)))[0] == [
        200,
        250,
    ]
    await require_sound(world, channel)


@pytest.mark.parametrize(
    ("tracking", "fields", "reason", "field"),
    [
        (BY_LOT, {}, "LOT_REQUIRED", "lot_id"),
        (BY_LOT, {"lot_id": "x"}, "FIELD_INVALID", "lot_id"),
        (BY_LOT, {"lot_id": "00000000-0000-4000-8000-000000000000"}, "RESOURCE_NOT_FOUND", "lot_id"),
        (0, {"lot_id": "00000000-0000-4000-8000-000000000000"}, "FIELD_INVALID", "lot_id"),
        (0, {"serial_numbers": ["A"]}, "FIELD_INVALID", "serial_numbers"),
        (BY_SERIAL, {}, "SERIAL_REQUIRED", "serial_numbers"),
        (BY_SERIAL, {"serial_numbers": ["A", "B"]}, "SERIAL_REQUIRED", "serial_numbers"),
        (0, {"location_id": "x"}, "FIELD_INVALID", "location_id"),
        (0, {"location_id": "00000000-0000-4000-8000-000000000000"}, "RESOURCE_NOT_FOUND", "location_id"),
        (0, {"to_location_id": "x"}, "FIELD_INVALID", "to_location_id"),
    ],
)
async def test_goods_that_cannot_be_told_apart_name_the_field(
    world: World, tracking: int, fields: dict[str, Any], reason: str, field: str
) -> None:
    line = world.line(world.item(tracking=tracking), IN, 1, 100, **fields)
    refused = await refusal_of(world.reserve(world.posting(), line))
    assert (refused.reason, refused.fields) == (reason, (f"movements[0].{field}",))


async def test_a_piece_is_at_one_place_at_most(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(tracking=BY_SERIAL)
    home = world.warehouse_id
    shop = await world.warehouse("SHOP")
    await world.moved(world.line(item, IN, 2, 200, warehouse=home, serial_numbers=["A", "B"]))
    for warehouse in (home, shop):
        again = world.line(item, IN, 1, 100, warehouse=warehouse, serial_numbers=["A"])
        refused = await refusal_of(world.reserve(world.posting(), again))
        assert (refused.reason, refused.fields) == ("SERIAL_IN_STOCK", ("movements[0].serial_numbers",))
    for serial in ("B", "C"):
        gone = world.line(item, OUT, 1, warehouse=shop, serial_numbers=[serial])
        await world.moved(world.line(item, IN, 1, 1, warehouse=shop, serial_numbers=[serial + "'"]))
        refused = await refusal_of(world.reserve(world.posting(), gone))
        assert (refused.reason, refused.fields) == ("SERIAL_NOT_IN_STOCK", ("movements[0].serial_numbers",))
    await world.moved(world.line(item, OUT, 1, warehouse=home, serial_numbers=["A"]))
    refused = await refusal_of(
        world.reserve(world.posting(), world.line(item, OUT, 1, warehouse=home, serial_numbers=["A"]))
    )
    assert refused.reason == "SERIAL_NOT_IN_STOCK"
    # What went may come again, wherever.
    (_, (back,)) = await world.moved(world.line(item, IN, 1, 100, warehouse=shop, serial_numbers=["A"]))
    assert [one[4] for one in await stored(world, item)] == [["A", "B'", "C'"]]
    movement = (await world.call("GetMovement", movement_pb2.GetMovementRequest(id=back))).movement
    assert list(movement.serial_numbers) == ["A"]
    await require_sound(world, channel)


async def test_a_piece_that_is_held_to_go_out_goes_out_once(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(tracking=BY_SERIAL)
    await world.moved(world.line(item, IN, 3, 300, serial_numbers=["A", "B", "C"]))
    out = world.line(item, OUT, 1, serial_numbers=["A"])
    refused = await refusal_of(world.reserve(world.posting(), out, out))
    assert (refused.reason, refused.fields) == ("SERIAL_NOT_IN_STOCK", ("movements[1].serial_numbers",))
    held = world.posting()
    await world.reserve(held, out)
    refused = await refusal_of(world.reserve(world.posting(), out))
    assert (refused.reason, refused.fields) == ("SERIAL_NOT_IN_STOCK", ("movements[0].serial_numbers",))
    await world.cancel(held)
    await world.moved(out)
    assert [one[4] for one in await stored(world, item)] == [["B", "C"]]
    await require_sound(world, channel)


async def test_a_piece_moves_between_warehouses_in_one_posting(world: World, channel: grpc.aio.Channel) -> None:
    item, home = world.item(tracking=BY_SERIAL), world.warehouse_id
    shop = await world.warehouse("SHOP")
    await world.moved(world.line(item, IN, 2, 200, warehouse=home, serial_numbers=["A", "B"]))
    lines = [
        world.line(item, IN, 1, warehouse=shop, serial_numbers=["A"]),
        world.line(item, OUT, 1, warehouse=home, serial_numbers=["A"]),
    ]
    flow = [ValueFlow(from_lines=[2], to=[ValueShare(line=1)])]
    given_up = world.posting()
    await world.reserve(given_up, *lines, flows=flow)
    await require_sound(world, channel)
    await world.cancel(given_up)
    await world.moved(*lines, flows=flow)
    assert [one[4] for one in await stored(world, item)] == [["A"]]
    await require_sound(world, channel)


async def test_a_refused_posting_lets_go_of_its_pieces(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(tracking=BY_SERIAL)
    await world.moved(world.line(item, IN, 1, 100, serial_numbers=["A"]))
    lines = [
        world.line(item, OUT, 1, serial_numbers=["A"]),
        world.line(item, IN, 2, 100, serial_numbers=["A", "B"]),
        world.line(item, IN, 1, 100, serial_numbers=["B"]),
    ]
    refused = await refusal_of(world.reserve(world.posting(), *lines))
    assert (refused.reason, refused.fields) == ("SERIAL_IN_STOCK", ("movements[2].serial_numbers",))
    await world.moved(
        world.line(item, OUT, 1, serial_numbers=["A"]), world.line(item, IN, 1, 100, serial_numbers=["B"])
    )
    await require_sound(world, channel)


async def test_of_a_hundred_that_bring_one_piece_one_does(
    world: World, second_world: World, channel: grpc.aio.Channel
) -> None:
    item = world.item(tracking=BY_SERIAL)
    second_world.options = world.options
    tries = [
        one.reserve(one.posting(), one.line(item, IN, 2, 100, serial_numbers=[f"S{n % 3}", f"S{(n + 1) % 3}"]))
        for n in range(50)
        for one in (world, second_world)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert len([one for one in answers if isinstance(one, list)]) == 1
    assert {(await refusal_of(_raised(one))).reason for one in answers if not isinstance(one, list)} == {
        "SERIAL_IN_STOCK"
    }
    await require_sound(world, channel)


async def _raised(error: Any) -> None:
    raise error


async def test_bins_have_quantity_and_the_warehouse_value(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item()
    zone = await place_in(world, "Z", "ZONE")
    left, right = await place_in(world, "L", parent=zone), await place_in(world, "R")
    await world.moved(world.line(item, IN, 6, 600))
    await world.moved(world.line(item, IN, 4, 800, location_id=left))
    # Put away: no value moves, and layers stay what they are.
    assert (await world.moved(world.line(item, RELOCATE, 5, to_location_id=right)))[0] == [0]
    assert await world.layers(item) == [(6, 600), (4, 800)]
    await world.moved(world.line(item, RELOCATE, 1, location_id=left, to_location_id=right))
    expected: list[tuple[str, str, int, int, list[str]]] = [
        ("", "", 1, 0, []),
        (left, "", 3, 0, []),
        (right, "", 6, 0, []),
    ]
    assert sorted(await stored(world, item)) == sorted(expected)
    await require_sound(world, channel)
    assert (await world.moved(world.line(item, OUT, 4, location_id=right)))[0] == [400]
    for place, available in ((left, "3"), ("", "1"), (zone, "0")):
        refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 4, location_id=place)))
        assert (refused.reason, refused.message) == ("INSUFFICIENT_STOCK", f"{available} available, 4 asked for")
    await require_sound(world, channel)


async def test_what_is_held_in_a_bin_is_held_for_relocations_too(world: World, channel: grpc.aio.Channel) -> None:
    item, held = world.item(), world.posting()
    left, right = await place_in(world, "L"), await place_in(world, "R")
    await world.moved(world.line(item, IN, 5, 500, location_id=left))
    await world.reserve(held, world.line(item, RELOCATE, 3, location_id=left, to_location_id=right))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 3, location_id=left)))
    assert refused.message == "2 available, 3 asked for"
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, location_id=right)))
    assert refused.message == "0 available, 1 asked for"
    await require_sound(world, channel)
    await world.cancel(held)
    await world.moved(world.line(item, RELOCATE, 5, location_id=left))
    assert await stored(world, item) == [("", "", 5, 0, [])]
    floor = world.posting()
    await world.reserve(floor, world.line(item, RELOCATE, 4, to_location_id=right))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 2)))
    assert refused.message == "1 available, 2 asked for"
    await world.cancel(floor)
    await require_sound(world, channel)


async def test_places_are_of_the_warehouse_and_not_archived(world: World) -> None:
    item, home = world.item(), world.warehouse_id
    mine = await place_in(world, "MINE")
    await world.warehouse("OTHER")
    line = world.line(item, IN, 1, 100, location_id=mine)
    assert (await refusal_of(world.reserve(world.posting(), line))).reason == "RESOURCE_NOT_FOUND"
    inside = world.line(item, IN, 1, 100, location_id=mine, warehouse=home)
    await world.moved(inside)
    etag = (await world.call("GetLocation", location_pb2.GetLocationRequest(id=mine))).location.etag
    archive = location_pb2.ArchiveLocationRequest(request_id=str(new_id()), id=mine, etag=etag)
    assert (await refusal_of(world.call("ArchiveLocation", archive))).reason == "LOCATION_IN_USE"
    await world.moved(world.line(item, OUT, 1, location_id=mine, warehouse=home))
    archive.request_id = str(new_id())
    await world.call("ArchiveLocation", archive)
    refused = await refusal_of(world.reserve(world.posting(), inside))
    assert (refused.reason, refused.fields) == ("RESOURCE_ARCHIVED", ("movements[0].location_id",))


async def test_a_lot_in_a_bin_leaves_from_there(world: World, channel: grpc.aio.Channel) -> None:
    item = world.item(PER_LOT, tracking=BY_LOT)
    lot, shelf = await lot_of(world, item, "L"), await place_in(world, "SHELF")
    await world.moved(world.line(item, IN, 3, 300, lot_id=lot, location_id=shelf))
    refused = await refusal_of(world.reserve(world.posting(), world.line(item, OUT, 1, lot_id=lot)))
    assert refused.message == "0 available, 1 asked for"
    posting = world.posting()
    await world.reserve(posting, world.line(item, OUT, 1, lot_id=lot, location_id=shelf))
    await world.confirm(posting)
    found = (await world.call("GetMovement", movement_pb2.GetMovementRequest(id=movement_ids(posting, 1)[0]))).movement
    assert (found.lot_id, found.location_id) == (lot, shelf)
    assert await stored(world, item, location_id=shelf) == [(shelf, lot, 2, 0, [])]
    await require_sound(world, channel)


async def test_what_a_count_expects_comes_with_the_place_in_the_stock_ledger(world: World) -> None:
    item = world.item()
    await world.moved(world.line(item, IN, 5, 500))
    request = stock_report_pb2.ListStoredGoodsRequest(company_id=str(world.company_id), warehouse_id=world.warehouse_id)
    frozen = await world.call("ListStoredGoods", request)
    assert ([(one.item_id, one.on_hand.value) for one in frozen.goods], frozen.sequence) == ([(item, "5")], 1)
    await world.moved(world.line(item, OUT, 2))
    since = movement_pb2.StreamStockLedgerRequest(company_id=str(world.company_id), after_sequence=frozen.sequence)
    moved = [one.movement async for one in world.stub.StreamStockLedger(since, metadata=world.metadata)]
    assert [(one.direction, one.quantity.value) for one in moved] == [(OUT, "2")]
    # Four were counted where three are left: one is found, at what is known of its cost.
    assert (await world.moved(world.line(item, IN, 1, at_last_cost=True)))[0] == [100]
    empty = stock_report_pb2.ListStoredGoodsRequest(company_id=str(new_id()), warehouse_id=world.warehouse_id)
    assert (await world.call("ListStoredGoods", empty)) == stock_report_pb2.ListStoredGoodsResponse()


async def test_stored_goods_come_in_pages(world: World) -> None:
    items = sorted(world.item() for _ in range(3))
    shelf = await place_in(world, "SHELF")
    lines = [world.line(item, IN, 1, 100, location_id=where) for item in items for where in ("", shelf)]
    await world.moved(*lines)
    request = stock_report_pb2.ListStoredGoodsRequest(
        company_id=str(world.company_id), warehouse_id=world.warehouse_id, page_size=2
    )
    seen: list[tuple[str, str]] = []
    while True:
        answer = await world.call("ListStoredGoods", request)
        seen += [(one.item_id, one.location_id) for one in answer.goods]
        request.page_token = answer.next_page_token
        if not request.page_token:
            break
    assert sorted(seen) == sorted((item, where) for item in items for where in ("", shelf))


@pytest.mark.parametrize(
    ("method", "costs", "expected"),
    [(FIFO, (300, 100), 100), (AVERAGE, (300, 100), 200), (AVERAGE, (), 0), (FIFO, (), 0)],
)
async def test_what_is_found_comes_at_the_last_cost(
    world: World, method: int, costs: tuple[int, ...], expected: int
) -> None:
    item = world.item(method)
    for cost in costs:
        await world.moved(world.line(item, IN, 1, cost))
    assert (await world.moved(world.line(item, IN, 1, at_last_cost=True)))[0] == [expected]
