"""Stock revaluations: what stock is worth more or less since something was dated back, and what the books say then.

Amounts are in minor units of the document's currency, negative where stock is worth less.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from m_wms.domain.documents import State
from m_wms.domain.vouchers import COST_OF_GOODS_SOLD, PRICE_VARIANCE, RoleAmount, inventory_role

DOCUMENT_TYPE = "wms.stock_revaluation"
INVENTORY_ADJUSTMENT = "INVENTORY_ADJUSTMENT"

# Where goods went, or came back from: what they are worth more there is a cost. Everything else is a variance.
_COUNTER_ROLES = {
    "wms.delivery": COST_OF_GOODS_SOLD,
    "wms.customer_return": COST_OF_GOODS_SOLD,
    "wms.stock_count": INVENTORY_ADJUSTMENT,
}


@dataclass(frozen=True, slots=True)
class RevaluationLine:
    """What one kind of document moved in one warehouse is worth more. The warehouse's code is known when posted."""

    warehouse_id: uuid.UUID
    document_type: str
    purpose: str
    value: int
    warehouse_code: str = ""


@dataclass(frozen=True, slots=True)
class StockRevaluation:
    """One month of one recompute; the id is that of stock's revaluation."""

    id: uuid.UUID
    company_id: uuid.UUID
    posting_date: date
    recompute_id: uuid.UUID
    currency_code: str
    currency_scale: int
    lines: tuple[RevaluationLine, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    state: State = State.DRAFT
    number: str = ""
    post_time: datetime | None = None

    @property
    def value(self) -> int:
        """Of all lines."""
        return sum(line.value for line in self.lines)


def revaluation_amounts(lines: Iterable[RevaluationLine]) -> list[RoleAmount]:
    """The voucher's lines: debits first. None where the lines undo each other on every role."""
    amounts: dict[str, int] = {}
    for line in lines:
        for role, amount in _sides(line):
            amounts[role] = amounts.get(role, 0) + amount
    found = [RoleAmount(role, amount < 0, abs(amount)) for role, amount in amounts.items() if amount]
    return sorted(found, key=lambda one: one.is_credit)


def _sides(line: RevaluationLine) -> Iterator[tuple[str, int]]:
    yield inventory_role(line.warehouse_code), line.value
    yield _COUNTER_ROLES.get(line.document_type, PRICE_VARIANCE), -line.value


def with_codes(lines: Iterable[RevaluationLine], codes: Mapping[uuid.UUID, str]) -> tuple[RevaluationLine, ...]:
    """The lines with their warehouses' codes."""
    return tuple(replace(line, warehouse_code=codes[line.warehouse_id]) for line in lines)


def revaluation_facts(revaluation: StockRevaluation) -> dict[str, Any]:
    """What is kept of a posting: its day, and the codes of its warehouses, by line."""
    return {
        "posting_date": revaluation.posting_date.isoformat(),
        "codes": [line.warehouse_code for line in revaluation.lines],
    }


def with_revaluation_facts(revaluation: StockRevaluation, facts: Mapping[str, Any]) -> StockRevaluation:
    """The document with what is known of it; one without lines (of a list) stays so."""
    if not facts:
        return revaluation
    lines = tuple(
        replace(line, warehouse_code=code) for line, code in zip(revaluation.lines, facts["codes"], strict=False)
    )
    return replace(revaluation, posting_date=date.fromisoformat(facts["posting_date"]), lines=lines)
