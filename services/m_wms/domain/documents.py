"""Goods receipts and deliveries: one shape, for both say which goods go through one warehouse's door."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class DocumentType(StrEnum):
    """As keepers know it."""

    GOODS_RECEIPT = "wms.goods_receipt"
    DELIVERY = "wms.delivery"


class State(IntEnum):
    """Where a document stands: numbers of the contract and of the table."""

    DRAFT = 1
    POSTED = 2
    CANCELLED = 3


@dataclass(frozen=True, slots=True)
class StockedItem:
    """An item as stock must know it, as it was when the document was last written."""

    id: uuid.UUID
    uom_code: str
    quantity_scale: int
    valuation_method: int
    allow_negative_stock: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `quantity` is as written, `stock_quantity` in the item's unit; `value` in minor units of the document's
    currency is what the line brings (a receipt's is known as it is written) or took (None until posted)."""

    item: StockedItem
    uom_code: str
    quantity: Decimal
    unit_cost: Decimal | None
    stock_quantity: Decimal
    value: int | None
    movement_id: str = ""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where the goods go through; the code is part of the role its value is kept under."""

    id: uuid.UUID
    code: str


@dataclass(frozen=True, slots=True)
class StockDocument:
    """A goods receipt or a delivery. `partner_id` is the supplier's or the customer's."""

    id: uuid.UUID
    company_id: uuid.UUID
    type: DocumentType
    posting_date: date
    partner_id: uuid.UUID
    warehouse: Warehouse
    currency_code: str
    currency_scale: int
    narration: str
    lines: tuple[Line, ...]
    revision: int
    create_time: datetime
    update_time: datetime
    state: State = State.DRAFT
    number: str = ""
    post_time: datetime | None = None
    cancel_date: date | None = None

    @property
    def value(self) -> int | None:
        """Of all lines, in minor units; None while one is not known."""
        values = [line.value for line in self.lines]
        return None if None in values else sum(value for value in values if value is not None)
