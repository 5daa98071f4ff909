"""What accounts add up to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Context, Decimal, Inexact

from m_kit.decimals import format_minor

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.companies import CurrencyLedger

# Units have up to 18 digits on each side of the point: the usual 28 of a sum would round them.
_EXACT = Context(prec=80, traps=[Inexact])


# (type code, code), by type.
Dimensions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What of the books a report looks at, and what its rows are split by.

    `dimensions`: only lines that belong to all of these, or to what is below them. `group_by`: types of dimensions.
    `known_at`: as the books stood at that moment; None for now.
    """

    dimensions: Dimensions = ()
    group_by: tuple[str, ...] = ()
    known_at: datetime | None = None


EVERYTHING = View()


@dataclass(frozen=True, slots=True)
class Movement:
    """Sums of one account, ledger and unit: minor units of money, and units where the lines carried any.

    `functional_debit` and `functional_credit` are in the company's own currency, of lines that say so; `unvalued` is
    debit minus credit of all others, which in the company's own currency is all there is. `dimensions` are what rows
    are split by.
    """

    account_key: int
    account_code: str
    account_type: AccountType
    ledger: CurrencyLedger
    unit_code: str
    debit: int
    credit: int
    units: Decimal
    dimension_set: int = 0
    functional_debit: int = 0
    functional_credit: int = 0
    unvalued: int = 0
    dimensions: Dimensions = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums of one account in one currency, in minor units; `dimensions` where rows are split by them."""

    account_code: str
    account_type: AccountType
    ledger: CurrencyLedger
    debit: int
    credit: int
    dimensions: Dimensions = ()

    @property
    def net(self) -> int:
        """Debit minus credit."""
        return self.debit - self.credit


def by_currency(movements: Iterable[Movement]) -> list[Balance]:
    """One balance per account, currency and dimensions, in that order; rows without movement are left out."""
    sums: dict[tuple[str, str, Dimensions], Balance] = {}
    for one in movements:
        key = (one.account_code, one.ledger.currency_code, one.dimensions)
        before = sums.get(key)
        debit, credit = (before.debit, before.credit) if before else (0, 0)
        sums[key] = Balance(
            one.account_code, one.account_type, one.ledger, debit + one.debit, credit + one.credit, one.dimensions
        )
    return [sums[key] for key in sorted(sums) if sums[key].debit or sums[key].credit]


def in_own(movements: Iterable[Movement], own: CurrencyLedger) -> tuple[list[Movement], list[Movement]]:
    """(movements in the company's own currency by their functional amounts, what has no such amount)."""
    found, unvalued = [], []
    for one in movements:
        if one.ledger.currency_code == own.currency_code:
            found.append(one)
            continue
        found.append(replace(one, ledger=own, debit=one.functional_debit, credit=one.functional_credit))
        if one.unvalued:
            unvalued.append(replace(one, debit=max(one.unvalued, 0), credit=max(-one.unvalued, 0)))
    return found, unvalued


def by_unit(movements: Iterable[Movement]) -> list[tuple[str, str, Decimal]]:
    """(account, unit, units): lines without units count as units = their money. Zero rows are left out."""
    sums: dict[tuple[str, str], Decimal] = {}
    for one in movements:
        money = Decimal(one.debit - one.credit).scaleb(-one.ledger.scale, _EXACT)
        unit, value = (one.unit_code, one.units) if one.unit_code else (one.ledger.currency_code, money)
        key = (one.account_code, unit)
        sums[key] = _EXACT.add(sums.get(key, Decimal(0)), value)
    return [(*key, sums[key]) for key in sorted(sums) if sums[key]]


def totals(balances: Iterable[Balance]) -> list[tuple[CurrencyLedger, int, int]]:
    """(ledger, debit, credit) per currency, by currency."""
    sums: dict[CurrencyLedger, tuple[int, int]] = {}
    for one in balances:
        debit, credit = sums.get(one.ledger, (0, 0))
        sums[one.ledger] = (debit + one.debit, credit + one.credit)
    return [(ledger, *sums[ledger]) for ledger in sorted(sums, key=lambda ledger: ledger.currency_code)]


def net_by_currency(balances: Iterable[Balance], types: Iterable[AccountType], sign: int = 1) -> dict[str, str]:
    """Currency to sum of net balances (times sign) of accounts of these types, as text; zero sums are left out."""
    wanted = frozenset(types)
    sums: dict[CurrencyLedger, int] = {}
    for one in balances:
        if one.account_type in wanted:
            sums[one.ledger] = sums.get(one.ledger, 0) + sign * one.net
    return {
        ledger.currency_code: money_text(value, ledger)
        for ledger, value in sorted(sums.items(), key=lambda item: item[0].currency_code)
        if value
    }


def money_text(minor: int, ledger: CurrencyLedger) -> str:
    """An amount as answers print it."""
    return format_minor(minor, ledger.scale, ledger.printed_digits)
