"""Stock reservations: goods kept back for a customer, and what stock says of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

OWNER_TYPE = "wms.stock_reservation"


class ReservationState(IntEnum):
    """Numbers of the contract."""

    RESERVING = 1
    RESERVED = 2
    FULFILLED = 3
    RELEASED = 4
    EXPIRED = 5


@dataclass(frozen=True, slots=True)
class StockReservation:
    """What was asked for: `quantity` as written, `stock_quantity` in the item's unit; `released` where somebody gave it
    up. What became of it stock knows."""

    id: uuid.UUID
    company_id: uuid.UUID
    customer_id: uuid.UUID
    warehouse_id: uuid.UUID
    item_id: uuid.UUID
    lot_id: str
    uom_code: str
    quantity: Decimal
    stock_uom_code: str
    stock_quantity: Decimal
    allow_partial: bool
    expire_time: datetime | None
    reference: str
    narration: str
    request_id: str
    create_time: datetime
    update_time: datetime
    released: bool = False
    revision: int = 1


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What stock says: how much it promised, and how much of that is still open, in the item's unit."""

    state: ReservationState
    quantity: Decimal
    open: Decimal


def state_of(reservation: StockReservation, kept: KeptBack | None) -> ReservationState:
    """Where it stands, given what stock knows of it."""
    if kept is not None:
        return kept.state
    return ReservationState.RELEASED if reservation.released else ReservationState.RESERVING
