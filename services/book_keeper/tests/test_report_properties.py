"""Reports against the plainest model there is: a list of lines, summed anew for every question.

Vouchers are random, of two years that meet in mid month, in two currencies and with units; deltas are folded at random
moments. A failing seed fails again.
"""

import random
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from businessm.ledger.v1 import account_pb2, voucher_pb2
from businessm.type.v1 import units_pb2

from book_keeper.tests.books import CHART, Books, line, reasons, voucher

FIRST, LAST = date(2025, 4, 15), date(2027, 4, 14)
YEARS = (("2025-04-15", "2026-04-14"), ("2026-04-15", "2027-04-14"))
DIGITS = {"INR": 2, "JPY": 0}
RESULT = ("Sales", "Rent")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One line in the books."""

    day: date
    voucher_id: str
    account: str
    currency: str
    amount: Decimal
    unit: str
    units: Decimal


class Model:
    """Everything posted, in that order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, posted: voucher_pb2.Voucher) -> None:
        """Takes it from the answer, so that what was answered is what counts."""
        for one in posted.lines:
            money, sign = (one.debit, 1) if one.HasField("debit") else (one.credit, -1)
            amount = sign * Decimal(money.amount)
            unit, value = one.units.unit_code, Decimal(one.units.value or "0")
            day = date.fromisoformat(posted.posting_date)
            self.lines.append(
                Line(
                    day,
                    posted.id,
                    one.account_code,
                    money.currency_code,
                    amount,
                    unit or money.currency_code,
                    value if unit else amount,
                )
            )

    def sums(self, start: date, end: date) -> dict[str, tuple[Decimal, Decimal]]:
        """Account and currency to (debit, credit)."""
        found: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
        for one in self.lines:
            if start <= one.day <= end:
                debit, credit = found[f"{one.account} {one.currency}"]
                found[f"{one.account} {one.currency}"] = (
                    debit + max(one.amount, ZERO),
                    credit + max(-one.amount, ZERO),
                )
        return {name: pair for name, pair in found.items() if pair[0] != pair[1]}

    def units(self, end: date) -> dict[str, Decimal]:
        """Account and unit to units."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.lines:
            if one.day <= end:
                found[f"{one.account} {one.unit}"] += one.units
        return {name: value for name, value in found.items() if value}


class World:
    """Books and the model beside them."""

    def __init__(self, seed: int, books: Books, superuser: asyncpg.Connection, tenant: str) -> None:
        self.random = random.Random(seed)
        self.books, self.model = books, Model()
        self._superuser, self._tenant = superuser, tenant

    def day(self) -> date:
        """Any day of both years, those about the seams more often."""
        if self.random.random() < 0.3:
            return date(2026, 4, self.random.randint(12, 17))
        return FIRST + timedelta(days=self.random.randint(0, (LAST - FIRST).days))

    def voucher(self) -> voucher_pb2.Voucher:
        """Balanced in one or two currencies."""
        lines = []
        for currency in self.random.sample(sorted(DIGITS), self.random.randint(1, 2)):
            left = 0
            for _ in range(self.random.randint(1, 3)):
                minor = self.random.randint(-10_000, 10_000)
                left += minor
                lines.append(self._line(minor, currency))
            lines.append(self._line(-left, currency))
        self.random.shuffle(lines)
        journal = self.random.choice(["GJ", "SJ"])
        return voucher(*lines, day=self.day().isoformat(), journal_code=journal, id=str(uuid.uuid4()))

    async def post_some(self) -> None:
        """A batch, sometimes a reversal, sometimes a fold."""
        batch = [self.voucher() for _ in range(self.random.randint(1, 12))]
        answer = await self.books.post_all(*batch)
        assert reasons(answer) == ["posted"] * len(batch)
        for result in answer.results:
            self.model.add(result.voucher)
        if self.random.random() < 0.5:
            taken_back = await self.books.reverse(answer.results[0].voucher, self.day().isoformat())
            self.model.add(taken_back.voucher)
        if self.random.random() < 0.5:
            await self._superuser.fetchval("select fold_balances($1)", self._tenant)

    def _line(self, minor: int, currency: str) -> voucher_pb2.VoucherLine:
        unit = units_pb2.Units(unit_code="VBMPX", value=str(Decimal(self.random.randint(-999, 999)).scaleb(-2)))
        given = {"units": unit} if self.random.random() < 0.3 else {}
        amount = str(Decimal(minor).scaleb(-DIGITS[currency]))
        return line(self.random.choice(sorted(CHART)), amount, currency, **given)


def pairs(rows: Any) -> dict[str, tuple[Decimal, Decimal]]:
    return {f"{row.account_code} {row.currency_code}": (Decimal(row.debit), Decimal(row.credit)) for row in rows}


def total(*maps: Any) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in maps:
        for currency, text in one.items():
            found[currency] += Decimal(text)
    return {currency: value for currency, value in found.items() if value}


@pytest.fixture(params=range(4))
async def world(request: pytest.FixtureRequest, nobody: Books, superuser: asyncpg.Connection, tenant: str) -> World:
    """Some hundred lines in the books."""
    await nobody.open()
    await nobody.call("BatchCreateAccounts", accounts=[nobody.account(code) for code in CHART])
    for year in YEARS:
        await nobody.open_year(*year)
    made = World(request.param, nobody, superuser, tenant)
    for _ in range(8):
        await made.post_some()
    return made


async def test_trial_balances_are_what_the_lines_add_up_to(world: World) -> None:
    for _ in range(8):
        start, end = sorted([world.day(), world.day()])
        answer = await world.books.call("GetTrialBalance", from_date=start.isoformat(), as_of=end.isoformat())
        assert pairs(answer.rows) == world.model.sums(start, end)
        everything = await world.books.call("GetTrialBalance", as_of=end.isoformat())
        assert pairs(everything.rows) == world.model.sums(FIRST, end)
        assert all(Decimal(row.balance) == Decimal(row.debit) - Decimal(row.credit) for row in everything.rows)
        assert total(*({row.currency_code: row.balance} for row in everything.rows)) == {}
        assert all(one.debit == one.credit for one in everything.totals)
        await world.post_some()


async def test_assets_liabilities_equity_and_unclosed_result_are_zero_together(world: World) -> None:
    for _ in range(8):
        end = world.day()
        sheet = await world.books.call("GetBalanceSheet", as_of=end.isoformat())
        assert total(sheet.assets, sheet.liabilities, sheet.equity, sheet.unclosed_result) == {}
        sums = world.model.sums(FIRST, end)
        assert pairs(sheet.rows) == {name: pair for name, pair in sums.items() if name.split()[0] not in RESULT}
        await world.post_some()


async def test_the_income_statement_is_what_income_and_expense_moved(world: World) -> None:
    for _ in range(5):
        start, end = sorted([world.day(), world.day()])
        found = await world.books.call("GetProfitAndLoss", from_date=start.isoformat(), to_date=end.isoformat())
        sums = {name: pair for name, pair in world.model.sums(start, end).items() if name.split()[0] in RESULT}
        assert pairs(found.rows) == sums
        assert total(found.income, found.expenses, found.net) == {}
        assert total(found.net) == total(*({name.split()[1]: credit - debit} for name, (debit, credit) in sums.items()))


async def test_units_and_subtrees_are_what_the_lines_add_up_to(world: World) -> None:
    end = world.day()
    answer = await world.books.call("GetBalances", as_of=end.isoformat())
    assert {f"{one.account_code} {one.unit_code}": Decimal(one.units) for one in answer.units} == world.model.units(end)
    tree = await world.books.call("GetBalances", as_of=end.isoformat(), account_code="Assets", subtree=True)
    wanted = total(
        *(
            {name.split()[1]: debit - credit}
            for name, (debit, credit) in world.model.sums(FIRST, end).items()
            if CHART[name.split()[0]][0] == account_pb2.Account.ASSET
        )
    )
    assert {row.currency_code: Decimal(row.balance) for row in tree.rows} == wanted


@pytest.mark.parametrize("size", [1, 3, 50])
async def test_a_statement_in_pages_is_the_statement(world: World, size: int) -> None:
    start, end = sorted([world.day(), world.day()])
    asked = {"account_code": "Cash", "from_date": start.isoformat(), "to_date": end.isoformat()}
    whole = await world.books.call("GetAccountStatement", page_size=250, **asked)
    assert not whole.next_page_token
    found: list[Any] = []
    token = ""
    while True:
        page = await world.books.call("GetAccountStatement", page_size=size, page_token=token, **asked)
        assert len(page.entries) <= size
        found += page.entries
        assert len(found) <= len(whole.entries), "no entry comes twice"
        token = page.next_page_token
        if not token:
            break
    assert found == list(whole.entries)
    wanted = sorted(
        (one for one in world.model.lines if one.account == "Cash" and start <= one.day <= end), key=lambda one: one.day
    )
    balances: dict[str, Decimal] = defaultdict(Decimal)
    for one in world.model.lines:
        if one.account == "Cash" and one.day < start:
            balances[one.currency] += one.amount
    assert {code: Decimal(text) for code, text in whole.opening.items()} == {k: v for k, v in balances.items() if v}
    for one, entry in zip(wanted, found, strict=True):
        balances[one.currency] += one.amount
        assert (entry.posting_date, entry.voucher_id) == (one.day.isoformat(), one.voucher_id)
        assert Decimal(entry.debit.amount or "0") - Decimal(entry.credit.amount or "0") == one.amount
        assert Decimal(entry.balance) == balances[one.currency]
