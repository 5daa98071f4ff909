"""Samples of what moves goods; see samples.py."""

from typing import Any

from tests.samples import Json, Sample, World, at, books, change, customer, item, supplier, unique

ROLES = {
    "INVENTORY": "Cash",
    "GOODS_RECEIVED_NOT_INVOICED": "Retained",
    "COST_OF_GOODS_SOLD": "Sales",
    "PRICE_VARIANCE": "Sales",
}


async def _location_fields(world: World) -> Json:
    """A warehouse of a company whose roles are all played."""
    company_id = (await books(world))["id"]
    for role, account_code in ROLES.items():
        rule = {"company_id": company_id, "role": role, "account_code": account_code}
        await world.made("LedgerService.CreatePostingRule", {"posting_rule": rule})
    return {"location": {"company_id": company_id, "code": unique()[:12], "kind": "WAREHOUSE"}}


async def _location(world: World) -> Json:
    made: Json = (await world.made("StockService.CreateLocation", await _location_fields(world)))["location"]
    return made


def _line(item_id: str, **more: Any) -> Json:
    return {"item_id": item_id, "quantity": {"uom_code": "KGM", "value": "2"}, **more}


async def _receipt_fields(world: World) -> Json:
    warehouse, cost = await _location(world), {"currency_code": "USD", "amount": "2.50"}
    return {
        "goods_receipt": {
            "company_id": warehouse["company_id"],
            "supplier_id": (await supplier(world))["id"],
            "warehouse_id": warehouse["id"],
            "posting_date": "2024-05-05",
            "lines": [_line((await item(world))["id"], unit_cost=cost)],
        }
    }


async def _receipt(world: World) -> Json:
    fields = await _receipt_fields(world)
    made: Json = (await world.made("GoodsReceiptService.CreateGoodsReceipt", fields))["goods_receipt"]
    return made


async def _posted_receipt(world: World) -> Json:
    draft = await _receipt(world)
    fields = {"id": draft["id"], "etag": draft["etag"]}
    posted: Json = (await world.made("GoodsReceiptService.PostGoodsReceipt", fields))["goods_receipt"]
    return posted


async def _delivery_fields(world: World) -> Json:
    """Of what has just come in."""
    receipt = await _posted_receipt(world)
    return {
        "delivery": {
            "company_id": receipt["company_id"],
            "customer_id": (await customer(world))["id"],
            "warehouse_id": receipt["warehouse_id"],
            "posting_date": "2024-05-06",
            "lines": [_line(receipt["lines"][0]["item_id"])],
        }
    }


async def _delivery(world: World) -> Json:
    made: Json = (await world.made("DeliveryService.CreateDelivery", await _delivery_fields(world)))["delivery"]
    return made


async def _posted_delivery(world: World) -> Json:
    draft = await _delivery(world)
    fields = {"id": draft["id"], "etag": draft["etag"]}
    posted: Json = (await world.made("DeliveryService.PostDelivery", fields))["delivery"]
    return posted


GOODS_SAMPLES: dict[str, Sample] = {
    "DeliveryService.CancelDelivery": at(_posted_delivery),
    "DeliveryService.CreateDelivery": _delivery_fields,
    "DeliveryService.DeleteDelivery": at(_delivery),
    "DeliveryService.PostDelivery": at(_delivery),
    "DeliveryService.UpdateDelivery": change("delivery", _delivery, "narration", narration="By bicycle"),
    "GoodsReceiptService.CancelGoodsReceipt": at(_posted_receipt),
    "GoodsReceiptService.CreateGoodsReceipt": _receipt_fields,
    "GoodsReceiptService.DeleteGoodsReceipt": at(_receipt),
    "GoodsReceiptService.PostGoodsReceipt": at(_receipt),
    "GoodsReceiptService.UpdateGoodsReceipt": change("goods_receipt", _receipt, "narration", narration="By bicycle"),
    "StockService.ArchiveLocation": at(_location),
    "StockService.CreateLocation": _location_fields,
    "StockService.UpdateLocation": change("location", _location, "name", name="Behind the shop"),
}
