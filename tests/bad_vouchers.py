"""Vouchers that must be refused, with the documented answer: one table for REST and gRPC."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.books import Books, line

GOOD_DAY, CLOSED_DAY, UNCOVERED_DAY = "2024-03-15", "2024-06-15", "2031-01-01"
HTTP = {"INVALID_ARGUMENT": 400, "FAILED_PRECONDITION": 400, "NOT_FOUND": 404, "ALREADY_EXISTS": 409, "ABORTED": 409}
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """A change to a good voucher, and the code and reason it must be answered with."""

    name: str
    change: Callable[[Body], None]
    code: str
    reason: str

    def body(self, books: Books) -> Body:
        """The bad voucher."""
        body = copy.deepcopy(good(books))
        self.change(body)
        return body


def good(books: Books) -> Body:
    """A voucher that is let in."""
    return books.voucher(GOOD_DAY, [line("Cash", debit="100.00"), line("Sales", credit="100.00")], narration="Sold")


def _amount(value: str) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        for row, side in zip(body["voucher"]["lines"], ("debit", "credit"), strict=True):
            row[side]["amount"] = value

    return change


def _voucher(**fields: Any) -> Callable[[Body], None]:
    return lambda body: body["voucher"].update(fields)


def _line(number: int, **fields: Any) -> Callable[[Body], None]:
    return lambda body: body["voucher"]["lines"][number].update(fields)


def _many(count: int) -> Callable[[Body], None]:
    pair = [line("Cash", debit="1.00"), line("Sales", credit="1.00")]
    rows = pair * (count // 2) + [line("Cash", debit="0.00")] * (count % 2)
    return _voucher(lines=rows)


def _off_by_one(body: Body) -> None:
    body["voucher"]["lines"][1]["credit"]["amount"] = "100.01"


def _no_side(body: Body) -> None:
    del body["voucher"]["lines"][0]["debit"]


INVALID, PRECONDITION, MISSING = "INVALID_ARGUMENT", "FAILED_PRECONDITION", "NOT_FOUND"
MALFORMED = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "1e5",
    "1,234.00",
    "",
    " 1",
    "1 ",
    "+1",
    "0x10",
    "1.",
    ".5",
    "\u0661",
    "1_000",
)

BAD: tuple[Bad, ...] = (
    Bad("unbalanced by one minor unit", _off_by_one, INVALID, "VOUCHER_UNBALANCED"),
    Bad("closed period", _voucher(posting_date=CLOSED_DAY), PRECONDITION, "PERIOD_CLOSED"),
    Bad("no period", _voucher(posting_date=UNCOVERED_DAY), PRECONDITION, "PERIOD_CLOSED"),
    Bad("year 9999", _voucher(posting_date="9999-12-31"), INVALID, "FIELD_INVALID"),
    Bad("year 0", _voucher(posting_date="0000-01-01"), INVALID, "FIELD_INVALID"),
    Bad("no such day", _voucher(posting_date="2023-02-29"), INVALID, "FIELD_INVALID"),
    Bad("a date in words", _voucher(posting_date="1 March"), INVALID, "FIELD_PATTERN"),
    Bad("no date", _voucher(posting_date=""), INVALID, "FIELD_REQUIRED"),
    Bad("unknown account", _line(0, account_code="Nowhere"), MISSING, "ACCOUNT_UNKNOWN"),
    Bad(
        "unknown role",
        lambda b: b["voucher"]["lines"][0].update(account_code="", role="NOBODY"),
        PRECONDITION,
        "POSTING_RULE_MISSING",
    ),
    Bad(
        "unknown company",
        lambda b: b.update(company_id="01890000-0000-7000-8000-000000000000"),
        MISSING,
        "RESOURCE_NOT_FOUND",
    ),
    Bad(
        "company without form",
        lambda b: b.update(company_id="'; drop table voucher; --"),
        MISSING,
        "RESOURCE_NOT_FOUND",
    ),
    Bad("30 decimals", _amount("0." + "0" * 29 + "1"), INVALID, "AMOUNT_SCALE_EXCEEDED"),
    Bad("30 decimals, all nothing", _amount("1." + "0" * 29 + "1"), INVALID, "AMOUNT_SCALE_EXCEEDED"),
    Bad("a third digit", _amount("1.005"), INVALID, "AMOUNT_SCALE_EXCEEDED"),
    Bad("more than the ledger holds", _amount("9" * 40), INVALID, "FIELD_INVALID"),
    Bad("an undeclared unit", _line(0, debit={"currency_code": "SHELLS", "amount": "1"}), INVALID, "FIELD_INVALID"),
    Bad("a currency in lower case", _line(0, debit={"currency_code": "usd", "amount": "1"}), INVALID, "FIELD_PATTERN"),
    Bad("no currency", _line(0, debit={"currency_code": "", "amount": "1"}), INVALID, "FIELD_REQUIRED"),
    Bad("negative", _amount("-100.00"), INVALID, "FIELD_INVALID"),
    Bad("one line", _voucher(lines=[line("Cash", debit="0.00")]), INVALID, "FIELD_INVALID"),
    Bad("no lines", _voucher(lines=[]), INVALID, "FIELD_INVALID"),
    Bad("10,001 lines", _many(10_001), INVALID, "FIELD_INVALID"),
    Bad("a line without a side", _no_side, INVALID, "FIELD_REQUIRED"),
    Bad("a line without an account", _line(0, account_code=""), INVALID, "FIELD_REQUIRED"),
    Bad("NUL in a text", _voucher(narration="a\0b"), INVALID, "FIELD_INVALID"),
    Bad("NUL in an account", _line(0, account_code="Cash\0"), INVALID, "FIELD_INVALID"),
    Bad("a long text", _voucher(payee="x" * 256), INVALID, "FIELD_INVALID"),
    Bad("a journal in lower case", _voucher(journal_code="gj"), INVALID, "FIELD_PATTERN"),
    Bad("an id that is none", _voucher(id="../../etc/passwd"), INVALID, "FIELD_INVALID"),
    Bad("NaN units", _line(0, units={"unit_code": "PCE", "value": "NaN"}), INVALID, "AMOUNT_MALFORMED"),
    Bad("a long request_id", lambda b: b.update(request_id="r" * 129), INVALID, "FIELD_INVALID"),
    *(Bad(f"amount {text!r}", _amount(text), INVALID, "AMOUNT_MALFORMED") for text in MALFORMED),
)
