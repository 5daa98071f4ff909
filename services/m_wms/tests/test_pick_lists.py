"""Pick lists: where goods are fetched from, what was fetched, and what deliveries say then."""

from dataclasses import dataclass
from typing import Any

import pytest
from businessm.stock.v1 import location_pb2, movement_pb2
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from m_wms.tests.documents import Delivery, Documents, PickList, PickListLine, delivery_line, quantity
from m_wms.tests.fakes import Shop

RELOCATE = movement_pb2.RELOCATE


@dataclass
class Place:
    """Places of the shop's warehouse: where goods are brought together, and three to fetch them from."""

    staging: str
    near: str
    far: str
    zone: str


@pytest.fixture
def place(documents: Documents, shop: Shop) -> Place:
    """A zone with bins A1 and B2, and the staging place in another zone."""
    zone = shop.location(code="Z", kind=location_pb2.Location.ZONE, parent_id=documents.warehouse_id)
    far = shop.location(code="B2", kind=location_pb2.Location.BIN, parent_id=zone)
    near = shop.location(code="A1", kind=location_pb2.Location.BIN, parent_id=zone)
    dock = shop.location(code="DOCK", kind=location_pb2.Location.ZONE, parent_id=documents.warehouse_id)
    return Place(shop.location(code="GATE", kind=location_pb2.Location.BIN, parent_id=dock), near, far, zone)


def shown(lines: Any) -> list[tuple[int, str, str, str]]:
    """(line of the delivery, quantity, place, lot) of a pick list's lines."""
    return [(one.delivery_line, one.stock_quantity.value, one.location_id, one.lot_id) for one in lines]


async def picked(documents: Documents, draft: Any, *values: str) -> Any:
    """The draft with so much picked of each line; of a line that is cut short so many of its pieces."""
    changed = PickList()
    changed.CopyFrom(draft)
    for line, value in zip(changed.lines, values, strict=True):
        line.picked_quantity.CopyFrom(quantity(value))
        del line.serial_numbers[int(float(value)) :]
    return (await documents.update(changed, "lines")).pick_list


async def test_goods_are_suggested_where_they_are(documents: Documents, shop: Shop, place: Place) -> None:
    tea, milk = shop.item(), shop.item()
    shop.store(tea, "4", location_id=place.far)
    shop.store(tea, "5", reserved="3", location_id=place.near)
    shop.store(tea, "1")
    delivery = await documents.created(documents.delivery(delivery_line(tea, "6"), delivery_line(milk, "1", "DZN")))
    made = await documents.created(documents.pick_list(place.staging, delivery))
    assert shown(made.lines) == [(1, "2", place.near, ""), (1, "4", place.far, ""), (2, "12", "", "")]
    assert {one.delivery_id for one in made.lines} == {delivery.id}
    assert [one.item_id for one in made.lines] == [tea, tea, milk]
    assert not any(one.HasField("picked_quantity") for one in made.lines)
    assert (made.state, made.number, made.staging_location_id) == (PickList.DRAFT, "", place.staging)
    assert await documents.get(made) == made
    # The floor comes last, and what is missing is of no place.
    more = await documents.created(documents.delivery(delivery_line(tea, "9")))
    await documents.step("Delete", made)
    again = await documents.created(documents.pick_list(place.staging, more))
    assert [one.location_id for one in again.lines] == [place.near, place.far, "", ""]
    assert [one.quantity.value for one in again.lines] == ["2", "4", "1", "2"]


async def test_what_expires_first_goes_first_then_what_is_oldest(
    documents: Documents, shop: Shop, place: Place
) -> None:
    tea = shop.item(tracking=1)
    keeps, younger = shop.lot(), shop.lot()
    gone, late, soon = (shop.lot(expiry_date=day) for day in ("2026-03-31", "2027-01-01", "2026-04-01"))
    for lot in (younger, keeps, gone, late, soon):
        shop.store(tea, "1", lot_id=lot, location_id=place.near)
    delivery = await documents.created(documents.delivery(delivery_line(tea, "5")))
    made = await documents.created(documents.pick_list(place.staging, delivery))
    assert [one.lot_id for one in made.lines] == [soon, late, keeps, younger, ""]


