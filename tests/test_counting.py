"""Goods are counted place by place and piece by piece through the whole system."""

from typing import Any

import pytest

from tests.support.goods import ROLES, Goods, Json, money, opened, quantity_of
from tests.support.rest import Rest

COUNTS = ("stock-counts", "stock_count")


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own; what counts find is a variance."""
    return opened(rest, {**ROLES, "INVENTORY_ADJUSTMENT": "Variance"})


def counted(goods: Goods, *lines: Json, by_place: bool = True) -> Json:
    """A posted count."""
    draft = goods.drafted(*COUNTS, warehouse_id=goods.warehouse_id, by_place=by_place, lines=lines)
    return goods.stepped(*COUNTS, draft, "post")


def found(item: str, value: str, **fields: Any) -> Json:
    """A line of a count."""
    return {"item_id": item, "counted_quantity": quantity_of(value), **fields}


def pieces(item: str, *numbers: str, **fields: Any) -> Json:
    """The same, piece by piece."""
    return found(item, str(len(numbers)), serial_numbers=list(numbers), **fields)


def numbers_at(goods: Goods, item: str) -> dict[str, list[str]]:
    """Place to the pieces there."""
    where = {"company_id": goods.company_id, "warehouse_id": goods.warehouse_id, "item_id": item}
    rows = goods.rest.get("/v1/stock/stored-goods", **where).ok()["goods"]
    return {one["location_id"]: one["serial_numbers"] for one in rows}


def test_what_is_missing_leaves_its_place_and_what_is_found_comes_to_its_own(goods: Goods) -> None:
    tea = goods.item()
    near, far = goods.bin("A1"), goods.bin("B1")
    goods.received_at(tea, "6", near)
    goods.received_at(tea, "4", far)
    count = counted(goods, found(tea, "5", location_id=near), found(tea, "7", location_id=far), found(tea, "1"))
    assert [one["expected_quantity"]["value"] for one in count["lines"]] == ["6", "4", "0"]
    assert (goods.stored(tea), count["value"]["amount"]) == ({near: "5", far: "7", "": "1"}, "15.00")
    assert goods.accounts() == {"Inventory": 65, "GRNI": -50, "Variance": -15}
    goods.stepped(*COUNTS, count, "cancel")
    assert goods.stored(tea) == {near: "6", far: "4"}
    goods.require_equal()


def test_pieces_are_found_missing_and_in_another_place_and_are_taken_back(goods: Goods) -> None:
    saw = goods.item(tracking="BY_SERIAL", quantity_scale=0)
    near, far = goods.bin("A1"), goods.bin("B1")
    goods.received_at(saw, "3", near, serial_numbers=["S1", "S2", "S3"])
    goods.received_at(saw, "1", far, serial_numbers=["S4"])
    count = counted(goods, pieces(saw, "S1", "S4", "S9", location_id=near), pieces(saw, "S2", location_id=far))
    assert numbers_at(goods, saw) == {near: ["S1", "S4", "S9"], far: ["S2"]}
    assert (count["value"]["amount"], goods.stock(saw)) == ("0.00", (4, 0, 20))
    goods.stepped(*COUNTS, count, "cancel")
    assert numbers_at(goods, saw) == {near: ["S1", "S2", "S3"], far: ["S4"]}
    goods.require_equal()


def test_pieces_that_only_changed_their_place_are_nothing_for_the_ledger(goods: Goods) -> None:
    saw = goods.item(tracking="BY_SERIAL", quantity_scale=0)
    near, far = goods.bin("A1"), goods.bin("B1")
    goods.received_at(saw, "2", near, serial_numbers=["S1", "S2"])
    before = goods.accounts()
    counted(goods, pieces(saw, "S2", location_id=far))
    assert numbers_at(goods, saw) == {near: ["S1"], far: ["S2"]}
    assert goods.accounts() == before
    goods.require_equal()


def test_pieces_are_counted_again_at_another_cost(goods: Goods) -> None:
    saw = goods.item(tracking="BY_SERIAL", quantity_scale=0)
    near = goods.bin("A1")
    goods.received_at(saw, "2", near, serial_numbers=["S1", "S2"])
    count = counted(goods, pieces(saw, "S1", "S2", "S3", unit_cost=money("300")), by_place=False)
    assert (count["value"]["amount"], goods.stock(saw)) == ("890.00", (3, 0, 900))
    assert numbers_at(goods, saw) == {near: ["S1", "S2"], "": ["S3"]}
    goods.require_equal()
