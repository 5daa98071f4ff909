"""One unit said in another, and quantities converted by it: exactly, or not at all.

Every conversion says what one unit is, so following them from a unit leads along one path only, and two units convert
where their paths meet. Units that come with an exact factor (KGM, GRM, LBR) are the same place of the path.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from m_kit.decimals import MAX_MINOR_DIGITS
from m_kit.errors import AmountScaleExceeded, Duplicate, FieldInvalid

from m_masters.domain.errors import UomConversionContradictory, UomConversionMissing, UomDimensionMismatch
from m_masters.domain.uoms import Uom, UomDimension, standard_factors

# A unit, or the dimension whose standard units are one place together.
Place = str | UomDimension
_NEVER_IN_GENERAL = (UomDimension.TEMPERATURE, UomDimension.OTHER)


@dataclass(frozen=True, slots=True)
class UomConversion:
    """1 from_uom_code = numerator / denominator to_uom_code, of one item or (None) in general."""

    id: uuid.UUID
    item_id: uuid.UUID | None
    from_uom_code: str
    to_uom_code: str
    numerator: Decimal
    denominator: Decimal
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime

    @property
    def ratio(self) -> Fraction:
        """How many of the unit converted to one of the unit converted from is."""
        return Fraction(self.numerator) / Fraction(self.denominator)


def converted(
    quantity: Decimal, from_uom_code: str, to_uom_code: str, conversions: Iterable[UomConversion], scale: int
) -> Decimal:
    """The quantity in the other unit, by an item's own conversions before general ones.

    Raises UomConversionMissing and UomConversionContradictory on `quantity.uom_code`; on `quantity.value`
    AmountScaleExceeded for a result that `scale` digits after the point do not hold exactly, FieldInvalid beyond 18
    digits.
    """
    ratio = Fraction(1)
    if from_uom_code != to_uom_code:
        ratio = _ratio(from_uom_code, to_uom_code, conversions)
    minor = Fraction(quantity) * ratio * 10**scale
    if minor.denominator != 1:
        raise AmountScaleExceeded(
            f"{quantity:f} {from_uom_code} is no quantity of {to_uom_code} with {scale} digits after the point",
            field="quantity.value",
        )
    if abs(minor) >= 10**MAX_MINOR_DIGITS:
        raise FieldInvalid(f"more than {MAX_MINOR_DIGITS} digits in {to_uom_code}", field="quantity.value")
    return Decimal(minor.numerator).scaleb(-scale)


def _ratio(from_uom_code: str, to_uom_code: str, conversions: Iterable[UomConversion]) -> Fraction:
    steps = _steps(conversions)
    there = _path(from_uom_code, steps, "quantity.uom_code")
    back = _path(to_uom_code, steps, "quantity.uom_code")
    for place, ratio in there.items():
        if place in back:
            return ratio / back[place]
    raise UomConversionMissing(f"nothing says what 1 {from_uom_code} is in {to_uom_code}", field="quantity.uom_code")


def require_dimensions(source: Uom, target: Uom, field: str) -> None:
    """For a general conversion: raises UomDimensionMismatch where the units measure different things."""
    said = {source.dimension, target.dimension} - {UomDimension.UNSPECIFIED}
    if len(said) > 1 or said & set(_NEVER_IN_GENERAL):
        raise UomDimensionMismatch(
            f"{source.code} ({source.dimension.name}) and {target.code} ({target.dimension.name}) do not convert",
            field=field,
        )


def require_consistent(new: UomConversion, others: Iterable[UomConversion]) -> None:
    """Raises what a conversion is refused with beside `others` that are valid for the same item, or in general.

    FieldInvalid for a factor of zero or a unit in itself; Duplicate where the unit has a conversion there;
    UomConversionContradictory where it contradicts what the units are, or leads back to its own unit.
    """
    for name in ("numerator", "denominator"):
        if not getattr(new, name):
            raise FieldInvalid("above zero", field=f"uom_conversion.{name}")
    if new.from_uom_code == new.to_uom_code:
        raise FieldInvalid("a unit is said in another one", field="uom_conversion.to_uom_code")
    (start, size), (end, end_size) = _place(new.from_uom_code), _place(new.to_uom_code)
    if start == end:
        if size != new.ratio * end_size:
            raise UomConversionContradictory(
                f"1 {new.from_uom_code} is {size / end_size} {new.to_uom_code}", field="uom_conversion.numerator"
            )
        return
    own = [one for one in others if one.item_id == new.item_id and one.id != new.id]
    for one in own:
        if _place(one.from_uom_code)[0] == start and _place(one.to_uom_code)[0] != start:
            raise Duplicate(f"{one.from_uom_code} is said in {one.to_uom_code}", field="uom_conversion.from_uom_code")
    _path(new.from_uom_code, _steps([*(one for one in others if one.id != new.id), new]), "uom_conversion.to_uom_code")


def _place(code: str) -> tuple[Place, Fraction]:
    """(where the unit stands, how many of what stands there it is)."""
    return standard_factors().get(code, (code, Fraction(1)))


def _steps(conversions: Iterable[UomConversion]) -> dict[Place, tuple[Place, Fraction]]:
    """Place to the place its conversion leads to, with the ratio; a general one yields to an item's own."""
    found: dict[Place, tuple[Place, Fraction]] = {}
    the_other_way: set[tuple[Place, Place]] = set()
    for one in sorted(conversions, key=lambda conversion: conversion.item_id is None):
        (start, size), (end, end_size) = _place(one.from_uom_code), _place(one.to_uom_code)
        if one.item_id is not None:
            the_other_way.add((end, start))
        elif (start, end) in the_other_way:
            continue
        if start != end and start not in found:
            found[start] = (end, one.ratio * end_size / size)
    return found


def _path(code: str, steps: Mapping[Place, tuple[Place, Fraction]], field: str) -> dict[Place, Fraction]:
    """Every place that the unit leads to, nearest first, with how many of what stands there one of it is."""
    place, ratio = _place(code)
    found = {place: ratio}
    while place in steps:
        place, step = steps[place]
        if place in found:
            raise UomConversionContradictory(f"the conversions of {code} lead in a circle", field=field)
        ratio *= step
        found[place] = ratio
    return found