async def test_a_delivery_that_says_which_goods_gets_those(documents: Documents, shop: Shop, place: Place) -> None:
    tea, cup = shop.item(tracking=1), shop.item(tracking=2)
    one, other = shop.lot(), shop.lot()
    shop.store(tea, "5", lot_id=one, location_id=place.near)
    shop.store(tea, "2", lot_id=other, location_id=place.far)
    shop.store(cup, "3", location_id=place.near, serial_numbers=["C1", "C2", "C3"])
    lines = [delivery_line(tea, "1"), delivery_line(cup, "1"), delivery_line(cup, "2")]
    lines[0].lot_id = other
    lines[1].serial_numbers.append("C2")
    delivery = await documents.created(documents.delivery(*lines))
    made = await documents.created(documents.pick_list(place.staging, delivery))
    assert shown(made.lines)[0] == (1, "1", place.far, other)
    assert [list(one.serial_numbers) for one in made.lines] == [[], ["C2"], ["C1", "C3"]]
    lines = [PickListLine(delivery_id=delivery.id, delivery_line=1, quantity=quantity("1"), lot_id=one)]
    refused = await refusal_of(documents.create(documents.pick_list(place.staging, *lines)))
    assert refused.fields == ("pick_list.lines[0].lot_id",)


async def test_what_others_are_about_to_fetch_is_not_free(documents: Documents, shop: Shop, place: Place) -> None:
    tea = shop.item()
    shop.store(tea, "5", location_id=place.near)
    shop.store(tea, "5", location_id=place.far)
    first = await documents.created(documents.delivery(delivery_line(tea, "6")))
    theirs = await documents.created(documents.pick_list(place.staging, first))
    second = await documents.created(documents.delivery(delivery_line(tea, "6")))
    mine = await documents.created(documents.pick_list(place.staging, second))
    assert shown(theirs.lines) == [(1, "5", place.near, ""), (1, "1", place.far, "")]
    assert shown(mine.lines) == [(1, "4", place.far, ""), (1, "2", "", "")]
    # What is promised to others is free for none but them.
    shop.there[tea] = "7"
    third = await documents.created(documents.delivery(delivery_line(tea, "6"), delivery_line(tea, "1")))
    await documents.step("Delete", mine)
    made = await documents.created(documents.pick_list(place.staging, third))
    assert shown(made.lines) == [(1, "1", place.far, ""), (1, "5", "", ""), (2, "1", "", "")]


async def test_what_was_picked_goes_to_the_staging_place_and_the_ledger_has_nothing_of_it(
    documents: Documents, shop: Shop, place: Place
) -> None:
    tea, milk = shop.item(), shop.item()
    shop.store(tea, "4", location_id=place.near)
    shop.store(milk, "9", location_id=place.staging)
    delivery = await documents.created(documents.delivery(delivery_line(tea, "5"), delivery_line(milk, "2")))
    draft = await documents.created(documents.pick_list(place.staging, delivery))
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("pick_list.lines[0].picked_quantity",))
    ready = await picked(documents, draft, "3.5", "0", "2")
    assert [one.picked_quantity.value for one in ready.lines] == ["3.5", "0", "2"]
    assert await documents.get(ready) == ready
    posted = (await documents.step("Post", ready)).pick_list
    assert (posted.state, posted.number) == (PickList.POSTED, "PCK/2026/00001")
    assert [bool(one.movement_id) for one in posted.lines] == [True, False, False]
    (moved,) = shop.asked("ReserveMovements")
    (one,) = moved.movements
    assert (one.direction, one.item_id, one.quantity.value) == (RELOCATE, tea, "3.5")
    assert (one.location_id, one.to_location_id, one.at_last_cost) == (place.near, place.staging, False)
    assert not one.HasField("value")
    assert shop.asked("ReserveVoucher") == []
    assert await documents.get(posted) == posted
    cancelled = (await documents.step("Cancel", posted, posting_date="2026-04-02")).pick_list
    assert (cancelled.state, cancelled.cancel_date) == (PickList.CANCELLED, "2026-04-02")
    (one,) = shop.asked("ReserveMovements")[1].movements
    assert (one.direction, one.quantity.value, one.source_movement_id) == (RELOCATE, "3.5", "")
    assert (one.location_id, one.to_location_id) == (place.staging, place.near)
    assert shop.asked("ReserveVoucher") == []


