"""Messages to domain and back, side by side."""

from collections.abc import Iterable

from businessm.stock.v1 import balance_pb2, location_pb2, movement_pb2, reservation_pb2
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.decimals import format_minor
from m_kit.document import fill_document, timestamp
from m_kit.posting.reservation_pages import ReservationRow, fill_reservation

from stock_keeper.domain.locations import Location
from stock_keeper.domain.stock import Balance, Layer, LayerTaken, Measure, Movement, WarehouseValue


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
