"""Fiscal years and their monthly periods."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from m_kit.errors import FieldInvalid

LONGEST_MONTHS = 24


class YearState(IntEnum):
    """Numbers as in the contract."""

    OPEN = 1
    CLOSED = 2


class PeriodState(IntEnum):
    """Numbers as in the contract."""

    OPEN = 1
    CLOSING = 2
    CLOSED = 3


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A span of business that ends with a result."""

    key: int
    id: uuid.UUID
    company_id: uuid.UUID
    start_date: date
    end_date: date
    state: YearState
    closing_voucher_id: uuid.UUID | None
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """One month of a fiscal year. `content_hash` is what it held when it was closed.

    `closed_with_year`: by the close of its fiscal year, and opened again with it. `locked_domains`: Voucher.Domain's
    numbers.
    """

    key: int
    id: uuid.UUID
    company_id: uuid.UUID
    fiscal_year_id: uuid.UUID
    fiscal_year_key: int
    start_date: date
    end_date: date
    state: PeriodState
    close_time: datetime | None
    content_hash: bytes | None
    closed_with_year: bool
    revision: int
    locked_domains: frozenset[int] = frozenset()


def require_span(start: date, end: date, field: str) -> None:
    """Raises FieldInvalid for a year that ends before it starts or lasts more than 24 months."""
    if end < start:
        raise FieldInvalid(f"{end} lies before {start}", field=f"{field}.end_date")
    if (end.year - start.year) * 12 + end.month - start.month >= LONGEST_MONTHS:
        raise FieldInvalid(f"a fiscal year has at most {LONGEST_MONTHS} months", field=f"{field}.end_date")