async def test_deliveries_say_what_was_picked_for_them(documents: Documents, shop: Shop, place: Place) -> None:
    tea, milk, cup = shop.item(), shop.item(), shop.item(tracking=2)
    shop.store(tea, "24", location_id=place.near)
    shop.store(milk, "1", location_id=place.near)
    shop.store(milk, "4", location_id=place.far)
    shop.store(cup, "2", location_id=place.near, serial_numbers=["C1", "C2"])
    lines = [delivery_line(tea, "1", "DZN"), delivery_line(milk, "4"), delivery_line(cup, "2")]
    first = await documents.created(documents.delivery(*lines, narration="Asha's"))
    second = await documents.created(documents.delivery(delivery_line(tea, "1"), delivery_line(cup, "1")))
    draft = await documents.created(documents.pick_list(place.staging, first, second))
    assert shown(draft.lines)[-2:] == [(1, "1", place.near, ""), (2, "1", "", "")]
    posted = (await documents.step("Post", await picked(documents, draft, "12", "1", "2", "1", "0", "0"))).pick_list
    call = documents.step("Apply", posted, "apply-once")
    applied = (await call).pick_list
    assert applied.HasField("apply_time")
    told = await documents.get(first)
    assert (told.narration, told.etag != first.etag, told.state) == ("Asha's", True, Delivery.DRAFT)
    assert [
        (one.item_id, one.quantity.value, one.quantity.uom_code, list(one.serial_numbers)) for one in told.lines
    ] == [
        (tea, "1", "DZN", []),
        (milk, "1", "EA", []),
        (milk, "2", "EA", []),
        (cup, "1", "EA", ["C1"]),
    ]
    assert {one.location_id for one in told.lines} == {place.staging}
    assert await documents.get(second) == second
    again = documents.step("Apply", posted, "apply-once")
    assert (await again).pick_list == applied
    assert await was_replayed(again)
    refused = await refusal_of(documents.step("Apply", posted))
    assert refused.reason == "ETAG_MISMATCH"
    assert (await refusal_of(documents.step("Apply", applied))).reason == "STATE_INVALID"
    # Goods that left are not taken back to their places; those that came back are.
    sent = (await documents.step("Post", told)).delivery
    refused = await refusal_of(documents.step("Cancel", applied))
    assert refused.reason == "DOCUMENT_IN_USE"
    assert "delivery DN/2026/00001" in refused.message
    await documents.step("Cancel", sent)
    assert (await documents.step("Cancel", applied)).pick_list.state == PickList.CANCELLED


async def test_a_delivery_that_changed_meanwhile_is_not_told(documents: Documents, shop: Shop, place: Place) -> None:
    tea = shop.item()
    shop.store(tea, "9", location_id=place.near)
    first = await documents.created(documents.delivery(delivery_line(tea, "2")))
    second = await documents.created(documents.delivery(delivery_line(tea, "3")))
    draft = await documents.created(documents.pick_list(place.staging, first, second))
    early = await refusal_of(documents.step("Apply", draft))
    assert (early.reason, early.fields) == ("STATE_INVALID", ("id",))
    posted = (await documents.step("Post", await picked(documents, draft, "2", "3"))).pick_list
    changed = documents.delivery(delivery_line(tea, "2"), id=second.id, etag=second.etag)
    changed = (await documents.update(changed, "lines")).delivery
    refused = await refusal_of(documents.step("Apply", posted))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "DELIVERY_CHANGED")
    assert [await documents.get(one) for one in (first, changed)] == [first, changed]
    await documents.step("Post", changed)
    assert (await refusal_of(documents.step("Apply", posted))).reason == "STATE_INVALID"
    assert await documents.get(first) == first


