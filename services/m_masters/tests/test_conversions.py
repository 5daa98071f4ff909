"""UomConversionService as its callers meet it."""

import asyncio
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import uom_conversion_service_pb2 as pb
from businessm.masters.v1 import uom_conversion_service_pb2_grpc, uom_pb2
from businessm.type.v1 import quantity_pb2
from m_kit.ids import new_id
from m_kit.statuses import reason_of, violations_of
from m_kit.testing import Metadata, refusal_of

from m_masters.tests.nouns import CONVERSION, ITEM, UOM, Client


class Masters:
    """Items, units and conversions of one tenant."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self.items = Client(ITEM, channel, metadata)
        self.uoms = Client(UOM, channel, metadata)
        self.conversions = Client(CONVERSION, channel, metadata)
        self._stub = uom_conversion_service_pb2_grpc.UomConversionServiceStub(channel)
        self._metadata = metadata

    async def item(self, code: str, uom_code: str, **fields: Any) -> str:
        made = await self.items.created(code=code, name=code, uom_code=uom_code, **fields)
        return str(made.id)

    def says(self, text: str, item_id: str = "") -> Any:
        """`1 XBX = 12 EA`, or `1 EA = 1/12 XBX`."""
        _, source, _, factor, target = text.split()
        numerator, _, denominator = factor.partition("/")
        return self.conversions.create(
            item_id=item_id,
            from_uom_code=source,
            to_uom_code=target,
            numerator=numerator,
            denominator=denominator,
        )

    async def convert(self, *asked: tuple[str, str]) -> list[str]:
        """`12 EA`, or the reason and the field, for each (item id, `1 XBX`)."""
        entries = []
        for item_id, text in asked:
            value, uom_code = text.split()
            quantity = quantity_pb2.Quantity(uom_code=uom_code, value=value)
            entries.append(pb.QuantityToConvert(item_id=item_id, quantity=quantity))
        return list(map(_said, await self.converted(entries)))

    async def converted(self, entries: list[pb.QuantityToConvert]) -> list[pb.ConvertedQuantity]:
        request = pb.ConvertQuantitiesRequest(quantities=entries)
        return list((await self._stub.ConvertQuantities(request, metadata=self._metadata)).results)


def _said(result: pb.ConvertedQuantity) -> str:
    if result.HasField("quantity"):
        return f"{result.quantity.value} {result.quantity.uom_code}"
    return f"{reason_of(result.error)} {violations_of(result.error)[0].field}"


@pytest.fixture
def masters(channel: grpc.aio.Channel, acme: Metadata) -> Masters:
    return Masters(channel, acme)


async def test_each_quantity_is_answered_in_its_items_unit(masters: Masters) -> None:
    tea, rice = await masters.item("TEA", "EA"), await masters.item("RICE", "KGM")
    await masters.says("1 XBX = 10 EA")
    await masters.says("1 XBX = 12 EA", tea)
    await masters.says("1 XBG = 25 KGM", rice)
    assert await masters.convert(
        (tea, "2 XBX"), (rice, "1.5 XBG"), (tea, "1 DZN"), (rice, "250 GRM"), (tea, "0.500 EA"), (rice, "-1 TNE")
    ) == ["24 EA", "37.5 KGM", "12 EA", "0.25 KGM", "0.5 EA", "-1000 KGM"]


async def test_each_refusal_stands_in_its_place_and_names_its_field(
    masters: Masters, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    tea = await masters.item("TEA", "EA", quantity_scale=0)
    theirs = await Masters(channel, stranger).item("TEA", "EA")
    asked = [
        (tea, "1 EA"),
        (str(new_id()), "1 EA"),
        ("no-uuid", "1 EA"),
        (theirs, "1 EA"),
        (tea, "1 XBX"),
        (tea, "1 KGM"),
        (tea, "1 NOSUCH"),
        (tea, "1.5 EA"),
        (tea, "999999999999999999 DZN"),
        (tea, "3 PR"),
    ]
    assert await masters.convert(*asked) == [
        "1 EA",
        "RESOURCE_NOT_FOUND item_id",
        "RESOURCE_NOT_FOUND item_id",
        "RESOURCE_NOT_FOUND item_id",
        "UOM_CONVERSION_MISSING quantity.uom_code",
        "UOM_CONVERSION_MISSING quantity.uom_code",
        "UOM_CONVERSION_MISSING quantity.uom_code",
        "AMOUNT_SCALE_EXCEEDED quantity.value",
        "FIELD_INVALID quantity.value",
        "6 EA",
    ]


@pytest.mark.parametrize(
    ("item_id", "value", "uom_code", "reason", "field"),
    [
        ("", "1", "EA", "FIELD_REQUIRED", "quantities[0].item_id"),
        ("x", "1", "", "FIELD_REQUIRED", "quantities[0].quantity.uom_code"),
        ("x", "1e3", "EA", "AMOUNT_MALFORMED", "quantities[0].quantity.value"),
        ("x", "", "EA", "AMOUNT_MALFORMED", "quantities[0].quantity.value"),
    ],
)
async def test_what_is_no_quantity_refuses_the_call(
    masters: Masters, item_id: str, value: str, uom_code: str, reason: str, field: str
) -> None:
    entry = pb.QuantityToConvert(item_id=item_id, quantity=quantity_pb2.Quantity(uom_code=uom_code, value=value))
    refused = await refusal_of(masters.converted([entry]))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", reason, (field,))


@pytest.mark.parametrize("count", [0, 251])
async def test_up_to_250_quantities_convert_at_once(masters: Masters, count: int) -> None:
    tea = await masters.item("TEA", "EA")
    assert await masters.convert(*[(tea, "1 DZN")] * 250) == ["12 EA"] * 250
    refused = await refusal_of(masters.convert(*[(tea, "1 DZN")] * count))
    assert refused.fields == ("quantities",)


async def test_an_archived_conversion_counts_no_more_and_its_unit_is_free(masters: Masters) -> None:
    tea = await masters.item("TEA", "EA")
    made = (await masters.says("1 XBX = 12 EA", tea)).uom_conversion
    await masters.conversions.archive(made)
    assert await masters.convert((tea, "1 XBX")) == ["UOM_CONVERSION_MISSING quantity.uom_code"]
    await masters.says("1 XBX = 6 EA", tea)
    assert await masters.convert((tea, "1 XBX")) == ["6 EA"]


async def test_an_archived_item_and_an_archived_unit_still_convert(masters: Masters) -> None:
    crate = await masters.uoms.created(code="CRATE", name="Crate")
    tea = await masters.item("TEA", "EA")
    await masters.says("1 CRATE = 20 EA", tea)
    await masters.uoms.archive(crate)
    await masters.items.archive(await masters.items.get(tea))
    assert await masters.convert((tea, "2 CRATE")) == ["40 EA"]


async def test_a_changed_factor_counts_from_then_on(masters: Masters) -> None:
    tea = await masters.item("TEA", "EA")
    made = (await masters.says("1 XBX = 12 EA", tea)).uom_conversion
    assert (made.numerator, made.denominator) == ("12", "1")
    changed = (await masters.conversions.update(made, numerator="100.50", denominator="3.0")).uom_conversion
    assert (changed.numerator, changed.denominator) == ("100.5", "3")
    assert await masters.convert((tea, "2 XBX")) == ["67 EA"]


async def test_a_unit_has_one_conversion_of_an_item_and_one_in_general(masters: Masters) -> None:
    tea, chai = await masters.item("TEA", "EA"), await masters.item("CHAI", "EA")
    for item_id in (tea, chai, ""):
        await masters.says("1 XBX = 12 EA", item_id)
        refused = await refusal_of(masters.says("1 XBX = 3 DZN", item_id))
        assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
        assert refused.fields == ("uom_conversion.from_uom_code",)


async def test_of_conversions_of_one_unit_made_at_once_one_stays(masters: Masters) -> None:
    calls = [masters.says("1 XBX = 12 EA"), masters.says("1 EA = 1/12 XBX"), masters.says("1 XBX = 6 EA")]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(not isinstance(result, BaseException) for result in results) == 1


@pytest.mark.parametrize(
    ("text", "reason", "field"),
    [
        ("1 XBX = 0 EA", "FIELD_INVALID", "numerator"),
        ("1 XBX = 1/0 EA", "FIELD_INVALID", "denominator"),
        ("1 XBX = -1 EA", "AMOUNT_MALFORMED", "numerator"),
        ("1 XBX = 1e3 EA", "AMOUNT_MALFORMED", "numerator"),
        ("1 XBX = 1/NaN EA", "AMOUNT_MALFORMED", "denominator"),
        ("1 XBX = 1 XBX", "FIELD_INVALID", "to_uom_code"),
        ("1 NOSUCH = 1 EA", "RESOURCE_NOT_FOUND", "from_uom_code"),
        ("1 XBX = 1 NOSUCH", "RESOURCE_NOT_FOUND", "to_uom_code"),
        ("1 DZN = 13 EA", "UOM_CONVERSION_CONTRADICTORY", "numerator"),
        ("1 XBX = 12 KGM", "UOM_DIMENSION_MISMATCH", "to_uom_code"),
        ("1 KGM = 1 MTR", "UOM_DIMENSION_MISMATCH", "to_uom_code"),
    ],
)
async def test_what_is_wrong_is_refused_by_name(masters: Masters, text: str, reason: str, field: str) -> None:
    refused = await refusal_of(masters.says(text))
    assert (refused.reason, refused.fields) == (reason, (f"uom_conversion.{field}",))
    assert await masters.conversions.walk() == []


async def test_an_archived_unit_is_no_more_said(masters: Masters) -> None:
    await masters.uoms.archive(await masters.uoms.created(code="CRATE", name="Crate"))
    for text, field in (("1 CRATE = 20 EA", "from_uom_code"), ("1 XBX = 2 CRATE", "to_uom_code")):
        refused = await refusal_of(masters.says(text))
        assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "RESOURCE_ARCHIVED")
        assert refused.fields == (f"uom_conversion.{field}",)


async def test_a_change_that_contradicts_is_refused(masters: Masters) -> None:
    made = (await masters.says("1 KGM = 1000 GRM")).uom_conversion
    refused = await refusal_of(masters.conversions.update(made, numerator="1024"))
    assert (refused.reason, refused.fields) == ("UOM_CONVERSION_CONTRADICTORY", ("uom_conversion.numerator",))
    refused = await refusal_of(masters.conversions.update(made, numerator="0"))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("uom_conversion.numerator",))
    archived = (await masters.conversions.archive(made)).uom_conversion
    refused = await refusal_of(masters.conversions.update(archived, denominator="0"))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("uom_conversion.denominator",))


async def test_a_units_dimension_is_said_once(masters: Masters) -> None:
    dimension = uom_pb2.Uom.Dimension
    crate = await masters.uoms.created(code="CRATE", name="Crate", dimension=dimension.COUNT)
    assert crate.dimension == dimension.COUNT
    assert (await masters.uoms.page(code="KGM"))[0][0].dimension == dimension.MASS
    refused = await refusal_of(masters.uoms.update(crate, dimension=dimension.MASS))
    assert refused.fields == ("update_mask",)
    assert (await masters.uoms.update(crate, name="Crates")).uom.dimension == dimension.COUNT
    refused = await refusal_of(masters.says("1 CRATE = 20 KGM"))
    assert refused.reason == "UOM_DIMENSION_MISMATCH"
    sack = await masters.uoms.created(code="SACK-OLD", name="Sack")
    assert sack.dimension == dimension.DIMENSION_UNSPECIFIED
    await masters.says("1 SACK-OLD = 50 KGM")
    assert (await refusal_of(masters.uoms.create(code="ODD", name="Odd", dimension=99))).fields == ("uom.dimension",)


async def test_lists_are_of_an_item_or_general(masters: Masters) -> None:
    tea = await masters.item("TEA", "EA")
    own = (await masters.says("1 XBX = 12 EA", tea)).uom_conversion
    general = (await masters.says("1 XBX = 10 EA")).uom_conversion
    assert await masters.conversions.walk(item_id=tea) == [own]
    assert await masters.conversions.walk() == [general]
    refused = await refusal_of(masters.conversions.page(item_id="no-uuid"))
    assert (refused.code, refused.fields) == ("NOT_FOUND", ("item_id",))
