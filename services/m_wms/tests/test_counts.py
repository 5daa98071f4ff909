"""Counts: what is expected, what differs, and what that is worth."""

from typing import Any

from businessm.stock.v1 import location_pb2, movement_pb2
from businessm.wms.v1 import stock_count_pb2
from m_kit.testing import refusal_of

from m_wms.tests.documents import Count, Documents, money, quantity
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts, keeping

IN, OUT, RELOCATE = movement_pb2.IN, movement_pb2.OUT, movement_pb2.RELOCATE
BY_SERIAL = movement_pb2.BY_SERIAL


def counted(item_id: str, value: str = "", cost: str = "", uom: str = "EA", **fields: Any) -> Any:
    """A line; nobody has counted it where there is no value."""
    return stock_count_pb2.StockCountLine(
        **fields,
        item_id=item_id,
        counted_quantity=quantity(value, uom) if value else None,
        unit_cost=money(cost) if cost else None,
    )


def shown(request: Any) -> list[tuple[int, str, str, bool]]:
    """(direction, quantity, value, whether at the last cost) of what stock was asked to move."""
    return [(one.direction, one.quantity.value, one.value.amount, one.at_last_cost) for one in request.movements]


async def test_what_differs_comes_in_or_leaves(documents: Documents, shop: Shop) -> None:
    tea, milk, salt = shop.item(), shop.item(), shop.item()
    shop.there = {tea: "10", milk: "3", salt: "7"}
    posted = await documents.posted(documents.count(counted(tea, "12"), counted(milk, "1"), counted(salt, "7")))
    assert (posted.state, posted.number, posted.value.amount) == (Count.POSTED, "CNT/2026/00001", "0.00")
    assert [one.expected_quantity.value for one in posted.lines] == ["10", "3", "7"]
    assert [(one.value.amount, len(one.movement_ids)) for one in posted.lines] == [
        ("5.00", 1),
        ("-5.00", 1),
        ("0.00", 0),
    ]
    (moved,), (voucher,) = shop.asked("ReserveMovements"), shop.asked("ReserveVoucher")
    assert shown(moved) == [(IN, "2", "", True), (OUT, "2", "", False)]
    assert amounts(voucher) == [
        ("INVENTORY.MAIN", "5.00", ""),
        ("INVENTORY.MAIN", "", "5.00"),
        ("INVENTORY_ADJUSTMENT", "", "0.00"),
    ]
    assert {one.as_of for one in shop.asked("ListBalances")} == {"2026-04-01"}
    assert await documents.get(posted) == posted


async def test_a_count_that_finds_all_right_asks_nobody_to_move(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    shop.there = {tea: "24"}
    posted = await documents.posted(documents.count(counted(tea, "2", uom="DZN")))
    assert (posted.state, posted.number, keeping(shop)) == (Count.POSTED, "CNT/2026/00001", [])
    assert (await documents.step("Cancel", posted)).stock_count.state == Count.CANCELLED
    assert keeping(shop) == []


async def test_what_is_counted_may_be_given_a_cost(documents: Documents, shop: Shop) -> None:
    tea, milk, salt = shop.item(), shop.item(), shop.item()
    shop.there = {tea: "10", salt: "2"}
    lines = [counted(tea, "10", "3"), counted(milk, "2", "1.50"), counted(salt, "0", "9")]
    posted = await documents.posted(documents.count(*lines))
    (moved,) = shop.asked("ReserveMovements")
    assert shown(moved) == [
        (OUT, "10", "", False),
        (IN, "10", "30.00", False),
        (IN, "2", "3.00", False),
        (OUT, "2", "", False),
    ]
    assert [one.value.amount for one in posted.lines] == ["5.00", "3.00", "-5.00"]
    assert [len(one.movement_ids) for one in posted.lines] == [2, 1, 1]
    await documents.step("Cancel", posted)
    back = shop.asked("ReserveMovements")[1]
    assert [one.source_movement_id for one in back.movements] == [
        movement for line in posted.lines for movement in line.movement_ids
    ]
    assert [one.direction for one in back.movements] == [IN, OUT, OUT, IN]


async def test_goods_go_on_moving_while_people_count(documents: Documents, shop: Shop) -> None:
    tea, milk = shop.item(), shop.item()
    shop.there = {tea: "10", milk: "4"}
    draft = await documents.created(documents.count(counted(tea), counted(milk)))
    assert not draft.HasField("freeze_time")
    frozen = (await documents.step("Freeze", draft)).stock_count
    assert frozen.HasField("freeze_time")
    assert [one.expected_quantity.value for one in frozen.lines] == ["10", "4"]
    shop.there = {tea: "8", milk: "4"}
    refused = await refusal_of(documents.step("Post", frozen))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("stock_count.lines[0].counted_quantity",))
    changed = documents.count(counted(tea, "9"), counted(milk, "4"), id=frozen.id, etag=frozen.etag)
    counted_once = (await documents.update(changed, "lines")).stock_count
    assert [one.expected_quantity.value for one in counted_once.lines] == ["10", "4"]
    assert counted_once.freeze_time == frozen.freeze_time
    assert await documents.get(counted_once) == counted_once
    await documents.step("Post", counted_once)
    assert shown(shop.asked("ReserveMovements")[0]) == [(OUT, "1", "", False)]


