"""Goods at standard cost through the whole system: received, sold, and brought to a new cost."""

import uuid

import pytest

from tests.support.goods import DAY, Goods, Json, money, opened
from tests.support.rest import Answer, Rest


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def said(goods: Goods, item: str, day: str, amount: str) -> Answer:
    """What a piece is worth from that day on."""
    cost = {"item_id": item, "from_date": day, "unit_cost": money(amount)}
    return goods.rest.post("/v1/masters/standard-costs", {"request_id": str(uuid.uuid4()), "standard_cost": cost})


def changed(goods: Goods, item: str, day: str) -> Json:
    """A posted cost change of the item."""
    fields = {
        "company_id": goods.company_id,
        "warehouse_id": goods.warehouse_id,
        "posting_date": day,
        "lines": [{"item_id": item}],
    }
    path, body = "/v1/wms/cost-changes", {"request_id": str(uuid.uuid4()), "cost_change": fields}
    draft = goods.rest.post(path, body).ok()["cost_change"]
    step = {"request_id": str(uuid.uuid4()), "etag": draft["etag"]}
    return dict(goods.rest.post(f"{path}/{draft['id']}:post", step).ok()["cost_change"])


def test_goods_are_worth_what_was_decided_and_stock_follows_when_it_is_told(goods: Goods) -> None:
    tea = goods.item("STANDARD")
    draft = goods.receipt((tea, "10", "6"))
    assert goods.post(draft).reason == "STANDARD_COST_MISSING"
    said(goods, tea, "2026-04-01", "5").ok()
    goods.post(draft).ok()
    assert goods.accounts() == {"Inventory": 50, "GRNI": -60, "Variance": 10}
    said(goods, tea, "2026-04-20", "3").ok()
    assert said(goods, tea, "2026-04-20", "4").reason == "FIELD_INVALID"
    # A new cost posts nothing by itself; a sale takes goods at what is valid on its day.
    assert goods.stock(tea) == (10, 0, 50)
    sold = goods.delivered((tea, "2"), day="2026-04-19")
    assert sold["value"]["amount"] == "10.00"
    change = changed(goods, tea, "2026-04-20")
    assert (change["number"], change["value"]["amount"]) == ("CCH/2026/00001", "-16.00")
    assert goods.stock(tea) == (8, 0, 24)
    assert goods.accounts() == {"Inventory": 24, "GRNI": -60, "Variance": 26, "COGS": 10}
    assert changed(goods, tea, "2026-04-21")["value"]["amount"] == "0.00"
    goods.delivered((tea, "8"), day="2026-04-21")
    assert goods.stock(tea) == (0, 0, 0)
    goods.require_equal()


def test_what_comes_back_later_is_worth_what_it_is_then(goods: Goods) -> None:
    tea = goods.item("STANDARD")
    said(goods, tea, "2026-04-01", "5").ok()
    goods.received((tea, "10", "5"))
    sold = goods.delivered((tea, "4"))
    said(goods, tea, "2026-04-20", "3").ok()
    changed(goods, tea, "2026-04-20")
    goods.cancel(sold, posting_date="2026-04-21").ok()
    assert goods.stock(tea) == (10, 0, 30)
    assert goods.accounts() == {"Inventory": 30, "GRNI": -50, "Variance": 20}
    assert sold["posting_date"] == DAY
    goods.require_equal()
