"""Goods are put where rules say, as far as there is room."""

from typing import Any

import grpc
import pytest
from businessm.stock.v1 import location_pb2, movement_pb2
from businessm.wms.v1 import putaway_pb2, putaway_rule_pb2, putaway_rule_service_pb2_grpc
from businessm.wms.v1 import putaway_rule_service_pb2 as pb
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of

from m_wms.tests.documents import Documents, Putaway, quantity
from m_wms.tests.fakes import Shop


class Rules:
    """A shop's putaway rules, as an administrator writes them."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, shop: Shop) -> None:
        self._stub = putaway_rule_service_pb2_grpc.PutawayRuleServiceStub(channel)
        self._metadata, self._shop = metadata, shop
        self.warehouse_id = shop.location()

    def place(self, code: str, parent_id: str = "") -> str:
        """A bin of the warehouse, or of a zone of it."""
        parent = parent_id or self.warehouse_id
        return self._shop.location(code=code, kind=location_pb2.Location.BIN, parent_id=parent)

    def rule(self, location_id: str, item_id: str = "", capacity: Any = None, **fields: Any) -> Any:
        """One, not sent."""
        named = {"company_id": self._shop.company_id, "warehouse_id": self.warehouse_id}
        return putaway_rule_pb2.PutawayRule(
            **{**named, "location_id": location_id, "item_id": item_id, "capacity": capacity, **fields}
        )

    def call(self, rpc: str, **fields: Any) -> Any:
        """Any of the service's."""
        request = getattr(pb, f"{rpc}Request")(**fields)
        return getattr(self._stub, rpc)(request, metadata=self._metadata)

    async def made(
        self, location_id: str, item_id: str = "", capacity: str = "", uom: str = "EA", **fields: Any
    ) -> Any:
        """A new one."""
        said = quantity(capacity, uom) if capacity else None
        new = self.rule(location_id, item_id, said, **fields)
        return (await self.call("CreatePutawayRule", request_id=str(new_id()), putaway_rule=new)).putaway_rule

    def suggest(self, *lines: tuple[str, str, str, str]) -> Any:
        """Where (item, quantity, unit, wanted place) are put."""
        goods = [
            pb.GoodsToPutAway(item_id=item, quantity=quantity(value, uom), location_id=wanted)
            for item, value, uom, wanted in lines
        ]
        named = {"company_id": self._shop.company_id, "warehouse_id": self.warehouse_id}
        return self.call("SuggestPutaway", **named, lines=goods)

    async def places(self, item_id: str, value: str, uom: str = "EA") -> tuple[list[tuple[str, str]], str]:
        """([(place, quantity)], what is left) of one line."""
        (one,) = (await self.suggest((item_id, value, uom, ""))).suggestions
        return [(put.location_id, put.quantity.value) for put in one.places], one.unassigned.value


@pytest.fixture
def rules(channel: grpc.aio.Channel, acme: Metadata, shop: Shop) -> Rules:
    """Of the shop's first warehouse."""
    return Rules(channel, acme, shop)


async def test_more_room_comes_first_where_priorities_are_equal(rules: Rules, shop: Shop) -> None:
    rice, (a, b) = shop.item(), (rules.place(code) for code in "AB")
    await rules.made(a, rice, "500")
    await rules.made(b, rice, "500")
    shop.store(rice, "100", location_id=a)
    assert await rules.places(rice, "700") == ([(b, "500"), (a, "200")], "0")
    assert await rules.places(rice, "1000") == ([(b, "500"), (a, "400")], "100")


async def test_priority_comes_before_room_and_a_place_without_capacity_takes_all(rules: Rules, shop: Shop) -> None:
    rice, (a, b, c) = shop.item(), (rules.place(code) for code in "ABC")
    await rules.made(c, rice, priority=7)
    await rules.made(b, rice, "4", "DZN", priority=2)
    await rules.made(a, rice, "10", priority=1)
    assert await rules.places(rice, "5", "DZN") == ([(a, "10"), (b, "48"), (c, "2")], "0")


