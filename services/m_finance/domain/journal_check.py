"""Checks a journal row by row, and completes by a rounding line what nearly balances.

Sums are whole numbers of billionths (the finest scale there is), so that nothing is ever rounded.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from m_kit.dates import parse_date
from m_kit.decimals import MAX_SCALE, digits_after_point, format_decimal, parse_decimal, parse_minor
from m_kit.errors import BusinessError, FieldInvalid, FieldPattern, FieldRequired

from m_finance.domain.journals import ROUNDING, Checked, Line, Row, RowError, Scales, Transaction, amount_text

MOST_ERRORS = 1000
MOST_LINES = 10_000
LEAST_ROWS = 2
LONGEST_ACCOUNT = 255
_ACCOUNT = re.compile(r"[^\x00-\x1f\x7f]+\Z")
_CURRENCY = re.compile(r"[A-Z][A-Z0-9._-]{1,23}\Z", re.ASCII)
_UNIT = re.compile(r"[A-Z][A-Z0-9._-]{0,23}\Z", re.ASCII)

Value = TypeVar("Value")


def check_journal(
    transactions: Sequence[Transaction], scales: Scales, tolerance: int
) -> tuple[list[Checked | None], list[RowError]]:
    """(each transaction checked, or None where it is refused; every refusal up to 1,000).

    `tolerance` is how far a currency of one transaction may be from balancing, in billionths.
    """
    check = _Check(scales, tolerance)
    return [check.transaction(one) for one in transactions], check.errors


class _Check:
    """One pass over a journal; `errors` fills on the way."""

    def __init__(self, scales: Scales, tolerance: int) -> None:
        self._scales = scales
        self._tolerance = tolerance
        self._txns: set[str] = set()
        self.errors: list[RowError] = []

    def transaction(self, one: Transaction) -> Checked | None:
        """The transaction checked, None where anything in it is refused."""
        before = len(self.errors)
        self._head(one)
        moneys = [self._nanos(row) for row in one.rows]
        lines = [self._line(row, nanos) for row, nanos in zip(one.rows, moneys, strict=True)]
        residuals = {} if None in moneys else self._residuals(one, [nanos or 0 for nanos in moneys])
        sound = [line for line in lines if line is not None]
        if len(self.errors) > before or len(sound) < len(lines) or len(self.errors) >= MOST_ERRORS:
            return None
        sound += [_rounding(currency, nanos) for currency, nanos in residuals.items()]
        if len(sound) > MOST_LINES:
            self._refuse(one.first_row, "txn", FieldInvalid(f"more than {MOST_LINES} lines with those for rounding"))
            return None
        texts = {currency: amount_text(nanos, currency) for currency, nanos in residuals.items()}
        return Checked(one, tuple(sound), texts)

    def _head(self, one: Transaction) -> None:
        self._tried(one.first_row, "txn", lambda: self._require_txn(one.txn))
        self._tried(one.first_row, "date", lambda: parse_date(_given(one.date), "date"))
        if len(one.rows) < LEAST_ROWS:
            self._refuse(one.first_row, "txn", FieldInvalid(f"a transaction has at least {LEAST_ROWS} rows"))

    def _require_txn(self, txn: str) -> None:
        if "\x1f" in _given(txn):
            raise FieldPattern("a transaction's id holds no unit separator")
        if txn in self._txns:
            raise FieldInvalid(f"transaction {txn!r} stands twice")
        self._txns.add(txn)

    def _nanos(self, row: Row) -> int | None:
        """The row's amount in billionths, None where it is refused."""
        scale = self._tried(row.row, "ledger_currency", lambda: self._scale(row))
        if not row.ledger_amount or scale is None:
            return self._tried(row.row, "ledger_amount", lambda: _malformed_or_none(row.ledger_amount))
        return self._tried(
            row.row,
            "ledger_amount",
            lambda: parse_minor(row.ledger_amount, scale) * 10 ** (MAX_SCALE - scale),
        )

    def _scale(self, row: Row) -> int:
        currency = _given(row.ledger_currency)
        if not _CURRENCY.match(currency):
            raise FieldPattern(f"{currency[:40]!r} is no currency code such as USD")
        scale = self._scales.of(currency)
        if scale is not None:
            return scale
        if self._scales.of_company:
            raise FieldInvalid(f"{currency} is no currency of ISO 4217: declare its scale in the company's scales")
        return _digits_needed(row.ledger_amount)

    def _line(self, row: Row, nanos: int | None) -> Line | None:
        self._tried(row.row, "account", lambda: _require_account(row.account))
        units = self._units(row, nanos)
        if nanos is None or units is None:
            return None
        text = amount_text(abs(nanos), row.ledger_currency)
        return Line(row.account, nanos < 0, row.ledger_currency, text, *units)

    def _units(self, row: Row, nanos: int | None) -> tuple[str, str] | None:
        """(unit, value) worth carrying; two empty texts where the line counts as its money; None where refused."""
        if not row.units and not row.unit_currency:
            return "", ""
        code = self._tried(row.row, "unit_currency", lambda: _require_unit(row.unit_currency))
        value = self._tried(row.row, "units", lambda: parse_decimal(_given(row.units)))
        if code is None or value is None:
            return None
        if nanos is not None and code == row.ledger_currency and value == Decimal(nanos).scaleb(-MAX_SCALE):
            return "", ""
        return code, format_decimal(value)

    def _residuals(self, one: Transaction, moneys: Sequence[int]) -> dict[str, int]:
        """Currency to what it is off by, in billionths; more than the tolerance is refused."""
        sums: dict[str, int] = {}
        for row, nanos in zip(one.rows, moneys, strict=True):
            sums[row.ledger_currency] = sums.get(row.ledger_currency, 0) + nanos
        residuals = {currency: nanos for currency, nanos in sums.items() if nanos}
        for currency, nanos in residuals.items():
            if abs(nanos) > self._tolerance:
                message = f"{currency} does not balance: debit minus credit is {amount_text(nanos, currency)}"
                self._add(RowError(one.first_row, "ledger_amount", "VOUCHER_UNBALANCED", message))
        return residuals

    def _tried(self, row: int, column: str, parse: Callable[[], Value]) -> Value | None:
        try:
            return parse()
        except BusinessError as refusal:
            self._refuse(row, column, refusal)
            return None

    def _refuse(self, row: int, column: str, refusal: BusinessError) -> None:
        self._add(RowError(row, column, refusal.reason, refusal.message))

    def _add(self, error: RowError) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)


def _given(text: str) -> str:
    if not text:
        raise FieldRequired("it is empty")
    return text


def _digits_needed(amount: str) -> int:
    """As many as stand there, nine at most; text that is no amount is refused elsewhere."""
    try:
        return min(digits_after_point(amount), MAX_SCALE)
    except BusinessError:
        return 0


def _malformed_or_none(amount: str) -> None:
    """Of an amount whose currency is unknown nothing is used, but its own faults are told."""
    digits_after_point(_given(amount))


def _require_account(account: str) -> None:
    if not _ACCOUNT.match(_given(account)):
        raise FieldPattern("an account holds no control characters")
    if len(account) > LONGEST_ACCOUNT:
        raise FieldInvalid(f"an account has at most {LONGEST_ACCOUNT} characters")


def _require_unit(code: str) -> str:
    if not _UNIT.match(_given(code)):
        raise FieldPattern(f"{code[:40]!r} is no unit code such as KGM")
    return code


def _rounding(currency: str, residual: int) -> Line:
    """The line that takes the residual away."""
    return Line("", residual > 0, currency, amount_text(abs(residual), currency), role=ROUNDING)
