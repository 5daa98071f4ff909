"""What is true of items alone."""

from typing import Any

import grpc
import pytest
from businessm.masters.v1 import item_pb2
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of

from m_masters.tests.nouns import ITEM, UOM, Client

Item = item_pb2.Item


@pytest.fixture
def items(channel: grpc.aio.Channel, acme: Metadata) -> Client:
    return Client(ITEM, channel, acme)


async def test_an_item_is_stocked_fifo_to_three_digits_where_nothing_is_said(items: Client) -> None:
    made = await items.created(code="TEA", name="Tea")
    assert (made.quantity_scale, made.valuation_method) == (3, Item.FIFO)
    assert (made.is_stocked, made.allow_negative_stock) == (True, False)


async def test_what_is_said_is_kept_a_scale_of_none_and_no_stock_too(items: Client) -> None:
    given = {
        "quantity_scale": 0,
        "is_stocked": False,
        "allow_negative_stock": True,
        "valuation_method": Item.MOVING_AVERAGE,
        "description": "  by the hour\n",
        "uom_code": "HUR",
    }
    made = await items.created(code="TALK", name="Consulting", **given)
    assert {name: getattr(made, name) for name in given} == given
    assert made.HasField("quantity_scale")
    assert made.HasField("is_stocked")
    assert await items.get(made.id) == made


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"code": ""}, "FIELD_REQUIRED", "item.code"),
        ({"code": "x" * 65}, "FIELD_INVALID", "item.code"),
        ({"name": ""}, "FIELD_REQUIRED", "item.name"),
        ({"description": "x" * 4097}, "FIELD_INVALID", "item.description"),
        ({"uom_code": ""}, "FIELD_REQUIRED", "item.uom_code"),
        ({"uom_code": "NOSUCH"}, "RESOURCE_NOT_FOUND", "item.uom_code"),
        ({"quantity_scale": 10}, "FIELD_INVALID", "item.quantity_scale"),
        ({"quantity_scale": -1}, "FIELD_INVALID", "item.quantity_scale"),
        ({"valuation_method": 7}, "FIELD_INVALID", "item.valuation_method"),
        ({"id": "mine"}, "FIELD_INVALID", "item.id"),
        ({"over_receipt_percent": "-1"}, "FIELD_PATTERN", "item.over_receipt_percent"),
        ({"over_receipt_percent": "1e1"}, "FIELD_PATTERN", "item.over_receipt_percent"),
        ({"under_receipt_percent": "100.01"}, "FIELD_PATTERN", "item.under_receipt_percent"),
        ({"barcodes": ["4006381333930"]}, "FIELD_CHECKSUM", "item.barcodes[0]"),
        ({"barcodes": ["4006381333931", "123456789"]}, "FIELD_PATTERN", "item.barcodes[1]"),
        ({"barcodes": ["4006381333931", "04006381333931"]}, "DUPLICATE_RESOURCE", "item.barcodes[1]"),
        ({"barcodes": ["96385074"] * 51}, "FIELD_INVALID", "item.barcodes"),
    ],
)
async def test_what_is_wrong_is_refused_by_name(items: Client, fields: dict[str, Any], reason: str, field: str) -> None:
    refused = await refusal_of(items.create(**{"code": "TEA", "name": "Tea", **fields}))
    assert (refused.reason, refused.fields) == (reason, (field,))
    assert await items.walk(include_archived=True) == []


@pytest.mark.parametrize("path", ["uom_code", "quantity_scale", "valuation_method", "is_stocked"])
async def test_what_stock_rests_on_never_changes(items: Client, path: str) -> None:
    made = await items.created(code="TEA", name="Tea")
    refused = await refusal_of(items.update(made, path))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))


