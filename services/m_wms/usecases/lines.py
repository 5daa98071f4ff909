"""Lines of drafts as they were written, checked."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from businessm.type.v1 import money_pb2
from m_kit.decimals import parse_decimal, parse_minor
from m_kit.errors import FieldInvalid

from m_wms.convert.nouns import Noun, WrittenLine
from m_wms.domain.documents import (
    DocumentType,
    Line,
    Source,
    StockDocument,
    StockedItem,
    Warehouse,
    Whereabouts,
)
from m_wms.domain.values import line_value
from m_wms.usecases.counts import require_countable
from m_wms.usecases.picks import require_in_warehouse, require_no_more_than_asked, to_pick
from m_wms.usecases.references import References

# What stock takes as a weight.
MOST_WEIGHT_DIGITS = 12
MOST_WEIGHT_DECIMALS = 6


def lines_of(noun: Noun, message: Any, found: References) -> tuple[Line, ...]:
    """In the order of the message's lists. Raises what a field is refused with."""
    lines = tuple(_line(noun, one, i, found) for i, one in enumerate(noun.written(message)))
    if noun.document_type is DocumentType.STOCK_COUNT:
        require_countable(noun, message.by_place, lines)
    if noun.document_type is DocumentType.COST_CHANGE:
        _require_at_standard_cost_once(noun, lines)
    if noun.document_type is DocumentType.PICK_LIST:
        require_no_more_than_asked(noun, lines, found.sources.lines)
    return lines


def money_of(money: money_pb2.Money, draft: StockDocument, field: str, least: int = 0) -> int:
    """Minor units of the company's currency. Raises on the field what an amount is refused with."""
    if money.currency_code != draft.currency_code:
        raise FieldInvalid(f"stock is valued in {draft.currency_code}", field=f"{field}.currency_code")
    minor = parse_minor(money.amount, draft.currency_scale, f"{field}.amount")
    if minor < least:
        raise FieldInvalid("a cost is positive" if least else "a cost is not negative", field=f"{field}.amount")
    return minor


def _line(noun: Noun, written: WrittenLine, place: int, found: References) -> Line:
    item, stock_quantity = found.items[place], found.stock_quantities[place]
    quantity = _quantity(noun, written)
    line = Line(
        item,
        getattr(written.message, written.quantity_field).uom_code if quantity is not None else "",
        quantity,
        None,
        stock_quantity,
        None,
        direction=written.list.direction,
        warehouse=_warehouse(written, found),
        whereabouts=_whereabouts(written),
        to_location_id=written.message.to_location_id if written.has("to_location_id") else "",
    )
    if noun.source:
        line = _with_source(noun, written, line, place, found)
    if written.has("unit_cost") and written.message.HasField("unit_cost"):
        line = replace(line, unit_cost=_unit_cost(written, found.currency_code))
    if written.has("weight"):
        line = replace(line, weight=_weight(written, line))
    if noun.document_type is DocumentType.GOODS_RECEIPT:
        assert line.quantity is not None, "a goods receipt says how much"
        assert line.unit_cost is not None, "a goods receipt says at what cost"
        value = line_value(line.quantity, line.unit_cost, found.currency_scale)
        line = replace(line, value=value, ordered=_ordered(written, line))
    return _countable(line, item, written)


def _quantity(noun: Noun, written: WrittenLine) -> Decimal | None:
    """Positive; what was counted may be nothing, and may be unknown yet."""
    if not written.quantity_field or not written.message.HasField(written.quantity_field):
        return None
    field = f"{written.path}.{written.quantity_field}.value"
    quantity = parse_decimal(getattr(written.message, written.quantity_field).value, field)
    if noun.document_type is DocumentType.STOCK_COUNT:
        if quantity < 0:
            raise FieldInvalid("a count is not negative", field=field)
    elif quantity <= 0:
        raise FieldInvalid("a quantity is positive", field=field)
    return quantity


def _warehouse(written: WrittenLine, found: References) -> Warehouse | None:
    if not written.has("warehouse_id") or not written.message.warehouse_id:
        return None
    return found.warehouses[written.message.warehouse_id]


def _whereabouts(written: WrittenLine) -> Whereabouts:
    message = written.message
    return Whereabouts(
        lot_id=message.lot_id if written.has("lot_id") else "",
        serial_numbers=tuple(message.serial_numbers) if written.has("serial_numbers") else (),
        location_id=message.location_id if written.has("location_id") else "",
        promise_id=message.promise_id if written.has("promise_id") else "",
    )


