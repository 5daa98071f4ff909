"""Goods kept back for customers: what is asked of stock, and what is left where an answer is lost."""

from typing import Any

import grpc
import pytest
from businessm.wms.v1 import stock_reservation_service_pb2 as pb
from businessm.wms.v1 import stock_reservation_service_pb2_grpc
from businessm.wms.v1.stock_reservation_pb2 import StockReservation
from m_kit.errors import Archived, BusinessError, Code, Unavailable
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of, was_replayed

from m_wms.tests.documents import Delivery, Documents, quantity
from m_wms.tests.fakes import Shop

RESERVING, RESERVED, RELEASED = StockReservation.RESERVING, StockReservation.RESERVED, StockReservation.RELEASED

NAMED = ("company_id", "customer_id", "warehouse_id", "item_id", "quantity")


class Insufficient(BusinessError):
    """As stock says it."""

    code = Code.FAILED_PRECONDITION
    reason = "INSUFFICIENT_STOCK"


class Reservations:
    """Calls as an administrator."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, documents: Documents, shop: Shop) -> None:
        self._stub = stock_reservation_service_pb2_grpc.StockReservationServiceStub(channel)
        self._metadata, self._documents, self._shop = metadata, documents, shop

    def asked(self, item_id: str, value: str, uom: str = "EA", **fields: Any) -> StockReservation:
        """For the shop's customer, not sent."""
        given = {"company_id": self._shop.company_id, "warehouse_id": self._documents.warehouse_id}
        given["customer_id"] = self._documents.customer_id
        return StockReservation(**{**given, "item_id": item_id, "quantity": quantity(value, uom), **fields})

    def create(self, asked: StockReservation, request_id: str = "") -> Any:
        """CreateStockReservation."""
        request = pb.CreateStockReservationRequest(request_id=request_id or str(new_id()), stock_reservation=asked)
        return self._stub.CreateStockReservation(request, metadata=self._metadata)

    async def made(self, item_id: str, value: str, **fields: Any) -> StockReservation:
        """Kept back."""
        made: StockReservation = (await self.create(self.asked(item_id, value, **fields))).stock_reservation
        return made

    async def get(self, reservation_id: str) -> StockReservation:
        """As it is now."""
        request = pb.GetStockReservationRequest(id=reservation_id)
        found: StockReservation = (
            await self._stub.GetStockReservation(request, metadata=self._metadata)
        ).stock_reservation
        return found

    async def listed(self, **fields: Any) -> list[StockReservation]:
        """The first page."""
        request = pb.ListStockReservationsRequest(company_id=self._shop.company_id, **fields)
        return list((await self._stub.ListStockReservations(request, metadata=self._metadata)).stock_reservations)

    def release(self, one: StockReservation, request_id: str = "") -> Any:
        """ReleaseStockReservation."""
        request = pb.ReleaseStockReservationRequest(request_id=request_id or str(new_id()), id=one.id, etag=one.etag)
        return self._stub.ReleaseStockReservation(request, metadata=self._metadata)

    def deliver(self, *ids: str, request_id: str = "") -> Any:
        """DeliverStockReservations."""
        request = pb.DeliverStockReservationsRequest(
            request_id=request_id or str(new_id()), ids=ids, posting_date="2026-04-01"
        )
        return self._stub.DeliverStockReservations(request, metadata=self._metadata)


@pytest.fixture
def reservations(channel: grpc.aio.Channel, acme: Metadata, documents: Documents, shop: Shop) -> Reservations:
    """Of the shop."""
    return Reservations(channel, acme, documents, shop)


async def test_stock_keeps_back_what_is_asked_for_in_its_own_unit(reservations: Reservations, shop: Shop) -> None:
    tea = shop.item()
    made = await reservations.made(tea, "2", uom="DZN", reference="ORDER-1", lot_id="")
    (asked,) = shop.asked("CreatePromise")
    assert (asked.promise.id, asked.promise.owner_id) == (made.id, made.id)
    assert (asked.promise.quantity.value, asked.promise.quantity.uom_code, asked.allow_partial) == ("24", "EA", False)
    assert (made.state, made.reserved_quantity.value, made.open_quantity.value) == (RESERVED, "24", "24")
    assert (made.quantity.value, made.quantity.uom_code, made.reference) == ("2", "DZN", "ORDER-1")
    assert await reservations.get(made.id) == made
    part = await reservations.made(tea, "9", allow_partial=True)
    assert (part.quantity.value, part.reserved_quantity.value) == ("9", "3")
    listed = await reservations.listed()
    assert sorted(one.id for one in listed) == sorted((made.id, part.id))
    assert all(one in (made, part) for one in listed)
    assert await reservations.listed(customer_id=str(new_id())) == []


