"""Goods and services tax of a document's lines. Amounts are rupees as Decimal; every tax is rounded on its line, half
away from zero, to the paisa or where the company says so to the rupee (CGST Act 2017, section 170)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from m_kit.errors import FieldInvalid

from m_india.domain.errors import ItemCodeInvalid, TaxFromCompositionDealer, TaxNotForPlace
from m_india.domain.supply import Category, Party

CGST, SGST, IGST, CESS, CESS_PER_UNIT = "CGST", "SGST", "IGST", "CESS", "CESS_PER_UNIT"
WITHIN_STATE, BETWEEN_STATES = (CGST, SGST), (IGST,)
PAISA, RUPEE = Decimal("0.01"), Decimal(1)
HSN_LENGTHS = (4, 6, 8)


@dataclass(frozen=True, slots=True)
class Line:
    """What is taxed. `amount` is before charges; rates are in per cent; a cess may be on the value and on each unit."""

    quantity: Decimal
    amount: Decimal
    rate_percent: Decimal
    cess_percent: Decimal = Decimal(0)
    cess_per_unit: Decimal = Decimal(0)
    hsn_code: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One tax on a line. `rate_percent` is None where it is so much a unit."""

    name: str
    rate_percent: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Taxed:
    """A line with its taxes."""

    taxable: Decimal
    components: tuple[Component, ...]


def shared_out(charges: Decimal, amounts: Sequence[Decimal]) -> list[Decimal]:
    """Charges of a whole document by the lines' amounts, to the paisa; the last line takes what rounding leaves."""
    if not amounts:
        return []
    total = sum(amounts)
    weights = amounts if total else [Decimal(1)] * len(amounts)
    whole = total or Decimal(len(amounts))
    shares = [rounded(charges * weight / whole, PAISA) for weight in weights]
    shares[-1] += charges - sum(shares)
    return shares


def taxed(line: Line, charges: Decimal, *, inter_state: bool, unit: Decimal) -> Taxed:
    """The line's taxes, each rounded to `unit`."""
    taxable = line.amount + charges
    names = BETWEEN_STATES if inter_state else WITHIN_STATE
    rate = line.rate_percent / len(names)
    components = [Component(name, rate, rounded(taxable * rate / 100, unit)) for name in names]
    if line.cess_percent:
        components.append(Component(CESS, line.cess_percent, rounded(taxable * line.cess_percent / 100, unit)))
    if line.cess_per_unit:
        components.append(Component(CESS_PER_UNIT, None, rounded(line.quantity * line.cess_per_unit, unit)))
    return Taxed(taxable, tuple(components))


def totals(lines: Sequence[Taxed]) -> Mapping[str, Decimal]:
    """Sum of each component, in the order they first occur."""
    found: dict[str, Decimal] = {}
    for line in lines:
        for one in line.components:
            found[one.name] = found.get(one.name, Decimal(0)) + one.amount
    return found


def require_due(stated: Sequence[tuple[str, Decimal]], seller: Party, lines: Sequence[Line], inter_state: bool) -> None:
    """Stated taxes are those that are due: (component, rate). Raises TaxFromCompositionDealer, TaxNotForPlace or
    FieldInvalid on the one that is not."""
    due = BETWEEN_STATES if inter_state else WITHIN_STATE
    rates = {line.rate_percent / len(due) for line in lines}
    for place, (name, rate) in enumerate(stated):
        field = f"stated_taxes[{place}]"
        if seller.category is Category.COMPOSITION:
            raise TaxFromCompositionDealer(
                "a supplier under the Composition Scheme charges no tax", field=f"{field}.component"
            )
        if name in (*WITHIN_STATE, *BETWEEN_STATES) and name not in due:
            words = "CGST/SGST for inter-state supplies" if inter_state else "IGST for intra-state supplies"
            raise TaxNotForPlace(f"Cannot charge {words}", field=f"{field}.component")
        if name not in (*due, CESS, CESS_PER_UNIT):
            raise FieldInvalid(f"there is no tax {name[:32]!r}", field=f"{field}.component")
        if name in due and rates and rate not in rates:
            raise FieldInvalid(f"no line is taxed with {rate} % {name}", field=f"{field}.rate_percent")


def require_hsn_code(code: str, least_digits: int, field: str) -> None:
    """Raises ItemCodeInvalid for a code that is none, or has fewer digits than the company must give.

    Nothing is asked where there is no code and the company need not give one (`least_digits` 0).
    """
    if not code and not least_digits:
        return
    if not code.isdecimal() or not code.isascii() or len(code) not in HSN_LENGTHS or len(code) < least_digits:
        lengths = [str(length) for length in HSN_LENGTHS if length >= least_digits]
        raise ItemCodeInvalid(f"{code[:16]!r} is no valid HSN/SAC code of {' or '.join(lengths)} digits", field=field)


def rounded(amount: Decimal, unit: Decimal) -> Decimal:
    """Half away from zero."""
    return amount.quantize(unit, ROUND_HALF_UP)
