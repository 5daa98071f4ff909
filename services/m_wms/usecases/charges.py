"""Landed cost as it was written: its charges, in whatever currency they are owed, shared over what came."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from businessm.wms.v1 import landed_cost_pb2
from m_kit.dates import parse_optional_date
from m_kit.decimals import parse_decimal
from m_kit.errors import FieldInvalid, FieldRequired

from m_wms.convert.nouns import Noun
from m_wms.domain.documents import Allocation, Charge, Exchanged, Line, StockDocument
from m_wms.domain.values import line_value, shares
from m_wms.usecases.lines import money_of


def with_charges(noun: Noun, draft: StockDocument, message: Any) -> StockDocument:
    """The draft with its charges, and each line with its part of them. Raises what a field is refused with."""
    charges = tuple(_charge(draft, one, f"{noun.field}.charges[{i}]") for i, one in enumerate(message.charges))
    draft = replace(draft, charges=charges, allocation=Allocation(message.allocation))
    return replace(draft, lines=_with_shares(noun, draft))


def _charge(draft: StockDocument, message: landed_cost_pb2.LandedCostCharge, field: str) -> Charge:
    if message.amount.currency_code != draft.currency_code:
        return _exchanged(draft, message, field)
    for name in ("exchange_rate", "exchange_date"):
        if getattr(message, name):
            raise FieldInvalid(f"it is in {draft.currency_code} already", field=f"{field}.{name}")
    return Charge(message.description, money_of(message.amount, draft, f"{field}.amount", least=1))


def _exchanged(draft: StockDocument, message: landed_cost_pb2.LandedCostCharge, field: str) -> Charge:
    """Of another currency, whose digits the ledger knows."""
    currency_code = message.amount.currency_code
    if not message.exchange_rate:
        raise FieldRequired(f"say what one {currency_code} is in {draft.currency_code}", field=f"{field}.exchange_rate")
    amount = parse_decimal(message.amount.amount, f"{field}.amount.amount")
    if amount <= 0:
        raise FieldInvalid("a cost is positive", field=f"{field}.amount.amount")
    rate = parse_decimal(message.exchange_rate, f"{field}.exchange_rate")
    if rate <= 0:
        raise FieldInvalid("a rate is above zero", field=f"{field}.exchange_rate")
    worth = line_value(amount, rate, draft.currency_scale)
    if not 0 < worth < 10**18:
        raise FieldInvalid(
            f"in {draft.currency_code} it is nothing, or beyond 18 digits", field=f"{field}.amount.amount"
        )
    day = parse_optional_date(message.exchange_date, f"{field}.exchange_date")
    return Charge(message.description, worth, Exchanged(currency_code, amount, rate, day))


def _with_shares(noun: Noun, draft: StockDocument) -> tuple[Line, ...]:
    """The lines of a landed cost with their parts of its charges. Raises FieldInvalid where there are none."""
    weights = [_allocated_by(noun, draft, place) for place in range(len(draft.lines))]
    if not any(weights):
        raise FieldInvalid("none of the lines has anything to share by", field=f"{noun.field}.allocation")
    parts = shares(sum(charge.amount for charge in draft.charges), weights)
    return tuple(replace(line, share=part, value=None) for line, part in zip(draft.lines, parts, strict=True))


def _allocated_by(noun: Noun, draft: StockDocument, place: int) -> Decimal:
    line = draft.lines[place]
    match draft.allocation:
        case Allocation.BY_QUANTITY:
            return line.counted
        case Allocation.BY_WEIGHT:
            if line.weight is None:
                raise FieldRequired("charges are shared by weight", field=f"{noun.field}.lines[{place}].weight")
            return line.weight
        case _:
            return Decimal(line.value or 0)
