"""Goods that go back whence they came: at what they had cost, and no more of them than there were."""

from typing import Any

import pytest
from businessm.stock.v1 import movement_pb2
from businessm.wms.v1 import customer_return_pb2, supplier_return_pb2
from m_kit.errors import StateInvalid
from m_kit.ids import new_id
from m_kit.testing import refusal_of

from m_wms.tests.documents import (
    CustomerReturn,
    Documents,
    SupplierReturn,
    delivery_line,
    quantity,
    receipt_line,
)
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts


def from_delivery(line: int, value: str, uom: str = "EA", **fields: Any) -> Any:
    """A line of a customer return."""
    return customer_return_pb2.CustomerReturnLine(delivery_line=line, quantity=quantity(value, uom), **fields)


def from_receipt(line: int, value: str, uom: str = "EA", **fields: Any) -> Any:
    """A line of a supplier return."""
    return supplier_return_pb2.SupplierReturnLine(goods_receipt_line=line, quantity=quantity(value, uom), **fields)


async def test_a_customer_brings_back_a_part_of_a_line(documents: Documents, shop: Shop) -> None:
    tea, milk = shop.item(), shop.item()
    delivery = await documents.posted(documents.delivery(delivery_line(tea, "1"), delivery_line(milk, "24")))
    back = await documents.posted(documents.customer_return(delivery, from_delivery(2, "1", "DZN")))
    assert (back.state, back.number, back.customer_id) == (
        CustomerReturn.POSTED,
        "CRN/2026/00001",
        delivery.customer_id,
    )
    assert (back.warehouse_id, back.lines[0].item_id) == (delivery.warehouse_id, milk)
    assert (back.lines[0].stock_quantity.value, back.lines[0].value.amount) == ("12", "30.00")
    moved, voucher = shop.asked("ReserveMovements")[1], shop.asked("ReserveVoucher")[1]
    (one,) = moved.movements
    assert (one.direction, one.source_movement_id) == (movement_pb2.IN, delivery.lines[1].movement_id)
    assert not one.HasField("value")
    assert not one.at_last_cost
    assert amounts(voucher) == [("INVENTORY.MAIN", "30.00", ""), ("COST_OF_GOODS_SOLD", "", "30.00")]
    assert await documents.get(back) == back


async def test_what_comes_back_may_come_to_another_warehouse(documents: Documents, shop: Shop) -> None:
    delivery = await documents.posted(documents.delivery(delivery_line(shop.item(), "1")))
    held = shop.location(code="HOLD")
    fields = {"warehouse_id": held}
    await documents.posted(documents.customer_return(delivery, from_delivery(1, "1"), **fields))
    (one,) = shop.asked("ReserveMovements")[1].movements
    assert one.warehouse_id == held
    assert amounts(shop.asked("ReserveVoucher")[1])[0][0] == "INVENTORY.HOLD"


async def test_goods_leave_for_their_supplier_from_where_they_came_to(documents: Documents, shop: Shop) -> None:
    cold = shop.location(code="COLD")
    line = receipt_line(shop.item(), "4", "4")
    line.warehouse_id = cold
    receipt = await documents.posted(documents.receipt(line))
    back = await documents.posted(documents.supplier_return(receipt, from_receipt(1, "1")))
    assert (back.number, back.supplier_id) == ("SRN/2026/00001", receipt.supplier_id)
    (one,) = shop.asked("ReserveMovements")[1].movements
    assert (one.direction, one.warehouse_id) == (movement_pb2.OUT, cold)
    assert one.source_movement_id == receipt.lines[0].movement_id
    # The shop's stock says 2.50 a piece, and that the movement had brought 16.00.
    assert amounts(shop.asked("ReserveVoucher")[1]) == [
        ("GOODS_RECEIVED_NOT_INVOICED", "16.00", ""),
        ("INVENTORY.COLD", "", "2.50"),
        ("PRICE_VARIANCE", "", "13.50"),
    ]


async def test_a_return_is_taken_back_like_any_document(documents: Documents, shop: Shop) -> None:
    receipt = await documents.posted(documents.receipt(receipt_line(shop.item(), "4", "4")))
    back = await documents.posted(documents.supplier_return(receipt, from_receipt(1, "1")))
    answer = (await documents.step("Cancel", back, posting_date="2026-04-09")).supplier_return
    assert (answer.state, answer.cancel_date) == (SupplierReturn.CANCELLED, "2026-04-09")
    (one,) = shop.asked("ReserveMovements")[2].movements
    assert (one.direction, one.source_movement_id) == (movement_pb2.IN, back.lines[0].movement_id)
    debits = {role: amount for role, amount, _ in amounts(shop.asked("ReserveVoucher")[1]) if amount}
    assert debits == {role: amount for role, _, amount in amounts(shop.asked("ReserveVoucher")[2]) if amount}


