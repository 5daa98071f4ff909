"""Goods receipts and deliveries become stock and vouchers, and are taken back: what each keeper is asked, and when."""

from typing import Any

import pytest
from businessm.posting.v1 import posting_state_pb2
from businessm.stock.v1 import movement_pb2
from m_kit.errors import NotFound, StateInvalid
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from m_wms.tests.documents import Delivery, Documents, Receipt, delivery_line, receipt_line
from m_wms.tests.fakes import Shop

RESERVES, CONFIRMS = ["ReserveMovements", "ReserveVoucher"], ["ConfirmMovements", "ConfirmVoucher"]


def keeping(shop: Shop) -> list[str]:
    """What the keepers were asked to do, in order."""
    return [rpc for rpc, _ in shop.calls if rpc.startswith(("Reserve", "Confirm", "Cancel"))]


def amounts(request: Any) -> list[tuple[str, str, str]]:
    """(role, debit, credit) of a voucher asked for."""
    return [(line.role, line.debit.amount, line.credit.amount) for line in request.voucher.lines]


async def test_a_receipt_brings_its_own_value(documents: Documents, shop: Shop) -> None:
    tea, milk = shop.item(), shop.item(valuation_method=2)
    lines = [receipt_line(tea, "1", "24.06", uom="DZN"), receipt_line(milk, "3", "1.115")]
    posted = await documents.posted(documents.receipt(*lines, narration="Lorry"))
    assert (posted.state, posted.number, posted.value.amount) == (Receipt.POSTED, "GRN/2026/00001", "27.41")
    assert posted.posting_state == posting_state_pb2.POSTED
    (moved,), (voucher,) = shop.asked("ReserveMovements"), shop.asked("ReserveVoucher")
    assert [(one.item_id, one.quantity.value, one.value.amount) for one in moved.movements] == [
        (tea, "12", "24.06"),
        (milk, "3", "3.35"),
    ]
    assert {one.direction for one in moved.movements} == {movement_pb2.IN}
    assert [(one.item_id, one.valuation_method, one.quantity_scale) for one in moved.items] == [
        (tea, 1, 1),
        (milk, 2, 1),
    ]
    assert amounts(voucher) == [("INVENTORY.MAIN", "27.41", ""), ("GOODS_RECEIVED_NOT_INVOICED", "", "27.41")]
    assert (voucher.voucher.narration, voucher.voucher.posting_date) == ("Lorry", "2026-04-01")
    assert voucher.posting == moved.posting
    assert (moved.posting.document_type, moved.posting.document_id) == ("wms.goods_receipt", posted.id)
    assert sorted(keeping(shop)) == sorted(RESERVES + CONFIRMS)
    for confirm in CONFIRMS:
        (decision,) = (one.decision for one in shop.asked(confirm))
        assert (decision.posting_id, decision.document_number) == (moved.posting.id, "GRN/2026/00001")
    assert await documents.get(posted) == posted


async def test_a_delivery_costs_what_stock_says(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    posted = await documents.posted(documents.delivery(delivery_line(tea, "3"), delivery_line(tea, "0.5")))
    assert (posted.number, [line.value.amount for line in posted.lines]) == ("DN/2026/00001", ["7.50", "1.25"])
    assert keeping(shop)[:2] == RESERVES
    (moved,), (voucher,) = shop.asked("ReserveMovements"), shop.asked("ReserveVoucher")
    assert [(one.direction, one.HasField("value")) for one in moved.movements] == [(movement_pb2.OUT, False)] * 2
    assert amounts(voucher) == [("COST_OF_GOODS_SOLD", "8.75", ""), ("INVENTORY.MAIN", "", "8.75")]


async def test_a_delivery_comes_back_movement_by_movement(documents: Documents, shop: Shop) -> None:
    posted = await documents.posted(documents.delivery(delivery_line(shop.item(), "2")))
    answer = (await documents.step("Cancel", posted, posting_date="2026-05-02")).delivery
    assert (answer.state, answer.number, answer.cancel_date) == (Delivery.CANCELLED, posted.number, "2026-05-02")
    moved, voucher = shop.asked("ReserveMovements")[1], shop.asked("ReserveVoucher")[1]
    (back,) = moved.movements
    assert (back.direction, back.source_movement_id) == (movement_pb2.IN, posted.lines[0].movement_id)
    assert amounts(voucher) == [("INVENTORY.MAIN", "5.00", ""), ("COST_OF_GOODS_SOLD", "", "5.00")]
    assert (moved.posting_date, voucher.voucher.posting_date) == ("2026-05-02", "2026-05-02")
    assert moved.posting.purpose != shop.asked("ReserveMovements")[0].posting.purpose
    again = await refusal_of(documents.step("Cancel", answer))
    assert (again.code, again.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")


@pytest.mark.parametrize(
    ("cost", "variance"),
    [("4", [("PRICE_VARIANCE", "", "3.00")]), ("1", [("PRICE_VARIANCE", "3.00", "")]), ("2.50", [])],
)
async def test_a_receipt_goes_back_at_what_stock_says_and_the_rest_is_a_variance(
    documents: Documents, shop: Shop, cost: str, variance: list[tuple[str, str, str]]
) -> None:
    posted = await documents.posted(documents.receipt(receipt_line(shop.item(), "2", cost)))
    await documents.step("Cancel", posted)
    moved, voucher = shop.asked("ReserveMovements")[1], shop.asked("ReserveVoucher")[1]
    assert [one.source_movement_id for one in moved.movements] == [posted.lines[0].movement_id]
    brought = posted.value.amount
    assert amounts(voucher) == [
        ("GOODS_RECEIVED_NOT_INVOICED", brought, ""),
        ("INVENTORY.MAIN", "", "5.00"),
        *variance,
    ]
    assert voucher.voucher.posting_date == "2026-04-01"


async def test_a_ledger_that_refuses_leaves_a_draft_and_gives_the_goods_back(documents: Documents, shop: Shop) -> None:
    shop.refusals["ReserveVoucher"] = StateInvalid("the month is closed", field="voucher.posting_date")
    draft = await documents.created(documents.delivery(delivery_line(shop.item(), "2")))
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.code, refused.reason, refused.message) == (
        "FAILED_PRECONDITION",
        "STATE_INVALID",
        "the month is closed",
    )
    assert await documents.get(draft) == draft
    held = shop.asked("ReserveMovements")[0].posting
    assert [one.posting for one in shop.asked("CancelMovements")] == [held]
    assert shop.asked("ConfirmMovements") == []
    del shop.refusals["ReserveVoucher"]
    posted = (await documents.step("Post", draft)).delivery
    assert (posted.state, posted.number) == (Delivery.POSTED, "DN/2026/00001")
    assert shop.asked("ReserveMovements")[1].posting.id != held.id


async def test_a_posting_sent_twice_is_one(documents: Documents, shop: Shop) -> None:
    draft, request_id = await documents.created(documents.delivery(delivery_line(shop.item(), "2"))), str(new_id())
    first = await documents.step("Post", draft, request_id)
    again = documents.step("Post", draft, request_id)
    assert await again == first
    assert await was_replayed(again)
    assert len(shop.asked("ReserveMovements")) == 1
    refused = await refusal_of(documents.step("Post", draft, request_id, etag="another"))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "REQUEST_ID_REUSED")
    third = await refusal_of(documents.step("Post", draft))
    assert (third.code, third.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")
    assert len(shop.asked("ReserveMovements")) == 1


async def test_what_is_posted_changes_no_more(documents: Documents, shop: Shop) -> None:
    posted = await documents.posted(documents.receipt(receipt_line(shop.item(), "2", "1")))
    for call in (
        documents.update(posted, "narration"),
        documents.step("Delete", posted),
        documents.step("Post", posted),
    ):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "STATE_INVALID")
    stale = await refusal_of(documents.step("Cancel", posted, etag="old"))
    assert (stale.code, stale.reason) == ("ABORTED", "ETAG_MISMATCH")
    assert await documents.get(posted) == posted
    assert len(shop.asked("ReserveMovements")) == 1


