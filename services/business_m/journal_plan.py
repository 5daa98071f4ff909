"""What `m import journal --create` makes: the company's currencies, fiscal years and accounts, read off the file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import iso4217
from businessm.ledger.v1 import account_pb2
from m_kit.decimals import digits_after_point
from m_kit.errors import BusinessError

from business_m.journal_file import RowError, Transaction

ROUNDING_ROLE, ROUNDING_ACCOUNT = "ROUNDING", "Equity:Rounding"
SEPARATOR = ":"
TYPES = {
    "Assets": account_pb2.Account.ASSET,
    "Liabilities": account_pb2.Account.LIABILITY,
    "Equity": account_pb2.Account.EQUITY,
    "Income": account_pb2.Account.INCOME,
    "Expenses": account_pb2.Account.EXPENSE,
}
MOST_SCALE = 9
_ISO_DIGITS: dict[str, int | None] = {currency.code: currency.exponent for currency in iso4217.Currency}
_YEAR = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


@dataclass(slots=True)
class JournalPlan:
    """What a file needs: accounts with the line that names each first, calendar years, digits per currency."""

    accounts: dict[str, int] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    scales: dict[str, int] = field(default_factory=dict)
    first_currency: str = ""

    def take(self, transaction: Transaction) -> None:
        """Notes what one more transaction needs. What is malformed is left to the check that says so."""
        for row in transaction.rows:
            values = row.values
            self.accounts.setdefault(values["account"], row.line)
            if match := _YEAR.match(values["date"]):
                self.years.add(int(match[1]))
            currency = values["ledger_currency"]
            self.first_currency = self.first_currency or currency
            try:
                digits = min(digits_after_point(values["ledger_amount"]), MOST_SCALE)
            except BusinessError:
                continue
            self.scales[currency] = max(self.scales.get(currency, 0), digits)

    def untyped_accounts(self, known: Iterable[str]) -> list[RowError]:
        """Accounts that are not there yet and whose name does not say their type."""
        there, names = set(known), ", ".join(TYPES)
        return [
            RowError(line, "account", "FIELD_INVALID", f"{code!r} does not begin with one of {names}")
            for code, line in self.accounts.items()
            if code and code not in there and code.split(SEPARATOR)[0] not in TYPES
        ]

    def missing_accounts(self, company_id: str, known: Iterable[str]) -> list[account_pb2.Account]:
        """Accounts to make, groups above them and the rounding account included."""
        there, made = set(known), {}
        for code in [*self.accounts, ROUNDING_ACCOUNT]:
            segments = code.split(SEPARATOR)
            for depth in range(1, len(segments) + 1):
                name = SEPARATOR.join(segments[:depth])
                if name not in there and name not in made:
                    parent = SEPARATOR.join(segments[: depth - 1])
                    made[name] = account_pb2.Account(
                        company_id=company_id, code=name, type=TYPES[segments[0]], parent_code=parent
                    )
        return list(made.values())

    def missing_years(self, known: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Calendar years, as (first day, last day), that share no day with a known fiscal year."""
        spans = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in known]
        wanted = [(date(year, 1, 1), date(year, 12, 31)) for year in sorted(self.years) if 1900 <= year <= 2199]
        return [
            (first.isoformat(), last.isoformat())
            for first, last in wanted
            if not any(start <= last and end >= first for start, end in spans)
        ]

    def scales_with(self, given: Mapping[str, int], kept: Mapping[str, int]) -> dict[str, int]:
        """Digits per currency: what the company keeps, else what was asked for, else the file's most (never fewer
        than ISO 4217 gives the currency, so that later amounts fit)."""
        widest = {code: max(digits, _ISO_DIGITS.get(code) or 0) for code, digits in self.scales.items()}
        return {**widest, **given, **kept}
