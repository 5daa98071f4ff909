"""Goods receipts and deliveries before they are posted."""

from typing import Any

import pytest
from businessm.stock.v1 import location_pb2
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from m_wms.tests.documents import Delivery, Documents, Receipt, delivery_line, receipt_line
from m_wms.tests.fakes import Shop

NOBODY = str(new_id())


async def test_a_draft_says_what_it_brings_in_the_items_unit(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    lines = [receipt_line(tea, "2", "3.335", uom="DZN"), receipt_line(tea, "0.5", "0.01")]
    made = await documents.created(documents.receipt(*lines, narration="Asha's"))
    assert [line.stock_quantity.value for line in made.lines] == ["24", "0.5"]
    assert [line.value.amount for line in made.lines] == ["6.67", "0.01"]
    assert [(line.quantity, line.unit_cost) for line in made.lines] == [(one.quantity, one.unit_cost) for one in lines]
    assert (made.state, made.number, made.HasField("value")) == (Receipt.DRAFT, "", False)
    assert await documents.get(made) == made
    assert shop.asked("ReserveMovements") == shop.asked("ReserveVoucher") == []


async def test_a_document_of_many_lines_asks_in_few_calls(documents: Documents, shop: Shop) -> None:
    items = [shop.item() for _ in range(300)]
    made = await documents.created(documents.delivery(*(delivery_line(items[i % 300], "1") for i in range(600))))
    assert [line.item_id for line in made.lines] == items * 2
    assert (len(shop.asked("BatchGetItems")), len(shop.asked("ConvertQuantities"))) == (2, 3)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"company_id": NOBODY}, "company_id"),
        ({"warehouse_id": NOBODY}, "warehouse_id"),
        ({"customer_id": NOBODY}, "customer_id"),
        ({"lines": [delivery_line(NOBODY, "1")]}, "lines[0].item_id"),
        ({"lines": [delivery_line("no-uuid", "1")]}, "lines[0].item_id"),
    ],
)
async def test_what_is_not_there_is_named(documents: Documents, shop: Shop, fields: dict[str, Any], field: str) -> None:
    given = {"lines": [delivery_line(shop.item(), "1")], **fields}
    refused = await refusal_of(documents.create(documents.delivery(**given)))
    assert (refused.code, refused.reason, refused.fields) == (
        "NOT_FOUND",
        "RESOURCE_NOT_FOUND",
        (f"delivery.{field}",),
    )


async def test_another_companys_warehouse_is_not_there(documents: Documents, shop: Shop) -> None:
    theirs = shop.location(company_id=NOBODY)
    refused = await refusal_of(
        documents.create(documents.receipt(receipt_line(shop.item(), "1", "1"), warehouse_id=theirs))
    )
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("goods_receipt.warehouse_id",))