async def test_numbers_have_no_gap_for_what_was_refused(documents: Documents, shop: Shop) -> None:
    tea = shop.item()
    await documents.posted(documents.receipt(receipt_line(tea, "1", "1")))
    shop.refusals["ReserveMovements"] = StateInvalid("no", field="items[0]")
    draft = await documents.created(documents.receipt(receipt_line(tea, "1", "1")))
    await refusal_of(documents.step("Post", draft))
    del shop.refusals["ReserveMovements"]
    second = await documents.posted(documents.receipt(receipt_line(tea, "1", "1")))
    later = await documents.posted(documents.receipt(receipt_line(tea, "1", "1"), posting_date="2027-01-01"))
    assert (second.number, later.number) == ("GRN/2026/00002", "GRN/2027/00001")


@pytest.mark.parametrize(
    ("rpc", "theirs", "ours"),
    [
        ("ReserveMovements", "movements[1].quantity", "delivery.lines[1].quantity"),
        ("ReserveMovements", "movements[0].item_id", "delivery.lines[0].item_id"),
        ("ReserveMovements", "movements[0].warehouse_id", "delivery.warehouse_id"),
        ("ReserveMovements", "currency_code", "delivery"),
        ("ReserveVoucher", "voucher.posting_date", "delivery.posting_date"),
        ("ReserveVoucher", "voucher.lines[1].role", "delivery"),
    ],
)
async def test_what_a_keeper_refuses_is_told_of_the_document(
    documents: Documents, shop: Shop, rpc: str, theirs: str, ours: str
) -> None:
    shop.refusals[rpc] = NotFound("it is not there", field=theirs, metadata={"available": "3"})
    tea = shop.item()
    draft = await documents.created(documents.delivery(delivery_line(tea, "1"), delivery_line(tea, "2")))
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.code, refused.reason, refused.message) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", "it is not there")
    assert refused.fields == (ours,)


async def test_a_return_is_told_of_its_own_date_and_of_the_documents_movements(
    documents: Documents, shop: Shop
) -> None:
    posted = await documents.posted(documents.receipt(receipt_line(shop.item(), "2", "1")))
    shop.refusals["ReserveVoucher"] = NotFound("no period", field="voucher.posting_date")
    for fields, field in (({}, "goods_receipt.posting_date"), ({"posting_date": "2026-04-02"}, "posting_date")):
        assert (await refusal_of(documents.step("Cancel", posted, **fields))).fields == (field,)
    shop.refusals["ReserveMovements"] = NotFound("spent", field="movements[0].source_movement_id")
    refused = await refusal_of(documents.step("Cancel", posted))
    assert refused.fields == ("goods_receipt.lines[0].movement_id",)


async def test_nothing_is_taken_back_before_it_came(documents: Documents, shop: Shop) -> None:
    posted = await documents.posted(documents.receipt(receipt_line(shop.item(), "2", "1")))
    refused = await refusal_of(documents.step("Cancel", posted, posting_date="2026-03-31"))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", ("posting_date",))
    assert len(shop.asked("ReserveMovements")) == 1
    answer = (await documents.step("Cancel", posted, posting_date="2026-04-01")).goods_receipt
    assert answer.cancel_date == "2026-04-01"
