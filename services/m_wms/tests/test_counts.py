"""Counts: what is expected, what differs, and what that is worth."""

from typing import Any

from businessm.stock.v1 import movement_pb2
from businessm.wms.v1 import stock_count_pb2
from m_kit.testing import refusal_of

from m_wms.tests.documents import Count, Documents, money, quantity
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts, keeping

IN, OUT = movement_pb2.IN, movement_pb2.OUT


def counted(item_id: str, value: str = "", cost: str = "", uom: str = "EA") -> Any:
    """A line; nobody has counted it where there is no value."""
    return stock_count_pb2.StockCountLine(
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
