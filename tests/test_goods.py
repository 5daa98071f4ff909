"""Goods move through the whole system: stock and ledger together, or not at all."""

import uuid
from decimal import Decimal

import pytest

from tests.support.goods import Goods, opened
from tests.support.rest import Rest


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def test_what_comes_in_goes_out_at_its_cost_and_the_ledger_says_so(goods: Goods) -> None:
    tea, milk = goods.item(), goods.item("MOVING_AVERAGE")
    first = goods.received((tea, "10", "5"), (milk, "4", "2.50"))
    assert (first["state"], first["posting_state"], first["number"]) == ("POSTED", "POSTED", "GRN/2026/00001")
    goods.received((tea, "10", "7"), (milk, "4", "3.50"))
    sold = goods.delivered((tea, "15"), (milk, "2"))
    assert (sold["number"], sold["value"]["amount"]) == ("DN/2026/00001", "91.00")
    assert [line["value"]["amount"] for line in sold["lines"]] == ["85.00", "6.00"]
    assert goods.stock(tea) == (5, 0, 35)
    assert goods.stock(milk) == (6, 0, 18)
    assert goods.accounts() == {"Inventory": 53, "GRNI": -144, "COGS": 91}
    assert goods.read(sold) == sold


def test_what_is_not_there_is_not_delivered_and_nothing_is_left_of_it(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "3", "5"))
    draft = goods.delivery((tea, "2"), (tea, "2"))
    refused = goods.post(draft)
    assert (refused.status, refused.reason) == (400, "INSUFFICIENT_STOCK")
    assert refused.body["message"]
    assert goods.read(draft) == draft
    goods.require_equal()
    goods.received((tea, "1", "5"))
    assert goods.post(draft).ok()["delivery"]["state"] == "POSTED"


def test_a_ledger_that_refuses_gives_the_goods_back(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "3", "5"))
    draft = goods.delivery((tea, "2"), day="2031-01-01")
    refused = goods.post(draft)
    assert (refused.status, refused.reason) == (400, "PERIOD_CLOSED")
    assert goods.read(draft)["state"] == "DRAFT"
    assert goods.stock(tea) == (3, 0, 15)
    goods.require_equal()


def test_what_was_posted_is_taken_back_at_the_very_cost(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"))
    sold = goods.delivered((tea, "4"))
    goods.received((tea, "10", "9"))
    cancelled = goods.cancel(sold).ok()["delivery"]
    assert (cancelled["state"], cancelled["posting_state"], cancelled["number"]) == (
        "CANCELLED",
        "POSTED",
        sold["number"],
    )
    assert goods.stock(tea) == (20, 0, 140)
    assert goods.accounts() == {"Inventory": 140, "GRNI": -140}
    again = goods.cancel(cancelled)
    assert (again.status, again.reason) == (400, "STATE_INVALID")


def test_a_receipt_taken_back_leaves_nothing(goods: Goods) -> None:
    tea, milk = goods.item(), goods.item("MOVING_AVERAGE")
    got = goods.received((tea, "10", "5"), (milk, "3", "1.11"))
    goods.cancel(got).ok()
    assert goods.accounts() == {}
    assert goods.stock(tea) == goods.stock(milk) == (0, 0, 0)
    spent = goods.received((tea, "10", "5"))
    goods.delivered((tea, "1"))
    assert goods.cancel(spent).status == 400
    goods.require_equal()


def test_each_call_twice_is_each_call_once(goods: Goods) -> None:
    tea = goods.item()
    draft = goods.receipt((tea, "10", "5"))
    key = str(uuid.uuid4())
    first = goods.post(draft, key)
    second = goods.post(draft, key)
    assert second.replayed
    assert second.body == first.body
    assert goods.accounts() == {"Inventory": 50, "GRNI": -50}
    third = goods.post(draft)
    assert (third.status, third.reason) == (400, "STATE_INVALID")
    key = str(uuid.uuid4())
    posted = first.ok()["goods_receipt"]
    assert goods.cancel(posted, key).body == goods.cancel(posted, key).body
    assert goods.accounts() == {}


def test_inventory_of_a_warehouse_may_have_an_account_of_its_own(rest: Rest) -> None:
    roles = {"GOODS_RECEIVED_NOT_INVOICED": "GRNI", "INVENTORY": "Inventory", "INVENTORY.COLD": "Cash"}
    goods = opened(rest, roles)
    tea = goods.item()
    goods.received((tea, "1", "5"))
    goods.received((tea, "1", "7"), warehouse_id=goods.warehouse("COLD"))
    assert goods.accounts() == {"Inventory": 5, "Cash": 7, "GRNI": -12}


def test_a_role_nobody_plays_is_named(rest: Rest) -> None:
    goods = opened(rest, {"INVENTORY": "Inventory"})
    draft = goods.receipt((goods.item(), "1", "5"))
    refused = goods.post(draft)
    assert (refused.status, refused.reason) == (400, "POSTING_RULE_MISSING")
    assert "GOODS_RECEIVED_NOT_INVOICED" in refused.body["message"]
    assert all(sum(row) == 0 for row in goods.balances().values())


def test_a_period_with_goods_closes_and_takes_no_more(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day="2026-04-10")
    periods = goods.rest.get("/v1/ledger/periods", company_id=goods.company_id).ok()["periods"]
    april = next(one for one in periods if one["start_date"] == "2026-04-01")
    closed = goods.rest.post(f"/v1/ledger/periods/{april['id']}:close", {"request_id": str(uuid.uuid4())})
    assert closed.ok()["period"]["state"] == "CLOSED"
    assert goods.post(goods.delivery((tea, "1"), day="2026-04-30")).reason == "PERIOD_CLOSED"
    goods.delivered((tea, "1"), day="2026-05-01")
    goods.require_equal()
    assert goods.stock(tea) == (9, 0, Decimal(45))