async def test_a_recount_writes_anew_and_freezing_again_takes_what_is_there_now(
    documents: Documents, shop: Shop
) -> None:
    tea = shop.item()
    shop.there = {tea: "10"}
    frozen = (await documents.step("Freeze", await documents.created(documents.count(counted(tea, "7"))))).stock_count
    shop.there = {tea: "8"}
    again = (await documents.step("Freeze", frozen)).stock_count
    assert (again.lines[0].expected_quantity.value, again.lines[0].counted_quantity.value) == ("8", "7")
    stale = await refusal_of(documents.step("Freeze", frozen))
    assert (stale.reason, stale.fields) == ("ETAG_MISMATCH", ("etag",))
    changed = documents.count(counted(tea, "8"), id=again.id, etag=again.etag)
    await documents.step("Post", (await documents.update(changed, "lines")).stock_count)
    assert keeping(shop) == []


async def test_many_items_are_asked_for_together(documents: Documents, shop: Shop) -> None:
    items = [shop.item() for _ in range(60)]
    await documents.posted(documents.count(*(counted(one, "0") for one in items)))
    assert [one.item_id for one in shop.asked("ListBalances")] == [""]


async def test_what_cannot_be_a_count_is_named(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    for lines, reason, field in (
        ([counted(tea, "1"), counted(tea, "2")], "FIELD_INVALID", "lines[1].item_id"),
        ([counted(tea, "-1")], "FIELD_INVALID", "lines[0].counted_quantity.value"),
        ([counted(tea, "0.25")], "AMOUNT_SCALE_EXCEEDED", "lines[0].counted_quantity.value"),
        ([counted(tea, "1", "-1")], "FIELD_INVALID", "lines[0].unit_cost.amount"),
    ):
        refused = await refusal_of(documents.create(documents.count(*lines)))
        assert (refused.reason, refused.fields) == (reason, (f"stock_count.{field}",))


def pieces(item_id: str, *numbers: str, cost: str = "", **fields: Any) -> Any:
    """A line of single pieces, found one by one."""
    return counted(item_id, str(len(numbers)), cost, serial_numbers=numbers, **fields)


def brought(request: Any) -> list[tuple[int, str, list[str], str]]:
    """(direction, place, serial numbers, to which place) of what stock was asked to move."""
    return [(one.direction, one.location_id, list(one.serial_numbers), one.to_location_id) for one in request.movements]


def bins(shop: Shop, warehouse_id: str) -> tuple[str, str]:
    """A zone of the warehouse, and a bin in another zone of it."""
    zone, other = (shop.location(code=code, kind=location_pb2.Location.ZONE, parent_id=warehouse_id) for code in "AB")
    return zone, shop.location(code="B-1", kind=location_pb2.Location.BIN, parent_id=other)


async def test_places_are_counted_each_for_itself(documents: Documents, shop: Shop) -> None:
    tea, (a, b) = shop.item(), bins(shop, documents.warehouse_id)
    shop.store(tea, "6", location_id=a)
    shop.store(tea, "4", location_id=b)
    shop.store(tea, "2")
    lines = [counted(tea, "5", location_id=a), counted(tea, "4.5", location_id=b), counted(tea, "2")]
    posted = await documents.posted(documents.count(*lines, by_place=True))
    assert [one.expected_quantity.value for one in posted.lines] == ["6", "4", "2"]
    (moved,) = shop.asked("ReserveMovements")
    assert shown(moved) == [(OUT, "1", "", False), (IN, "0.5", "", True)]
    assert [one.location_id for one in moved.movements] == [a, b]
    assert await documents.get(posted) == posted
    assert posted.by_place
    assert shop.asked("ListBalances") == []


async def test_a_lot_that_has_no_value_of_its_own_is_counted_where_it_lies(documents: Documents, shop: Shop) -> None:
    tea = shop.item(tracking=movement_pb2.BY_LOT)
    young, old = shop.lot(), shop.lot()
    shop.store(tea, "6", lot_id=young)
    shop.store(tea, "4", lot_id=old)
    posted = await documents.posted(documents.count(counted(tea, "3", lot_id=old)))
    assert posted.lines[0].expected_quantity.value == "4"
    assert [one.lot_id for one in shop.asked("ReserveMovements")[0].movements] == [old]


async def test_pieces_are_missing_new_or_in_another_place(documents: Documents, shop: Shop) -> None:
    saw, (a, b) = shop.item(tracking=BY_SERIAL), bins(shop, documents.warehouse_id)
    shop.store(saw, "3", location_id=a, serial_numbers=["S1", "S2", "S3"])
    shop.store(saw, "2", location_id=b, serial_numbers=["S4", "S5"])
    lines = [pieces(saw, "S1", "S4", "S9", location_id=a), pieces(saw, "S2", location_id=b)]
    posted = await documents.posted(documents.count(*lines, by_place=True))
    assert [list(one.expected_serial_numbers) for one in posted.lines] == [["S1", "S2", "S3"], ["S4", "S5"]]
    (moved,) = shop.asked("ReserveMovements")
    assert brought(moved) == [
        (OUT, a, ["S3"], ""),
        (RELOCATE, b, ["S4"], a),
        (IN, a, ["S9"], ""),
        (OUT, b, ["S5"], ""),
        (RELOCATE, a, ["S2"], b),
    ]
    assert await documents.get(posted) == posted
    await documents.step("Cancel", posted)
    back = shop.asked("ReserveMovements")[1]
    assert brought(back) == [
        (IN, a, ["S3"], ""),
        (RELOCATE, a, ["S4"], b),
        (OUT, a, ["S9"], ""),
        (IN, b, ["S5"], ""),
        (RELOCATE, b, ["S2"], a),
    ]


async def test_a_whole_warehouse_finds_its_pieces_wherever_they_are(documents: Documents, shop: Shop) -> None:
    saw, (a, b) = shop.item(tracking=BY_SERIAL), bins(shop, documents.warehouse_id)
    shop.store(saw, "2", location_id=a, serial_numbers=["S1", "S2"])
    shop.store(saw, "1", location_id=b, serial_numbers=["S3"])
    posted = await documents.posted(documents.count(pieces(saw, "S1", "S9")))
    assert posted.lines[0].expected_quantity.value == "3"
    (moved,) = shop.asked("ReserveMovements")
    assert brought(moved) == [(OUT, a, ["S2"], ""), (OUT, b, ["S3"], ""), (IN, "", ["S9"], "")]


async def test_pieces_given_a_cost_leave_and_come_in_where_they_are(documents: Documents, shop: Shop) -> None:
    saw, (a, b) = shop.item(tracking=BY_SERIAL), bins(shop, documents.warehouse_id)
    shop.store(saw, "1", location_id=a, serial_numbers=["S1"])
    shop.store(saw, "1", location_id=b, serial_numbers=["S2"])
    await documents.posted(documents.count(pieces(saw, "S1", "S2", "S3", cost="3.333")))
    (moved,) = shop.asked("ReserveMovements")
    assert brought(moved) == [
        *((OUT, a, ["S1"], ""), (OUT, b, ["S2"], "")),
        *((IN, a, ["S1"], ""), (IN, b, ["S2"], ""), (IN, "", ["S3"], "")),
    ]
    assert [one.value.amount for one in moved.movements] == ["", "", "3.33", "3.33", "3.34"]


async def test_pieces_that_came_or_went_while_people_counted_are_neither_new_nor_missing(
    documents: Documents, shop: Shop
) -> None:
    saw = shop.item(tracking=BY_SERIAL)
    shop.store(saw, "2", serial_numbers=["S1", "S2"])
    frozen = (await documents.step("Freeze", await documents.created(documents.count(counted(saw))))).stock_count
    assert list(frozen.lines[0].expected_serial_numbers) == ["S1", "S2"]
    del shop.stored[:]
    shop.store(saw, "2", serial_numbers=["S1", "S3"])
    changed = documents.count(pieces(saw, "S1", "S3"), id=frozen.id, etag=frozen.etag)
    written = (await documents.update(changed, "lines")).stock_count
    assert list(written.lines[0].expected_serial_numbers) == ["S1", "S2"]
    posted = (await documents.step("Post", written)).stock_count
    assert (posted.state, keeping(shop)) == (Count.POSTED, [])


async def test_another_way_of_counting_expects_anew(documents: Documents, shop: Shop) -> None:
    tea, (a, _) = shop.item(), bins(shop, documents.warehouse_id)
    shop.store(tea, "6", location_id=a)
    shop.store(tea, "4")
    frozen = (await documents.step("Freeze", await documents.created(documents.count(counted(tea))))).stock_count
    assert frozen.lines[0].expected_quantity.value == "10"
    changed = documents.count(counted(tea, "4"), id=frozen.id, etag=frozen.etag, by_place=True)
    written = (await documents.update(changed, "lines", "by_place")).stock_count
    assert not written.HasField("freeze_time")
    posted = (await documents.step("Post", written)).stock_count
    assert (posted.lines[0].expected_quantity.value, keeping(shop)) == ("4", [])


async def test_what_cannot_be_counted_so_is_named(documents: Documents, shop: Shop) -> None:
    tea, saw, (a, b) = shop.item(), shop.item(tracking=BY_SERIAL), bins(shop, documents.warehouse_id)
    elsewhere = shop.location(code="NORTH")
    away = shop.location(code="N-1", kind=location_pb2.Location.BIN, parent_id=elsewhere)
    shop.locations[b].archived = True
    for lines, by_place, reason, field in (
        ([counted(tea, "1", location_id=a)], False, "FIELD_INVALID", "lines[0].location_id"),
        ([counted(tea, "1", location_id=away)], True, "FIELD_INVALID", "lines[0].location_id"),
        ([counted(tea, "1", location_id=b)], True, "RESOURCE_ARCHIVED", "lines[0].location_id"),
        ([counted(tea, "1"), counted(tea, "1", location_id="no")], True, "RESOURCE_NOT_FOUND", "lines[1].location_id"),
        ([counted(tea, "1", location_id=a)] * 2, True, "FIELD_INVALID", "lines[1].item_id"),
        ([pieces(tea, "S1")], False, "FIELD_INVALID", "lines[0].serial_numbers"),
        ([counted(saw, "2", serial_numbers=["S1"])], False, "FIELD_INVALID", "lines[0].serial_numbers"),
        ([counted(saw, serial_numbers=["S1"])], False, "FIELD_INVALID", "lines[0].serial_numbers"),
    ):
        refused = await refusal_of(documents.create(documents.count(*lines, by_place=by_place)))
        assert (refused.reason, refused.fields) == (reason, (f"stock_count.{field}",))
