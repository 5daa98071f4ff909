"""Months of a company's stock: closed with all that is before them."""

import calendar
import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from m_kit.dates import FIRST, LAST
from m_kit.errors import FieldInvalid
from m_kit.ids import derived_id

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z", re.ASCII)


class StockPeriodState(IntEnum):
    """Numbers of the contract and of the table."""

    OPEN = 1
    CLOSING = 2
    CLOSED = 3


@dataclass(frozen=True, slots=True)
class StockPeriod:
    """`month` is its first day."""

    company_id: uuid.UUID
    month: date
    state: StockPeriodState
    revision: int
    close_time: datetime | None

    @property
    def id(self) -> uuid.UUID:
        """What its etag is made of."""
        return derived_id(self.company_id, f"stock period {self.month:%Y-%m}")

    @property
    def last_day(self) -> date:
        """Of the month."""
        return self.month.replace(day=calendar.monthrange(self.month.year, self.month.month)[1])


def parse_month(text: str, field: str) -> date:
    """The first day of `YYYY-MM`. Raises FieldInvalid."""
    found = _MONTH.match(text)
    if found is None or not FIRST.year <= int(found[1]) <= LAST.year:
        raise FieldInvalid(f"{text[:20]!r} is no month YYYY-MM of {FIRST.year} to {LAST.year}", field=field)
    return date(int(found[1]), int(found[2]), 1)
