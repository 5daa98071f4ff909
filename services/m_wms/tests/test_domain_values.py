"""What goods are worth, in whole numbers of the currency's smallest part, and the vouchers that say so."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_wms.domain.values import (
    RoleAmount,
    delivery_amounts,
    delivery_cancelled_amounts,
    inventory_role,
    line_value,
    receipt_amounts,
    receipt_cancelled_amounts,
)


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
    ("code", "role"),
    [
        ("MAIN", "INVENTORY.MAIN"),
        ("north-2", "INVENTORY.NORTH_2"),
        ("Gödown", "INVENTORY.G_DOWN"),
        ("W" * 60, "INVENTORY"),
    ],
)
def test_a_warehouses_inventory_is_a_role_that_a_posting_rule_can_name(code: str, role: str) -> None:
    assert inventory_role(code) == role


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_every_voucher_balances_and_no_amount_is_negative(brought: int, taken: int) -> None:
    vouchers = [
        receipt_amounts(brought, "INVENTORY"),
        receipt_cancelled_amounts(brought, taken, "INVENTORY"),
        delivery_amounts(taken, "INVENTORY"),
        delivery_cancelled_amounts(taken, "INVENTORY"),
    ]
    for lines in vouchers:
        assert all(line.amount >= 0 for line in lines)
        assert sum(-line.amount if line.is_credit else line.amount for line in lines) == 0


def test_goods_that_go_back_for_less_than_they_brought_cost_a_variance() -> None:
    assert receipt_cancelled_amounts(100, 90, "INVENTORY.MAIN") == [
        RoleAmount("GOODS_RECEIVED_NOT_INVOICED", False, 100),
        RoleAmount("INVENTORY.MAIN", True, 90),
        RoleAmount("PRICE_VARIANCE", True, 10),
    ]
    assert receipt_cancelled_amounts(90, 100, "INVENTORY")[-1] == RoleAmount("PRICE_VARIANCE", False, 10)
