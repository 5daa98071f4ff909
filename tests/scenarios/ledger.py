"""Scenarios of the ledger: journals, closing of months and years, balances and statements."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.scenarios import ledger_end
from tests.scenarios.chart import lineage, type_of
from tests.scenarios.journal_csv import TOLERANCE, JournalCsv, read_journal
from tests.scenarios.outcome import Mismatch, StepOutcome, Unknown
from tests.support.books import END_OF_TIME, Books, line, plain
from tests.support.rest import Answer, Rest

DEFAULT_DATE = "2024-01-15"
DEFAULT_CURRENCY = "USD"
DEFAULT_DIGITS = 2
GIVEN = ("currency", "data", "scales", "accounts", "years", "roles")
LINE = ("account", "debit", "credit", "currency", "units", "role")
BALANCE_DIFFERS = "BALANCE_DIFFERS"

# What scenarios call an error, and the reasons of ours that mean it. A reason may be named itself too.
ERRORS: tuple[tuple[str, frozenset[str]], ...] = (
    ("does not balance", frozenset({"VOUCHER_UNBALANCED"})),
    ("balance differs", frozenset({BALANCE_DIFFERS})),
    ("closed", frozenset({"PERIOD_CLOSED", "FISCAL_YEAR_CLOSED"})),
    ("already reversed", frozenset({"VOUCHER_ALREADY_REVERSED"})),
    ("unknown account", frozenset({"ACCOUNT_UNKNOWN"})),
    ("too many decimals", frozenset({"AMOUNT_SCALE_EXCEEDED"})),
)


class LedgerWorld:
    """One scenario's books."""

    ABILITIES: frozenset[str] = frozenset()
    VERBS: Mapping[str, tuple[str, ...]] = {
        "journal": ("at", "month", "lines", "ref"),
        "close_period": ("at", "retained"),
        "close_year": ("at", "retained"),
        "journal_into_closed_year": (),
        "assert_balance": ("account", "amount", "at", "currency"),
        "load_all": (),
        # Verbs of our own worlds.
        "load_again": (),
        "close_month": ("at",),
        "reopen_month": ("at",),
        "reopen_year": ("at",),
        "reverse": ("ref", "at"),
        "archive": ("account",),
    }

    def __init__(self, rest: Rest, folder: Path, given: Mapping[str, Any], when: list[dict[str, Any]]) -> None:
        require_known(given, GIVEN, "given")
        self.folder = folder
        self.currency: str = given.get("currency", DEFAULT_CURRENCY)
        self.journal: JournalCsv | None = read_journal(folder / given["data"]) if "data" in given else None
        self.last_date = DEFAULT_DATE
        self.closed_year_end = ""
        self._retained = {step["retained"] for step in when if step.get("retained")}
        self._vouchers: dict[str, dict[str, Any]] = {}
        scales = self.journal.scales if self.journal else _digits(when, self.currency)
        scales |= {currency: int(digits) for currency, digits in (given.get("scales") or {}).items()}
        self.books = Books.opened(rest, currency=self.currency, scales=scales)
        self._accounts: dict[str, str] = {}
        self._years: list[tuple[str, str]] = []
        for account in given.get("accounts") or []:
            self.require_account(account)
        for year in given.get("years") or []:
            self._open_year(*year.split(" to "))
        for role, account in (given.get("roles") or {}).items():
            self.require_account(account)
            self.books.role(role, account)

    def do(self, verb: str, step: Mapping[str, Any]) -> StepOutcome:
        """Carries out a step."""
        require_known(step, self.VERBS[verb], verb)
        act: Callable[..., StepOutcome] = getattr(self, f"_{verb}")
        return act(**step)

    def expect(self, outcome: StepOutcome, key: str, expected: Any) -> None:
        """Compares what a step came to."""
        match key:
            case "error":
                _require_error(outcome, expected)
            case "balances":
                self.require_balances(END_OF_TIME, expected)
            case "gl":
                require_postings(outcome, expected, whole=True)
            case "gl_has":
                require_postings(outcome, expected, whole=False)
            case "retained_from":
                _require_retained(outcome, self._retained, expected)
            case _ if key in outcome.facts:
                require_equal(key, expected, outcome.facts[key])
            case _:
                raise Unknown(f"unknown expectation {key}")

    def then(self, key: str, expected: Any) -> None:
        """Compares the end."""
        ledger_end.require(self, key, expected)

    def require_invariants(self) -> None:
        """Debit = credit in every currency."""
        if not self.books.is_balanced():
            raise Mismatch("the trial balance does not balance", [], self.books.trial_balance()["totals"])

    def require_balances(self, as_of: str, expected: Mapping[str, str]) -> None:
        """Accounts (`Bank`, or `Bank|EUR`) to debit minus credit; what has no row stands at zero."""
        actual = self.books.balances(as_of)
        for account, amount in expected.items():
            code, _, currency = account.partition("|")
            require_amount(account, amount, actual.get((code, currency or self.currency), Decimal(0)))

    def require_account(self, account: str) -> None:
        """Makes the account, and those above it, where they are not there yet."""
        for code, parent in lineage(account):
            if code not in self._accounts:
                kind = "EQUITY" if account in self._retained else type_of(account)
                self.books.account(code, self._accounts.get(parent, kind), parent)
                self._accounts[code] = self._accounts.get(parent, kind)

    def _require_year(self, day: str) -> None:
        """Makes the calendar year where no fiscal year holds the day."""
        if not any(start <= day <= end for start, end in self._years):
            self._open_year(f"{day[:4]}-01-01", f"{day[:4]}-12-31")

    def _open_year(self, start: str, end: str) -> None:
        self.books.year(start, end)
        self._years.append((start, end))

    def _journal(self, lines: list[dict[str, str]], at: str = "", month: str = "", ref: str = "") -> StepOutcome:
        day = at or (date(int(DEFAULT_DATE[:4]), int(month), 15).isoformat() if month else DEFAULT_DATE)
        self._require_year(day)
        posted = self.books.post(day, [self._line(one) for one in lines])
        if posted.status == 200:
            self.last_date = max(self.last_date, day) if at or month else day
            self._vouchers[ref] = posted.body["voucher"]
        return _outcome(posted)

    def _line(self, given: Mapping[str, str]) -> dict[str, Any]:
        require_known(given, LINE, "line")
        debit, credit = given.get("debit", ""), given.get("credit", "")
        if debit and credit:
            debit, credit = ("" if plain(debit) == 0 else debit), ("" if plain(credit) == 0 else credit)
        units = {}
        if "units" in given:
            value, unit = given["units"].split(" ")
            units = {"units": {"unit_code": unit, "value": value}}
        currency = given.get("currency", self.currency)
        if "role" in given:
            return line(f"role:{given['role']}", debit, credit, currency, **units)
        self.require_account(given["account"])
        return line(given["account"], debit, credit, currency, **units)

    def _close_period(self, retained: str, at: str = "") -> StepOutcome:
        return self._close_year(retained, at)

    def _close_year(self, retained: str, at: str = "") -> StepOutcome:
        day = at if len(at) > 4 else f"{at}-12-31" if at else self.last_date
        self._require_year(day)
        self.require_account(retained)
        year = self.books.year_of(day)
        answer = self.books.act("fiscal-years", year["id"], "close", retained_earnings_account_code=retained)
        if answer.status == 200:
            self.closed_year_end = year["end_date"]
        return _outcome(answer, "closing_voucher")

    def _journal_into_closed_year(self) -> StepOutcome:
        if not self.closed_year_end:
            raise Unknown("journal_into_closed_year: no year was closed before")
        first, second = (list(self._accounts) * 2)[:2]
        lines = [{"account": first, "debit": "1"}, {"account": second, "credit": "1"}]
        return self._journal(lines, at=self.closed_year_end)

    def _assert_balance(self, account: str, amount: str, at: str = END_OF_TIME, currency: str = "") -> StepOutcome:
        actual = self.books.balances(at).get((account, currency or self.currency), Decimal(0))
        facts = {"actual": str(actual), "expected": amount}
        if actual == plain(amount):
            return StepOutcome(facts=facts)
        return StepOutcome(BALANCE_DIFFERS, f"{account} stands at {actual}, not at {amount}", facts=facts)

    def _load_all(self) -> StepOutcome:
        journal = self._loaded()
        for account in journal.accounts:
            self.require_account(account)
        for year in journal.years:
            self._require_year(f"{year}-01-01")
        self.require_account(ledger_end.ROUNDING_ACCOUNT)
        self.books.role("ROUNDING", ledger_end.ROUNDING_ACCOUNT)
        return self._load_again()

    def _load_again(self) -> StepOutcome:
        done = self.books.import_journal("journal", self._loaded().transactions, TOLERANCE)
        return StepOutcome(facts={name: str(count) for name, count in done.items()})

    def _loaded(self) -> JournalCsv:
        if self.journal is None:
            raise Unknown("load_all: given.data names no file")
        return self.journal

    def _close_month(self, at: str) -> StepOutcome:
        return _outcome(self.books.act("periods", self.books.period_of(at)["id"], "close"))

    def _reopen_month(self, at: str) -> StepOutcome:
        return _outcome(self.books.act("periods", self.books.period_of(at)["id"], "reopen"))

    def _reopen_year(self, at: str) -> StepOutcome:
        return _outcome(self.books.act("fiscal-years", self.books.year_of(at)["id"], "reopen"), "reversing_voucher")

    def _reverse(self, ref: str, at: str) -> StepOutcome:
        self._require_year(at)
        voucher = self._vouchers[ref]
        return _outcome(self.books.act("vouchers", voucher["id"], "reverse", etag=voucher["etag"], posting_date=at))

    def _archive(self, account: str) -> StepOutcome:
        listed = self.books.rest.get("/v1/ledger/accounts", company_id=self.books.id, code=account).ok()["accounts"]
        return _outcome(self.books.act("accounts", listed[0]["id"], "archive", etag=listed[0]["etag"]))


