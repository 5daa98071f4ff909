"""Vouchers that are posted again and again, and the days they fall due."""

import uuid
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from m_kit.errors import FieldInvalid

LAST_YEAR = 2199


class Frequency(IntEnum):
    """Numbers as in the contract; BY_HAND has no schedule."""

    BY_HAND = 0
    MONTHLY = 1
    QUARTERLY = 2
    YEARLY = 3

    @property
    def months(self) -> int:
        """From one posting date to the next; 0 where none follows."""
        return (0, 1, 3, 12)[self]


@dataclass(frozen=True, slots=True)
class Schedule:
    """`end` is the last day on which one may fall due; None where it goes on."""

    frequency: Frequency
    start: date
    end: date | None = None

    def dates(self) -> Iterator[date]:
        """Posting dates: the start's day of every month that is due, or the month's last where it has no such day."""
        months, count = self.frequency.months, 0
        while True:
            year, month = divmod(self.start.year * 12 + self.start.month - 1 + count * months, 12)
            if year > LAST_YEAR:
                return
            day = date(year, month + 1, min(self.start.day, monthrange(year, month + 1)[1]))
            if self.end and day > self.end:
                return
            yield day
            count += 1

    def after(self, day: date) -> date | None:
        """The first posting date after a day."""
        return next((one for one in self.dates() if one > day), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the voucher of a date was not posted."""

    posting_date: date
    reason: str
    message: str
    try_time: datetime


@dataclass(frozen=True, slots=True)
class VoucherTemplate:
    """`content` is its Voucher without a date, serialized. `actor` wrote it last, and posts what falls due."""

    id: uuid.UUID
    company_id: uuid.UUID
    code: str
    name: str
    content: bytes
    schedule: Schedule | None
    next_date: date | None
    archived: bool
    actor: str
    failure: Failure | None
    revision: int
    create_time: datetime
    update_time: datetime


def require_order(schedule: Schedule, field: str) -> None:
    """Raises FieldInvalid for one that ends before it starts."""
    if schedule.end and schedule.end < schedule.start:
        raise FieldInvalid(f"{schedule.end} lies before {schedule.start}", field=f"{field}.end_date")
