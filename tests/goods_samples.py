"""Samples of what moves goods; see samples.py."""

from typing import Any
from weakref import WeakKeyDictionary

from tests.samples import Json, Sample, World, at, books, change, customer, item, supplier, unique

ROLES = {
    "INVENTORY": "Cash",
    "GOODS_RECEIVED_NOT_INVOICED": "Retained",
    "COST_OF_GOODS_SOLD": "Sales",
    "PRICE_VARIANCE": "Sales",
    "INVENTORY_ADJUSTMENT": "Sales",
    "REPACK_COST": "Sales",
    "LANDED_COST_CLEARING": "Sales",
}


_SHOPS: WeakKeyDictionary[World, Json] = WeakKeyDictionary()


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


def _line(item_id: str, value: str = "2", **more: Any) -> Json:
    return {"item_id": item_id, "quantity": {"uom_code": "KGM", "value": value}, **more}


async def _shop(world: World) -> Json:
    """A company with goods in its warehouse, the same for all samples of a world: the documents are what is sampled."""
    if world not in _SHOPS:
        warehouse = await _location(world)
        _SHOPS[world] = {
            "company_id": warehouse["company_id"],
            "warehouse_id": warehouse["id"],
            "target_id": await _another(world, warehouse["company_id"]),
            "transit_id": await _another(world, warehouse["company_id"]),
            "supplier_id": (await supplier(world))["id"],
            "customer_id": (await customer(world))["id"],
            "item_id": (await item(world))["id"],
            "made_id": (await item(world))["id"],
        }
        _SHOPS[world]["receipt_id"] = (await _posted_receipt(world))["id"]
        _SHOPS[world]["delivery_id"] = (await _posted_delivery(world))["id"]
    return _SHOPS[world]


def _of(shop: Json, *named: str, **more: Any) -> Json:
    """What a document of the shop says, with what it names."""
    return {"company_id": shop["company_id"], **{name: shop[name] for name in named}, **more}


async def _receipt_fields(world: World) -> Json:
    shop, cost = await _shop(world), {"currency_code": "USD", "amount": "2.50"}
    lines = [_line(shop["item_id"], "1000", unit_cost=cost)]
    return _of(shop, "supplier_id", "warehouse_id", posting_date="2024-05-05", lines=lines)


async def _opening_fields(world: World) -> Json:
    """A day before all others: whoever values the shop's history anew has what goes out come from here, and receipts of
    the samples stay whole, so that they can be cancelled."""
    return {**await _receipt_fields(world), "posting_date": "2024-05-04"}


async def _posted_receipt(world: World) -> Json:
    return await _document("GoodsReceiptService", "goods_receipt", _opening_fields)[2](world)


async def _delivery_fields(world: World) -> Json:
    shop = await _shop(world)
    lines = [_line(shop["item_id"], "20")]
    return _of(shop, "customer_id", "warehouse_id", posting_date="2024-05-06", lines=lines)


async def _posted_delivery(world: World) -> Json:
    return await _document("DeliveryService", "delivery", _delivery_fields)[2](world)


def _document(service: str, field: str, fields: Sample) -> tuple[Sample, Sample, Sample]:
    """(fields of a new one, a draft, a posted one) of a document of this name."""

    async def draft(world: World) -> Json:
        made: Json = (await world.made(f"{service}.Create{_noun(service)}", {field: await fields(world)}))[field]
        return made

    async def posted(world: World) -> Json:
        one = await draft(world)
        named = {"id": one["id"], "etag": one["etag"]}
        made: Json = (await world.made(f"{service}.Post{_noun(service)}", named))[field]
        return made

    async def creating(world: World) -> Json:
        return {field: await fields(world)}

    return creating, draft, posted


def _noun(service: str) -> str:
    return service.removesuffix("Service")


def _samples(service: str, field: str, fields: Sample, *, is_cancelled: bool = True) -> dict[str, Sample]:
    """Of what all documents can; some are never taken back."""
    creating, draft, posted = _document(service, field, fields)
    noun = _noun(service)
    return {
        **({f"{service}.Cancel{noun}": at(posted)} if is_cancelled else {}),
        f"{service}.Create{noun}": creating,
        f"{service}.Delete{noun}": at(draft),
        f"{service}.Post{noun}": at(draft),
        f"{service}.Update{noun}": change(field, draft, "narration", narration="By bicycle"),
    }


