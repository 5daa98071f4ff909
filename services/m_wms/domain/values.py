"""What goods are worth, in whole numbers of the currency's smallest part."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

# Digits enough for every product of two decimals that a message may hold.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


def line_value(quantity: Decimal, unit_cost: Decimal, scale: int) -> int:
    """quantity x unit_cost in minor units, rounded half away from zero; both are not negative."""
    return int(_EXACT.to_integral_value(_EXACT.scaleb(_EXACT.multiply(quantity, unit_cost), scale)))


def shares(amount: int, weights: Sequence[Decimal]) -> list[int]:
    """`amount` by weight, each part rounded half away from zero; the last one takes the remainder. No weight is
    negative, and one is not 0."""
    whole = sum(weights, Decimal(0))
    parts = [int(_EXACT.to_integral_value(_EXACT.divide(_EXACT.multiply(amount, one), whole))) for one in weights[:-1]]
    return [*parts, amount - sum(parts)]