def _with_source(noun: Noun, written: WrittenLine, line: Line, place: int, found: References) -> Line:
    """What it rests on: of a return no more than that, of a landed cost all of it."""
    source, owner = found.sources.lines[place], found.sources.owners[place]
    number = getattr(written.message, f"{noun.source}_line")
    line = replace(line, source=Source(owner, number, source.moved[0].movement_id if source.moved else ""))
    if noun.document_type is DocumentType.PICK_LIST:
        require_in_warehouse(noun, written, found, place)
        return to_pick(written, line, source)
    if noun.document_type is DocumentType.LANDED_COST:
        document = found.sources.documents[owner]
        return replace(
            line,
            uom_code=source.uom_code,
            quantity=source.quantity,
            stock_quantity=source.stock_quantity,
            value=source.value,
            warehouse=document.place_of(source),
        )
    if line.counted > source.counted:
        raise FieldInvalid(
            f"the line was of {source.counted} {source.item.uom_code}", field=f"{written.path}.quantity.value"
        )
    whereabouts = replace(line.whereabouts, lot_id=source.whereabouts.lot_id)
    return replace(line, whereabouts=whereabouts, warehouse=None if found.warehouses else source.warehouse)


def _ordered(written: WrittenLine, line: Line) -> Decimal | None:
    if not written.message.HasField("ordered_quantity"):
        return None
    ordered, field = written.message.ordered_quantity, f"{written.path}.ordered_quantity"
    if ordered.uom_code != line.uom_code:
        raise FieldInvalid(f"what came is in {line.uom_code}: so is what was ordered", field=f"{field}.uom_code")
    value = parse_decimal(ordered.value, f"{field}.value")
    if value <= 0:
        raise FieldInvalid("a quantity is positive", field=f"{field}.value")
    return value


def _unit_cost(written: WrittenLine, currency_code: str) -> Decimal:
    money, field = written.message.unit_cost, f"{written.path}.unit_cost"
    cost = parse_decimal(money.amount, f"{field}.amount")
    if cost < 0:
        raise FieldInvalid("a cost is not negative", field=f"{field}.amount")
    if money.currency_code != currency_code:
        raise FieldInvalid(f"stock is valued in {currency_code}", field=f"{field}.currency_code")
    return cost


def _weight(written: WrittenLine, line: Line) -> Decimal | None:
    """As written; of what is made its quantity where nothing is written."""
    field, text = f"{written.path}.weight", written.message.weight
    if not text and written.quantity_field == "":
        return None
    weight = parse_decimal(text, field) if text else line.counted
    if weight <= 0:
        raise FieldInvalid("a weight is positive", field=field)
    exponent = weight.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MOST_WEIGHT_DECIMALS or weight >= 10**MOST_WEIGHT_DIGITS:
        limits = f"{MOST_WEIGHT_DIGITS} digits before the point and {MOST_WEIGHT_DECIMALS} after it"
        raise FieldInvalid(f"a weight has at most {limits}", field=field)
    return weight


def _require_at_standard_cost_once(noun: Noun, lines: tuple[Line, ...]) -> None:
    """Raises FieldInvalid for what has no standard cost, and where two lines are about the same goods."""
    named = set()
    for place, line in enumerate(lines):
        field = f"{noun.field}.lines[{place}].item_id"
        if not line.item.is_at_standard_cost:
            raise FieldInvalid("the item is not valued at standard cost", field=field)
        key = line.item.id, line.warehouse and line.warehouse.id
        if key in named:
            raise FieldInvalid("a line above names it already", field=field)
        named.add(key)


def _countable(line: Line, item: StockedItem, written: WrittenLine) -> Line:
    """Raises FieldInvalid beyond what stock and ledger can count: 18 digits in minor units."""
    if line.stock_quantity is not None and line.stock_quantity.scaleb(item.quantity_scale) >= 10**18:
        raise FieldInvalid("more than 18 digits", field=f"{written.path}.{written.quantity_field}.value")
    if line.value is not None and line.value >= 10**18:
        raise FieldInvalid("quantity x unit_cost has more than 18 digits", field=f"{written.path}.unit_cost.amount")
    return line
