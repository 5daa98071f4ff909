"""Goods are kept back for customers through the whole system: reserved, delivered, given up, and run for by many."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.goods import DAY, Goods, Json, opened, quantity_of
from tests.support.rest import Answer, Rest

RESERVATIONS = "/v1/wms/stock-reservations"


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


def reserve(goods: Goods, item: str, quantity: str, **fields: Any) -> Answer:
    """Refused or not."""
    given = {"company_id": goods.company_id, "customer_id": goods.customer_id, "warehouse_id": goods.warehouse_id}
    asked = {**given, "item_id": item, "quantity": quantity_of(quantity), **fields}
    return goods.rest.post(RESERVATIONS, {"request_id": str(uuid.uuid4()), "stock_reservation": asked})


def reserved(goods: Goods, item: str, quantity: str, **fields: Any) -> Json:
    """Kept back."""
    return dict(reserve(goods, item, quantity, **fields).ok()["stock_reservation"])


def state(goods: Goods, reservation: Json) -> tuple[str, str]:
    """(state, what is still kept back)."""
    found = goods.rest.get(f"{RESERVATIONS}/{reservation['id']}").ok()["stock_reservation"]
    return found["state"], found["open_quantity"]["value"]


def drafted(goods: Goods, *reservations: Json) -> Json:
    """The delivery of what they keep back."""
    ids = [one["id"] for one in reservations]
    body = {"request_id": str(uuid.uuid4()), "ids": ids, "posting_date": DAY}
    return dict(goods.rest.post(f"{RESERVATIONS}:deliver", body).ok()["delivery"])


def test_what_is_kept_back_goes_to_its_customer_alone(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"))
    mine = reserved(goods, tea, "7", reference="ORDER-1")
    assert (mine["state"], mine["open_quantity"]["value"]) == ("RESERVED", "7")
    refused = reserve(goods, tea, "4")
    assert (refused.status, refused.reason) == (400, "INSUFFICIENT_STOCK")
    assert goods.post(goods.delivery((tea, "4"))).reason == "INSUFFICIENT_STOCK"
    rest = reserved(goods, tea, "4", allow_partial=True)
    assert state(goods, rest) == ("RESERVED", "3")
    sent = goods.post(drafted(goods, mine)).ok()["delivery"]
    assert (sent["value"]["amount"], state(goods, mine)) == ("35.00", ("FULFILLED", "0"))
    body = {"request_id": str(uuid.uuid4()), "etag": rest["etag"]}
    released = goods.rest.post(f"{RESERVATIONS}/{rest['id']}:release", body).ok()["stock_reservation"]
    assert released["state"] == "RELEASED"
    goods.delivered((tea, "3"))
    goods.require_equal()


def test_a_delivery_of_a_part_leaves_the_rest_kept_back(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"))
    mine = reserved(goods, tea, "6")
    draft = drafted(goods, mine)
    line = {**draft["lines"][0], "quantity": quantity_of("2")}
    path = f"/v1/wms/deliveries/{draft['id']}"
    part = goods.rest.patch(path, {"etag": draft["etag"], "lines": [line]}, "lines").ok()["delivery"]
    goods.post(part).ok()
    assert state(goods, mine) == ("RESERVED", "4")
    # Of two deliveries of the same rest one takes it, the other finds nothing promised.
    first, second = drafted(goods, mine), drafted(goods, mine)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(goods.post, (first, second)))
    assert sorted(one.status for one in answers) == [200, 400]
    assert {one.reason for one in answers if one.status == 400} == {"PROMISE_INVALID"}
    assert state(goods, mine) == ("FULFILLED", "0")
    goods.require_equal()


def test_of_many_who_want_the_last_pieces_as_many_get_some_as_there_are(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "10", "5"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: reserve(goods, tea, "1"), range(24)))
    assert [one.status for one in answers].count(200) == 10
    assert {one.reason for one in answers if one.status != 200} == {"INSUFFICIENT_STOCK"}
    listed = goods.rest.get(RESERVATIONS, company_id=goods.company_id).ok()["stock_reservations"]
    assert {one["id"] for one in listed} == {
        one.ok()["stock_reservation"]["id"] for one in answers if one.status == 200
    }
    assert goods.post(goods.delivery((tea, "1"))).reason == "INSUFFICIENT_STOCK"
    goods.post(drafted(goods, *listed)).ok()
    assert goods.stock(tea) == (0, 0, 0)


def test_what_is_over_keeps_nothing_back(goods: Goods) -> None:
    tea = goods.item()
    goods.received((tea, "5", "5"))
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    refused = reserve(goods, tea, "5", expire_time=past)
    assert (refused.reason, refused.body["details"][1]["field_violations"][0]["field"]) == (
        "FIELD_INVALID",
        "stock_reservation.expire_time",
    )
    soon = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    mine = reserved(goods, tea, "5", expire_time=soon)
    deadline = datetime.now(UTC) + timedelta(seconds=60)
    while state(goods, mine)[0] == "RESERVED" and datetime.now(UTC) < deadline:
        pass
    assert state(goods, mine) == ("EXPIRED", "0")
    goods.delivered((tea, "5"))