def require_amount(what: str, expected: str, actual: Decimal) -> None:
    """Equal as decimals."""
    if plain(expected) != actual:
        raise Mismatch(what, expected, str(actual))


def require_equal(what: str, expected: str, actual: str) -> None:
    """Equal as decimals where both are, else as text."""
    decimal = re.compile(r"-?\d+(\.\d+)?\Z")
    if decimal.match(expected) and decimal.match(actual):
        require_amount(what, expected, plain(actual))
    elif expected != actual:
        raise Mismatch(what, expected, actual)


def require_known(given: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raises Unknown for a field that the runner does not know."""
    for name in given:
        if name not in known:
            raise Unknown(f"unknown field {name} of {where}")


def _require_error(outcome: StepOutcome, text: str) -> None:
    reasons = next((found for part, found in ERRORS if part in text), frozenset({text} if text.isupper() else ()))
    if not reasons:
        raise Unknown(f"unknown error {text}")
    if outcome.reason not in reasons:
        raise Mismatch(f"refused otherwise: {outcome.message}", text, outcome.reason)


def _outcome(answer: Answer, voucher: str = "voucher") -> StepOutcome:
    body = answer.body
    if answer.status == 200:
        facts = {"number": body[voucher]["number"]} if body.get(voucher) else {}
        return StepOutcome(voucher=body.get(voucher), facts=facts)
    if not answer.reason:
        raise Mismatch("an error without a reason", "a reason", body)
    return StepOutcome(answer.reason, body["message"])


def _postings(rows: Iterable[tuple[str, str, str, str]]) -> list[tuple[str, str, Decimal, Decimal]]:
    return sorted((account, currency, plain(debit), plain(credit)) for account, currency, debit, credit in rows)


def require_postings(outcome: StepOutcome, expected: list[dict[str, str]], *, whole: bool) -> None:
    """The voucher's lines, in any order: all of them, or at least those expected."""
    if outcome.voucher is None:
        raise Mismatch("no voucher was posted", expected, None)
    lines = outcome.voucher["lines"]
    currencies = {one["currency_code"] for row in lines for one in (row.get("debit"), row.get("credit")) if one}
    actual = _postings(
        (
            row["account_code"],
            (row.get("debit") or row["credit"])["currency_code"],
            (row.get("debit") or {"amount": "0"})["amount"],
            (row.get("credit") or {"amount": "0"})["amount"],
        )
        for row in lines
    )
    for row in expected:
        require_known(row, ("account", "debit", "credit", "currency"), "gl")
    only = next(iter(currencies))
    wanted = _postings(
        (row["account"], row.get("currency", only), row.get("debit", "0"), row.get("credit", "0")) for row in expected
    )
    if (wanted != actual) if whole else any(wanted.count(row) > actual.count(row) for row in wanted):
        raise Mismatch("postings", _texts(wanted), _texts(actual))


def _texts(rows: Iterable[tuple[str, str, Decimal, Decimal]]) -> list[list[str]]:
    return [[str(value) for value in row] for row in rows]


def _require_retained(outcome: StepOutcome, retained: Iterable[str], expected: Any) -> None:
    """Accounts that the closing voucher emptied; with amounts, the balances (debit minus credit) they had."""
    if outcome.voucher is None:
        raise Mismatch("there was nothing to close", expected, None)
    emptied: dict[str, Decimal] = {}
    for row in outcome.voucher["lines"]:
        if row["account_code"] not in retained:
            amount = plain(row["credit"]["amount"]) if row.get("credit") else -plain(row["debit"]["amount"])
            emptied[row["account_code"]] = emptied.get(row["account_code"], Decimal(0)) + amount
    if isinstance(expected, str | list):
        names = [expected] if isinstance(expected, str) else expected
        if sorted(names) != sorted(emptied):
            raise Mismatch("accounts closed", sorted(names), sorted(emptied))
        return
    for account in expected.keys() | emptied.keys():
        require_amount(account, expected.get(account, "0"), emptied.get(account, Decimal(0)))


def _digits(when: Iterable[Mapping[str, Any]], currency: str) -> dict[str, int]:
    """Two digits, more where the steps carry more."""
    found = {currency: DEFAULT_DIGITS}
    for step in when:
        for row in step.get("lines") or [] if isinstance(step.get("lines"), list) else []:
            for amount in (row.get("debit", ""), row.get("credit", "")):
                code = row.get("currency", currency)
                found[code] = max(found.get(code, DEFAULT_DIGITS), len(amount.partition(".")[2]))
    return found
