"""Messages to domain and back, side by side."""

import uuid
from collections.abc import Iterable, Mapping

from businessm.stock.v1 import balance_pb2, location_pb2, movement_pb2, reservation_pb2
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.dates import parse_date
from m_kit.decimals import format_minor, parse_minor
from m_kit.document import fill_document, timestamp
from m_kit.errors import FieldInvalid, FieldRequired
from m_kit.idempotency import input_hash
from m_kit.posting.attempt import posting_of
from m_kit.posting.reservation_pages import ReservationRow, fill_reservation

from stock_keeper.domain.errors import SourceMovementInvalid
from stock_keeper.domain.locations import Location
from stock_keeper.domain.reservations import Direction, Line, MovedItem
from stock_keeper.domain.stock import Balance, Layer, LayerTaken, Measure, Movement, WarehouseValue
from stock_keeper.store.asked import Reserve


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


def reserve_of(request: movement_pb2.ReserveMovementsRequest, *, deferred: bool) -> Reserve:
    """What is asked to be held. Raises what a field is refused with."""
    _require_served(request)
    items = _items(request.items)
    return Reserve(
        posting=posting_of(request.posting),
        input_hash=input_hash(request),
        posting_date=parse_date(request.posting_date, "posting_date"),
        currency_code=request.currency_code,
        currency_scale=request.currency_scale,
        items=tuple(items.values()),
        lines=tuple(_line(request, items, i, one) for i, one in enumerate(request.movements)),
        deferred=deferred,
    )


def _require_served(request: movement_pb2.ReserveMovementsRequest) -> None:
    """What the contract has and stock does not do yet."""
    for i, item in enumerate(request.items):
        if item.valuation_method > movement_pb2.MOVING_AVERAGE or item.tracking:
            raise FieldInvalid("not served yet", field=f"items[{i}].valuation_method")
    for i, line in enumerate(request.movements):
        if line.direction > movement_pb2.OUT or line.lot_id or line.serial_numbers or line.location_id:
            raise FieldInvalid("not served yet", field=f"movements[{i}].direction")
        if line.at_last_cost or line.promise_id:
            raise FieldInvalid("not served yet", field=f"movements[{i}].promise_id")
        if not line.HasField("quantity"):
            raise FieldRequired("say how much", field=f"movements[{i}].quantity")
    if request.value_flows:
        raise FieldInvalid("not served yet", field="value_flows")


def _items(messages: Iterable[movement_pb2.MovedItem]) -> dict[uuid.UUID, MovedItem]:
    items: dict[uuid.UUID, MovedItem] = {}
    for i, one in enumerate(messages):
        item_id = uuid.UUID(one.item_id)
        if item_id in items:
            raise FieldInvalid("every item once", field=f"items[{i}].item_id")
        items[item_id] = MovedItem(
            item_id, one.uom_code, one.quantity_scale, one.valuation_method, one.allow_negative_stock
        )
    return items


def _line(
    request: movement_pb2.ReserveMovementsRequest,
    items: Mapping[uuid.UUID, MovedItem],
    index: int,
    message: movement_pb2.MovementToReserve,
) -> Line:
    path = f"movements[{index}]"
    item = items.get(uuid.UUID(message.item_id))
    if item is None:
        raise FieldInvalid("say in items what it is", field=f"{path}.item_id")
    return Line(
        item=item,
        warehouse_id=uuid.UUID(message.warehouse_id),
        direction=Direction(message.direction),
        quantity=_quantity(message, item, path),
        value=_value(request, message, path),
        source_movement_id=_source(message.source_movement_id, f"{path}.source_movement_id"),
    )


def _quantity(message: movement_pb2.MovementToReserve, item: MovedItem, path: str) -> int:
    if message.quantity.uom_code != item.uom_code:
        raise FieldInvalid(f"its stock unit is {item.uom_code}", field=f"{path}.quantity.uom_code")
    quantity = parse_minor(message.quantity.value, item.quantity_scale, f"{path}.quantity.value")
    if quantity <= 0:
        raise FieldInvalid("a quantity moved is positive", field=f"{path}.quantity.value")
    return quantity


def _value(
    request: movement_pb2.ReserveMovementsRequest, message: movement_pb2.MovementToReserve, path: str
) -> int | None:
    """Of an in that takes nothing back; everything else costs what stock says."""
    if message.direction == movement_pb2.OUT or message.source_movement_id:
        if message.HasField("value"):
            raise FieldInvalid("stock says what it costs", field=f"{path}.value")
        return None
    if not message.HasField("value"):
        raise FieldRequired("say what it brings", field=f"{path}.value")
    if message.value.currency_code != request.currency_code:
        raise FieldInvalid(f"values are in {request.currency_code}", field=f"{path}.value.currency_code")
    value = parse_minor(message.value.amount, request.currency_scale, f"{path}.value.amount")
    if value < 0:
        raise FieldInvalid("a value is never negative", field=f"{path}.value.amount")
    return value


def _source(text: str, field: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise SourceMovementInvalid(f"no movement {text!r}", field=field) from None


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
