"""A document as it is answered."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from businessm.posting.v1 import posting_state_pb2
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.decimals import format_decimal, format_minor
from m_kit.document import fill_document, fill_timestamp

from m_wms.convert.nouns import LineList, Noun
from m_wms.domain.documents import Charge, DocumentType, Line, State, StockDocument


def document_message(noun: Noun, document: StockDocument, *, confirmed: bool = True) -> Any:
    """`confirmed`: whether stock and ledger have all confirmed what was decided last."""
    message = noun.message(
        company_id=str(document.company_id),
        number=document.number,
        state=document.state.value,
        posting_date=document.posting_date.isoformat(),
        narration=document.narration,
    )
    for field, value in _named(noun, document):
        setattr(message, field, str(value))
    for one in noun.lists:
        mine = [line for line in document.lines if line.direction is one.direction]
        getattr(message, one.field).extend(_line_message(one, document, line) for line in mine)
    _fill_costs(noun, message, document)
    if document.state is not State.DRAFT:
        _fill_decided(noun, message, document, confirmed)
    return fill_document(message, document)


def money(document: StockDocument, minor: int) -> money_pb2.Money:
    """Minor units of the document's currency, every digit of its scale."""
    return money_pb2.Money(currency_code=document.currency_code, amount=format_minor(minor, document.currency_scale))


def quantity_message(uom_code: str, value: Decimal) -> quantity_pb2.Quantity:
    """A quantity, its own digits only."""
    return quantity_pb2.Quantity(uom_code=uom_code, value=format_decimal(value))


def _named(noun: Noun, document: StockDocument) -> Iterator[tuple[str, object]]:
    """(field, id or date) of what the message has a field for and the document names."""
    named = {
        "supplier_id": document.partner_id,
        "customer_id": document.partner_id,
        "delivery_id": document.source_id,
        "goods_receipt_id": document.source_id,
        "warehouse_id": document.warehouse and document.warehouse.id,
        "target_warehouse_id": document.target and document.target.id,
        "staging_location_id": document.staging_location_id,
        "transit_warehouse_id": document.transit and document.transit.id,
        "receive_date": document.receive_date,
        "cancel_date": document.cancel_date,
    }
    return ((field, value) for field, value in named.items() if value and field in noun.fields)


def _fill_costs(noun: Noun, message: Any, document: StockDocument) -> None:
    if "extra_cost" in noun.fields and document.extra_cost:
        message.extra_cost.CopyFrom(money(document, document.extra_cost))
    if document.allocation:
        message.allocation = document.allocation.value
        for charge in document.charges:
            _fill_charge(message.charges.add(description=charge.description), document, charge)
        message.value.CopyFrom(money(document, sum(charge.amount for charge in document.charges)))
    if document.differences_accepted:
        message.differences_accepted = True
    if document.by_place:
        message.by_place = True
    if document.freeze_time:
        fill_timestamp(message.freeze_time, document.freeze_time)
    if document.apply_time:
        fill_timestamp(message.apply_time, document.apply_time)


def _fill_charge(message: Any, document: StockDocument, charge: Charge) -> None:
    message.functional_amount.CopyFrom(money(document, charge.amount))
    message.amount.CopyFrom(message.functional_amount)
    if one := charge.exchanged:
        amount = money_pb2.Money(currency_code=one.currency_code, amount=format_decimal(one.amount))
        message.amount.CopyFrom(amount)
        message.exchange_rate = format_decimal(one.rate)
        message.exchange_date = one.day.isoformat() if one.day else ""


def _fill_decided(noun: Noun, message: Any, document: StockDocument, confirmed: bool) -> None:
    assert document.post_time is not None, f"{document.number} is decided without a time"
    message.posting_state = posting_state_pb2.POSTED if confirmed else posting_state_pb2.POSTING
    fill_timestamp(message.post_time, document.post_time)
    if "value" in noun.fields and document.lines and document.type is not DocumentType.LANDED_COST:
        message.value.CopyFrom(money(document, document.value or 0))


