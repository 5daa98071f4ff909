"""Stock reservations as messages, as promises of stock, and as the deliveries that fulfil them."""

import uuid
from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal

from businessm.stock.v1 import promise_pb2
from businessm.wms.v1 import delivery_pb2, stock_reservation_pb2
from m_kit.document import fill_document, fill_timestamp

from m_wms.convert.documents import quantity_message
from m_wms.domain.documents import Line
from m_wms.domain.reservations import OWNER_TYPE, KeptBack, ReservationState, StockReservation, state_of

Message = stock_reservation_pb2.StockReservation

_STATES = {
    promise_pb2.Promise.OPEN: ReservationState.RESERVED,
    promise_pb2.Promise.KEPT: ReservationState.FULFILLED,
    promise_pb2.Promise.RELEASED: ReservationState.RELEASED,
    promise_pb2.Promise.EXPIRED: ReservationState.EXPIRED,
}


def delivery_asked(message: Message, day: str) -> delivery_pb2.Delivery:
    """The delivery that would take what is asked for: what it names and how much it is are found and judged as that."""
    line = delivery_pb2.DeliveryLine(item_id=message.item_id, quantity=message.quantity, lot_id=message.lot_id)
    return delivery_pb2.Delivery(
        company_id=message.company_id,
        customer_id=message.customer_id,
        warehouse_id=message.warehouse_id,
        posting_date=day,
        lines=[line],
    )


def path_of_asked(path: str) -> str:
    """The reservation's field for one of that delivery, or of stock's promise."""
    for theirs in ("delivery.lines[0].", "delivery.", "promise."):
        if path.startswith(theirs):
            return f"stock_reservation.{path.removeprefix(theirs)}"
    return "stock_reservation"


def promise_request(reservation: StockReservation) -> promise_pb2.CreatePromiseRequest:
    """What stock is asked to keep back: the same reservation, the same call."""
    promise = promise_pb2.Promise(
        id=str(reservation.id),
        company_id=str(reservation.company_id),
        item_id=str(reservation.item_id),
        warehouse_id=str(reservation.warehouse_id),
        quantity=quantity_message(reservation.stock_uom_code, reservation.stock_quantity),
        owner_type=OWNER_TYPE,
        owner_id=str(reservation.id),
        lot_id=reservation.lot_id,
    )
    if reservation.expire_time:
        fill_timestamp(promise.expire_time, reservation.expire_time)
    return promise_pb2.CreatePromiseRequest(
        request_id=f"{OWNER_TYPE} {reservation.id}", promise=promise, allow_partial=reservation.allow_partial
    )


def kept_back(promise: promise_pb2.Promise) -> KeptBack:
    """What stock answers."""
    return KeptBack(_STATES[promise.state], Decimal(promise.quantity.value), Decimal(promise.quantity_open.value))


def reservation_of(message: Message, reservation_id: uuid.UUID, line: Line, request_id: str) -> dict[str, object]:
    """The fields of a new one, but for its times; `line` is that of the delivery asked for."""
    return {
        "id": reservation_id,
        "company_id": uuid.UUID(message.company_id),
        "customer_id": uuid.UUID(message.customer_id),
        "warehouse_id": uuid.UUID(message.warehouse_id),
        "item_id": line.item.id,
        "lot_id": message.lot_id,
        "uom_code": line.uom_code,
        "quantity": line.quantity,
        "stock_uom_code": line.item.uom_code,
        "stock_quantity": line.stock_quantity,
        "allow_partial": message.allow_partial,
        "expire_time": message.expire_time.ToDatetime(tzinfo=UTC) if message.HasField("expire_time") else None,
        "reference": message.reference,
        "narration": message.narration,
        "request_id": request_id,
    }


def reservation_message(reservation: StockReservation, kept: KeptBack | None) -> Message:
    """As answered."""
    message = Message(
        company_id=str(reservation.company_id),
        state=state_of(reservation, kept).value,  # type: ignore[arg-type]
        customer_id=str(reservation.customer_id),
        warehouse_id=str(reservation.warehouse_id),
        item_id=str(reservation.item_id),
        lot_id=reservation.lot_id,
        quantity=quantity_message(reservation.uom_code, reservation.quantity),
        allow_partial=reservation.allow_partial,
        reference=reservation.reference,
        narration=reservation.narration,
    )
    if kept is not None:
        message.reserved_quantity.CopyFrom(quantity_message(reservation.stock_uom_code, kept.quantity))
        message.open_quantity.CopyFrom(quantity_message(reservation.stock_uom_code, kept.open))
    if reservation.expire_time:
        fill_timestamp(message.expire_time, reservation.expire_time)
    return fill_document(message, reservation)


def delivery_of(reservations: Sequence[tuple[StockReservation, KeptBack]], day: str) -> delivery_pb2.Delivery:
    """The draft that takes all that they still keep back: one line for each."""
    first, _ = reservations[0]
    return delivery_pb2.Delivery(
        company_id=str(first.company_id),
        customer_id=str(first.customer_id),
        warehouse_id=str(first.warehouse_id),
        posting_date=day,
        lines=[
            delivery_pb2.DeliveryLine(
                item_id=str(one.item_id),
                quantity=quantity_message(one.stock_uom_code, kept.open),
                lot_id=one.lot_id,
                warehouse_id=str(one.warehouse_id) if one.warehouse_id != first.warehouse_id else "",
                promise_id=str(one.id),
            )
            for one, kept in reservations
        ],
    )