async def _returned(world: World, source: str, source_id: str) -> Json:
    shop = await _shop(world)
    lines = [{f"{source}_line": 1, "quantity": {"uom_code": "KGM", "value": "1"}}]
    return _of(shop, posting_date="2024-05-07", lines=lines, **{f"{source}_id": shop[source_id]})


async def _customer_return(world: World) -> Json:
    return await _returned(world, "delivery", "delivery_id")


async def _supplier_return(world: World) -> Json:
    return await _returned(world, "goods_receipt", "receipt_id")


async def _another(world: World, company_id: str) -> str:
    """Another warehouse's id."""
    location = {"company_id": company_id, "code": unique()[:12], "kind": "WAREHOUSE"}
    made: Json = (await world.made("StockService.CreateLocation", {"location": location}))["location"]
    return str(made["id"])


async def _transfer(world: World) -> Json:
    shop = await _shop(world)
    lines = [_line(shop["item_id"])]
    to = {"target_warehouse_id": shop["target_id"]}
    return _of(shop, "warehouse_id", posting_date="2024-05-07", lines=lines, **to)


async def _transit(world: World) -> Json:
    return {**await _transfer(world), "transit_warehouse_id": (await _shop(world))["transit_id"]}


async def _repack(world: World) -> Json:
    shop = await _shop(world)
    return _of(
        shop,
        "warehouse_id",
        posting_date="2024-05-07",
        inputs=[_line(shop["item_id"])],
        outputs=[_line(shop["made_id"])],
        extra_cost={"currency_code": "USD", "amount": "1.00"},
    )


async def _count(world: World) -> Json:
    """Of goods that nobody knew of."""
    shop = await _shop(world)
    counted = {"item_id": (await item(world))["id"], "counted_quantity": {"uom_code": "KGM", "value": "1"}}
    return _of(shop, "warehouse_id", posting_date="2024-05-07", lines=[counted])


async def _landed_cost(world: World) -> Json:
    shop = await _shop(world)
    return _of(
        shop,
        posting_date="2024-05-07",
        charges=[{"description": "Freight", "amount": {"currency_code": "USD", "amount": "1.00"}}],
        allocation="BY_VALUE",
        lines=[{"goods_receipt_id": shop["receipt_id"]}],
    )


async def _pick_list(world: World) -> Json:
    """Of a delivery of its own, all of it picked from the floor."""
    shop, delivery = await _shop(world), await _document("DeliveryService", "delivery", _delivery_fields)[1](world)
    twenty = {"uom_code": "KGM", "value": "20"}
    line = {"delivery_id": delivery["id"], "delivery_line": 1, "quantity": twenty, "picked_quantity": twenty}
    return _of(shop, "warehouse_id", posting_date="2024-05-07", staging_location_id=await _zone(world), lines=[line])


async def _zone(world: World) -> str:
    """A zone's id."""
    shop = await _shop(world)
    zone = {"company_id": shop["company_id"], "code": unique()[:12], "kind": "ZONE", "parent_id": shop["warehouse_id"]}
    made: Json = (await world.made("StockService.CreateLocation", {"location": zone}))["location"]
    return str(made["id"])


async def _putaway(world: World) -> Json:
    """From the floor."""
    shop = await _shop(world)
    lines = [_line(shop["item_id"], "1", to_location_id=await _zone(world))]
    return _of(shop, "warehouse_id", posting_date="2024-05-07", lines=lines)


async def _rule_fields(world: World) -> Json:
    shop = await _shop(world)
    capacity = {"uom_code": "KGM", "value": "100"}
    return {"putaway_rule": _of(shop, "warehouse_id", location_id=await _zone(world), capacity=capacity)}


async def _rule(world: World) -> Json:
    made: Json = (await world.made("PutawayRuleService.CreatePutawayRule", await _rule_fields(world)))["putaway_rule"]
    return made


