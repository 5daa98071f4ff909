"""What goods are worth, in whole numbers of the currency's smallest part."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_wms.domain.values import line_value, shares


@pytest.mark.parametrize(
    ("quantity", "unit_cost", "scale", "value"),
    [
        ("3", "1.115", 2, 335),
        ("1", "0.005", 2, 1),
        ("1", "0.00499999999999999999999999999999999999", 2, 0),
        ("0.333", "9.99", 2, 333),
        ("7", "2.5", 0, 18),
        ("1000000000000000", "1000000000000000.001", 3, 1000000000000000001000000000000000),
        ("5", "0", 2, 0),
    ],
)
def test_a_lines_value_is_rounded_once_half_away_from_zero(
    quantity: str, unit_cost: str, scale: int, value: int
) -> None:
    assert line_value(Decimal(quantity), Decimal(unit_cost), scale) == value


@given(
    st.decimals(0, 10**18, places=9, allow_nan=False),
    st.decimals(0, 10**18, places=9, allow_nan=False),
    st.integers(0, 9),
)
def test_a_lines_value_is_never_half_a_unit_off(quantity: Decimal, unit_cost: Decimal, scale: int) -> None:
    exact = Fraction(quantity) * Fraction(unit_cost) * 10**scale
    off = line_value(quantity, unit_cost, scale) - exact
    assert -Fraction(1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, ["1", "1", "1"], [33, 33, 34]),
        (5, ["1", "1"], [3, 2]),
        (50, ["5"], [50]),
        (100, ["0", "3", "1"], [0, 75, 25]),
        (1, ["1", "1", "1"], [0, 0, 1]),
    ],
)
def test_parts_are_rounded_half_away_from_zero_and_the_last_has_the_remainder(
    amount: int, weights: list[str], parts: list[int]
) -> None:
    assert shares(amount, [Decimal(one) for one in weights]) == parts


@given(st.integers(0, 10**18), st.lists(st.decimals(0, 10**12, places=6, allow_nan=False), min_size=1, max_size=9))
def test_parts_are_all_there_is(amount: int, weights: list[Decimal]) -> None:
    if any(weights):
        assert sum(shares(amount, weights)) == amount
