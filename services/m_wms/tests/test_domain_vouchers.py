"""The voucher of a document: what its moves and what stock holds for them mean in the books."""

import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from m_wms.domain.documents import Direction, StockedItem, Warehouse
from m_wms.domain.moves import Move
from m_wms.domain.vouchers import COUNTER_ROLES, Held, RoleAmount, inventory_role, voucher_amounts

IN, OUT, REVALUE, RELOCATE = Direction
GRNI, COGS, VARIANCE = "GOODS_RECEIVED_NOT_INVOICED", "COST_OF_GOODS_SOLD", "PRICE_VARIANCE"
TEA = StockedItem(uuid.uuid4(), "EA", 3, 1, allow_negative_stock=False)
PLACES = {code: Warehouse(uuid.uuid4(), code) for code in ("MAIN", "COLD")}


def move(direction: Direction, code: str = "MAIN") -> Move:
    """One unit of tea."""
    return Move(0, direction, PLACES[code], TEA, Decimal(1))


def shown(moves: list[Move], held: list[Held], role: str, variance: int = 0) -> list[str]:
    """The voucher, a line each."""
    lines = voucher_amounts(moves, held, role, variance)
    return [f"{line.role} {'Cr' if line.is_credit else 'Dr'} {line.amount}" for line in lines]


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


@pytest.mark.parametrize(
    ("moves", "held", "role", "lines"),
    [
        ([move(IN), move(IN)], [Held("", 20), Held("", 7)], GRNI, ["INVENTORY.MAIN Dr 27", f"{GRNI} Cr 27"]),
        ([move(OUT)], [Held("", 8)], COGS, [f"{COGS} Dr 8", "INVENTORY.MAIN Cr 8"]),
        ([move(IN)], [Held("", 0)], GRNI, ["INVENTORY.MAIN Dr 0", f"{GRNI} Cr 0"]),
        (
            [move(OUT)],
            [Held("", 90, variance=10)],
            GRNI,
            [f"{GRNI} Dr 100", "INVENTORY.MAIN Cr 90", f"{VARIANCE} Cr 10"],
        ),
        (
            [move(OUT)],
            [Held("", 100, variance=-10)],
            GRNI,
            [f"{GRNI} Dr 90", "INVENTORY.MAIN Cr 100", f"{VARIANCE} Dr 10"],
        ),
        (
            [move(IN)],
            [Held("", 50, variance=12, correction=10)],
            GRNI,
            ["INVENTORY.MAIN Dr 50", f"{COGS} Dr 10", f"{GRNI} Cr 62", f"{VARIANCE} Dr 2"],
        ),
        (
            [move(OUT), move(IN, "COLD")],
            [Held("", 5), Held("", 5)],
            COUNTER_ROLES["wms.stock_transfer"],  # type: ignore[index]
            ["INVENTORY.COLD Dr 5", "INVENTORY.MAIN Cr 5"],
        ),
        (
            [move(OUT), move(OUT), move(IN)],
            [Held("", 5), Held("", 2), Held("", 10)],
            "REPACK_COST",
            ["INVENTORY.MAIN Dr 10", "INVENTORY.MAIN Cr 7", "REPACK_COST Cr 3"],
        ),
        (
            [move(REVALUE)],
            [Held("", 30, variance=20)],
            "LANDED_COST_CLEARING",
            ["INVENTORY.MAIN Dr 30", "LANDED_COST_CLEARING Cr 50", f"{VARIANCE} Dr 20"],
        ),
        (
            [move(REVALUE)],
            [Held("", -30, variance=-20)],
            "LANDED_COST_CLEARING",
            ["LANDED_COST_CLEARING Dr 50", "INVENTORY.MAIN Cr 30", f"{VARIANCE} Cr 20"],
        ),
    ],
)
def test_inventory_is_booked_by_warehouse_and_the_rest_on_the_types_role(
    moves: list[Move], held: list[Held], role: str, lines: list[str]
) -> None:
    assert shown(moves, held, role) == lines


def test_cost_that_nothing_carries_is_a_variance() -> None:
    assert voucher_amounts([], [], "LANDED_COST_CLEARING", 7) == [
        RoleAmount("LANDED_COST_CLEARING", True, 7),
        RoleAmount(VARIANCE, False, 7),
    ]


AMOUNT = st.integers(-(10**17), 10**17)


@given(
    st.lists(st.tuples(st.sampled_from([IN, OUT]), st.sampled_from(sorted(PLACES)), AMOUNT, AMOUNT, AMOUNT)),
    st.sampled_from(sorted(set(COUNTER_ROLES.values()))),
    AMOUNT,
)
def test_every_voucher_balances_and_no_amount_is_negative(
    rows: list[tuple[Direction, str, int, int, int]], role: str, variance: int
) -> None:
    moves = [move(direction, code) for direction, code, *_ in rows]
    held = [Held("", abs(value), other, part) for _, _, value, other, part in rows]
    lines = voucher_amounts(moves, held, role, variance)
    assert all(line.amount >= 0 for line in lines)
    assert sum(-line.amount if line.is_credit else line.amount for line in lines) == 0
    inventory = sum(
        -line.amount if line.is_credit else line.amount for line in lines if line.role.startswith("INVENTORY.")
    )
    assert inventory == sum(
        -one.value if direction is OUT else one.value for (direction, *_), one in zip(rows, held, strict=True)
    )
