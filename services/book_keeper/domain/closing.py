"""Moving a year's result: what empties the accounts of income and expense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from book_keeper.domain.balances import Movement
from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.dimensions import NO_DIMENSIONS, DimensionSet
from book_keeper.domain.vouchers import Line


@dataclass(slots=True)
class _Sum:
    """Debit minus credit: of lines without a functional amount, of those with one, and what these say it is."""

    unvalued: int = 0
    valued: int = 0
    functional: int = 0

    def add(self, one: Movement) -> None:
        self.unvalued += one.unvalued
        self.valued += one.debit - one.credit - one.unvalued
        self.functional += one.functional_debit - one.functional_credit

    def lines(self, account_code: str, ledger: CurrencyLedger, dimensions: DimensionSet, sign: int) -> list[Line]:
        """Lines of these sums times `sign`, none for zeros."""
        found = []
        if self.unvalued:
            amount = sign * self.unvalued
            found.append(Line(account_code, ledger, amount, amount < 0, dimensions=dimensions))
        if self.valued or self.functional:
            amount, functional = sign * self.valued, sign * self.functional
            is_credit = (amount or functional) < 0
            found.append(Line(account_code, ledger, amount, is_credit, dimensions=dimensions, functional=functional))
        return found


def result_lines(movements: Iterable[Movement], sets: Mapping[int, DimensionSet], retained: str) -> list[Line]:
    """What takes every account of income and expense to zero, by set of dimensions, and gives it to `retained`.

    Empty where they are at zero.
    """
    emptied: dict[tuple[str, str, int], tuple[CurrencyLedger, _Sum]] = {}
    taken: dict[CurrencyLedger, _Sum] = {}
    for one in movements:
        if one.account_type.is_result:
            key = (one.account_code, one.ledger.currency_code, one.dimension_set)
            emptied.setdefault(key, (one.ledger, _Sum()))[1].add(one)
            taken.setdefault(one.ledger, _Sum()).add(one)
    lines: list[Line] = []
    for account_code, currency_code, set_key in sorted(emptied):
        ledger, total = emptied[account_code, currency_code, set_key]
        lines += total.lines(account_code, ledger, sets[set_key], -1)
    for ledger, total in taken.items():
        lines += total.lines(retained, ledger, NO_DIMENSIONS, 1)
    return lines