def _line_message(one: LineList, document: StockDocument, line: Line) -> Any:
    message = one.message()
    for field, fill in _LINE_FIELDS.items():
        if field in one.message.DESCRIPTOR.fields_by_name:
            fill(message, document, line)
    return message


def _text(field: str, value_of: Callable[[Line], object]) -> tuple[str, Callable[[Any, StockDocument, Line], None]]:
    """A field that is left empty where the line has nothing of it."""

    def fill(message: Any, _: StockDocument, line: Line) -> None:
        value = value_of(line)
        if value:
            setattr(message, field, value if isinstance(value, int) else str(value))

    return field, fill


def _quantity(
    field: str, value_of: Callable[[Line], Decimal | None], *, in_stock_unit: bool
) -> tuple[str, Callable[[Any, StockDocument, Line], None]]:
    def fill(message: Any, _: StockDocument, line: Line) -> None:
        value = value_of(line)
        if value is not None:
            uom_code = line.item.uom_code if in_stock_unit else line.uom_code
            getattr(message, field).CopyFrom(quantity_message(uom_code, value))

    return field, fill


def _money(
    field: str, value_of: Callable[[Line], int | None]
) -> tuple[str, Callable[[Any, StockDocument, Line], None]]:
    def fill(message: Any, document: StockDocument, line: Line) -> None:
        value = value_of(line)
        if value is not None:
            getattr(message, field).CopyFrom(money(document, value))

    return field, fill


def _unit_cost(message: Any, document: StockDocument, line: Line) -> None:
    """As it was written, whatever the currency's scale."""
    if line.unit_cost is not None:
        cost = money_pb2.Money(currency_code=document.currency_code, amount=format_decimal(line.unit_cost))
        message.unit_cost.CopyFrom(cost)


def _target_movement_id(message: Any, document: StockDocument, line: Line) -> None:
    """Goods in transit are not there yet."""
    if line.moved and (document.transit is None or document.receive_date):
        message.target_movement_id = line.moved[-1].movement_id


_LINE_FIELDS: dict[str, Callable[[Any, StockDocument, Line], None]] = dict(
    (
        _text("item_id", lambda line: line.item.id),
        _text("goods_receipt_id", lambda line: line.source and line.source.document_id),
        _text("delivery_id", lambda line: line.source and line.source.document_id),
        _text("delivery_line", lambda line: line.source and line.source.number),
        _text("goods_receipt_line", lambda line: line.source and line.source.number),
        _text("warehouse_id", lambda line: line.warehouse and line.warehouse.id),
        _text("location_id", lambda line: line.whereabouts.location_id),
        _text("to_location_id", lambda line: line.to_location_id),
        _text("lot_id", lambda line: line.whereabouts.lot_id),
        _text("promise_id", lambda line: line.whereabouts.promise_id),
        _text("movement_id", lambda line: line.moved[0].movement_id if line.moved else ""),
        _text("weight", lambda line: format_decimal(line.weight) if line.weight is not None else ""),
        _quantity("quantity", lambda line: line.quantity, in_stock_unit=False),
        _quantity("counted_quantity", lambda line: line.quantity, in_stock_unit=False),
        _quantity("stock_quantity", lambda line: line.stock_quantity, in_stock_unit=True),
        _quantity("picked_quantity", lambda line: line.picked, in_stock_unit=True),
        _quantity("ordered_quantity", lambda line: line.ordered, in_stock_unit=False),
        _quantity("expected_quantity", lambda line: line.expected, in_stock_unit=True),
        _money("value", lambda line: line.value),
        _money("share", lambda line: line.share),
        ("unit_cost", _unit_cost),
        ("target_movement_id", _target_movement_id),
        ("movement_ids", lambda message, _, line: message.movement_ids.extend(one.movement_id for one in line.moved)),
        (
            "expected_serial_numbers",
            lambda message, _, line: message.expected_serial_numbers.extend(one.serial_number for one in line.pieces),
        ),
        ("serial_numbers", lambda message, _, line: message.serial_numbers.extend(line.whereabouts.serial_numbers)),
    )
)
