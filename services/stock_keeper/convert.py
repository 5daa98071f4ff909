"""Messages to domain and back, side by side."""

from collections.abc import Iterable
from decimal import Decimal

from businessm.stock.v1 import (
    balance_pb2,
    location_pb2,
    lot_pb2,
    movement_pb2,
    promise_pb2,
    reservation_pb2,
    stock_period_pb2,
    stock_report_pb2,
)
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.decimals import format_minor
from m_kit.document import fill_document, timestamp
from m_kit.etag import etag_of
from m_kit.posting.reservation_pages import ReservationRow, fill_reservation

from stock_keeper.domain.ages import StockAge
from stock_keeper.domain.locations import Location
from stock_keeper.domain.lots import Lot
from stock_keeper.domain.promises import Promise, state_of
from stock_keeper.domain.stock import Balance, Layer, LayerTaken, Measure, Movement, StoredGoods, WarehouseValue
from stock_keeper.domain.stock_periods import StockPeriod


def location_message(location: Location) -> location_pb2.Location:
    """A location as answered."""
    message = location_pb2.Location(
        company_id=str(location.company_id),
        code=location.code,
        name=location.name,
        kind=location.kind.name,
        parent_id=str(location.parent_id or ""),
        archived=location.archived,
    )
    return fill_document(message, location)


def balance_message(balance: Balance) -> balance_pb2.Balance:
    """A balance as answered."""
    measure = balance.measure
    return balance_pb2.Balance(
        item_id=str(balance.item_id),
        warehouse_id=str(balance.warehouse_id),
        on_hand=quantity_message(balance.on_hand, measure),
        reserved=quantity_message(balance.reserved, measure),
        value=money_message(balance.value, measure.currency_code, measure.currency_scale),
        pending_value=money_message(balance.pending_value, measure.currency_code, measure.currency_scale),
        promised=quantity_message(balance.promised, measure),
        available=quantity_message(balance.available, measure),
        lot_id=str(balance.lot_id or ""),
    )


def layer_message(layer: Layer) -> balance_pb2.Layer:
    """A layer as answered."""
    measure = layer.measure
    return balance_pb2.Layer(
        movement_id=str(layer.movement_id),
        item_id=str(layer.item_id),
        warehouse_id=str(layer.warehouse_id),
        value_seq=layer.value_seq,
        quantity_received=quantity_message(layer.quantity, measure),
        quantity_remaining=quantity_message(layer.remaining, measure),
        value_received=money_message(layer.value, measure.currency_code, measure.currency_scale),
        value_remaining=money_message(layer.remaining_value, measure.currency_code, measure.currency_scale),
        posting_date=layer.posting_date.isoformat(),
    )


def warehouse_value_message(found: WarehouseValue) -> balance_pb2.WarehouseValue:
    """A warehouse's value as answered."""
    return balance_pb2.WarehouseValue(
        warehouse_id=str(found.warehouse_id),
        value=money_message(found.value, found.currency_code, found.currency_scale),
        pending_value=money_message(found.pending_value, found.currency_code, found.currency_scale),
    )


def movement_message(movement: Movement, taken: Iterable[LayerTaken] = ()) -> movement_pb2.Movement:
    """A movement as answered."""
    measure = movement.measure
    return movement_pb2.Movement(
        id=str(movement.id),
        company_id=str(movement.company_id),
        item_id=str(movement.item_id),
        warehouse_id=str(movement.warehouse_id),
        direction=movement.direction,  # type: ignore[arg-type]
        state=movement.state,  # type: ignore[arg-type]
        posting_date=movement.posting_date.isoformat(),
        quantity=quantity_message(movement.quantity, measure),
        value=money_message(movement.value, measure.currency_code, measure.currency_scale),
        value_seq=movement.value_seq,
        source_movement_id=str(movement.source_movement_id or ""),
        document_type=movement.document_type,
        document_id=str(movement.document_id),
        document_number=movement.document_number,
        line=movement.line,
        reserve_time=timestamp(movement.reserve_time),
        confirm_time=timestamp(movement.confirm_time),
        layers_taken=[
            movement_pb2.LayerTaken(
                layer_movement_id=str(one.layer_movement_id),
                quantity=quantity_message(one.quantity, measure),
                value=money_message(one.value, measure.currency_code, measure.currency_scale),
            )
            for one in taken
        ],
        variance=money_message(movement.variance, measure.currency_code, measure.currency_scale),
        correction=money_message(movement.correction, measure.currency_code, measure.currency_scale),
        lot_id=str(movement.lot_id or ""),
        location_id=str(movement.location_id or ""),
        to_location_id=str(movement.to_location_id or ""),
        serial_numbers=movement.serial_numbers,
        value_flow=movement.value_flow or 0,
        value_flow_weight=_decimal_text(movement.value_flow_weight),
        promise_id=str(movement.promise_id or ""),
    )


