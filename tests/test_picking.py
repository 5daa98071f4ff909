"""Goods are fetched for deliveries through the whole system: from their bins to the gate, and out of it."""

import uuid
from collections.abc import Sequence

import pytest

from tests.support.goods import Goods, Json, opened, quantity_of
from tests.support.rest import Rest

PICK_LISTS = ("pick-lists", "pick_list")


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def drafted(goods: Goods, staging: str, deliveries: Sequence[Json]) -> Json:
    """A pick list as it is suggested."""
    lines = [{"delivery_id": one["id"]} for one in deliveries]
    return goods.drafted(*PICK_LISTS, warehouse_id=goods.warehouse_id, staging_location_id=staging, lines=lines)


def stepped(goods: Goods, pick_list: Json, verb: str) -> Json:
    """After :post, :apply or :cancel."""
    return goods.stepped(*PICK_LISTS, pick_list, verb)


def picked(goods: Goods, pick_list: Json, *quantities: str) -> Json:
    """With so much of each line, posted."""
    lines = [
        {**line, "picked_quantity": quantity_of(quantity)}
        for line, quantity in zip(pick_list["lines"], quantities, strict=True)
    ]
    changed = {"etag": pick_list["etag"], "lines": lines}
    answer = goods.rest.patch(f"/v1/wms/pick-lists/{pick_list['id']}", changed, "lines").ok()
    return stepped(goods, answer["pick_list"], "post")


def test_goods_are_fetched_brought_to_the_gate_and_delivered_from_there(goods: Goods) -> None:
    tea = goods.item()
    near, far, gate = (goods.bin(code) for code in ("A1", "B1", "GATE"))
    goods.received_at(tea, "4", near)
    goods.received_at(tea, "6", far)
    draft = goods.delivery((tea, "7"))
    pick_list = drafted(goods, gate, [draft])
    assert [(one["location_id"], one["quantity"]["value"]) for one in pick_list["lines"]] == [(near, "4"), (far, "3")]
    posted = picked(goods, pick_list, "4", "2")
    assert (posted["state"], posted["posting_state"], posted["number"]) == ("POSTED", "POSTED", "PCK/2026/00001")
    assert goods.stored(tea) == {far: "4", gate: "6"}
    assert goods.accounts() == {"Inventory": 50, "GRNI": -50}
    applied = stepped(goods, posted, "apply")
    told = goods.read(draft)
    assert [(one["location_id"], one["quantity"]["value"]) for one in told["lines"]] == [(gate, "4"), (gate, "2")]
    sent = goods.post(told).ok()["delivery"]
    assert goods.stored(tea) == {far: "4"}
    assert goods.accounts() == {"Inventory": 20, "GRNI": -50, "COGS": 30}
    body = {"request_id": str(uuid.uuid4()), "etag": applied["etag"]}
    assert goods.rest.post(f"/v1/wms/pick-lists/{applied['id']}:cancel", body).reason == "DOCUMENT_IN_USE"
    goods.cancel(sent).ok()
    assert stepped(goods, applied, "cancel")["state"] == "CANCELLED"
    assert goods.stored(tea) == {near: "4", far: "6"}
    goods.require_equal()


def test_lots_and_pieces_are_fetched_as_they_are_told_apart(goods: Goods) -> None:
    tea, cup = goods.item(tracking="BY_LOT"), goods.item(tracking="BY_SERIAL", quantity_scale=0)
    shelf, gate = goods.bin("A1"), goods.bin("GATE")
    lots = []
    for number, expires in (("L1", "2027-01-31"), ("L2", "2026-06-30")):
        lot = {"company_id": goods.company_id, "item_id": tea, "number": number, "expiry_date": expires}
        lots.append(goods.rest.post("/v1/stock/lots", {"lot": lot}).ok()["lot"]["id"])
        goods.received_at(tea, "5", shelf, lot_id=lots[-1])
    goods.received_at(cup, "2", shelf, serial_numbers=["C1", "C2"])
    draft = goods.delivery((tea, "6"), (cup, "1"))
    pick_list = drafted(goods, gate, [draft])
    assert [(one["lot_id"], one["quantity"]["value"]) for one in pick_list["lines"][:2]] == [
        (lots[1], "5"),
        (lots[0], "1"),
    ]
    assert pick_list["lines"][2]["serial_numbers"] == ["C1"]
    # What another already holds for its customers is not suggested again.
    other = drafted(goods, gate, [goods.delivery((tea, "5"), (cup, "2"))])
    assert [(one["quantity"]["value"], one["lot_id"], one["serial_numbers"]) for one in other["lines"]] == [
        ("4", lots[0], []),
        ("1", "", []),
        ("1", "", ["C2"]),
        ("1", "", []),
    ]
    stepped(goods, picked(goods, pick_list, "5", "1", "1"), "apply")
    sent = goods.post(goods.read(draft)).ok()["delivery"]
    assert [one["serial_numbers"] for one in sent["lines"]] == [[], [], ["C1"]]
    assert goods.stored(tea) == {shelf: "4"}
    goods.require_equal()
