"""Landed cost: shared over what came, added to what is left of it."""

from typing import Any

import pytest
from businessm.stock.v1 import movement_pb2
from businessm.wms.v1 import landed_cost_pb2
from m_kit.testing import refusal_of

from m_wms.tests.documents import Documents, LandedCost, money, receipt_line
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts

BY_VALUE, BY_QUANTITY, BY_WEIGHT = LandedCost.BY_VALUE, LandedCost.BY_QUANTITY, LandedCost.BY_WEIGHT


def over(receipt: Any, line: int = 0, **fields: Any) -> Any:
    """A line of a landed cost; all of the receipt's where no line is said."""
    return landed_cost_pb2.LandedCostLine(goods_receipt_id=receipt.id, goods_receipt_line=line, **fields)


async def received(documents: Documents, shop: Shop) -> Any:
    """3 for 30 and a dozen for 10."""
    return await documents.posted(
        documents.receipt(receipt_line(shop.item(), "3", "10"), receipt_line(shop.item(), "1", "10", uom="DZN"))
    )


@pytest.mark.parametrize(("allocation", "shares"), [(BY_VALUE, ["7.51", "2.50"]), (BY_QUANTITY, ["2.00", "8.01"])])
async def test_charges_are_shared_to_the_last_cent(
    documents: Documents, shop: Shop, allocation: Any, shares: list[str]
) -> None:
    receipt = await received(documents, shop)
    draft = await documents.created(documents.landed_cost("10.01", allocation, over(receipt)))
    assert [(one.goods_receipt_line, one.share.amount) for one in draft.lines] == [(1, shares[0]), (2, shares[1])]
    assert [one.item_id for one in draft.lines] == [one.item_id for one in receipt.lines]
    posted = (await documents.step("Post", draft)).landed_cost
    assert (posted.number, posted.value.amount) == ("LCV/2026/00001", "10.01")
    moved, voucher = shop.asked("ReserveMovements")[1], shop.asked("ReserveVoucher")[1]
    assert [(one.direction, one.value.amount, one.source_movement_id) for one in moved.movements] == [
        (movement_pb2.REVALUE, share, line.movement_id) for share, line in zip(shares, receipt.lines, strict=True)
    ]
    assert not any(one.HasField("quantity") for one in moved.movements)
    assert amounts(voucher) == [("INVENTORY.MAIN", "10.01", ""), ("LANDED_COST_CLEARING", "", "10.01")]
    assert await documents.get(posted) == posted


async def test_weights_are_said_by_line(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    lines = [over(receipt, 2, weight="1"), over(receipt, 1, weight="3")]
    draft = await documents.created(documents.landed_cost("100", BY_WEIGHT, *lines))
    assert [(one.goods_receipt_line, one.share.amount) for one in draft.lines] == [(2, "25.00"), (1, "75.00")]
    refused = await refusal_of(documents.create(documents.landed_cost("100", BY_WEIGHT, over(receipt))))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("landed_cost.lines[0].weight",))


