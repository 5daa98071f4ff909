"""What ReserveMovements is asked, as the domain has it."""

import uuid
from collections.abc import Mapping
from decimal import Decimal

from businessm.stock.v1 import movement_pb2
from businessm.type.v1 import money_pb2
from m_kit.dates import parse_date
from m_kit.decimals import parse_minor
from m_kit.errors import BusinessError, FieldInvalid, FieldRequired
from m_kit.idempotency import input_hash
from m_kit.posting.attempt import posting_of

from stock_keeper.convert_flows import InFlow, flows_of, places_in_flows
from stock_keeper.domain.errors import LotRequired, PromiseInvalid, SerialRequired, SourceMovementInvalid
from stock_keeper.domain.reservations import LAYERED, Direction, Line, Method, MovedItem, Tracking
from stock_keeper.store.asked import Reserve

# A standard cost may have so many digits more than the currency.
STANDARD_DIGITS = 6
_NO_FLOW = InFlow(None, None)

Message = movement_pb2.MovementToReserve
Request = movement_pb2.ReserveMovementsRequest


def reserve_of(request: Request, *, deferred: bool) -> Reserve:
    """What is asked to be held. Raises what a field is refused with."""
    items = _items(request)
    in_flows = places_in_flows(request)
    return Reserve(
        posting=posting_of(request.posting),
        input_hash=input_hash(request),
        posting_date=parse_date(request.posting_date, "posting_date"),
        currency_code=request.currency_code,
        currency_scale=request.currency_scale,
        items=tuple(items.values()),
        lines=tuple(
            _line(request, items, f"movements[{i}]", one, in_flows.get(i + 1, _NO_FLOW))
            for i, one in enumerate(request.movements)
        ),
        flows=flows_of(request, in_flows),
        deferred=deferred,
    )


def _items(request: Request) -> dict[uuid.UUID, MovedItem]:
    items: dict[uuid.UUID, MovedItem] = {}
    for i, one in enumerate(request.items):
        path, item_id = f"items[{i}]", uuid.UUID(one.item_id)
        if item_id in items:
            raise FieldInvalid("every item once", field=f"{path}.item_id")
        method, tracking = Method(one.valuation_method), Tracking(one.tracking)
        if method is Method.PER_LOT and tracking is not Tracking.BY_LOT:
            raise FieldInvalid("what is valued by lot is tracked by lot", field=f"{path}.tracking")
        items[item_id] = MovedItem(
            id=item_id,
            uom_code=one.uom_code,
            quantity_scale=one.quantity_scale,
            method=method,
            allow_negative=one.allow_negative_stock,
            tracking=tracking,
            standard_cost=_standard_cost(request, one, f"{path}.standard_cost"),
        )
    return items


def _standard_cost(request: Request, item: movement_pb2.MovedItem, field: str) -> Decimal | None:
    """In minor units of the currency, of one stock unit."""
    given = item.HasField("standard_cost")
    if item.valuation_method != movement_pb2.STANDARD:
        if given:
            raise FieldInvalid("only an item at standard cost has one", field=field)
        return None
    if not given:
        raise FieldRequired("say what a unit costs", field=field)
    finest = _minor(request, item.standard_cost, field, more_digits=STANDARD_DIGITS)
    if finest < 0:
        raise FieldInvalid("a cost is never negative", field=f"{field}.amount")
    return Decimal(finest).scaleb(-STANDARD_DIGITS)


def _line(request: Request, items: Mapping[uuid.UUID, MovedItem], path: str, message: Message, in_flow: InFlow) -> Line:
    item = items.get(uuid.UUID(message.item_id))
    if item is None:
        raise FieldInvalid("say in items what it is", field=f"{path}.item_id")
    direction = Direction(message.direction)
    quantity = _quantity(message, item, direction, path)
    _require_fitting(message, direction, path)
    return Line(
        item=item,
        warehouse_id=uuid.UUID(message.warehouse_id),
        direction=direction,
        quantity=quantity,
        value=_value(request, message, item, path, in_flow),
        source_movement_id=_source(message, item, direction, path),
        lot_id=_lot(message, item, direction, path),
        location_id=_id(message.location_id, FieldInvalid("no such place", field=f"{path}.location_id")),
        to_location_id=_id(message.to_location_id, FieldInvalid("no such place", field=f"{path}.to_location_id")),
        promise_id=_id(message.promise_id, PromiseInvalid("no such promise", field=f"{path}.promise_id")),
        flow=in_flow.flow,
        flow_weight=in_flow.weight,
        serial_numbers=_serials(message, item, direction, quantity, path),
    )


