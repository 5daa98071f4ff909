"""What a document asks stock to hold, and what became of it. Quantities and values are in minor units."""

import uuid
from dataclasses import dataclass
from enum import IntEnum

from m_kit.ids import derived_id


class Direction(IntEnum):
    """Numbers of the contract and of the table."""

    IN = 1
    OUT = 2


@dataclass(frozen=True, slots=True)
class MovedItem:
    """An item as its movements know it; `method` is the contract's number."""

    id: uuid.UUID
    uom_code: str
    quantity_scale: int
    method: int
    allow_negative: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One movement asked for; `value` only of an in that takes nothing back."""

    item: MovedItem
    warehouse_id: uuid.UUID
    direction: Direction
    quantity: int
    value: int | None
    source_movement_id: uuid.UUID | None


def movement_id_of(posting_id: uuid.UUID, line: int) -> uuid.UUID:
    """UUIDv5 of the posting and the 1-based line: known before it is sent."""
    return derived_id(posting_id, str(line))


@dataclass(frozen=True, slots=True)
class Reserved:
    """`outcome` as reserve_movements answers it; `line` is 1-based, 0 where none is concerned."""

    outcome: str
    line: int
    available: int | None
    values: tuple[int, ...]
