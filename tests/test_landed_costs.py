"""Landed cost in other currencies through the whole system: goods are worth it in the company's, it is owed in its."""

import pytest

from tests.support.goods import ROLES, Goods, money, opened
from tests.support.rest import Rest

LANDED_COSTS = ("landed-costs", "landed_cost")


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own, which owes what is shipped by an account for dollars."""
    clearing = {"LANDED_COST_CLEARING": "Sales", "LANDED_COST_CLEARING.USD": "Retained", "CURRENCY_EXCHANGE": "Cash"}
    return opened(rest, {**ROLES, **clearing})


def test_what_is_owed_in_dollars_stays_dollars(goods: Goods) -> None:
    tea = goods.item()
    receipt = goods.received((tea, "5", "50"))
    dollars = {"amount": money("10", "USD"), "exchange_rate": "62.9", "exchange_date": "2026-04-09"}
    draft = goods.drafted(
        *LANDED_COSTS,
        charges=[{"amount": money("100")}, dollars],
        allocation="BY_VALUE",
        lines=[{"goods_receipt_id": receipt["id"]}],
    )
    posted = goods.stepped(*LANDED_COSTS, draft, "post")
    assert (posted["value"]["amount"], goods.stock(tea)) == ("729.00", (5, 0, 979))
    assert goods.balances_by_currency() == {
        ("Inventory", "INR"): 979,
        ("GRNI", "INR"): -250,
        ("Sales", "INR"): -100,
        ("Retained", "USD"): -10,
        ("Cash", "USD"): 10,
        ("Cash", "INR"): -629,
    }
    goods.stepped(*LANDED_COSTS, posted, "cancel")
    assert goods.balances_by_currency() == {("Inventory", "INR"): 250, ("GRNI", "INR"): -250}
    assert goods.stock(tea) == (5, 0, 250)
    goods.require_equal()


def test_a_currency_has_digits_that_the_ledger_knows(goods: Goods) -> None:
    receipt = goods.received((goods.item(), "5", "50"))
    dollars = {"amount": money("10.001", "USD"), "exchange_rate": "62.9"}
    draft = goods.drafted(
        *LANDED_COSTS, charges=[dollars], allocation="BY_VALUE", lines=[{"goods_receipt_id": receipt["id"]}]
    )
    body = {"request_id": "", "etag": draft["etag"]}
    refused = goods.rest.post(f"/v1/wms/landed-costs/{draft['id']}:post", body)
    assert (refused.status, refused.reason) == (400, "AMOUNT_SCALE_EXCEEDED")
    goods.require_equal()
