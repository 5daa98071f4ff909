"""What is there, and how it came and went. Quantities and values are in minor units of `measure`."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """What quantities and values of one item in one company are counted in."""

    uom_code: str
    quantity_scale: int
    currency_code: str
    currency_scale: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Of one item in one warehouse; pending work is no part of on_hand and value."""

    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    measure: Measure
    on_hand: int
    reserved: int
    value: int
    pending_value: int
    promised: int = 0
    lot_id: uuid.UUID | None = None

    @property
    def available(self) -> int:
        """What may go out or be promised now."""
        return max(self.on_hand - self.reserved - self.promised, 0)


@dataclass(frozen=True, slots=True)
class Layer:
    """Goods that came in together, and what no out took of them yet."""

    movement_id: uuid.UUID
    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    measure: Measure
    value_seq: int
    quantity: int
    remaining: int
    value: int
    remaining_value: int
    posting_date: date


@dataclass(frozen=True, slots=True)
class LayerTaken:
    """What an out took from one layer."""

    layer_movement_id: uuid.UUID
    quantity: int
    value: int


@dataclass(frozen=True, slots=True)
class Movement:
    """`place` orders movements as they were reserved, `sequence` as they were confirmed (None before)."""

    id: uuid.UUID
    place: int
    sequence: int | None
    company_id: uuid.UUID
    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    measure: Measure
    direction: int
    state: int
    posting_date: date
    quantity: int
    value: int
    value_seq: int
    source_movement_id: uuid.UUID | None
    document_type: str
    document_id: uuid.UUID
    document_number: str
    line: int
    reserve_time: datetime
    confirm_time: datetime | None
    variance: int = 0
    correction: int = 0
    lot_id: uuid.UUID | None = None
    location_id: uuid.UUID | None = None
    to_location_id: uuid.UUID | None = None
    serial_numbers: tuple[str, ...] = ()
    value_flow: int | None = None
    value_flow_weight: Decimal | None = None
    promise_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class WarehouseValue:
    """The value in one warehouse."""

    warehouse_id: uuid.UUID
    currency_code: str
    currency_scale: int
    value: int
    pending_value: int


@dataclass(frozen=True, slots=True)
class StoredGoods:
    """What is in one place of one lot; None is the floor, and no lot."""

    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    location_id: uuid.UUID | None
    lot_id: uuid.UUID | None
    measure: Measure
    on_hand: int
    reserved: int
    serial_numbers: tuple[str, ...]