async def _cost_fields(world: World) -> Json:
    """Of an item at standard cost."""
    at_standard = {"code": unique(), "name": "Tea", "uom_code": "KGM", "valuation_method": "STANDARD"}
    made = (await world.made("ItemService.CreateItem", {"item": at_standard}))["item"]
    cost = {"item_id": made["id"], "from_date": "2024-01-01"}
    return {"standard_cost": {**cost, "unit_cost": {"currency_code": "USD", "amount": "2.50"}}}


async def _cost_change(world: World) -> Json:
    shop, fields = await _shop(world), await _cost_fields(world)
    await world.made("StandardCostService.CreateStandardCost", fields)
    lines = [{"item_id": fields["standard_cost"]["item_id"]}]
    return _of(shop, "warehouse_id", posting_date="2024-05-07", lines=lines)


async def _reservation_fields(world: World) -> Json:
    shop = await _shop(world)
    return {"stock_reservation": _of(shop, "customer_id", "warehouse_id", **_line(shop["item_id"], "1"))}


async def _reservation(world: World) -> Json:
    made: Json = await world.made("StockReservationService.CreateStockReservation", await _reservation_fields(world))
    return dict(made["stock_reservation"])


async def _reservations_delivered(world: World) -> Json:
    return {"ids": [(await _reservation(world))["id"]], "posting_date": "2024-05-07"}


async def _lot_fields(world: World) -> Json:
    shop = await _shop(world)
    return {"lot": _of(shop, "item_id", number=unique()[:12], expiry_date="2030-01-31")}


async def _promise_fields(world: World) -> Json:
    shop = await _shop(world)
    owner = {"owner_type": "wms.order", "owner_id": unique()}
    return {"promise": _of(shop, "warehouse_id", **_line(shop["item_id"], "1"), **owner)}


async def _promise_released(world: World) -> Json:
    promise = (await world.made("StockService.CreatePromise", await _promise_fields(world)))["promise"]
    return {"id": promise["id"]}


async def _month(world: World) -> Json:
    """Of a company of its own: nothing is dated into it any more."""
    return {"company_id": (await _location(world))["company_id"], "month": "2024-01"}


async def _month_closed(world: World) -> Json:
    month = await _month(world)
    await world.made("StockService.CloseStockPeriod", month)
    return month


GOODS_SAMPLES: dict[str, Sample] = {
    **_samples("CustomerReturnService", "customer_return", _customer_return),
    **_samples("SupplierReturnService", "supplier_return", _supplier_return),
    **_samples("StockTransferService", "stock_transfer", _transfer),
    "StockTransferService.ReceiveStockTransfer": at(_document("StockTransferService", "stock_transfer", _transit)[2]),
    **_samples("RepackService", "repack", _repack),
    **_samples("StockCountService", "stock_count", _count),
    "StockCountService.FreezeStockCount": at(_document("StockCountService", "stock_count", _count)[1]),
    **_samples("LandedCostService", "landed_cost", _landed_cost),
    "StandardCostService.CreateStandardCost": _cost_fields,
    **_samples("CostChangeService", "cost_change", _cost_change, is_cancelled=False),
    "StockReservationService.CreateStockReservation": _reservation_fields,
    "StockReservationService.DeliverStockReservations": _reservations_delivered,
    "StockReservationService.ReleaseStockReservation": at(_reservation),
    **_samples("PutawayService", "putaway", _putaway),
    "PutawayRuleService.CreatePutawayRule": _rule_fields,
    "PutawayRuleService.DeletePutawayRule": at(_rule),
    "PutawayRuleService.UpdatePutawayRule": change("putaway_rule", _rule, "priority", priority=3),
    **_samples("PickListService", "pick_list", _pick_list),
    "PickListService.ApplyPickList": at(_document("PickListService", "pick_list", _pick_list)[2]),
    **_samples("DeliveryService", "delivery", _delivery_fields),
    **_samples("GoodsReceiptService", "goods_receipt", _receipt_fields),
    "StockService.ArchiveLocation": at(_location),
    "StockService.CloseStockPeriod": _month,
    "StockService.CreateLocation": _location_fields,
    "StockService.CreateLot": _lot_fields,
    "StockService.CreatePromise": _promise_fields,
    "StockService.ReleasePromise": _promise_released,
    "StockService.ReopenStockPeriod": _month_closed,
    "StockService.UpdateLocation": change("location", _location, "name", name="Behind the shop"),
}
