"""How long goods have been there."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stock_keeper.domain.stock import Measure

DEFAULT_BUCKETS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Piece:
    """Goods of one day that are still there."""

    day: date
    quantity: int
    value: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """Goods of an age in days, from the first to the last; None where there is no end."""

    first_day: int
    last_day: int | None
    quantity: int
    value: int


@dataclass(frozen=True, slots=True)
class StockAge:
    """Of one item in one warehouse."""

    item_id: uuid.UUID
    warehouse_id: uuid.UUID
    measure: Measure
    buckets: tuple[Bucket, ...]


def aged(pieces: Iterable[Piece], as_of: date, last_days: Sequence[int]) -> tuple[Bucket, ...]:
    """A bucket up to each of the rising last days, and one for what is older. What is dated later has no age yet."""
    pieces = tuple(pieces)
    ends: list[int | None] = [*last_days, None]
    firsts = [0, *(last + 1 for last in last_days)]
    buckets = []
    for first, last in zip(firsts, ends, strict=True):
        mine = [one for one in pieces if _within(max((as_of - one.day).days, 0), first, last)]
        buckets.append(Bucket(first, last, sum(one.quantity for one in mine), sum(one.value for one in mine)))
    return tuple(buckets)


def _within(days: int, first: int, last: int | None) -> bool:
    return first <= days and (last is None or days <= last)
