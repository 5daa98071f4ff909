"""Quantities from one unit to another, as arithmetic."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from m_kit.errors import AmountScaleExceeded, BusinessError, Duplicate, FieldInvalid
from m_kit.ids import new_id

from m_masters.domain.conversions import UomConversion, converted, require_consistent, require_dimensions
from m_masters.domain.errors import UomConversionContradictory, UomConversionMissing, UomDimensionMismatch
from m_masters.domain.uoms import Uom, UomDimension, standard_factors, standard_uoms

NOW = datetime(2026, 4, 1, tzinfo=UTC)
TEA = new_id()
MILK = new_id()


def says(text: str, *, item: object = None) -> UomConversion:
    """`1 XBX = 12 EA`, or `1 EA = 1/12 XBX`."""
    _, source, _, factor, target = text.split()
    numerator, _, denominator = factor.partition("/")
    return UomConversion(
        new_id(),
        item,  # type: ignore[arg-type]
        source,
        target,
        Decimal(numerator),
        Decimal(denominator or "1"),
        False,
        1,
        NOW,
        NOW,
    )


def convert(text: str, target: str, *conversions: UomConversion, scale: int = 3) -> str:
    value, source = text.split()
    return f"{converted(Decimal(value), source, target, conversions, scale):f}"


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("1 EA", "EA", "1.000"),
        ("1 KGM", "GRM", "1000.000"),
        ("250 GRM", "KGM", "0.250"),
        ("1 DZN", "EA", "12.000"),
        ("6 EA", "DZN", "0.500"),
        ("-1.5 TNE", "KGM", "-1500.000"),
        ("1 HUR", "MIN", "60.000"),
        ("2.54 CMT", "INH", "1.000"),
        ("1 GLL", "INQ", "231.000"),
        ("0 LBR", "KGM", "0.000"),
    ],
)
def test_standard_units_convert_by_what_they_are(text: str, target: str, expected: str) -> None:
    assert convert(text, target) == expected


@pytest.mark.parametrize(
    ("text", "scale"),
    [("1 LBR", 3), ("1 LBR", 7), ("1 INH", 3)],
)
def test_what_the_scale_does_not_hold_exactly_is_refused(text: str, scale: int) -> None:
    target = "KGM" if "LBR" in text else "MTR"
    with pytest.raises(AmountScaleExceeded) as refused:
        convert(text, target, scale=scale)
    assert refused.value.field == "quantity.value"
    assert convert(text, target, scale=8) in ("0.45359237", "0.02540000")


def test_a_third_is_no_decimal() -> None:
    with pytest.raises(AmountScaleExceeded):
        convert("1 EA", "XBX", says("1 XBX = 12 EA"), scale=9)
    assert convert("3 EA", "XBX", says("1 XBX = 12 EA")) == "0.250"


def test_more_digits_than_the_scale_are_refused_in_the_same_unit_too() -> None:
    assert convert("1.2340 EA", "EA") == "1.234"
    with pytest.raises(AmountScaleExceeded):
        convert("1.2345 EA", "EA")


def test_more_than_18_digits_are_refused() -> None:
    assert convert("999999999999999 KGM", "KGM") == "999999999999999.000"
    with pytest.raises(FieldInvalid) as refused:
        convert("999999999999999 TNE", "KGM")
    assert refused.value.field == "quantity.value"


def test_packages_of_packages() -> None:
    shelf = [says("1 XPX = 40 XBX"), says("1 XBX = 2 DZN"), says("1 XCT = 1/2 XBX")]
    assert convert("1 XPX", "EA", *shelf) == "960.000"
    assert convert("480 EA", "XPX", *shelf) == "0.500"
    assert convert("3 XPX", "XCT", *shelf) == "240.000"
    assert convert("1 XCT", "DZN", *shelf) == "1.000"


def test_an_items_own_conversion_goes_before_the_general_one() -> None:
    general, own = says("1 XBX = 10 EA"), says("1 XBX = 12 EA", item=TEA)
    for order in ([general, own], [own, general]):
        assert convert("1 XBX", "EA", *order) == "12.000"
    assert convert("1 XPX", "EA", general, own, says("1 XPX = 5 XBX")) == "60.000"


def test_a_general_conversion_yields_to_an_items_own_that_says_the_pair_the_other_way() -> None:
    assert convert("1 XBX", "EA", says("1 XBX = 10 EA"), says("1 EA = 1/12 XBX", item=TEA)) == "12.000"


def test_an_item_leads_from_one_dimension_to_another() -> None:
    density = says("1 LTR = 1.03 KGM", item=MILK)
    assert convert("2 LTR", "KGM", density) == "2.060"
    assert convert("100 MLT", "GRM", density) == "103.000"
    assert convert("1 MTQ", "TNE", density) == "1.030"
    assert convert("4 XBG", "TNE", says("1 XBG = 25 KGM", item=TEA)) == "0.100"


@pytest.mark.parametrize(("source", "target"), [("KGM", "MTR"), ("XBX", "EA"), ("CEL", "FAH"), ("MON", "DAY")])
def test_without_a_conversion_nothing_is_guessed(source: str, target: str) -> None:
    with pytest.raises(UomConversionMissing) as refused:
        convert(f"1 {source}", target, says("1 XPX = 40 XCT"))
    assert refused.value.field == "quantity.uom_code"


def test_general_and_own_that_lead_in_a_circle_are_refused_when_they_meet() -> None:
    circle = [says("1 XPX = 4 XBX"), says("1 XBX = 2 XCT"), says("1 XCT = 1/9 XPX", item=TEA)]
    with pytest.raises(UomConversionContradictory):
        convert("1 XPX", "EA", *circle)


@pytest.mark.parametrize(
    ("new", "others", "error", "field"),
    [
        ("1 XBX = 0 EA", [], FieldInvalid, "numerator"),
        ("1 XBX = 1/0 EA", [], FieldInvalid, "denominator"),
        ("1 XBX = 1 XBX", [], FieldInvalid, "to_uom_code"),
        ("1 DZN = 13 EA", [], UomConversionContradictory, "numerator"),
        ("1 KGM = 1000 GRM", [], None, ""),
        ("1 XBX = 12 EA", [], None, ""),
        ("1 XBX = 12 EA", ["1 XBX = 3 XCT"], Duplicate, "from_uom_code"),
        ("1 LTR = 1.03 KGM", ["1 MTQ = 1030 KGM"], Duplicate, "from_uom_code"),
        ("1 LTR = 1.03 KGM", ["1 MTQ = 1000 LTR"], None, ""),
        ("1 XBX = 12 EA", ["1 EA = 1/12 XBX"], UomConversionContradictory, "to_uom_code"),
        ("1 XCT = 9 XPX", ["1 XPX = 4 XBX", "1 XBX = 2 XCT"], UomConversionContradictory, "to_uom_code"),
    ],
)
@pytest.mark.parametrize("item", [TEA, None], ids=["of an item", "in general"])
def test_a_new_conversion_agrees_with_those_there_are(
    new: str, others: list[str], error: type[BusinessError] | None, field: str, item: object
) -> None:
    known = [says(other, item=item) for other in others]
    if error is None:
        require_consistent(says(new, item=item), known)
        return
    with pytest.raises(error) as refused:
        require_consistent(says(new, item=item), known)
    assert refused.value.field == f"uom_conversion.{field}"


def test_an_items_own_may_say_otherwise_than_the_general_one_but_not_in_a_circle() -> None:
    require_consistent(says("1 XBX = 12 EA", item=TEA), [says("1 XBX = 10 EA")])
    require_consistent(says("1 EA = 1/12 XBX", item=TEA), [says("1 XBX = 10 EA")])
    with pytest.raises(UomConversionContradictory):
        require_consistent(says("1 XCT = 9 XPX", item=TEA), [says("1 XPX = 4 XBX"), says("1 XBX = 2 XCT")])


def unit(code: str, dimension: UomDimension) -> Uom:
    return Uom(new_id(), code, code, "", False, dimension, False, False, 1, NOW, NOW)


@pytest.mark.parametrize(
    ("source", "target", "fits"),
    [
        (UomDimension.MASS, UomDimension.MASS, True),
        (UomDimension.UNSPECIFIED, UomDimension.MASS, True),
        (UomDimension.UNSPECIFIED, UomDimension.UNSPECIFIED, True),
        (UomDimension.MASS, UomDimension.LENGTH, False),
        (UomDimension.OTHER, UomDimension.OTHER, False),
        (UomDimension.TEMPERATURE, UomDimension.UNSPECIFIED, False),
    ],
)
def test_in_general_only_units_of_one_dimension_convert(source: UomDimension, target: UomDimension, fits: bool) -> None:
    if fits:
        require_dimensions(unit("A", source), unit("B", target), "to")
        return
    with pytest.raises(UomDimensionMismatch) as refused:
        require_dimensions(unit("A", source), unit("B", target), "to")
    assert refused.value.field == "to"


def test_factors_are_those_of_the_units_there_are() -> None:
    for code, (dimension, factor) in standard_factors().items():
        assert standard_uoms()[code].dimension is dimension
        assert factor > 0
    ones = {dimension: code for code, (dimension, factor) in standard_factors().items() if factor == 1}
    assert ones.keys() == {dimension for dimension, _ in standard_factors().values()}
    assert all(one.dimension for one in standard_uoms().values())


CODES = st.sampled_from(sorted(standard_factors()))
RATIOS = st.decimals(min_value="0.001", max_value="1000", places=3)


@given(code=CODES, other=CODES, value=st.decimals(min_value=-1000, max_value=1000, places=3), box=RATIOS)
def test_there_and_back_again_is_where_it_began(code: str, other: str, value: Decimal, box: Decimal) -> None:
    """Whatever converts exactly converts back exactly, and is the product of the factors."""
    shelf = [UomConversion(new_id(), TEA, "XBX", code, box, Decimal(1), False, 1, NOW, NOW)]
    try:
        there = converted(value, "XBX", other, shelf, 9)
    except (AmountScaleExceeded, UomConversionMissing, FieldInvalid):
        return
    factors = standard_factors()
    assert Fraction(there) == Fraction(value) * Fraction(box) * factors[code][1] / factors[other][1]
    assert converted(there, other, "XBX", shelf, 9) == value
