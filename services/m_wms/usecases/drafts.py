"""Writing drafts: what is named elsewhere is found first, then one transaction writes."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from businessm.type.v1 import money_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.dates import parse_date
from m_kit.decimals import parse_decimal
from m_kit.document import require_current
from m_kit.errors import FieldInvalid, StateInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_wms.convert import Noun, document_message
from m_wms.domain.documents import DocumentType, Line, State, StockDocument, StockedItem
from m_wms.domain.values import line_value
from m_wms.store.documents import DocumentRepository
from m_wms.usecases.references import References


def draft_of(noun: Noun, message: Any, found: References, now: datetime) -> StockDocument:
    """A new draft of what was written. Raises what a field is refused with."""
    return StockDocument(
        id=given_or_new_id(message.id, f"{noun.field}.id"),
        company_id=found.company_id,
        type=noun.document_type,
        posting_date=parse_date(message.posting_date, f"{noun.field}.posting_date"),
        partner_id=found.partner_id,
        warehouse=found.warehouse,
        currency_code=found.currency_code,
        currency_scale=found.currency_scale,
        narration=message.narration,
        lines=tuple(_line(noun, message, i, found) for i in range(len(message.lines))),
        revision=1,
        create_time=now,
        update_time=now,
    )


async def merged_draft(
    transaction: Transaction, noun: Noun, message: Any, mask: FieldMask
) -> tuple[StockDocument, Any]:
    """(the draft as it is, what it is to become). Raises NotFound, EtagMismatch, StateInvalid, FieldInvalid."""
    current = await current_draft(transaction, noun, message.id, message.etag, f"{noun.field}.")
    updatable = {"posting_date", noun.partner_field, "warehouse_id", "narration", "lines"}
    merged = merge_masked(document_message(noun, current), message, mask, updatable)
    require_valid(merged, f"{noun.field}.")
    return current, merged


async def current_draft(
    transaction: Transaction, noun: Noun, document_id: str, etag: str, prefix: str = ""
) -> StockDocument:
    """The draft of this etag. Raises NotFound, EtagMismatch, StateInvalid."""
    field = f"{prefix}id"
    noun_in_words = noun.field.replace("_", " ")
    found = await DocumentRepository(transaction, noun.document_type).get(
        parse_id(document_id, field, noun_in_words), field
    )
    if found.state is not State.DRAFT:
        raise StateInvalid(f"{found.number} is {found.state.name.lower()}: only a draft may change", field=field)
    require_current(found, etag, f"{prefix}etag")
    return found


def changed_draft(noun: Noun, current: StockDocument, merged: Any, found: References, now: datetime) -> StockDocument:
    """The draft's next revision."""
    written = draft_of(noun, merged, found, now)
    return replace(written, revision=current.revision + 1, create_time=current.create_time)


def _line(noun: Noun, message: Any, place: int, found: References) -> Line:
    line, field = message.lines[place], f"{noun.field}.lines[{place}]"
    quantity = parse_decimal(line.quantity.value, f"{field}.quantity.value")
    if quantity <= 0:
        raise FieldInvalid("a quantity is positive", field=f"{field}.quantity.value")
    item, stock_quantity = found.items[place], found.stock_quantities[place]
    unit_cost = value = None
    if noun.document_type is DocumentType.GOODS_RECEIPT:
        unit_cost = _unit_cost(line.unit_cost, found.currency_code, f"{field}.unit_cost")
        value = line_value(quantity, unit_cost, found.currency_scale)
    return _checked(Line(item, line.quantity.uom_code, quantity, unit_cost, stock_quantity, value), item, field)


def _unit_cost(money: money_pb2.Money, currency_code: str, field: str) -> Any:
    cost = parse_decimal(money.amount, f"{field}.amount")
    if cost < 0:
        raise FieldInvalid("a cost is not negative", field=f"{field}.amount")
    if money.currency_code != currency_code:
        raise FieldInvalid(f"stock is valued in {currency_code}", field=f"{field}.currency_code")
    return cost


def _checked(line: Line, item: StockedItem, field: str) -> Line:
    """Raises FieldInvalid beyond what stock and ledger can count: 18 digits in minor units."""
    if line.stock_quantity.scaleb(item.quantity_scale) >= 10**18:
        raise FieldInvalid("more than 18 digits", field=f"{field}.quantity.value")
    if line.value is not None and line.value >= 10**18:
        raise FieldInvalid("quantity x unit_cost has more than 18 digits", field=f"{field}.unit_cost.amount")
    return line
