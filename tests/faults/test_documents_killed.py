"""A process dies while it posts a document of the warehouse: sent again it is posted once, and all is as it should."""

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from tests.faults.harness import pid_of, restarted, until
from tests.support.goods import DAY, ROLES, Goods, Json, money, opened, quantity_of
from tests.support.indie import folder
from tests.support.whole import INDIE, NETWORK, TIMES, Whole, whole

# The receipt of the goods is the first posting, the document the second.
POINTS = ("after_reserve_stock:kill@2", "before_decide:kill@2", "after_decide:kill@2")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A document that is to be posted, and what has to be there afterwards: place to quantity, and its value."""

    kind: str
    noun: str
    draft: Json
    item: str
    stored: dict[str, str]
    value: int


def pick_list(goods: Goods) -> Drafted:
    """From a bin to the gate."""
    tea, near, gate = goods.item(), goods.bin("A1"), goods.bin("GATE")
    goods.received_at(tea, "6", near)
    line: Json = {"delivery_id": goods.delivery((tea, "4"))["id"], "delivery_line": 1, "location_id": near}
    line |= {"quantity": quantity_of("4"), "picked_quantity": quantity_of("4")}
    fields = {"warehouse_id": goods.warehouse_id, "staging_location_id": gate, "lines": [line]}
    draft = goods.drafted("pick-lists", "pick_list", **fields)
    return Drafted("pick-lists", "pick_list", draft, tea, {near: "2", gate: "4"}, 30)


def putaway(goods: Goods) -> Drafted:
    """From the dock to a bin."""
    tea, dock, near = goods.item(), goods.bin("DOCK"), goods.bin("A1")
    goods.received_at(tea, "6", dock)
    line = {"item_id": tea, "quantity": quantity_of("6"), "location_id": dock, "to_location_id": near}
    draft = goods.drafted("putaways", "putaway", warehouse_id=goods.warehouse_id, lines=[line])
    return Drafted("putaways", "putaway", draft, tea, {near: "6"}, 30)


def count(goods: Goods) -> Drafted:
    """One piece is missing, one is new, one lies elsewhere."""
    saw, near, far = goods.item(tracking="BY_SERIAL", quantity_scale=0), goods.bin("A1"), goods.bin("B1")
    goods.received_at(saw, "3", near, serial_numbers=["S1", "S2", "S3"])
    lines = [
        {"item_id": saw, "counted_quantity": quantity_of("1"), "serial_numbers": ["S1"], "location_id": near},
        {"item_id": saw, "counted_quantity": quantity_of("2"), "serial_numbers": ["S2", "S9"], "location_id": far},
    ]
    fields = {"warehouse_id": goods.warehouse_id, "by_place": True, "lines": lines}
    draft = goods.drafted("stock-counts", "stock_count", **fields)
    return Drafted("stock-counts", "stock_count", draft, saw, {near: "1", far: "2"}, 15)


def cost_change(goods: Goods) -> Drafted:
    """From 5 to 7."""
    tea, near = goods.item("STANDARD"), goods.bin("A1")
    for day, cost in (("2026-01-01", "5"), (DAY, "7")):
        said = {"item_id": tea, "from_date": day, "unit_cost": money(cost)}
        goods.rest.post("/v1/masters/standard-costs", {"standard_cost": said}).ok()
    line = {"item_id": tea, "quantity": quantity_of("6"), "unit_cost": money("5"), "location_id": near}
    goods.received(lines=[line], day="2026-04-01")
    draft = goods.drafted("cost-changes", "cost_change", warehouse_id=goods.warehouse_id, lines=[{"item_id": tea}])
    return Drafted("cost-changes", "cost_change", draft, tea, {near: "6"}, 42)


def reservation(goods: Goods) -> Drafted:
    """The delivery that takes what was kept back."""
    tea = goods.item()
    goods.received((tea, "6", "5"))
    asked: Json = {"company_id": goods.company_id, "customer_id": goods.customer_id, "warehouse_id": goods.warehouse_id}
    asked |= {"item_id": tea, "quantity": quantity_of("4")}
    made = goods.rest.post("/v1/wms/stock-reservations", {"stock_reservation": asked}).ok()["stock_reservation"]
    draft = goods.delivery(lines=[{"item_id": tea, "quantity": quantity_of("4"), "promise_id": made["id"]}])
    return Drafted("deliveries", "delivery", draft, tea, {"": "2"}, 10)


DOCUMENTS = (pick_list, putaway, count, cost_change, reservation)


def survives(topology: str, point: str, drafting: Callable[[Goods], Drafted]) -> None:
    """Everything holds in the end, whoever dies there."""
    with folder() as place, contextlib.ExitStack() as stack:
        failpoint = f"wms/{point}"
        system = stack.enter_context(whole(topology, place / "data", watched=True, M_FAILPOINT=failpoint, **TIMES))
        pid, key = pid_of(system, "wms"), str(uuid.uuid4())
        with system.rest() as rest:
            goods = opened(rest, {**ROLES, "INVENTORY_ADJUSTMENT": "Variance"})
            drafted = drafting(goods)
            with contextlib.suppress(httpx.TransportError):
                lost = _posted(goods, drafted, key)
                assert lost != 200, "nobody died"
        again = stack.enter_context(restarted(system, "wms", pid))
        require_posted_once(again, goods, drafted, key)


def require_posted_once(system: Whole, goods: Goods, drafted: Drafted, key: str) -> None:
    """The same call again says so; goods and books have it once, and every checker is content."""
    with system.rest() as rest:
        mine = goods.seen_by(rest)
        until(lambda: rest.get("/readyz").status == 200, "ready")
        until(lambda: _posted(mine, drafted, key) == 200, "posted by the same call")
        path = f"/v1/wms/{drafted.kind}/{drafted.draft['id']}"
        until(lambda: rest.get(path).ok()[drafted.noun]["posting_state"] == "POSTED", "confirmed")
        document = rest.get(path).ok()[drafted.noun]
        assert (document["state"], document["number"].rpartition("/")[2]) == ("POSTED", "00001")
        until(lambda: mine.stock(drafted.item)[1] == 0, "nothing held in stock")
        assert (mine.stored(drafted.item), mine.stock(drafted.item)[2]) == (drafted.stored, drafted.value)
        mine.require_equal()
    found = system.m("check", "--json")
    assert found.code == 0, found.stdout + found.stderr


def _posted(goods: Goods, drafted: Drafted, key: str) -> int:
    """The status of one call."""
    body = {"request_id": key, "etag": drafted.draft["etag"]}
    return goods.rest.post(f"/v1/wms/{drafted.kind}/{drafted.draft['id']}:post", body).status


def test_a_count_whose_process_dies_when_it_is_decided_is_posted_once() -> None:
    survives(INDIE, "after_decide:kill@2", count)


@pytest.mark.campaign
@pytest.mark.parametrize("topology", [INDIE, NETWORK])
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("drafting", DOCUMENTS, ids=lambda one: one.__name__)
def test_every_document_and_every_place(topology: str, point: str, drafting: Callable[[Goods], Drafted]) -> None:
    survives(topology, point, drafting)
