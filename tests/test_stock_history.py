"""Documents that are dated back: later ones are valued anew, and the books follow by documents of their own."""

import uuid
from typing import Any

import pytest
from m_kit.etag import etag_of

from tests.support.books import Books
from tests.support.goods import Goods, opened
from tests.support.rest import Rest
from tests.support.revalued import revalued

EARLY, MIDDLE, LATE = "2026-02-03", "2026-03-10", "2026-04-20"


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def documents(goods: Goods) -> list[dict[str, Any]]:
    """The company's stock revaluations, whole."""
    listed = goods.rest.get("/v1/wms/stock-revaluations", company_id=goods.company_id).ok()
    return [
        dict(goods.rest.get(f"/v1/wms/stock-revaluations/{one['id']}").ok()["stock_revaluation"])
        for one in listed.get("stock_revaluations", [])
    ]


def test_a_receipt_dated_back_changes_what_later_deliveries_cost_month_by_month(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day=MIDDLE)
    goods.delivered((tea, "4"), day=MIDDLE)
    goods.delivered((tea, "4"), day=LATE)
    goods.received((tea, "6", "10"), day=EARLY)
    (recompute,) = revalued(goods.rest, goods.company_id)
    assert (recompute["keys_total"], recompute["movements_adjusted"]) == (1, "2")
    assert goods.stock(tea) == (8, 0, 40)
    assert goods.accounts() == {"Inventory": 40, "GRNI": -110, "COGS": 70}
    goods.require_equal()
    march, april = documents(goods)
    assert sorted(one["number"] for one in (march, april)) == ["SRV/2026/00001", "SRV/2026/00002"]
    assert [(one["posting_date"], one["value"]["amount"], one["posting_state"]) for one in (march, april)] == [
        (MIDDLE, "-20.00", "POSTED"),
        (LATE, "-10.00", "POSTED"),
    ]
    assert [(line["warehouse_code"], line["document_type"]) for line in march["lines"]] == [("MAIN", "wms.delivery")]
    assert goods.accounts(as_of=MIDDLE) == {"Inventory": 70, "GRNI": -110, "COGS": 40}


def test_what_was_posted_by_itself_is_posted_once(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day=MIDDLE)
    goods.delivered((tea, "4"), day=MIDDLE)
    goods.received((tea, "6", "10"), day=EARLY)
    revalued(goods.rest, goods.company_id)
    (posted,) = documents(goods)
    path, draft_etag = f"/v1/wms/stock-revaluations/{posted['id']}:post", etag_of(uuid.UUID(posted["id"]), 1)
    own = {"etag": draft_etag, "posting_date": MIDDLE, "request_id": f"stock revaluation {posted['id']} {MIDDLE}"}
    again = goods.rest.post(path, own)
    assert again.ok()["stock_revaluation"] == posted
    assert again.replayed
    assert goods.rest.post(path, {"etag": posted["etag"]}).reason == "STATE_INVALID"


def test_what_is_taken_back_is_worth_what_it_turned_out_to_have_cost(goods: Goods) -> None:
    tea, milk = goods.item(), goods.item("MOVING_AVERAGE")
    goods.received((tea, "10", "5"), (milk, "10", "5"), day=MIDDLE)
    sold = goods.delivered((tea, "4"), (milk, "4"), day=MIDDLE)
    goods.cancel(sold, posting_date=LATE).ok()
    goods.received((tea, "4", "10"), (milk, "10", "10"), day=EARLY)
    revalued(goods.rest, goods.company_id)
    assert goods.stock(tea) == (14, 0, 90)
    assert goods.stock(milk) == (20, 0, 150)
    assert goods.accounts() == {"Inventory": 240, "GRNI": -240}


def test_a_closed_month_stays_as_it_is_and_the_next_open_one_has_the_difference(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day=EARLY)
    goods.delivered((tea, "5"), day=EARLY)
    goods.delivered((tea, "1"), day=LATE)
    books = Books(goods.rest, {"id": goods.company_id, "code": ""})
    books.act("periods", books.period_of(EARLY)["id"], "close").ok()
    closed = goods.accounts(as_of="2026-02-28")
    goods.received((tea, "10", "7"), day="2026-01-31")
    revalued(goods.rest, goods.company_id)
    assert [(one["posting_date"], one["value"]["amount"]) for one in documents(goods)] == [
        ("2026-03-01", "-10.00"),
        (LATE, "-2.00"),
    ]
    in_january = {"Inventory": 70, "GRNI": -70}
    assert goods.accounts(as_of="2026-02-28") == {
        account: closed.get(account, 0) + in_january.get(account, 0) for account in closed
    }
    goods.require_equal()


def test_nothing_dated_back_is_nothing_to_do(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day=EARLY)
    goods.delivered((tea, "4"), day=LATE)
    assert revalued(goods.rest, goods.company_id) == []
    assert documents(goods) == []