async def test_a_request_keeps_back_once_and_an_answer_that_was_lost_is_found(
    reservations: Reservations, shop: Shop
) -> None:
    asked, request_id = reservations.asked(shop.item(), "2"), str(new_id())
    shop.refusals["CreatePromise"] = Unavailable("stock is away")
    assert (await refusal_of(reservations.create(asked, request_id))).code == "UNAVAILABLE"
    (lost,) = await reservations.listed()
    assert (lost.state, lost.HasField("open_quantity")) == (RESERVING, False)
    del shop.refusals["CreatePromise"]
    made = (await reservations.create(asked, request_id)).stock_reservation
    assert (made.id, made.state) == (lost.id, RESERVED)
    again = reservations.create(asked, request_id)
    assert (await again).stock_reservation == made
    assert await was_replayed(again)
    assert len(shop.promises) == len(await reservations.listed()) == 1
    asked.id = made.id
    refused = await refusal_of(reservations.create(asked))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("stock_reservation.id",))


async def test_what_stock_refuses_leaves_nothing(reservations: Reservations, shop: Shop) -> None:
    for refusal, field in (
        (Insufficient("1 available", field="promise.quantity"), "quantity"),
        (Archived("closed", field="promise.warehouse_id"), "warehouse_id"),
    ):
        shop.refusals["CreatePromise"] = refusal
        refused = await refusal_of(reservations.made(shop.item(), "2"))
        assert (refused.reason, refused.fields) == (refusal.reason, (f"stock_reservation.{field}",))
    assert await reservations.listed() == []


async def test_what_is_given_up_is_free_again(reservations: Reservations, shop: Shop) -> None:
    made, request_id = await reservations.made(shop.item(), "2"), str(new_id())
    released = (await reservations.release(made, request_id)).stock_reservation
    assert (released.state, released.open_quantity.value, released.etag != made.etag) == (RELEASED, "0", True)
    again = reservations.release(made, request_id)
    assert (await again).stock_reservation == released
    assert await was_replayed(again)
    assert (await refusal_of(reservations.release(made))).reason == "ETAG_MISMATCH"
    assert (await refusal_of(reservations.deliver(made.id))).reason == "STATE_INVALID"
    # One that stock never answered for is given up too, and not asked for again.
    asked, request_id = reservations.asked(shop.item(), "2"), str(new_id())
    shop.refusals["CreatePromise"] = Unavailable("stock is away")
    await refusal_of(reservations.create(asked, request_id))
    del shop.refusals["CreatePromise"]
    (lost,) = [one for one in await reservations.listed() if one.state == RESERVING]
    assert (await reservations.release(lost)).stock_reservation.state == RELEASED
    assert (await refusal_of(reservations.create(asked, request_id))).reason == "STATE_INVALID"
    assert lost.id not in shop.promises


async def test_a_delivery_of_what_is_kept_back(reservations: Reservations, documents: Documents, shop: Shop) -> None:
    tea, milk, cold = shop.item(), shop.item(), shop.location(code="COLD")
    first = await reservations.made(tea, "1", uom="DZN")
    second = await reservations.made(milk, "2", warehouse_id=cold)
    shop.promises[first.id].quantity_open.value = "5"
    call, request_id = reservations.deliver, str(new_id())
    draft = (await call(first.id, second.id, request_id=request_id)).delivery
    assert (draft.state, draft.customer_id, draft.warehouse_id) == (
        Delivery.DRAFT,
        documents.customer_id,
        documents.warehouse_id,
    )
    assert [(one.item_id, one.quantity.value, one.promise_id, one.warehouse_id) for one in draft.lines] == [
        (tea, "5", first.id, ""),
        (milk, "2", second.id, cold),
    ]
    again = call(first.id, second.id, request_id=request_id)
    assert (await again).delivery == draft
    assert await was_replayed(again)
    await documents.step("Post", draft)
    assert [one.promise_id for one in shop.asked("ReserveMovements")[0].movements] == [first.id, second.id]
    theirs = await reservations.made(tea, "1", customer_id=shop.customer())
    for ids, reason, field in (
        ((first.id, theirs.id), "FIELD_INVALID", "ids[1]"),
        ((first.id, first.id), "FIELD_INVALID", "ids[1]"),
        ((str(new_id()),), "RESOURCE_NOT_FOUND", "ids[0]"),
    ):
        refused = await refusal_of(call(*ids))
        assert (refused.reason, refused.fields) == (reason, (field,))


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"customer_id": str(new_id())}, "RESOURCE_NOT_FOUND", "customer_id"),
        ({"item_id": str(new_id())}, "RESOURCE_NOT_FOUND", "item_id"),
        ({"warehouse_id": "x"}, "RESOURCE_NOT_FOUND", "warehouse_id"),
        ({"quantity": quantity("0")}, "FIELD_INVALID", "quantity.value"),
        ({"quantity": quantity("0.25")}, "AMOUNT_SCALE_EXCEEDED", "quantity.value"),
        ({"id": "x"}, "FIELD_INVALID", "id"),
    ],
)
async def test_a_bad_field_is_named(
    reservations: Reservations, shop: Shop, fields: dict[str, Any], reason: str, field: str
) -> None:
    asked = StockReservation(**{name: getattr(reservations.asked(shop.item(), "1"), name) for name in NAMED} | fields)
    refused = await refusal_of(reservations.create(asked))
    assert (refused.reason, refused.fields) == (reason, (f"stock_reservation.{field}",))
    assert shop.asked("CreatePromise") == []