async def test_the_rest_changes(items: Client) -> None:
    made = await items.created(code="TEA", name="Tea", barcodes=["96385074"])
    changed = (await items.update(made, code="TEA-1", description="Black", allow_negative_stock=True)).item
    assert (changed.code, changed.description, changed.allow_negative_stock) == ("TEA-1", "Black", True)
    assert (changed.over_receipt_percent, changed.under_receipt_percent) == ("", "")
    allowing = (await items.update(changed, over_receipt_percent="10.50", under_receipt_percent="100")).item
    assert (allowing.over_receipt_percent, allowing.under_receipt_percent) == ("10.5", "100")
    assert await items.get(made.id) == allowing
    changed = (await items.update(allowing, over_receipt_percent="")).item
    assert (changed.over_receipt_percent, changed.under_receipt_percent) == ("", "100")
    assert list(changed.barcodes) == ["96385074"]
    assert await items.get(made.id) == changed


async def test_a_code_may_not_be_changed_to_a_taken_one_of_an_archived_item_neither(items: Client) -> None:
    await items.archive(await items.created(code="TEA", name="Tea"))
    made = await items.created(code="CHAI", name="Chai")
    for call in (items.update(made, code="TEA"), items.create(code="TEA", name="Again")):
        refused = await refusal_of(call)
        assert (refused.code, refused.fields) == ("ALREADY_EXISTS", ("item.code",))


async def test_a_unit_of_the_tenants_own_serves_until_it_is_archived(
    items: Client, channel: grpc.aio.Channel, acme: Metadata, stranger: Metadata
) -> None:
    uoms = Client(UOM, channel, acme)
    crate = await uoms.created(code="CRATE", name="Crate")
    made = await items.created(code="TEA", name="Tea", uom_code="CRATE")
    refused = await refusal_of(Client(ITEM, channel, stranger).create(code="TEA", name="Tea", uom_code="CRATE"))
    assert (refused.code, refused.fields) == ("NOT_FOUND", ("item.uom_code",))
    await uoms.archive(crate)
    refused = await refusal_of(items.create(code="CHAI", name="Chai", uom_code="CRATE"))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", "RESOURCE_ARCHIVED")
    assert refused.fields == ("item.uom_code",)
    assert (await items.update(made, name="Old tea")).item.uom_code == "CRATE"


async def test_a_barcode_is_found_however_it_was_scanned(items: Client) -> None:
    made = await items.created(code="TEA", name="Tea", barcodes=["036000291452", "96385074"])
    assert list(made.barcodes) == ["036000291452", "96385074"]
    await items.created(code="CHAI", name="Chai", barcodes=["4006381333931"])
    for scanned in ("036000291452", "0036000291452", "00036000291452", "96385074", "00000096385074"):
        assert [one.id for one in (await items.page(barcode=scanned))[0]] == [made.id]
    assert await items.page(barcode="4006381333931", code="TEA") == ([], "")
    refused = await refusal_of(items.page(barcode="96385075"))
    assert (refused.reason, refused.fields) == ("FIELD_CHECKSUM", ("barcode",))


async def test_a_barcode_is_of_one_item_of_a_tenant(
    items: Client, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    made = await items.created(code="TEA", name="Tea", barcodes=["036000291452"])
    chai = await items.created(code="CHAI", name="Chai")
    for call in (
        items.create(code="COPY", name="Copy", barcodes=["0036000291452"]),
        items.update(chai, barcodes=["00036000291452"]),
    ):
        refused = await refusal_of(call)
        assert (refused.code, refused.fields) == ("ALREADY_EXISTS", ("item.barcodes",))
    await Client(ITEM, channel, stranger).created(code="TEA", name="Tea", barcodes=["036000291452"])
    freed = (await items.update(made, "barcodes", barcodes=[])).item
    assert list((await items.get(freed.id)).barcodes) == []
    assert list((await items.update(chai, barcodes=["036000291452"])).item.barcodes) == ["036000291452"]


async def test_an_items_id_is_its_own_among_tenants(
    items: Client, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    own = str(new_id())
    await items.created(id=own, code="TEA", name="Tea", barcodes=["96385074"])
    refused = await refusal_of(Client(ITEM, channel, stranger).create(id=own, code="TEA", name="Theirs"))
    assert (refused.code, refused.fields) == ("ALREADY_EXISTS", ("item.id",))