async def test_all_goods_share_a_place_for_all_items(rules: Rules, shop: Shop) -> None:
    tea, milk, a = shop.item(), shop.item(), rules.place("A")
    await rules.made(a, "", "2", "DZN", priority=1)
    shop.store(milk, "6", location_id=a)
    assert await rules.places(tea, "30") == ([(a, "18")], "12")
    own = rules.place("OWN")
    await rules.made(own, tea, "5", priority=1)
    assert await rules.places(tea, "30") == ([(own, "5"), (a, "18")], "7")


async def test_a_zone_holds_what_its_bins_hold(rules: Rules, shop: Shop) -> None:
    tea, zone = shop.item(), rules.place("Z")
    a, b = rules.place("A", zone), rules.place("B", zone)
    await rules.made(zone, tea, "10", priority=3)
    await rules.made(a, tea, "8", priority=1)
    await rules.made(b, tea, "8", priority=2)
    shop.store(tea, "1", location_id=b)
    assert await rules.places(tea, "12") == ([(a, "8"), (b, "1")], "3")
    shop.locations[a].archived = True
    assert await rules.places(tea, "12") == ([(b, "7"), (zone, "2")], "3")


async def test_what_one_line_takes_is_no_room_for_the_next(rules: Rules, shop: Shop) -> None:
    tea, a = shop.item(), rules.place("A")
    await rules.made(a, tea, "10")
    first, second = (await rules.suggest((tea, "6", "EA", a), (tea, "6", "EA", ""))).suggestions
    assert [(put.location_id, put.quantity.value) for put in first.places] == [(a, "6")]
    assert (second.places[0].quantity.value, second.unassigned.value) == ("4", "2")


async def test_a_place_that_somebody_wants_has_room_or_not(rules: Rules, shop: Shop) -> None:
    tea, a, free = shop.item(), rules.place("A"), rules.place("F")
    await rules.made(a, tea, "200")
    refused = await refusal_of(rules.suggest((tea, "1", "EA", free), (tea, "300", "EA", a)))
    assert (refused.reason, refused.fields) == ("OVER_CAPACITY", ("lines[1].location_id",))
    assert refused.message == "there is room for 200 EA"


async def test_what_cannot_be_put_is_named(rules: Rules, shop: Shop) -> None:
    tea = shop.item()
    for line, reason, field in (
        (("no", "1", "EA", ""), "RESOURCE_NOT_FOUND", "lines[0].item_id"),
        ((tea, "0.25", "EA", ""), "AMOUNT_SCALE_EXCEEDED", "lines[0].quantity.value"),
        ((tea, "-1", "EA", ""), "FIELD_INVALID", "lines[0].quantity.value"),
        ((tea, "1", "EA", "no"), "RESOURCE_NOT_FOUND", "lines[0].location_id"),
    ):
        refused = await refusal_of(rules.suggest(line))
        assert (refused.reason, refused.fields) == (reason, (field,))


async def test_rules_are_changed_listed_and_deleted(rules: Rules, shop: Shop) -> None:
    tea, (a, b) = shop.item(), (rules.place(code) for code in "AB")
    late, early = await rules.made(a, tea, "10", priority=5), await rules.made(b, priority=1)
    listed = await rules.call("ListPutawayRules", company_id=shop.company_id, warehouse_id=rules.warehouse_id)
    assert list(listed.putaway_rules) == [early, late]
    late.capacity.value, late.priority = "20", 0
    mask = FieldMask(paths=["capacity", "priority"])
    changed = await rules.call("UpdatePutawayRule", request_id=str(new_id()), putaway_rule=late, update_mask=mask)
    assert (changed.putaway_rule.capacity.value, changed.putaway_rule.priority) == ("20", 0)
    stale = await refusal_of(
        rules.call("UpdatePutawayRule", request_id=str(new_id()), putaway_rule=late, update_mask=mask)
    )
    assert (stale.reason, stale.fields) == ("ETAG_MISMATCH", ("putaway_rule.etag",))
    named = {"id": late.id, "etag": changed.putaway_rule.etag}
    await rules.call("DeletePutawayRule", request_id=str(new_id()), **named)
    gone = await refusal_of(rules.call("GetPutawayRule", id=late.id))
    assert gone.reason == "RESOURCE_NOT_FOUND"


