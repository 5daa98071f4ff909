"""Ledgers made by beancount's own generator, imported by the command: every balance is the one beancount computes."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import convert, data
from beancount.scripts.example import main as bean_example
from click.testing import CliRunner

from tests.support.books import fresh_code
from tests.support.commands import Commands

SEEDS = (11, 23, 47)
BEGIN, END = "2022-01-01", "2023-06-30"
DAYS = ("2022-01-31", "2022-07-15", "2022-12-31", "2023-02-28", "2023-06-30")
ROUNDING = "Equity:Rounding"
Sums = dict[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What beancount says, and the company that imported the same."""

    entries: list[Any]
    company: str
    answer: dict[str, Any]

    def postings(self, until: date, since: date = date.min) -> Iterable[Any]:
        """Postings of transactions between two days, both whole."""
        for entry in data.filter_txns(self.entries):
            if since <= entry.date <= until:
                yield from entry.postings

    def weights(self, until: date, since: date = date.min) -> Sums:
        """(account, currency) to the sum of weights, without zeros."""
        return _sums((p.account, weight_of(p)) for p in self.postings(until, since))

    def units(self, until: date) -> Sums:
        """(account, unit) to the sum of units, without zeros."""
        return _sums((p.account, p.units) for p in self.postings(until))


def weight_of(posting: Any) -> Any:
    """What the posting counts in its transaction, an amount."""
    return convert.get_weight(posting)  # type: ignore[no-untyped-call]


def _sums(amounts: Iterable[tuple[str, Any]]) -> Sums:
    sums: Sums = defaultdict(Decimal)
    for account, amount in amounts:
        sums[account, amount.currency] += amount.number
    return {key: value for key, value in sums.items() if value}


def _plain(number: Decimal) -> str:
    return f"{number:f}"


@pytest.fixture(scope="module", params=SEEDS)
def ledger(request: pytest.FixtureRequest, m: Commands, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """One generated ledger, computed by beancount and imported here."""
    folder = tmp_path_factory.mktemp(f"seed-{request.param}")
    entries = generated(folder / "ledger.beancount", request.param)
    file = folder / "ledger.csv"
    write_csv(file, entries)
    code = fresh_code()
    answer = m("import", "journal", file, "--company", code, "--create", "--json").ok()
    return Ledger(entries, code, answer)


def generated(file: Path, seed: int) -> list[Any]:
    """Entries of `bean-example`, booked and checked by beancount."""
    arguments = ["--seed", str(seed), "--date-begin", BEGIN, "--date-end", END, "--output", str(file)]
    done = CliRunner().invoke(bean_example, arguments)
    assert done.exit_code == 0, done.output
    entries, errors, _ = loader.load_file(str(file))
    assert not errors, errors[:3]
    return list(entries)


def booked(entry: Any) -> list[Any]:
    """The postings of a transaction; the loader has filled in all amounts."""
    return list(entry.postings)


def write_csv(file: Path, entries: list[Any]) -> None:
    """One row per posting: its weight, and its units."""
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(
            [
                "txn",
                "date",
                "payee",
                "narration",
                "account",
                "units",
                "unit_currency",
                "ledger_amount",
                "ledger_currency",
            ]
        )
        for number, entry in enumerate(data.filter_txns(entries)):
            for posting in booked(entry):
                weight = weight_of(posting)
                writer.writerow(
                    [
                        number,
                        entry.date.isoformat(),
                        entry.payee or "",
                        entry.narration or "",
                        posting.account,
                        _plain(posting.units.number),
                        posting.units.currency,
                        _plain(weight.number),
                        weight.currency,
                    ]
                )


def trial_balance(m: Commands, ledger: Ledger, day: str) -> Sums:
    """By the command, without the account that rounding is posted to."""
    report = m("report", "trial-balance", "--company", ledger.company, "--as-of", day, "--json").ok()
    rows = {(row["account"], row["currency_code"]): Decimal(row["balance"]) for row in report["rows"]}
    assert all(rows.values()), "a row of zero is shown"
    return {key: value for key, value in rows.items() if key[0] != ROUNDING}


def test_all_of_it_is_posted(ledger: Ledger) -> None:
    transactions = list(data.filter_txns(ledger.entries))
    assert ledger.answer["posted"] == len(transactions) > 300
    assert ledger.answer["lines"] == sum(len(entry.postings) for entry in transactions)
    residual: dict[str, Decimal] = defaultdict(Decimal)
    for entry in transactions:
        for posting in entry.postings:
            weight = weight_of(posting)
            residual[weight.currency] += weight.number
    assert {k: Decimal(v) for k, v in ledger.answer["residuals"].items()} == {k: v for k, v in residual.items() if v}


@pytest.mark.parametrize("day", DAYS)
def test_every_balance_is_beancounts(m: Commands, ledger: Ledger, day: str) -> None:
    assert trial_balance(m, ledger, day) == ledger.weights(date.fromisoformat(day))


@pytest.mark.parametrize("day", DAYS)
def test_all_units_are_beancounts(m: Commands, ledger: Ledger, day: str) -> None:
    report = m("report", "balances", "--company", ledger.company, "--as-of", day, "--units", "--json").ok()
    actual = {(row["account"], row["unit_code"]): Decimal(row["units"]) for row in report["rows"]}
    actual = {key: value for key, value in actual.items() if key[0] != ROUNDING}
    assert actual == ledger.units(date.fromisoformat(day))


def test_every_months_movements_are_beancounts(m: Commands, ledger: Ledger) -> None:
    start = date.fromisoformat(BEGIN)
    while start < date.fromisoformat(END):
        end = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        span = ("--from", start.isoformat(), "--as-of", end.isoformat())
        report = m("report", "trial-balance", "--company", ledger.company, *span, "--json").ok()
        rows = {(row["account"], row["currency_code"]): Decimal(row["balance"]) for row in report["rows"]}
        assert {k: v for k, v in rows.items() if k[0] != ROUNDING} == ledger.weights(end, start), start
        start = end + timedelta(days=1)


def test_income_and_expenses_are_beancounts(m: Commands, ledger: Ledger) -> None:
    for start, end in (("2022-01-01", "2022-12-31"), ("2022-03-10", "2023-04-20")):
        span = ("--from", start, "--to", end)
        report = m("report", "profit-and-loss", "--company", ledger.company, *span, "--json").ok()
        weights = ledger.weights(date.fromisoformat(end), date.fromisoformat(start))
        for side in ("Income", "Expenses"):
            sums: dict[str, Decimal] = defaultdict(Decimal)
            for (account, currency), value in weights.items():
                if account.startswith(f"{side}:"):
                    sums[currency] += value
            assert {k: Decimal(v) for k, v in report[side.lower()].items()} == {k: v for k, v in sums.items() if v}


def test_balance_assertions_of_the_ledger_hold(m: Commands, ledger: Ledger) -> None:
    assertions: list[Any] = [entry for entry in ledger.entries if isinstance(entry, data.Balance)]
    assert len(assertions) > 20
    for entry in assertions[::3]:
        before = (entry.date - timedelta(days=1)).isoformat()
        asked = ("--account", entry.account, "--subtree", "--units", "--as-of", before)
        rows = m("report", "balances", "--company", ledger.company, *asked, "--json").ok()["rows"]
        units = {row["unit_code"]: Decimal(row["units"]) for row in rows}
        assert abs(units.get(entry.amount.currency, Decimal(0)) - entry.amount.number) <= Decimal("0.005"), entry