async def test_what_cannot_be_picked_is_named(documents: Documents, shop: Shop, place: Place) -> None:
    tea, cold = shop.item(), shop.location(code="COLD")
    line = delivery_line(tea, "1")
    line.warehouse_id = cold
    delivery = await documents.created(documents.delivery(delivery_line(tea, "5"), line))
    elsewhere = await documents.created(documents.delivery(delivery_line(tea, "1"), warehouse_id=cold))
    sent = await documents.posted(documents.delivery(delivery_line(tea, "1")))

    def of(number: int = 1, value: str = "5", **fields: Any) -> Any:
        given = {"quantity": quantity(value), **fields} if value else fields
        return PickListLine(delivery_id=delivery.id, delivery_line=number, **given)

    for lines, reason, field in (
        ([PickListLine(delivery_id=str(new_id()))], "RESOURCE_NOT_FOUND", "lines[0].delivery_id"),
        ([sent], "STATE_INVALID", "lines[0].delivery_id"),
        ([elsewhere], "FIELD_INVALID", "lines[0].delivery_id"),
        ([of(2, "1")], "FIELD_INVALID", "lines[0].delivery_line"),
        ([of(3, "1")], "RESOURCE_NOT_FOUND", "lines[0].delivery_line"),
        ([of(value="4"), of(value="2")], "FIELD_INVALID", "lines[1].quantity.value"),
        ([of(value=""), of(value="")], "FIELD_INVALID", "lines[1].delivery_line"),
        ([of(value="", picked_quantity=quantity("1"))], "FIELD_REQUIRED", "lines[0].quantity"),
        ([of(picked_quantity=quantity("6"))], "FIELD_INVALID", "lines[0].picked_quantity.value"),
        ([of(picked_quantity=quantity("-1"))], "FIELD_INVALID", "lines[0].picked_quantity.value"),
        ([of(picked_quantity=quantity("0.25"))], "AMOUNT_SCALE_EXCEEDED", "lines[0].picked_quantity.value"),
        ([of(picked_quantity=quantity("1", "DZN"))], "FIELD_INVALID", "lines[0].picked_quantity.uom_code"),
    ):
        refused = await refusal_of(documents.create(documents.pick_list(place.staging, *lines)))
        assert (refused.reason, refused.fields) == (reason, (f"pick_list.{field}",))
    bin_of_cold = shop.location(code="C1", kind=location_pb2.Location.BIN, parent_id=cold)
    closed = shop.location(code="X", kind=location_pb2.Location.BIN, parent_id=documents.warehouse_id, archived=True)
    for staging, reason in (
        (documents.warehouse_id, "FIELD_INVALID"),
        (bin_of_cold, "FIELD_INVALID"),
        (closed, "RESOURCE_ARCHIVED"),
        (str(new_id()), "RESOURCE_NOT_FOUND"),
    ):
        refused = await refusal_of(documents.create(documents.pick_list(staging, delivery)))
        assert (refused.reason, refused.fields) == (reason, ("pick_list.staging_location_id",))


async def test_a_line_without_quantity_is_asked_for_anew(documents: Documents, shop: Shop, place: Place) -> None:
    tea = shop.item()
    shop.store(tea, "2", location_id=place.near)
    delivery = await documents.created(documents.delivery(delivery_line(tea, "5")))
    draft = await documents.created(documents.pick_list(place.staging, delivery))
    assert shown(draft.lines) == [(1, "2", place.near, ""), (1, "3", "", "")]
    shop.store(tea, "9", location_id=place.far)
    kept = PickListLine(
        delivery_id=delivery.id,
        delivery_line=1,
        quantity=quantity("1"),
        picked_quantity=quantity("1"),
        location_id=place.near,
    )
    wish = PickListLine(delivery_id=delivery.id, delivery_line=1)
    changed = documents.pick_list(place.staging, kept, wish, id=draft.id, etag=draft.etag)
    again = (await documents.update(changed, "lines")).pick_list
    assert shown(again.lines) == [(1, "1", place.near, ""), (1, "2", place.near, ""), (1, "2", place.far, "")]
    assert [one.picked_quantity.value for one in again.lines] == ["1", "", ""]
