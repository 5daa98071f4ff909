"""What a document asks stock to hold, and what became of it. Quantities and values are in minor units."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from m_kit.ids import derived_id


class Direction(IntEnum):
    """Numbers of the contract and of the table."""

    IN = 1
    OUT = 2
    REVALUE = 3
    RELOCATE = 4


class Method(IntEnum):
    """Numbers of the contract and of the table."""

    FIFO = 1
    MOVING_AVERAGE = 2
    STANDARD = 3
    PER_LOT = 4
    LIFO = 5
    HIFO = 6


# Costs are kept by receipt, in layers; under the others one value is of all goods alike.
LAYERED = frozenset({Method.FIFO, Method.LIFO, Method.HIFO})


class Tracking(IntEnum):
    """Numbers of the contract and of the table."""

    NONE = 0
    BY_LOT = 1
    BY_SERIAL = 2


@dataclass(frozen=True, slots=True)
class MovedItem:
    """An item as its movements know it; `standard_cost` is of one stock unit, in the currency's minor units."""

    id: uuid.UUID
    uom_code: str
    quantity_scale: int
    method: Method
    allow_negative: bool
    tracking: Tracking = Tracking.NONE
    standard_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One movement asked for. `value` is what an in or a revaluation was given, None where stock says.

    `flow` is the place of its value flow, from 1; `flow_weight` is of an in in one.
    """

    item: MovedItem
    warehouse_id: uuid.UUID
    direction: Direction
    quantity: int
    value: int | None
    source_movement_id: uuid.UUID | None
    lot_id: uuid.UUID | None = None
    location_id: uuid.UUID | None = None
    to_location_id: uuid.UUID | None = None
    promise_id: uuid.UUID | None = None
    flow: int | None = None
    flow_weight: Decimal | None = None
    serial_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueFlow:
    """Value that goes from outs to ins: what producing cost beside the goods, and all weights together."""

    extra_cost: int
    weight: Decimal


def movement_id_of(posting_id: uuid.UUID, line: int) -> uuid.UUID:
    """UUIDv5 of the posting and the 1-based line: known before it is sent."""
    return derived_id(posting_id, str(line))


@dataclass(frozen=True, slots=True)
class ReservedLine:
    """What stock is worth more or less by a line, what it cost beside that, and how much of that is of earlier outs."""

    value: int
    variance: int
    correction: int


@dataclass(frozen=True, slots=True)
class Reserved:
    """`outcome` as reserve_movements answers it; `line` is 1-based, 0 where none is concerned."""

    outcome: str
    line: int
    available: int | None
    serial_number: str | None
    lines: tuple[ReservedLine, ...]
