"""What a document means in the books: one rule for all types, which differ only by the role that has the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from m_wms.domain.documents import Charge, Direction, DocumentType, Exchanged
from m_wms.domain.moves import Move

INVENTORY = "INVENTORY"
GOODS_RECEIVED_NOT_INVOICED = "GOODS_RECEIVED_NOT_INVOICED"
COST_OF_GOODS_SOLD = "COST_OF_GOODS_SOLD"
PRICE_VARIANCE = "PRICE_VARIANCE"
INVENTORY_ADJUSTMENT = "INVENTORY_ADJUSTMENT"
REPACK_COST = "REPACK_COST"
LANDED_COST_CLEARING = "LANDED_COST_CLEARING"

MOST_ROLE_LETTERS = 63
_NOT_OF_A_ROLE = re.compile(r"[^A-Z0-9_]")

# Whom goods come from and go to, in words of the ledger. Goods that only change their place come from nobody: what they
# are worth more or less when they are taken back is a variance. Pick lists move nothing that the ledger has.
COUNTER_ROLES: Mapping[DocumentType, str] = {
    DocumentType.GOODS_RECEIPT: GOODS_RECEIVED_NOT_INVOICED,
    DocumentType.DELIVERY: COST_OF_GOODS_SOLD,
    DocumentType.CUSTOMER_RETURN: COST_OF_GOODS_SOLD,
    DocumentType.SUPPLIER_RETURN: GOODS_RECEIVED_NOT_INVOICED,
    DocumentType.STOCK_TRANSFER: PRICE_VARIANCE,
    DocumentType.REPACK: REPACK_COST,
    DocumentType.STOCK_COUNT: INVENTORY_ADJUSTMENT,
    DocumentType.LANDED_COST: LANDED_COST_CLEARING,
    DocumentType.COST_CHANGE: PRICE_VARIANCE,
}
# Roles whose lines of 0 say nothing.
_ONLY_IF_ANY = frozenset({PRICE_VARIANCE, REPACK_COST})


@dataclass(frozen=True, slots=True)
class RoleAmount:
    """One line of a voucher: minor units of the company's currency, never negative; `exchanged` where it is in another,
    and worth so much."""

    role: str
    is_credit: bool
    amount: int
    exchanged: Exchanged | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What stock holds for a move, in minor units: `value` is what stock is worth more by it (an in, a revaluation) or
    less (an out), `variance` what it cost less that, `correction` the part of it by which goods that went out before
    they came cost more than they were valued."""

    movement_id: str
    value: int
    variance: int = 0
    correction: int = 0


def inventory_role(warehouse_code: str) -> str:
    """INVENTORY of one warehouse. The ledger falls back to plain INVENTORY where no posting rule names it."""
    role = f"{INVENTORY}.{_NOT_OF_A_ROLE.sub('_', warehouse_code.upper())}"
    return role if len(role) <= MOST_ROLE_LETTERS else INVENTORY


def voucher_amounts(
    moves: Sequence[Move], held: Sequence[Held], counter_role: str, variance: int = 0
) -> list[RoleAmount]:
    """The voucher of moves and what stock holds for them: inventory by warehouse, what costs and values differ by, and
    `counter_role` with the rest. Debits come first, the price variance last."""
    lines = [
        _inventory_line(move, one)
        for move, one in zip(moves, held, strict=True)
        if move.direction is not Direction.RELOCATE
    ]
    come_in = any(not line.is_credit for line in lines)
    correction = sum(_sign(move) * one.correction for move, one in zip(moves, held, strict=True))
    variance += sum(_sign(move) * (one.variance - one.correction) for move, one in zip(moves, held, strict=True))
    rest = -(sum(map(_signed, lines)) + correction + variance)
    if rest or counter_role not in _ONLY_IF_ANY:
        lines.append(RoleAmount(counter_role, rest < 0 or (rest == 0 and come_in), abs(rest)))
    lines += [
        RoleAmount(role, amount < 0, abs(amount))
        for role, amount in ((COST_OF_GOODS_SOLD, correction), (PRICE_VARIANCE, variance))
        if amount
    ]
    return sorted(_together(lines), key=lambda line: (line.role == PRICE_VARIANCE, line.is_credit))


def owed_in_their_currencies(
    amounts: Sequence[RoleAmount], counter_role: str, charges: Sequence[Charge]
) -> list[RoleAmount]:
    """The voucher of charges that are owed in other currencies too: each of them on a line of its own."""
    foreign = [charge for charge in charges if charge.exchanged]
    lines: list[RoleAmount] = []
    for line in amounts:
        if line.role != counter_role or not foreign:
            lines.append(line)
            continue
        assert line.amount == sum(charge.amount for charge in charges), "all that is shared is owed"
        own = line.amount - sum(charge.amount for charge in foreign)
        lines += [replace(line, amount=own)] if own else []
        lines += [_owed(counter_role, line.is_credit, charge) for charge in foreign]
    return lines


def _owed(counter_role: str, is_credit: bool, charge: Charge) -> RoleAmount:
    assert charge.exchanged is not None, "it is owed in the company's currency"
    role = f"{counter_role}.{_NOT_OF_A_ROLE.sub('_', charge.exchanged.currency_code)}"
    return RoleAmount(role, is_credit, charge.amount, charge.exchanged)


def _inventory_line(move: Move, one: Held) -> RoleAmount:
    """A revaluation may take value: then it is negative."""
    is_credit = move.direction is Direction.OUT or one.value < 0
    return RoleAmount(inventory_role(move.warehouse.code), is_credit, abs(one.value))


def _sign(move: Move) -> int:
    return -1 if move.direction is Direction.OUT else 1


def _signed(line: RoleAmount) -> int:
    return -line.amount if line.is_credit else line.amount


def _together(lines: Sequence[RoleAmount]) -> list[RoleAmount]:
    """One line for each role and side."""
    amounts: dict[tuple[str, bool], int] = {}
    for line in lines:
        amounts[line.role, line.is_credit] = amounts.get((line.role, line.is_credit), 0) + line.amount
    return [RoleAmount(role, is_credit, amount) for (role, is_credit), amount in amounts.items()]