def reservation_message(row: ReservationRow, movements: Iterable[Movement] = ()) -> reservation_pb2.Reservation:
    """A reservation as answered."""
    return fill_reservation(reservation_pb2.Reservation(movements=map(movement_message, movements)), row)


def quantity_message(minor: int, measure: Measure) -> quantity_pb2.Quantity:
    """A quantity in the item's stock unit, without zeros that say nothing."""
    return quantity_pb2.Quantity(uom_code=measure.uom_code, value=format_minor(minor, measure.quantity_scale, 0))


def money_message(minor: int, currency_code: str, scale: int) -> money_pb2.Money:
    """Every digit of the scale."""
    return money_pb2.Money(currency_code=currency_code, amount=format_minor(minor, scale))


def lot_message(lot: Lot) -> lot_pb2.Lot:
    """A lot as answered."""
    message = lot_pb2.Lot(
        company_id=str(lot.company_id),
        item_id=str(lot.item_id),
        number=lot.number,
        expiry_date=lot.expiry_date.isoformat() if lot.expiry_date else "",
    )
    return fill_document(message, lot)


def promise_message(promise: Promise) -> promise_pb2.Promise:
    """A promise as answered."""
    return promise_pb2.Promise(
        id=str(promise.id),
        company_id=str(promise.company_id),
        item_id=str(promise.item_id),
        warehouse_id=str(promise.warehouse_id),
        lot_id=str(promise.lot_id or ""),
        quantity=quantity_message(promise.quantity, promise.measure),
        quantity_open=quantity_message(promise.open, promise.measure),
        expire_time=timestamp(promise.expire_time),
        owner_type=promise.owner_type,
        owner_id=promise.owner_id,
        state=state_of(promise).name,
        create_time=timestamp(promise.create_time),
    )


def stock_period_message(period: StockPeriod) -> stock_period_pb2.StockPeriod:
    """A month as answered."""
    return stock_period_pb2.StockPeriod(
        company_id=str(period.company_id),
        month=f"{period.month:%Y-%m}",
        state=period.state.name,
        etag=etag_of(period.id, period.revision),
        close_time=timestamp(period.close_time),
    )


def stored_goods_message(goods: StoredGoods) -> stock_report_pb2.StoredGoods:
    """What is in one place, as answered."""
    return stock_report_pb2.StoredGoods(
        item_id=str(goods.item_id),
        warehouse_id=str(goods.warehouse_id),
        location_id=str(goods.location_id or ""),
        lot_id=str(goods.lot_id or ""),
        on_hand=quantity_message(goods.on_hand, goods.measure),
        reserved=quantity_message(goods.reserved, goods.measure),
        serial_numbers=goods.serial_numbers,
    )


def stock_age_message(age: StockAge) -> stock_report_pb2.StockAge:
    """Ages as answered."""
    measure = age.measure
    return stock_report_pb2.StockAge(
        item_id=str(age.item_id),
        warehouse_id=str(age.warehouse_id),
        buckets=[
            stock_report_pb2.AgeBucket(
                first_day=bucket.first_day,
                last_day=bucket.last_day or 0,
                quantity=quantity_message(bucket.quantity, measure),
                value=money_message(bucket.value, measure.currency_code, measure.currency_scale),
            )
            for bucket in age.buckets
        ],
    )


def _decimal_text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
