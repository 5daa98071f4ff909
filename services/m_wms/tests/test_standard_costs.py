"""Items at standard cost: what is sent with each posting, and stock that is brought to a new cost."""

from businessm.masters.v1 import item_pb2
from businessm.stock.v1 import movement_pb2
from m_kit.testing import refusal_of

from m_wms.tests.documents import CostChange, CostChangeLine, Documents, delivery_line, receipt_line
from m_wms.tests.fakes import Shop
from m_wms.tests.test_posting import amounts, keeping

STANDARD, REVALUE = item_pb2.Item.STANDARD, movement_pb2.REVALUE


def sent(shop: Shop) -> list[str]:
    """The standard cost of the first item of each posting that stock was asked to hold."""
    return [one.items[0].standard_cost.amount for one in shop.asked("ReserveMovements")]


async def test_each_posting_says_the_cost_that_is_valid_on_its_day(documents: Documents, shop: Shop) -> None:
    tea, salt = shop.item(valuation_method=STANDARD), shop.item()
    shop.standard_costs = {(tea, "2026-03-01"): "5", (tea, "2026-04-02"): "3.5"}
    await documents.posted(documents.receipt(receipt_line(tea, "4", "6")))
    sold = await documents.posted(documents.delivery(delivery_line(tea, "1"), posting_date="2026-04-02"))
    assert sent(shop) == ["5", "3.5"]
    # Taken back later it is worth what it is worth then.
    shop.standard_costs[tea, "2026-04-03"] = "2"
    await documents.step("Cancel", sold, posting_date="2026-04-03")
    assert sent(shop)[2] == "2"
    asked = len(shop.asked("ResolveStandardCosts"))
    await documents.posted(documents.receipt(receipt_line(salt, "4", "6")))
    assert not shop.asked("ReserveMovements")[-1].items[0].HasField("standard_cost")
    assert len(shop.asked("ResolveStandardCosts")) == asked


async def test_without_a_cost_nothing_is_posted(documents: Documents, shop: Shop) -> None:
    tea = shop.item(valuation_method=STANDARD)
    shop.standard_costs = {(tea, "2026-04-02"): "5"}
    draft = await documents.created(documents.receipt(receipt_line(shop.item(), "1", "1"), receipt_line(tea, "4", "6")))
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "STANDARD_COST_MISSING")
    assert refused.fields == ("goods_receipt.lines[1].item_id",)
    assert keeping(shop) == []
    assert await documents.get(draft) == draft


async def test_stock_is_brought_to_a_new_cost(documents: Documents, shop: Shop) -> None:
    tea, salt, cold = (
        shop.item(valuation_method=STANDARD),
        shop.item(valuation_method=STANDARD),
        shop.location(code="COLD"),
    )
    shop.standard_costs = {(tea, "2026-03-01"): "5", (salt, "2026-03-01"): "7"}
    shop.revalued = {tea: "-8.00", salt: "2.00"}
    lines = [CostChangeLine(item_id=tea), CostChangeLine(item_id=salt, warehouse_id=cold)]
    posted = await documents.posted(documents.cost_change(*lines))
    assert (posted.state, posted.number, posted.value.amount) == (CostChange.POSTED, "CCH/2026/00001", "-6.00")
    assert [one.value.amount for one in posted.lines] == ["-8.00", "2.00"]
    (moved,), (voucher,) = shop.asked("ReserveMovements"), shop.asked("ReserveVoucher")
    assert [(one.direction, one.warehouse_id, one.HasField("value")) for one in moved.movements] == [
        (REVALUE, documents.warehouse_id, False),
        (REVALUE, cold, False),
    ]
    assert not any(one.HasField("quantity") for one in moved.movements)
    assert amounts(voucher) == [
        ("INVENTORY.COLD", "2.00", ""),
        ("INVENTORY.MAIN", "", "8.00"),
        ("PRICE_VARIANCE", "6.00", ""),
    ]
    assert await documents.get(posted) == posted


async def test_what_is_worth_that_already_is_nothing_for_the_ledger(documents: Documents, shop: Shop) -> None:
    tea = shop.item(valuation_method=STANDARD)
    shop.standard_costs = {(tea, "2026-03-01"): "5"}
    shop.revalued = {tea: "0.00"}
    posted = await documents.posted(documents.cost_change(CostChangeLine(item_id=tea)))
    assert (posted.state, posted.value.amount, shop.asked("ReserveVoucher")) == (CostChange.POSTED, "0.00", [])


async def test_only_what_has_a_standard_cost_is_brought_to_one(documents: Documents, shop: Shop) -> None:
    tea, fifo = shop.item(valuation_method=STANDARD), shop.item()
    for lines, field in (
        ([CostChangeLine(item_id=fifo)], "lines[0].item_id"),
        ([CostChangeLine(item_id=tea), CostChangeLine(item_id=tea)], "lines[1].item_id"),
    ):
        refused = await refusal_of(documents.create(documents.cost_change(*lines)))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", (f"cost_change.{field}",))
