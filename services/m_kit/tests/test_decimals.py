"""Money and quantities as text and as integers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_kit.decimals import (
    MAX_MINOR_DIGITS,
    digits_after_point,
    format_decimal,
    format_minor,
    parse_decimal,
    parse_minor,
)
from m_kit.errors import AmountMalformed, AmountScaleExceeded, FieldInvalid

MOST = 10**MAX_MINOR_DIGITS - 1


@given(st.integers(-MOST, MOST), st.integers(0, 9))
def test_what_is_written_is_read_back(minor: int, scale: int) -> None:
    assert parse_minor(format_minor(minor, scale), scale) == minor


@given(st.integers(-MOST, MOST), st.integers(0, 9), st.integers(0, 4))
def test_least_digits_change_how_it_looks_and_not_what_it_is(minor: int, scale: int, least: int) -> None:
    text = format_minor(minor, scale, least)
    assert Decimal(text) == Decimal(minor).scaleb(-scale)
    assert digits_after_point(text) >= min(least, scale)


@pytest.mark.parametrize(
    ("minor", "scale", "least", "text"),
    [
        (-12949269000, 5, 2, "-129492.69"),
        (3150021061, 5, 2, "31500.21061"),
        (0, 2, 2, "0.00"),
        (-5, 2, 2, "-0.05"),
        (17500, 0, 0, "17500"),
        (17500, 2, 0, "175"),
        (5, 0, 2, "5"),
        (100, 3, 2, "0.10"),
    ],
)
def test_amounts_have_the_currencys_digits_and_more_only_where_not_zero(
    minor: int, scale: int, least: int, text: str
) -> None:
    assert format_minor(minor, scale, least) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".5",
        "5.",
        "1e5",
        "1,234.00",
        "NaN",
        "Infinity",
        "+5",
        " 5",
        "5 ",
        "٣",
        "1_000",
        "--5",
        "5\n",
        "0x1",
        "½",
    ],
)
def test_what_is_no_decimal_text_is_malformed(text: str) -> None:
    with pytest.raises(AmountMalformed) as refused:
        parse_minor(text, 2, "lines[0].debit.amount")
    assert refused.value.field == "lines[0].debit.amount"
    with pytest.raises(AmountMalformed):
        parse_decimal(text)


def test_digits_beyond_the_scale_are_refused_and_zeros_say_nothing() -> None:
    assert parse_minor("1.500000", 2) == 150
    for text in ("1.501", "0.001", "-7.000000000000000000000000000001"):
        with pytest.raises(AmountScaleExceeded):
            parse_minor(text, 2)


def test_more_than_eighteen_digits_are_refused() -> None:
    assert parse_minor("9" * 16 + ".99", 2) == MOST
    with pytest.raises(FieldInvalid):
        parse_minor("1" + "0" * 16 + ".00", 2)
    with pytest.raises(AmountScaleExceeded):
        parse_decimal("1" * 19)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**17), max_value=10**17))
def test_plain_text_of_a_decimal_is_exact_and_has_no_exponent(value: Decimal) -> None:
    text = format_decimal(value)
    assert Decimal(text) == value
    assert "E" not in text.upper()
    assert parse_decimal(text) == value


def test_zeros_that_say_nothing_are_left_out() -> None:
    texts = {"0.00": "0", "-0": "0", "1.50": "1.5", "100": "100", "1E+3": "1000", "0.0010": "0.001"}
    assert {text: format_decimal(Decimal(text)) for text in texts} == texts