def _require_fitting(message: Message, direction: Direction, path: str) -> None:
    """What only some directions have."""
    only_of = {
        "to_location_id": (Direction.RELOCATE,),
        "location_id": (Direction.IN, Direction.OUT, Direction.RELOCATE),
        "promise_id": (Direction.OUT,),
        "at_last_cost": (Direction.IN,),
    }
    for field, directions in only_of.items():
        if getattr(message, field) and direction not in directions:
            raise FieldInvalid(f"a line of direction {direction.name} has none", field=f"{path}.{field}")
    if direction is Direction.RELOCATE and message.location_id == message.to_location_id:
        raise FieldInvalid("it is there", field=f"{path}.to_location_id")


def _quantity(message: Message, item: MovedItem, direction: Direction, path: str) -> int:
    if direction is Direction.REVALUE:
        if message.HasField("quantity"):
            raise FieldInvalid("a revaluation moves no goods", field=f"{path}.quantity")
        return 0
    if not message.HasField("quantity"):
        raise FieldRequired("say how much", field=f"{path}.quantity")
    if message.quantity.uom_code != item.uom_code:
        raise FieldInvalid(f"its stock unit is {item.uom_code}", field=f"{path}.quantity.uom_code")
    quantity = parse_minor(message.quantity.value, item.quantity_scale, f"{path}.quantity.value")
    if quantity <= 0:
        raise FieldInvalid("a quantity moved is positive", field=f"{path}.quantity.value")
    return quantity


def _value(request: Request, message: Message, item: MovedItem, path: str, in_flow: InFlow) -> int | None:
    """What an in or a revaluation is given. None where stock says what it costs."""
    if message.direction == movement_pb2.REVALUE:
        return _value_added(request, message, item, path)
    says_stock = (
        message.direction != movement_pb2.IN or message.source_movement_id or in_flow.flow or message.at_last_cost
    )
    if says_stock:
        if message.HasField("value"):
            raise FieldInvalid("stock says what it costs", field=f"{path}.value")
        return None
    if not message.HasField("value"):
        raise FieldRequired("say what it brings", field=f"{path}.value")
    value = _minor(request, message.value, f"{path}.value")
    if value < 0:
        raise FieldInvalid("a value is never negative", field=f"{path}.value.amount")
    return value


def _value_added(request: Request, message: Message, item: MovedItem, path: str) -> int | None:
    if not message.HasField("value"):
        if item.method is Method.STANDARD:
            return None
        raise FieldRequired("say what is added", field=f"{path}.value")
    value = _minor(request, message.value, f"{path}.value")
    if value == 0:
        raise FieldInvalid("a revaluation adds or takes something", field=f"{path}.value.amount")
    return value


def _minor(request: Request, money: money_pb2.Money, field: str, more_digits: int = 0) -> int:
    if money.currency_code != request.currency_code:
        raise FieldInvalid(f"values are in {request.currency_code}", field=f"{field}.currency_code")
    return parse_minor(money.amount, request.currency_scale + more_digits, f"{field}.amount")


def _source(message: Message, item: MovedItem, direction: Direction, path: str) -> uuid.UUID | None:
    field, text = f"{path}.source_movement_id", message.source_movement_id
    if direction is Direction.REVALUE and item.method in LAYERED and not text:
        raise FieldRequired("say whose goods are worth more or less", field=field)
    if text and direction is Direction.RELOCATE:
        raise FieldInvalid("a relocation takes nothing back", field=field)
    if text and message.at_last_cost:
        raise FieldInvalid("it has the cost of its source", field=f"{path}.at_last_cost")
    return _id(text, SourceMovementInvalid(f"no movement {text!r}", field=field))


def _lot(message: Message, item: MovedItem, direction: Direction, path: str) -> uuid.UUID | None:
    field = f"{path}.lot_id"
    takes_one = item.method is Method.PER_LOT or direction is not Direction.REVALUE
    if not message.lot_id:
        if item.tracking is Tracking.BY_LOT and takes_one:
            raise LotRequired("the item is tracked by lot: say which", field=field)
        return None
    if item.tracking is Tracking.NONE or not takes_one:
        raise FieldInvalid("no lot is kept of this", field=field)
    return _id(message.lot_id, FieldInvalid("no such lot", field=field))


def _serials(message: Message, item: MovedItem, direction: Direction, quantity: int, path: str) -> tuple[str, ...]:
    field, numbers = f"{path}.serial_numbers", message.serial_numbers
    if item.tracking is not Tracking.BY_SERIAL or direction is Direction.REVALUE:
        if numbers:
            raise FieldInvalid("no serial numbers are kept of this", field=field)
        return ()
    if len(numbers) * 10**item.quantity_scale != quantity:
        raise SerialRequired("the item is tracked by serial number: one for each piece", field=field)
    return tuple(numbers)


def _id(text: str, refusal: BusinessError) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise refusal from None
