"""Goods are put where rules say through the whole system: from the dock to their bins, and back."""

import pytest

from tests.support.goods import Goods, opened, quantity_of
from tests.support.rest import Rest

PUTAWAYS = ("putaways", "putaway")


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def rule(goods: Goods, location_id: str, item: str, capacity: str, priority: int = 0) -> None:
    """A bin for so many of an item."""
    fields = {
        "company_id": goods.company_id,
        "warehouse_id": goods.warehouse_id,
        "location_id": location_id,
        "item_id": item,
        "capacity": quantity_of(capacity),
        "priority": priority,
    }
    goods.rest.post("/v1/wms/putaway-rules", {"putaway_rule": fields}).ok()


def test_goods_go_from_the_dock_to_where_there_is_room_and_the_ledger_has_nothing_of_it(goods: Goods) -> None:
    tea, (dock, near, far) = goods.item(), (goods.bin(code) for code in ("DOCK", "A1", "B1"))
    rule(goods, near, tea, "5")
    rule(goods, far, tea, "100", priority=1)
    goods.received_at(tea, "2", near)
    goods.received_at(tea, "8", dock)
    before = goods.accounts()
    line = {"item_id": tea, "quantity": quantity_of("8"), "location_id": dock}
    draft = goods.drafted(*PUTAWAYS, warehouse_id=goods.warehouse_id, lines=[line])
    assert [(one["to_location_id"], one["quantity"]["value"]) for one in draft["lines"]] == [(near, "3"), (far, "5")]
    posted = goods.stepped(*PUTAWAYS, draft, "post")
    assert (posted["state"], posted["number"], goods.stored(tea)) == ("POSTED", "PUT/2026/00001", {near: "5", far: "5"})
    again = goods.drafted(*PUTAWAYS, warehouse_id=goods.warehouse_id, lines=[{**line, "location_id": far}])
    assert again["lines"][0]["to_location_id"] == ""
    goods.stepped(*PUTAWAYS, posted, "cancel")
    assert (goods.stored(tea), goods.accounts()) == ({near: "2", dock: "8"}, before)
    goods.require_equal()


def test_goods_that_are_not_there_are_not_put_away(goods: Goods) -> None:
    tea, (dock, near) = goods.item(), (goods.bin(code) for code in ("DOCK", "A1"))
    goods.received_at(tea, "2", dock)
    line = {"item_id": tea, "quantity": quantity_of("3"), "location_id": dock, "to_location_id": near}
    draft = goods.drafted(*PUTAWAYS, warehouse_id=goods.warehouse_id, lines=[line])
    body = {"request_id": "", "etag": draft["etag"]}
    refused = goods.rest.post(f"/v1/wms/putaways/{draft['id']}:post", body)
    assert (refused.status, refused.reason) == (400, "INSUFFICIENT_STOCK")
    assert goods.stored(tea) == {dock: "2"}