async def test_what_is_archived_or_no_place_for_goods_is_refused(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    for fields, reason, field in (
        ({"supplier_id": shop.supplier(archived=True)}, "RESOURCE_ARCHIVED", "supplier_id"),
        ({"warehouse_id": shop.location(archived=True)}, "RESOURCE_ARCHIVED", "warehouse_id"),
        ({"warehouse_id": shop.location(kind=location_pb2.Location.BIN)}, "FIELD_INVALID", "warehouse_id"),
        ({"lines": [receipt_line(shop.item(archived=True), "1", "1")]}, "RESOURCE_ARCHIVED", "lines[0].item_id"),
        ({"lines": [receipt_line(shop.item(is_stocked=False), "1", "1")]}, "FIELD_INVALID", "lines[0].item_id"),
    ):
        given = {"lines": [receipt_line(tea, "1", "1")], **fields}
        refused = await refusal_of(documents.create(documents.receipt(**given)))
        assert (refused.reason, refused.fields) == (reason, (f"goods_receipt.{field}",))


@pytest.mark.parametrize(
    ("value", "cost", "currency", "reason", "field"),
    [
        ("0", "1", "INR", "FIELD_INVALID", "quantity.value"),
        ("-1", "1", "INR", "FIELD_INVALID", "quantity.value"),
        ("0.25", "1", "INR", "AMOUNT_SCALE_EXCEEDED", "quantity.value"),
        ("1e3", "1", "INR", "AMOUNT_MALFORMED", "quantity.value"),
        ("1", "-1", "INR", "FIELD_INVALID", "unit_cost.amount"),
        ("1", "1,00", "INR", "AMOUNT_MALFORMED", "unit_cost.amount"),
        ("1", "1", "USD", "FIELD_INVALID", "unit_cost.currency_code"),
        ("100000000000000000", "1", "INR", "FIELD_INVALID", "quantity.value"),
        ("1000000000000", "1000000", "INR", "FIELD_INVALID", "unit_cost.amount"),
    ],
)
async def test_a_line_that_cannot_be_counted_is_named(
    documents: Documents, shop: Shop, value: str, cost: str, currency: str, reason: str, field: str
) -> None:
    tea = shop.item()
    lines = [receipt_line(tea, "1", "1"), receipt_line(tea, value, cost, currency=currency)]
    refused = await refusal_of(documents.create(documents.receipt(*lines)))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", reason)
    assert refused.fields == (f"goods_receipt.lines[1].{field}",)


async def test_a_draft_changes_by_what_the_mask_names(documents: Documents, shop: Shop) -> None:
    tea, milk = shop.item(), shop.item()
    made = await documents.created(documents.receipt(receipt_line(tea, "1", "1"), narration="old"))
    changed = documents.receipt(receipt_line(milk, "2", "5"), narration="new", id=made.id, etag=made.etag)
    answer = (await documents.update(changed, "lines")).goods_receipt
    assert [(line.item_id, line.value.amount) for line in answer.lines] == [(milk, "10.00")]
    assert (answer.narration, answer.etag != made.etag) == ("old", True)
    assert await documents.get(made) == answer
    stale = await refusal_of(documents.update(changed, "narration"))
    assert (stale.code, stale.reason, stale.fields) == ("ABORTED", "ETAG_MISMATCH", ("goods_receipt.etag",))
    for paths in ((), ("state",), ("number",), ("company_id",)):
        changed.etag = answer.etag
        assert (await refusal_of(documents.update(changed, *paths))).code == "INVALID_ARGUMENT"
    assert await documents.get(made) == answer


async def test_a_deleted_draft_is_gone_with_its_lines(documents: Documents, shop: Shop) -> None:
    made = await documents.created(documents.delivery(delivery_line(shop.item(), "1")))
    stale = await refusal_of(documents.step("Delete", made, etag="old"))
    assert stale.reason == "ETAG_MISMATCH"
    await documents.step("Delete", made)
    assert (await refusal_of(documents.get(made))).reason == "RESOURCE_NOT_FOUND"


async def test_a_request_makes_one_draft_however_often_it_comes(documents: Documents, shop: Shop) -> None:
    wanted, request_id = documents.delivery(delivery_line(shop.item(), "1")), str(new_id())
    first = await documents.create(wanted, request_id)
    again = documents.create(wanted, request_id)
    assert await again == first
    assert await was_replayed(again)
    assert len((await documents.listed(Delivery))[0]) == 1
    wanted.narration = "another"
    refused = await refusal_of(documents.create(wanted, request_id))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "REQUEST_ID_REUSED")


async def test_lists_come_by_day_in_pages_and_are_the_tenants_own(
    documents: Documents, stranger: Documents, shop: Shop
) -> None:
    tea = shop.item()
    days = ["2026-04-03", "2026-04-01", "2026-04-02"]
    made = [await documents.created(documents.delivery(delivery_line(tea, "1"), posting_date=day)) for day in days]
    first, token = await documents.listed(Delivery, page_size=2)
    rest, end = await documents.listed(Delivery, page_size=2, page_token=token)
    assert [one.posting_date for one in first + rest] == sorted(days)
    assert (end, [len(one.lines) for one in first + rest]) == ("", [0, 0, 0])
    assert (await stranger.listed(Delivery))[0] == (await documents.listed(Receipt))[0] == []
    for call in (stranger.get(made[0]), stranger.step("Post", made[0]), stranger.step("Delete", made[0])):
        assert (await refusal_of(call)).reason == "RESOURCE_NOT_FOUND"
