"""Journals of other systems: what stands in a file, what becomes of it, and what is refused."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import iso4217
from m_kit.decimals import MAX_SCALE, format_minor
from m_kit.ids import derived_id

ROUNDING = "ROUNDING"
ROOT = "journal-import"

_ISO_DIGITS: dict[str, int | None] = {currency.code: currency.exponent for currency in iso4217.Currency}


@dataclass(frozen=True, slots=True)
class Row:
    """One posting as text; `row` is its line in the file. The names of the other fields are the file's columns."""

    row: int
    account: str
    ledger_amount: str
    ledger_currency: str
    units: str
    unit_currency: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """Rows of one transaction as text."""

    txn: str
    date: str
    payee: str
    narration: str
    rows: tuple[Row, ...]

    @property
    def first_row(self) -> int:
        """Where errors of the whole transaction point to; 0 where it has no rows."""
        return self.rows[0].row if self.rows else 0


@dataclass(frozen=True, slots=True)
class RowError:
    """One refusal: the file's line and column, the reason, and words for people."""

    row: int
    column: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the voucher to be. `account` is empty where `role` says who it is for; so is `unit_code` where the
    line counts as its money. `amount` and `units` are decimal text."""

    account: str
    is_credit: bool
    currency: str
    amount: str
    unit_code: str = ""
    units: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A transaction that obeys every rule. Its lines stand in the order of its rows, rounding lines behind them;
    `residuals` says what each currency was off by, as decimal text."""

    transaction: Transaction
    lines: tuple[Line, ...]
    residuals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scales:
    """Digits per currency. A company refuses currencies that it neither declared nor finds in ISO 4217; without one,
    such a currency has as many digits as it needs, up to nine."""

    declared: Mapping[str, int]
    of_company: bool

    def of(self, currency: str) -> int | None:
        """Digits after the point, None where nobody said."""
        return self.declared.get(currency, _ISO_DIGITS.get(currency))


def voucher_request_id(company_id: uuid.UUID, source: str, txn: str) -> str:
    """The id under which a transaction is posted: always the same, so nothing is ever posted twice."""
    return str(derived_id(company_id, ROOT, source, txn))


def amount_text(nanos: int, currency: str) -> str:
    """An amount in billionths as text: the digits of ISO 4217, and more only where they are not zero."""
    return format_minor(nanos, MAX_SCALE, _ISO_DIGITS.get(currency) or 0)
