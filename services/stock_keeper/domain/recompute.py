"""Goods valued anew: how far that is, what it found, and what documents are to post of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Recompute:
    """`state` is the contract's number."""

    id: uuid.UUID
    company_id: uuid.UUID
    state: int
    from_day: date
    keys_total: int
    keys_done: int
    keys_waiting: int
    keys_left_out: int
    movements_replayed: int
    movements_adjusted: int
    create_time: datetime
    update_time: datetime
    end_time: datetime | None


@dataclass(frozen=True, slots=True)
class ValueAdjustment:
    """What a movement is worth more, in minor units. `place` orders them as they were found."""

    place: int
    recompute_id: uuid.UUID
    movement_id: uuid.UUID
    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    amount: int
    currency_code: str
    currency_scale: int
    revaluation_id: uuid.UUID | None
    movement_day: date


@dataclass(frozen=True, slots=True)
class Share:
    """What stock is worth more in a warehouse, in minor units, for what one kind of document moved."""

    warehouse_id: uuid.UUID
    document_type: str
    purpose: str
    value: int


@dataclass(frozen=True, slots=True)
class ToRecompute:
    """One recompute that is running, and the balances that it has to value yet."""

    id: uuid.UUID
    from_day: date
    balance_keys: Sequence[int]
