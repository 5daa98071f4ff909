"""Goods kept back for somebody. Quantities are in minor units of `measure`."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from stock_keeper.domain.stock import Measure


class PromiseState(IntEnum):
    """Numbers of the contract."""

    OPEN = 1
    KEPT = 2
    RELEASED = 3
    EXPIRED = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised is still open, held by a document being posted, kept, released, or ran out."""

    id: uuid.UUID
    company_id: uuid.UUID
    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    lot_id: uuid.UUID | None
    measure: Measure
    quantity: int
    open: int
    held: int
    kept: int
    released: int
    expire_time: datetime | None
    owner_type: str
    owner_id: str
    create_time: datetime


def state_of(promise: Promise) -> PromiseState:
    """Where it stands."""
    if promise.open or promise.held:
        return PromiseState.OPEN
    if promise.kept + promise.released < promise.quantity:
        return PromiseState.EXPIRED
    return PromiseState.RELEASED if promise.released else PromiseState.KEPT
