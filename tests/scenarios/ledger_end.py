"""What a ledger scenario says of its end: statements at a date, and whole files of expected balances."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.scenarios.outcome import Mismatch, Unknown
from tests.support.books import END_OF_TIME, plain

if TYPE_CHECKING:
    from tests.scenarios.ledger import LedgerWorld

ROUNDING_ACCOUNT = "Equity:Rounding"
DATE = r"(\d{4}[_-]\d{2}[_-]\d{2})"


def require(world: "LedgerWorld", key: str, expected: Any) -> None:
    """Compares one key of `then`. Raises Unknown, Mismatch."""
    for form, compare in _FORMS:
        if match := re.fullmatch(form, key):
            compare(world, *match.groups(), expected)
            return
    raise Unknown(f"unknown end {key}")


def _profit_and_loss(world: "LedgerWorld", first: str, last: str | None, expected: Mapping[str, str]) -> None:
    """Income and cost both positive, and `net`."""
    _statement(world, f"{first}-01-01", f"{last or first}-12-31", expected)


def _profit_and_loss_between(world: "LedgerWorld", start: str, end: str, expected: Mapping[str, str]) -> None:
    _statement(world, _day(start), _day(end), expected)


def _statement(world: "LedgerWorld", start: str, end: str, expected: Mapping[str, str]) -> None:
    report = world.books.report("profit-and-loss", from_date=start, to_date=end)
    sign = {"INCOME": -1, "EXPENSE": 1}
    actual = {
        row["account_code"]: sign[row["account_type"]] * plain(row["balance"])
        for row in report["rows"]
        if row["currency_code"] == world.currency
    }
    actual["net"] = plain(report["net"].get(world.currency, "0"))
    _require_amounts(expected, actual)


def _balance_sheet(world: "LedgerWorld", as_of: str, expected: Mapping[str, str]) -> None:
    """Accounts to balances; `assets`, `liabilities`, `equity`, `unclosed_result` may stand in capitals as sums."""
    report = world.books.report("balance-sheet", as_of=_day(as_of))
    sums = {name: _of(report[name], world.currency) for name in ("assets", "liabilities", "equity", "unclosed_result")}
    if sum(sums.values()):
        raise Mismatch("the balance sheet does not balance", "0", {name: str(value) for name, value in sums.items()})
    rows = {
        row["account_code"]: plain(row["balance"]) for row in report["rows"] if row["currency_code"] == world.currency
    }
    _require_amounts(expected, rows | {name.upper(): value for name, value in sums.items()})


def _balances(world: "LedgerWorld", expected: Mapping[str, str]) -> None:
    world.require_balances(END_OF_TIME, expected)


def _balances_at(world: "LedgerWorld", as_of: str, expected: Mapping[str, str]) -> None:
    world.require_balances(_day(as_of), expected)


def _movements(world: "LedgerWorld", start: str, end: str, expected: Mapping[str, str]) -> None:
    """The trial balance of what was posted between two days, whole."""
    rows = world.books.trial_balance(_day(end), _day(start))["rows"]
    actual = {row["account_code"]: plain(row["balance"]) for row in rows}
    _require_amounts(expected, actual, whole=True)


def _subtrees(world: "LedgerWorld", as_of: str, expected: Mapping[str, str]) -> None:
    """Accounts with all below them."""
    for account, amount in expected.items():
        code, _, currency = account.partition("|")
        report = world.books.report("balances", as_of=_day(as_of), account_code=code, subtree="true")
        rows = {(row["account_code"], row["currency_code"]): plain(row["balance"]) for row in report["rows"]}
        if {code for code, _ in rows} - {code}:
            raise Mismatch(f"{account}: rows of other accounts", [code], [code for code, _ in rows])
        _require_amounts({account: amount}, {account: rows.get((code, currency or world.currency), Decimal(0))})


def _units(world: "LedgerWorld", as_of: str, expected: Mapping[str, str]) -> None:
    """`account|UNIT` to units, whole: what is not named stands at nothing."""
    report = world.books.report("balances", as_of=_day(as_of))
    actual = {f"{row['account_code']}|{row['unit_code']}": plain(row["units"]) for row in report["units"]}
    _require_amounts(expected, actual, whole=True)


def _account_statement(world: "LedgerWorld", page_size: str, expected: Mapping[str, list[list[str]]]) -> None:
    """Account to [date, debit minus credit, balance after it], the same however many entries a page holds."""
    for account, rows in expected.items():
        path = f"/v1/ledger/companies/{world.books.id}/account-statement"
        pages = world.books.rest.pages(path, "entries", int(page_size), account_code=account)
        if any(len(page) > int(page_size) for page in pages):
            raise Mismatch("entries on a page", page_size, [len(page) for page in pages])
        actual = [[e["posting_date"], _signed(e), plain(e["balance"])] for page in pages for e in page]
        wanted = [[day, plain(amount), plain(balance)] for day, amount, balance in rows]
        if actual != wanted:
            raise Mismatch(account, rows, [[str(value) for value in row] for row in actual])


def _numbers(world: "LedgerWorld", expected: list[str]) -> None:
    """Every voucher's number, by posting date."""
    pages = world.books.rest.pages("/v1/ledger/vouchers", "vouchers", 2, company_id=world.books.id)
    actual = [one["number"] for page in pages for one in page]
    if actual != expected:
        raise Mismatch("numbers", expected, actual)


