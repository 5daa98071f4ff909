"""`m stock reconcile`: stock beside the inventory accounts, and the documents that make a difference."""

import pytest

from tests.support.goods import Goods, opened
from tests.support.rest import Rest
from tests.support.revalued import revalued
from tests.support.whole import Whole


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def code_of(goods: Goods) -> str:
    """The company's."""
    return str(goods.rest.get(f"/v1/ledger/companies/{goods.company_id}").ok()["company"]["code"])


def test_what_agrees_is_shown_by_warehouse_and_account(server: Whole, goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"), day="2026-03-10")
    goods.delivered((tea, "4"), day="2026-03-10")
    goods.received((tea, "4", "10"), day="2026-02-01")
    revalued(goods.rest, goods.company_id)
    found = server.m("stock", "reconcile", "--company", code_of(goods), "--json").ok()
    assert found["ok"]
    (company,) = found["companies"]
    assert [(one["warehouse"], one["account"], one["value"]) for one in company["warehouses"]] == [
        ("MAIN", "Inventory", "50.00")
    ]
    assert [(one["stock"], one["balance"], one["difference"]) for one in company["accounts"]] == [("50", "50", "0")]
    shown = server.m("stock", "reconcile", "--company", code_of(goods))
    assert (shown.code, "MAIN" in shown.stdout) == (0, True)


def test_a_difference_is_explained_by_its_documents(server: Whole, goods: Goods) -> None:
    tea = goods.item()
    received = goods.received((tea, "10", "5"))
    lines = [
        {"account_code": "Inventory", "debit": {"currency_code": "INR", "amount": "7.00"}},
        {"account_code": "Cash", "credit": {"currency_code": "INR", "amount": "7.00"}},
    ]
    body = {"company_id": goods.company_id, "voucher": {"posting_date": "2026-04-11", "lines": lines}}
    voucher = goods.rest.post("/v1/ledger/vouchers:post", body).ok()["voucher"]
    done = server.m("stock", "reconcile", "--company", code_of(goods), "--json")
    assert done.code == 1
    (company,) = done.json["companies"]
    assert [(one["document_number"], one["stock"], one["balance"]) for one in company["documents"]] == [
        (voucher["number"], "0", "7")
    ]
    assert received["number"] not in done.stdout
    assert server.m("stock", "reconcile", "--company", "NOBODY").code == 1
    # Others' tests look at every company.
    back = {"etag": voucher["etag"], "posting_date": "2026-04-11"}
    goods.rest.post(f"/v1/ledger/vouchers/{voucher['id']}:reverse", back).ok()
    assert server.m("stock", "reconcile", "--company", code_of(goods), "--json").code == 0
