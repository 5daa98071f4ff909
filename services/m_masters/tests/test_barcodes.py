"""What a scanner reads: the item, and what else the code says."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import item_pb2, item_service_pb2, item_service_pb2_grpc
from m_kit.testing import Metadata, refusal_of

from m_masters.tests.nouns import ITEM, Client

PEN, CARTON = "4006381333931", "14006381333938"
GS = "\x1d"
Resolve = Callable[[str], Any]


@pytest.fixture
def items(channel: grpc.aio.Channel, acme: Metadata) -> Client:
    return Client(ITEM, channel, acme)


def resolving(channel: grpc.aio.Channel, metadata: Metadata) -> Resolve:
    """ResolveBarcode as somebody."""
    stub = item_service_pb2_grpc.ItemServiceStub(channel)
    return lambda barcode: stub.ResolveBarcode(
        item_service_pb2.ResolveBarcodeRequest(barcode=barcode), metadata=metadata
    )


@pytest.mark.parametrize(
    ("barcode", "said"),
    [
        (PEN, {}),
        (f"0{PEN}", {}),
        (f"010{PEN}", {}),
        (f"]C1010{PEN}10LOT-7", {"lot_number": "LOT-7"}),
        (f"010{PEN}10LOT-7{GS}21S/1", {"lot_number": "LOT-7", "serial_number": "S/1"}),
        (f"]d2010{PEN}1727123115270630", {"expiry_date": "2027-12-31", "best_before_date": "2027-06-30"}),
        (f"010{PEN}112604013012", {"production_date": "2026-04-01", "quantity": ("EA", "12")}),
        (f"020{PEN}3724{GS}10A", {"quantity": ("EA", "24"), "lot_number": "A"}),
        (f"010{PEN}3103001500", {"quantity": ("KGM", "1.5")}),
    ],
)
async def test_a_scanned_code_says_item_lot_serial_quantity_and_dates(
    channel: grpc.aio.Channel, acme: Metadata, items: Client, barcode: str, said: dict[str, Any]
) -> None:
    pen = await items.created(code="PEN", name="Pen", uom_code="EA", barcodes=[PEN])
    answer = await resolving(channel, acme)(barcode)
    assert (answer.item, answer.gtin) == (pen, f"0{PEN}")
    expected = {"lot_number": "", "serial_number": "", "expiry_date": "", "best_before_date": "", "production_date": ""}
    for name, value in (expected | {key: value for key, value in said.items() if key != "quantity"}).items():
        assert getattr(answer, name) == value, name
    assert ((answer.quantity.uom_code, answer.quantity.value) if answer.HasField("quantity") else None) == said.get(
        "quantity"
    )


@pytest.mark.parametrize(
    ("barcode", "reason"),
    [
        (CARTON, "RESOURCE_NOT_FOUND"),
        ("4006381333930", "FIELD_CHECKSUM"),
        ("0104006381333930", "FIELD_CHECKSUM"),
        ("10LOT-7", "FIELD_INVALID"),
        ("00123", "FIELD_INVALID"),
        ("(01)04006381333931", "FIELD_INVALID"),
        ("hello", "FIELD_INVALID"),
        ("", "FIELD_REQUIRED"),
        ("0" * 257, "FIELD_INVALID"),
    ],
)
async def test_a_code_that_means_no_item_is_refused(
    channel: grpc.aio.Channel, acme: Metadata, items: Client, barcode: str, reason: str
) -> None:
    await items.created(code="PEN", name="Pen", uom_code="EA", barcodes=[PEN])
    refused = await refusal_of(resolving(channel, acme)(barcode))
    assert (refused.reason, refused.fields) == (reason, ("barcode",))


async def test_another_tenants_code_means_nothing(
    channel: grpc.aio.Channel, acme: Metadata, stranger: Metadata, items: Client
) -> None:
    await items.created(code="PEN", name="Pen", uom_code="EA", barcodes=[PEN])
    assert (await refusal_of(resolving(channel, stranger)(PEN))).reason == "RESOURCE_NOT_FOUND"


async def test_goods_are_told_apart_by_what_was_said_at_first(items: Client) -> None:
    tracked = {"quantity_scale": 0, "tracking": item_pb2.Item.BY_SERIAL, "valuation_method": item_pb2.Item.HIFO}
    pump = await items.created(code="PUMP", name="Pump", uom_code="EA", **tracked)
    assert {name: getattr(pump, name) for name in tracked} == tracked
    assert await items.get(pump.id) == pump
    assert (await refusal_of(items.update(pump, "tracking"))).reason == "FIELD_INVALID"
    lot = {"tracking": item_pb2.Item.BY_LOT, "valuation_method": item_pb2.Item.PER_LOT}
    assert (await items.created(code="MILK", name="Milk", uom_code="LTR", **lot)).tracking == item_pb2.Item.BY_LOT
    for fields, field in (
        ({"valuation_method": item_pb2.Item.PER_LOT}, "item.tracking"),
        ({"tracking": item_pb2.Item.BY_SERIAL}, "item.quantity_scale"),
        ({"tracking": 3}, "item.tracking"),
    ):
        refused = await refusal_of(items.create(code="X", name="X", uom_code="EA", **fields))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", (field,))