async def test_a_landed_cost_is_taken_back_and_its_receipt_not_before(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    posted = await documents.posted(documents.landed_cost("10", BY_VALUE, over(receipt, 1)))
    refused = await refusal_of(documents.step("Cancel", receipt))
    assert (refused.reason, "landed cost LCV/2026/00001" in refused.message) == ("DOCUMENT_IN_USE", True)
    await documents.step("Cancel", posted)
    (back,) = shop.asked("ReserveMovements")[2].movements
    assert (back.direction, back.value.amount) == (movement_pb2.REVALUE, "-10.00")
    assert back.source_movement_id == receipt.lines[0].movement_id
    await documents.step("Cancel", receipt)


async def test_a_standard_cost_knows_no_landed_cost(documents: Documents, shop: Shop) -> None:
    tea = shop.item(valuation_method=3)
    shop.standard_costs = {(tea, "2026-01-01"): "8"}
    receipt = await documents.posted(documents.receipt(receipt_line(tea, "1", "10")))
    await documents.posted(documents.landed_cost("4", BY_VALUE, over(receipt)))
    assert len(shop.asked("ReserveMovements")) == 1
    assert amounts(shop.asked("ReserveVoucher")[1]) == [
        ("LANDED_COST_CLEARING", "", "4.00"),
        ("PRICE_VARIANCE", "4.00", ""),
    ]


async def test_what_cannot_be_shared_is_named(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    free = await documents.posted(documents.receipt(receipt_line(shop.item(), "1", "0")))
    for amount, lines, field in (
        ("0", [over(receipt)], "charges[0].amount.amount"),
        ("1.001", [over(receipt)], "charges[0].amount.amount"),
        ("1", [over(receipt, 3)], "lines[0].goods_receipt_line"),
        ("1", [over(receipt), over(receipt, 2)], "lines[2].goods_receipt_line"),
        ("1", [over(free)], "allocation"),
    ):
        refused = await refusal_of(documents.create(documents.landed_cost(amount, BY_VALUE, *lines)))
        assert refused.fields == (f"landed_cost.{field}",)


def charge(amount: str, currency: str = "INR", rate: str = "", day: str = "") -> Any:
    """What was paid for."""
    return landed_cost_pb2.LandedCostCharge(amount=money(amount, currency), exchange_rate=rate, exchange_date=day)


async def test_charges_are_owed_in_their_currencies(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    charges = [charge("100"), charge("10", "USD", "62.9", "2026-03-31"), charge("0.5", "EUR", "70.01")]
    draft = await documents.created(documents.landed_cost("1", BY_VALUE, over(receipt), charges=charges))
    assert [one.functional_amount.amount for one in draft.charges] == ["100.00", "629.00", "35.01"]
    assert [one.exchange_date for one in draft.charges] == ["", "2026-03-31", ""]
    posted = (await documents.step("Post", draft)).landed_cost
    assert (posted.value, [one.share.amount for one in posted.lines]) == (money("764.01"), ["573.01", "191.00"])
    voucher = shop.asked("ReserveVoucher")[1]
    assert amounts(voucher) == [
        ("INVENTORY.MAIN", "764.01", ""),
        ("LANDED_COST_CLEARING", "", "100.00"),
        ("LANDED_COST_CLEARING.USD", "", "10"),
        ("LANDED_COST_CLEARING.EUR", "", "0.5"),
    ]
    assert [one.functional_amount for one in voucher.voucher.lines] == ["", "", "629.00", "35.01"]
    assert [one.credit.currency_code for one in voucher.voucher.lines] == ["", "INR", "USD", "EUR"]
    assert voucher.voucher.settle_exchange
    assert await documents.get(posted) == posted
    await documents.step("Cancel", posted)
    assert amounts(shop.asked("ReserveVoucher")[2])[:3] == [
        ("LANDED_COST_CLEARING", "100.00", ""),
        ("LANDED_COST_CLEARING.USD", "10", ""),
        ("LANDED_COST_CLEARING.EUR", "0.5", ""),
    ]


async def test_charges_of_other_currencies_alone_owe_nothing_in_the_companys(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    charges = [charge("10", "USD", "62.9")]
    await documents.posted(documents.landed_cost("1", BY_VALUE, over(receipt), charges=charges))
    assert amounts(shop.asked("ReserveVoucher")[1]) == [
        ("INVENTORY.MAIN", "629.00", ""),
        ("LANDED_COST_CLEARING.USD", "", "10"),
    ]


async def test_a_rate_that_is_none_is_named(documents: Documents, shop: Shop) -> None:
    receipt = await received(documents, shop)
    for wrong, reason, field in (
        (charge("10", "USD"), "FIELD_REQUIRED", "exchange_rate"),
        (charge("10", "USD", "0"), "FIELD_INVALID", "exchange_rate"),
        (charge("10", "USD", "1e5"), "AMOUNT_MALFORMED", "exchange_rate"),
        (charge("-10", "USD", "80"), "FIELD_INVALID", "amount.amount"),
        (charge("0.001", "USD", "1"), "FIELD_INVALID", "amount.amount"),
        (charge("10", "USD", "80", "2026-02-30"), "FIELD_INVALID", "exchange_date"),
        (charge("10", "INR", "80"), "FIELD_INVALID", "exchange_rate"),
        (charge("10", "INR", "", "2026-03-31"), "FIELD_INVALID", "exchange_date"),
    ):
        document = documents.landed_cost("1", BY_VALUE, over(receipt), charges=[charge("1"), wrong])
        refused = await refusal_of(documents.create(document))
        assert (refused.reason, refused.fields) == (reason, (f"landed_cost.charges[1].{field}",))
