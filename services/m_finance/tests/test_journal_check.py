"""The rules of an imported journal, row by row."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_finance.domain.journal_check import MOST_ERRORS, check_journal
from m_finance.domain.journals import Checked, Row, RowError, Scales, Transaction, amount_text

COMPANY = Scales({"INR": 2, "USD": 5, "SHARES": 4}, of_company=True)
NOBODY = Scales({}, of_company=False)


def row(number: int, amount: str, currency: str = "INR", account: str = "Assets:Cash", **more: str) -> Row:
    return Row(number, account, amount, currency, more.get("units", ""), more.get("unit_currency", ""))


def transaction(*rows: Row, txn: str = "1", date: str = "2024-05-06") -> Transaction:
    return Transaction(txn, date, "Asha", "tea", rows)


def two(amount: str, other: str, currency: str = "INR") -> Transaction:
    return transaction(row(2, amount, currency), row(3, other, currency))


def nanos(tolerance: str) -> int:
    return int(Decimal(tolerance).scaleb(9))


def check(*transactions: Transaction, scales: Scales = COMPANY, tolerance: str = "0") -> list[RowError]:
    checked, errors = check_journal(transactions, scales, nanos(tolerance))
    assert (None in checked) == bool(errors)
    return errors


def passed(one: Transaction, scales: Scales = COMPANY, tolerance: str = "0") -> Checked:
    checked, errors = check_journal([one], scales, nanos(tolerance))
    assert errors == []
    assert checked[0] is not None
    return checked[0]


def places(errors: list[RowError]) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.reason) for error in errors]


def test_debits_are_positive_credits_negative_and_zero_is_a_debit() -> None:
    lines = passed(transaction(row(2, "10.5"), row(3, "-10.50"), row(4, "0"), row(5, "-0.00"))).lines
    assert [(line.is_credit, line.amount) for line in lines] == [
        (False, "10.50"),
        (True, "10.50"),
        (False, "0.00"),
        (False, "0.00"),
    ]


@pytest.mark.parametrize(
    "amount",
    ["NaN", "1e5", "1,234.00", "+1", " 1", "1 ", "1.", ".5", "--1", "0x10", "१२", "\uff11\uff12", "1\n", "inf", "-"],
)
def test_an_amount_is_decimal_text(amount: str) -> None:
    assert places(check(two(amount, "1.00"))) == [(2, "ledger_amount", "AMOUNT_MALFORMED")]


def test_an_amount_has_no_more_digits_than_its_scale() -> None:
    assert places(check(two("1.001", "-1.00"))) == [(2, "ledger_amount", "AMOUNT_SCALE_EXCEEDED")]
    assert check(two("1.000", "-1.00")) == []
    assert check(two("1.00001", "-1.00001", "USD")) == []
    assert places(check(two("1.00000" + "0" * 20 + "1", "-1", "USD")))[0][2] == "AMOUNT_SCALE_EXCEEDED"


def test_a_currency_nobody_declared_has_its_iso_digits() -> None:
    assert places(check(two("1.5", "-1.5", "JPY"))) == [
        (2, "ledger_amount", "AMOUNT_SCALE_EXCEEDED"),
        (3, "ledger_amount", "AMOUNT_SCALE_EXCEEDED"),
    ]
    assert check(two("1.500", "-1.500", "KWD")) == []


def test_a_company_refuses_a_unit_that_it_never_declared() -> None:
    assert places(check(two("1", "-1", "VACHR"))) == [
        (2, "ledger_currency", "FIELD_INVALID"),
        (3, "ledger_currency", "FIELD_INVALID"),
    ]
    assert places(check(two("1", "-1", "XAU")))[0] == (2, "ledger_currency", "FIELD_INVALID")


def test_without_a_company_a_unit_has_the_digits_it_needs_up_to_nine() -> None:
    assert check(two("1.123456789", "-1.123456789", "VACHR"), scales=NOBODY) == []
    assert places(check(two("1.1234567891", "-1.1234567891", "VACHR"), scales=NOBODY))[0] == (
        2,
        "ledger_amount",
        "AMOUNT_SCALE_EXCEEDED",
    )
    given_scales = Scales({"VACHR": 1, "INR": 4}, of_company=False)
    assert places(check(two("1.25", "-1.25", "VACHR"), scales=given_scales))[0][2] == "AMOUNT_SCALE_EXCEEDED"
    assert check(two("1.2345", "-1.2345"), scales=given_scales) == []
    assert check(two("123456789012345678", "-123456789012345678", "VACHR"), scales=NOBODY) == []


def test_more_than_18_digits_do_not_fit_the_books() -> None:
    assert places(check(two("12345678901234567.00", "-12345678901234567.00")))[0] == (
        2,
        "ledger_amount",
        "FIELD_INVALID",
    )


@pytest.mark.parametrize("currency", ["usd", "U", "US D", "1USD", "U" * 25, "USD\n", "\uff35\uff33\uff24"])
def test_a_currency_has_the_form_of_a_code(currency: str) -> None:
    assert places(check(two("1", "-1", currency))) == [
        (2, "ledger_currency", "FIELD_PATTERN"),
        (3, "ledger_currency", "FIELD_PATTERN"),
    ]


def test_what_must_be_there_is() -> None:
    errors = check(transaction(row(2, ""), row(3, "1", ""), row(4, "1", account=""), txn="", date=""))
    assert sorted(places(errors)) == [
        (2, "date", "FIELD_REQUIRED"),
        (2, "ledger_amount", "FIELD_REQUIRED"),
        (2, "txn", "FIELD_REQUIRED"),
        (3, "ledger_currency", "FIELD_REQUIRED"),
        (4, "account", "FIELD_REQUIRED"),
    ]


def test_both_faults_of_a_row_are_told() -> None:
    assert places(check(transaction(row(2, "1e5", "usd"), row(3, "1")))) == [
        (2, "ledger_currency", "FIELD_PATTERN"),
        (2, "ledger_amount", "AMOUNT_MALFORMED"),
    ]


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2024-02-30", "FIELD_INVALID"),
        ("2023-02-29", "FIELD_INVALID"),
        ("0001-01-01", "FIELD_INVALID"),
        ("06.05.2024", "FIELD_PATTERN"),
        ("2024-5-6", "FIELD_PATTERN"),
        ("2024-05-06T00:00", "FIELD_PATTERN"),
        ("\uff12\uff10\uff12\uff14-05-06", "FIELD_PATTERN"),
        ("2024-05-06\n", "FIELD_PATTERN"),
    ],
)
def test_a_date_is_a_day_of_the_calendar(date: str, reason: str) -> None:
    assert places(check(transaction(row(2, "1"), row(3, "-1"), date=date))) == [(2, "date", reason)]


def test_an_account_is_text_of_255_characters() -> None:
    long = transaction(row(2, "1", account="x" * 256), row(3, "-1", account="x" * 255))
    assert places(check(long)) == [(2, "account", "FIELD_INVALID")]
    broken = transaction(row(2, "1", account="a\tb"), row(3, "-1", account="लेखा"))
    assert places(check(broken)) == [(2, "account", "FIELD_PATTERN")]


@pytest.mark.parametrize("rows", [[], [row(2, "1")], [row(2, "0")]])
def test_a_transaction_has_two_rows(rows: list[Row]) -> None:
    found = places(check(transaction(*rows), tolerance="5"))
    assert found == [(rows[0].row if rows else 0, "txn", "FIELD_INVALID")]


def test_a_transaction_stands_once() -> None:
    again = transaction(row(4, "1"), row(5, "-1"), txn="7")
    assert places(check(transaction(row(2, "1"), row(3, "-1"), txn="7"), again)) == [(4, "txn", "FIELD_INVALID")]


def test_an_id_cannot_be_read_as_two() -> None:
    assert places(check(transaction(row(2, "1"), row(3, "-1"), txn="a\x1fb"))) == [(2, "txn", "FIELD_PATTERN")]


def test_one_bad_transaction_leaves_the_others_checked() -> None:
    checked, errors = check_journal([two("1", "x"), transaction(row(4, "1"), row(5, "-1"), txn="2")], COMPANY, 0)
    assert [one is not None for one in checked] == [False, True]
    assert places(errors) == [(3, "ledger_amount", "AMOUNT_MALFORMED")]


def test_what_does_not_balance_is_refused_with_the_residual() -> None:
    errors = check(two("10.00", "-9.97"), tolerance="0.02")
    assert places(errors) == [(2, "ledger_amount", "VOUCHER_UNBALANCED")]
    assert re.search(r"INR .* 0\.03\b", errors[0].message)


def test_each_currency_balances_alone() -> None:
    mixed = transaction(row(2, "1", "INR"), row(3, "-1", "USD"))
    assert places(check(mixed)) == [(2, "ledger_amount", "VOUCHER_UNBALANCED")] * 2


def test_a_residual_within_tolerance_goes_to_rounding() -> None:
    checked = passed(two("10.00", "-10.02"), tolerance="0.02")
    assert checked.residuals == {"INR": "-0.02"}
    last = checked.lines[-1]
    assert (last.role, last.account, last.is_credit, last.amount) == ("ROUNDING", "", False, "0.02")
    assert passed(two("10.01", "-10.00"), tolerance="0.02").lines[-1].is_credit


def test_what_balances_gets_no_more_lines() -> None:
    checked = passed(two("10.00", "-10"), tolerance="0.02")
    assert (len(checked.lines), checked.residuals) == (2, {})


def test_each_currency_gets_its_own_rounding_line() -> None:
    rows = [row(2, "1.00"), row(3, "-1.01"), row(4, "2.00001", "USD"), row(5, "-2", "USD")]
    checked = passed(transaction(*rows), tolerance="0.01")
    assert checked.residuals == {"INR": "-0.01", "USD": "0.00001"}
    assert [(line.currency, line.amount, line.is_credit) for line in checked.lines[4:]] == [
        ("INR", "0.01", False),
        ("USD", "0.00001", True),
    ]


def units(text: str, code: str) -> tuple[str, str]:
    one = Row(2, "Assets:Fund", "479.97117", "USD", text, code)
    line = passed(transaction(one, row(3, "-479.97117", "USD"))).lines[0]
    return line.unit_code, line.units


def test_units_are_carried_where_they_say_something() -> None:
    assert units("6.811", "VBMPX") == ("VBMPX", "6.811")
    assert units("479.97117", "USD") == ("", "")
    assert units("479.971170", "USD") == ("", "")
    assert units("479.97", "USD") == ("USD", "479.97")
    assert units("479.97117", "IRAUSD") == ("IRAUSD", "479.97117")
    assert units("-6.811", "VBMPX") == ("VBMPX", "-6.811")
    assert units("0", "VBMPX") == ("VBMPX", "0")
    assert units("", "") == ("", "")


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("1", "", [(2, "unit_currency", "FIELD_REQUIRED")]),
        ("", "SHARES", [(2, "units", "FIELD_REQUIRED")]),
        ("1", "shares", [(2, "unit_currency", "FIELD_PATTERN")]),
        ("1e3", "SHARES", [(2, "units", "AMOUNT_MALFORMED")]),
        ("1." + "1" * 19, "SHARES", [(2, "units", "AMOUNT_SCALE_EXCEEDED")]),
    ],
)
def test_units_that_are_none_are_refused(text: str, code: str, found: list[tuple[int, str, str]]) -> None:
    assert places(check(transaction(Row(2, "A", "1", "INR", text, code), row(3, "-1")))) == found


def test_at_most_a_thousand_errors_are_listed() -> None:
    many = [transaction(row(2 * i, "x"), row(2 * i + 1, "x"), txn=str(i)) for i in range(1, 600)]
    checked, errors = check_journal(many, COMPANY, 0)
    assert len(errors) == MOST_ERRORS
    assert set(checked) == {None}


minors = st.lists(st.integers(-(10**17), 10**17), min_size=2, max_size=12)


@given(minors, st.integers(0, 3))
def test_lines_always_balance_and_residuals_are_exact(amounts: list[int], tolerance: int) -> None:
    texts = [
        str(Decimal(minor).scaleb(-2).quantize(Decimal("0.01"))) if abs(minor) < 10**20 else "" for minor in amounts
    ]
    one = transaction(*(row(i, text) for i, text in enumerate(texts, 2)))
    checked, errors = check_journal([one], COMPANY, tolerance * 10**7)
    if abs(sum(amounts)) > tolerance:
        assert [error.reason for error in errors] == ["VOUCHER_UNBALANCED"]
        return
    assert checked[0] is not None
    total = sum(int(line.amount.replace(".", "")) * (-1 if line.is_credit else 1) for line in checked[0].lines)
    assert total == 0
    assert checked[0].residuals == ({"INR": amount_text(sum(amounts) * 10**7, "INR")} if sum(amounts) else {})