def _periods(world: "LedgerWorld", expected: Mapping[str, str]) -> None:
    """A day to the state of its period."""
    for day, state in expected.items():
        actual = world.books.period_of(day)["state"]
        if actual != state:
            raise Mismatch(day, state, actual)


def _expected_file(world: "LedgerWorld", name: str) -> None:
    """A file of expected balances; every key of it must be known."""
    for key, value in json.loads((world.folder / Path(name).name).read_text()).items():
        if key not in _FILE_KEYS:
            raise Unknown(f"unknown key {key} of {name}")
        _FILE_KEYS[key](world, value)


def _counts(world: "LedgerWorld", expected: Mapping[str, int]) -> None:
    assert world.journal is not None
    numbers = world.books.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=world.books.id)
    actual = {
        "transactions": sum(len(page) for page in numbers),
        "postings": world.journal.lines,
        "accounts": len(world.journal.accounts),
    }
    _require_amounts({name: str(value) for name, value in expected.items()}, {k: Decimal(v) for k, v in actual.items()})


def _residuals(world: "LedgerWorld", expected: Mapping[str, str]) -> None:
    """What the file does not balance by stands, turned around, on role ROUNDING's account."""
    actual = world.books.balances()
    for currency, amount in expected.items():
        _require_amounts({currency: amount}, {currency: -actual.get((ROUNDING_ACCOUNT, currency), Decimal(0))})


def _year_ends(world: "LedgerWorld", expected: Mapping[str, Mapping[str, str]]) -> None:
    for year, balances in expected.items():
        rows = world.books.balances(f"{year}-12-31").items()
        actual = {f"{account}|{currency}": value for (account, currency), value in rows if account != ROUNDING_ACCOUNT}
        _require_amounts(balances, actual, whole=True)


def _results_per_year(world: "LedgerWorld", expected: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    for year, sides in expected.items():
        report = world.books.report("profit-and-loss", from_date=f"{year}-01-01", to_date=f"{year}-12-31")
        for side, sums in sides.items():
            actual = {currency: plain(amount) for currency, amount in report[side.lower()].items()}
            _require_amounts(sums, actual, whole=True)


def _units_at_end(world: "LedgerWorld", expected: Mapping[str, str]) -> None:
    report = world.books.report("balances", as_of=END_OF_TIME)
    actual = {
        f"{row['account_code']}|{row['unit_code']}": plain(row["units"])
        for row in report["units"]
        if row["account_code"] != ROUNDING_ACCOUNT
    }
    _require_amounts(expected, actual, whole=True)


def _balance_assertions(world: "LedgerWorld", expected: list[Mapping[str, str]]) -> None:
    """Units of an account and its children at the START of a date: at the end of the day before."""
    for assertion in expected:
        before = (date.fromisoformat(assertion["date"]) - timedelta(days=1)).isoformat()
        account, unit = assertion["account"], assertion["currency"]
        report = world.books.report("balances", as_of=before, account_code=account, subtree="true")
        units = {row["unit_code"]: plain(row["units"]) for row in report["units"]}
        what = f"{account} at the start of {assertion['date']}"
        _require_amounts({what: assertion["amount"]}, {what: units.get(unit, Decimal(0))})


def _require_amounts(expected: Mapping[str, str], actual: Mapping[str, Decimal], *, whole: bool = False) -> None:
    """Equal by value; with `whole`, what is not expected must be zero."""
    names = expected.keys() | actual.keys() if whole else expected.keys()
    wrong = [name for name in names if plain(expected.get(name, "0")) != actual.get(name, Decimal(0))]
    if wrong:
        shown = sorted(wrong)[:10]
        raise Mismatch(
            ", ".join(shown),
            {name: expected.get(name, "0") for name in shown},
            {name: str(actual.get(name, Decimal(0))) for name in shown},
        )


def _signed(entry: Mapping[str, Any]) -> Decimal:
    return plain(entry["debit"]["amount"]) if entry.get("debit") else -plain(entry["credit"]["amount"])


def _of(sums: Mapping[str, str], currency: str) -> Decimal:
    return plain(sums.get(currency, "0"))


def _day(text: str) -> str:
    return text.replace("_", "-")


_FORMS: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"profit_and_loss_(\d{4})(?:_(\d{4}))?", _profit_and_loss),
    (rf"profit_and_loss_{DATE}_{DATE}", _profit_and_loss_between),
    (rf"balance_sheet_{DATE}", _balance_sheet),
    (r"balances", _balances),
    (rf"balances_{DATE}", _balances_at),
    (rf"movements_{DATE}_{DATE}", _movements),
    (rf"subtrees_{DATE}", _subtrees),
    (rf"units_{DATE}", _units),
    (r"statement_by_(\d+)", _account_statement),
    (r"numbers", _numbers),
    (r"periods", _periods),
    (r"expected", _expected_file),
)
_FILE_KEYS: dict[str, Callable[["LedgerWorld", Any], None]] = {
    "source": lambda world, _: None,
    "conventions": lambda world, _: None,
    "counts": _counts,
    "residual_per_currency": _residuals,
    "balances_at_year_end": _year_ends,
    "profit_and_loss_per_year": _results_per_year,
    "units_at_end": _units_at_end,
    "balance_assertions": _balance_assertions,
}
