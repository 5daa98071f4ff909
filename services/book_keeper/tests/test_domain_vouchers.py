"""What is true of every voucher, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book_keeper.domain.companies import CurrencyLedger, iso_digits
from book_keeper.domain.errors import VoucherUnbalanced
from book_keeper.domain.vouchers import Line, mirrored, require_balanced, voucher_number, year_label

INR, JPY, XTS = CurrencyLedger(1, "INR", 2), CurrencyLedger(2, "JPY", 0), CurrencyLedger(3, "XTS", 5)


def debit(amount: int, ledger: CurrencyLedger = INR) -> Line:
    return Line("Cash", ledger, amount, is_credit=False)


def credit(amount: int, ledger: CurrencyLedger = INR) -> Line:
    return Line("Sales", ledger, -amount, is_credit=True)


lines = st.builds(
    Line,
    account_code=st.sampled_from(["Cash", "Sales"]),
    ledger=st.sampled_from([INR, JPY, XTS]),
    amount=st.integers(-(10**18), 10**18),
    is_credit=st.booleans(),
    role=st.sampled_from(["", "ROUNDING"]),
    unit_code=st.sampled_from(["", "VBMPX"]),
    units=st.decimals(-(10**18), 10**18, places=18),
    narration=st.text(max_size=5),
)


def test_a_voucher_balances_in_each_currency() -> None:
    require_balanced([debit(100), credit(60), credit(40), debit(7, JPY), credit(7, JPY)], "lines")


def test_currencies_do_not_make_up_for_each_other() -> None:
    with pytest.raises(VoucherUnbalanced) as refused:
        require_balanced([debit(100), credit(100, JPY)], "voucher.lines")
    assert refused.value.metadata == {"currency_code": "INR", "difference": "1.00"}
    assert refused.value.field == "voucher.lines"


@pytest.mark.parametrize(
    ("line", "difference"),
    [(debit(1), "0.01"), (credit(1), "-0.01"), (debit(1, JPY), "1"), (debit(1, XTS), "0.00001")],
)
def test_one_minor_unit_is_seen(line: Line, difference: str) -> None:
    with pytest.raises(VoucherUnbalanced) as refused:
        require_balanced([debit(10**17), credit(10**17), line], "lines")
    assert refused.value.metadata["difference"] == difference


@given(st.lists(lines))
def test_balanced_are_the_vouchers_whose_sums_are_zero_and_no_others(some: list[Line]) -> None:
    balanced = all(sum(one.amount for one in some if one.ledger == ledger) == 0 for ledger in (INR, JPY, XTS))
    try:
        require_balanced(some, "lines")
    except VoucherUnbalanced:
        assert not balanced
    else:
        assert balanced


@given(st.lists(lines, min_size=1))
def test_a_mirror_undoes_and_mirrored_again_is_the_original(some: list[Line]) -> None:
    back = mirrored(some)
    assert [one.amount + other.amount for one, other in zip(some, back, strict=True)] == [0] * len(some)
    assert all(one.units.compare(other.units.copy_negate()) == 0 for one, other in zip(some, back, strict=True))
    assert all(one.is_credit != other.is_credit for one, other in zip(some, back, strict=True))
    assert mirrored(back) == tuple(some)


@given(st.lists(lines, min_size=1))
def test_what_is_added_to_its_mirror_balances(some: list[Line]) -> None:
    require_balanced([*some, *mirrored(some)], "lines")


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 4, 1), date(2025, 3, 31), "2024-25"),
        (date(2099, 4, 1), date(2100, 3, 31), "2099-00"),
        (date(2024, 4, 15), date(2024, 4, 15), "2024"),
    ],
)
def test_a_year_is_named_by_the_calendar_years_it_touches(start: date, end: date, label: str) -> None:
    assert year_label(start, end, taken=()) == label


def test_a_name_that_is_taken_gives_way_to_the_month_and_then_to_the_day_of_its_start() -> None:
    start, end = date(2024, 7, 15), date(2024, 7, 31)
    assert year_label(start, end, taken={"2024"}) == "2024-07"
    assert year_label(start, end, taken={"2024", "2024-07"}) == "2024-07-15"


def test_a_year_that_looks_like_another_ones_month_is_named_otherwise() -> None:
    assert year_label(date(2006, 4, 1), date(2007, 3, 31), taken={"2006-07"}) == "2006-04"


@given(st.lists(st.tuples(st.dates(date(1999, 1, 1), date(2013, 12, 31)), st.integers(0, 700)), max_size=40))
def test_no_two_years_of_a_company_have_one_name(wanted: list[tuple[date, int]]) -> None:
    years: list[tuple[date, date]] = []
    labels: list[str] = []
    for start, days in wanted:
        end = start + timedelta(days=days)
        if all(end < other_start or other_end < start for other_start, other_end in years):
            labels.append(year_label(start, end, taken=labels))
            years.append((start, end))
    assert len(set(labels)) == len(labels)


def test_units_are_mirrored_to_the_last_of_36_digits() -> None:
    units = Decimal("123456789012345678.123456789012345678")
    (back,) = mirrored([replace(debit(1), unit_code="VBMPX", units=units)])
    assert str(back.units) == f"-{units}"


def test_numbers_name_journal_year_and_place() -> None:
    assert voucher_number("GJ", "2024-25", 17) == "GJ/2024-25/00017"
    assert voucher_number("GJ", "2024", 123456) == "GJ/2024/123456"


@pytest.mark.parametrize(
    ("code", "digits"), [("INR", 2), ("JPY", 0), ("BHD", 3), ("CLF", 4), ("IRAUSD", None), ("", None), ("XAU", None)]
)
def test_iso_4217_says_how_many_digits_a_currency_has(code: str, digits: int | None) -> None:
    assert iso_digits(code) == digits