async def test_what_cannot_be_a_rule_is_named(rules: Rules, shop: Shop) -> None:
    tea, a = shop.item(), rules.place("A")
    away = rules.place("N", shop.location(code="NORTH"))
    await rules.made(a, tea)
    await rules.made(a)
    for rule, reason, field in (
        (rules.rule(a, tea), "DUPLICATE_RESOURCE", "location_id"),
        (rules.rule(a), "DUPLICATE_RESOURCE", "location_id"),
        (rules.rule(away), "FIELD_INVALID", "location_id"),
        (rules.rule(a, str(new_id())), "RESOURCE_NOT_FOUND", "item_id"),
        (rules.rule(a, tea, quantity("0.25")), "AMOUNT_SCALE_EXCEEDED", "capacity.value"),
        (rules.rule(a, "", quantity("0")), "FIELD_INVALID", "capacity.value"),
        (rules.rule(a, warehouse_id=str(new_id())), "RESOURCE_NOT_FOUND", "warehouse_id"),
        (rules.rule(a, company_id=str(new_id())), "RESOURCE_NOT_FOUND", "company_id"),
    ):
        refused = await refusal_of(rules.call("CreatePutawayRule", request_id=str(new_id()), putaway_rule=rule))
        assert (refused.reason, refused.fields) == (reason, (f"putaway_rule.{field}",))


def line(item_id: str, value: str, **fields: Any) -> Any:
    """What is put away."""
    return putaway_pb2.PutawayLine(item_id=item_id, quantity=quantity(value), **fields)


async def test_goods_go_where_rules_say_and_the_ledger_has_nothing_of_it(
    rules: Rules, documents: Documents, shop: Shop
) -> None:
    saw, (dock, a, b) = shop.item(tracking=movement_pb2.BY_SERIAL), (rules.place(code) for code in "DAB")
    await rules.made(a, saw, "1", priority=1)
    await rules.made(b, saw, priority=2)
    numbers = ["S1", "S2", "S3"]
    draft = await documents.created(documents.putaway(line(saw, "3", location_id=dock, serial_numbers=numbers)))
    assert [(one.to_location_id, list(one.serial_numbers)) for one in draft.lines] == [(a, ["S1"]), (b, ["S2", "S3"])]
    posted = (await documents.step("Post", draft)).putaway
    assert (posted.state, posted.number) == (Putaway.POSTED, "PUT/2026/00001")
    (moved,) = shop.asked("ReserveMovements")
    assert [(one.direction, one.location_id, one.to_location_id) for one in moved.movements] == [
        (movement_pb2.RELOCATE, dock, a),
        (movement_pb2.RELOCATE, dock, b),
    ]
    assert shop.asked("ReserveVoucher") == []
    assert await documents.get(posted) == posted
    await documents.step("Cancel", posted)
    back = shop.asked("ReserveMovements")[1]
    assert [(one.location_id, one.to_location_id) for one in back.movements] == [(a, dock), (b, dock)]


async def test_what_has_no_place_is_not_posted(rules: Rules, documents: Documents, shop: Shop) -> None:
    tea, dock, a = shop.item(), rules.place("D"), rules.place("A")
    await rules.made(a, tea, "4")
    lines = [line(tea, "1", location_id=dock, to_location_id=a), line(tea, "5", location_id=dock)]
    draft = await documents.created(documents.putaway(*lines))
    assert [(one.to_location_id, one.quantity.value) for one in draft.lines] == [(a, "1"), (a, "3"), ("", "2")]
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("putaway.lines[2].to_location_id",))
    away = rules.place("N", shop.location(code="NORTH"))
    wrong = await refusal_of(documents.create(documents.putaway(line(tea, "1", to_location_id=away))))
    assert (wrong.reason, wrong.fields) == ("FIELD_INVALID", ("putaway.lines[0].to_location_id",))