async def test_what_others_rest_on_is_not_taken_back_and_they_are_named(documents: Documents, shop: Shop) -> None:
    delivery = await documents.posted(documents.delivery(delivery_line(shop.item(), "2")))
    draft = await documents.created(documents.customer_return(delivery, from_delivery(1, "1")))
    posted = (await documents.step("Post", draft)).customer_return
    asked = len(shop.asked("ReserveMovements"))
    refused = await refusal_of(documents.step("Cancel", delivery))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "DOCUMENT_IN_USE", ("id",))
    assert "customer return CRN/2026/00001" in refused.message
    assert len(shop.asked("ReserveMovements")) == asked
    await documents.step("Cancel", posted)
    assert (await documents.step("Cancel", delivery)).delivery.cancel_date == "2026-04-01"


@pytest.mark.parametrize(
    ("lines", "reason", "field"),
    [
        ([from_delivery(1, "2.1")], "FIELD_INVALID", "lines[0].quantity.value"),
        ([from_delivery(1, "1", "DZN")], "FIELD_INVALID", "lines[0].quantity.value"),
        ([from_delivery(1, "0")], "FIELD_INVALID", "lines[0].quantity.value"),
        ([from_delivery(1, "0.25")], "AMOUNT_SCALE_EXCEEDED", "lines[0].quantity.value"),
        ([from_delivery(2, "1")], "RESOURCE_NOT_FOUND", "lines[0].delivery_line"),
        ([from_delivery(0, "1")], "FIELD_INVALID", "lines[0].delivery_line"),
        ([from_delivery(1, "1"), from_delivery(1, "1")], "FIELD_INVALID", "lines[1].delivery_line"),
        ([], "FIELD_INVALID", "lines"),
    ],
)
async def test_a_line_that_cannot_come_back_is_named(
    documents: Documents, shop: Shop, lines: list[Any], reason: str, field: str
) -> None:
    delivery = await documents.posted(documents.delivery(delivery_line(shop.item(), "2")))
    refused = await refusal_of(documents.create(documents.customer_return(delivery, *lines)))
    assert (refused.reason, refused.fields) == (reason, (f"customer_return.{field}",))


async def test_only_what_is_posted_comes_back(documents: Documents, stranger: Documents, shop: Shop) -> None:
    draft = await documents.created(documents.delivery(delivery_line(shop.item(), "2")))
    field = ("customer_return.delivery_id",)
    refused = await refusal_of(documents.create(documents.customer_return(draft, from_delivery(1, "1"))))
    assert (refused.code, refused.reason, refused.fields) == ("FAILED_PRECONDITION", "STATE_INVALID", field)
    posted = (await documents.step("Post", draft)).delivery
    early = documents.customer_return(posted, from_delivery(1, "1"), posting_date="2026-03-31")
    assert (await refusal_of(documents.create(early))).fields == ("customer_return.posting_date",)
    theirs = await refusal_of(stranger.create(stranger.customer_return(posted, from_delivery(1, "1"))))
    assert (theirs.reason, theirs.fields) == ("RESOURCE_NOT_FOUND", field)
    nothing = documents.customer_return(posted, from_delivery(1, "1"), delivery_id=str(new_id()))
    assert (await refusal_of(documents.create(nothing))).fields == field


async def test_stock_says_what_is_left_to_return(documents: Documents, shop: Shop) -> None:
    delivery = await documents.posted(documents.delivery(delivery_line(shop.item(), "2")))
    draft = await documents.created(documents.customer_return(delivery, from_delivery(1, "1")))
    shop.refusals["ReserveMovements"] = StateInvalid("spent", field="movements[0].source_movement_id")
    refused = await refusal_of(documents.step("Post", draft))
    assert refused.fields == ("customer_return.lines[0].delivery_line",)


async def test_a_draft_changes_to_other_lines_of_its_source(documents: Documents, shop: Shop) -> None:
    delivery = await documents.posted(
        documents.delivery(delivery_line(shop.item(), "2"), delivery_line(shop.item(), "5"))
    )
    draft = await documents.created(documents.customer_return(delivery, from_delivery(1, "1")))
    changed = documents.customer_return(delivery, from_delivery(2, "3"), id=draft.id, etag=draft.etag)
    answer = (await documents.update(changed, "lines")).customer_return
    assert [(one.delivery_line, one.quantity.value) for one in answer.lines] == [(2, "3")]
    assert answer.lines[0].item_id == delivery.lines[1].item_id
    changed.etag = answer.etag
    assert (await refusal_of(documents.update(changed, "customer_id"))).code == "INVALID_ARGUMENT"
