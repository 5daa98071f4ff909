"""What goods are worth and which roles of the ledger that moves."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

INVENTORY = "INVENTORY"
GOODS_RECEIVED_NOT_INVOICED = "GOODS_RECEIVED_NOT_INVOICED"
COST_OF_GOODS_SOLD = "COST_OF_GOODS_SOLD"
PRICE_VARIANCE = "PRICE_VARIANCE"

MOST_ROLE_LETTERS = 63
# Digits enough for every product of two decimals that a message may hold.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_NOT_OF_A_ROLE = re.compile(r"[^A-Z0-9_]")


@dataclass(frozen=True, slots=True)
class RoleAmount:
    """One line of a voucher: minor units, never negative."""

    role: str
    is_credit: bool
    amount: int


def line_value(quantity: Decimal, unit_cost: Decimal, scale: int) -> int:
    """quantity x unit_cost in minor units, rounded half away from zero; both are not negative."""
    return int(_EXACT.to_integral_value(_EXACT.scaleb(_EXACT.multiply(quantity, unit_cost), scale)))


def inventory_role(warehouse_code: str) -> str:
    """INVENTORY of one warehouse. The ledger falls back to plain INVENTORY where no posting rule names it."""
    role = f"{INVENTORY}.{_NOT_OF_A_ROLE.sub('_', warehouse_code.upper())}"
    return role if len(role) <= MOST_ROLE_LETTERS else INVENTORY


def receipt_amounts(value: int, inventory: str) -> list[RoleAmount]:
    """Goods came and are not invoiced yet."""
    return [RoleAmount(inventory, False, value), RoleAmount(GOODS_RECEIVED_NOT_INVOICED, True, value)]


def receipt_cancelled_amounts(brought: int, taken: int, inventory: str) -> list[RoleAmount]:
    """They went back: `taken` left the stock of what `brought` had come; the difference is a price variance."""
    amounts = [RoleAmount(GOODS_RECEIVED_NOT_INVOICED, False, brought), RoleAmount(inventory, True, taken)]
    if brought != taken:
        amounts.append(RoleAmount(PRICE_VARIANCE, brought > taken, abs(brought - taken)))
    return amounts


def delivery_amounts(cost: int, inventory: str) -> list[RoleAmount]:
    """Goods went to a customer, at what they had cost."""
    return [RoleAmount(COST_OF_GOODS_SOLD, False, cost), RoleAmount(inventory, True, cost)]


def delivery_cancelled_amounts(cost: int, inventory: str) -> list[RoleAmount]:
    """They came back at that cost."""
    return [RoleAmount(inventory, False, cost), RoleAmount(COST_OF_GOODS_SOLD, True, cost)]
