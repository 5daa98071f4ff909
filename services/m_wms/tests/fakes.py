"""Everyone wms asks, small enough to read: one shop's masters, finance, stock and ledger behind a channel."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import grpc
import grpc_inproc
from businessm.finance.v1 import (
    customer_pb2,
    customer_service_pb2,
    customer_service_pb2_grpc,
    supplier_pb2,
    supplier_service_pb2,
    supplier_service_pb2_grpc,
)
from businessm.ledger.v1 import company_pb2, ledger_service_pb2_grpc, reservation_pb2
from businessm.masters.v1 import (
    item_pb2,
    item_service_pb2,
    item_service_pb2_grpc,
    standard_cost_service_pb2,
    standard_cost_service_pb2_grpc,
    uom_conversion_service_pb2,
    uom_conversion_service_pb2_grpc,
)
from businessm.stock.v1 import (
    balance_pb2,
    location_pb2,
    lot_pb2,
    movement_pb2,
    promise_pb2,
    stock_report_pb2,
    stock_service_pb2_grpc,
)
from businessm.type.v1 import money_pb2, quantity_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_status import rpc_status
from m_kit.errors import AmountScaleExceeded, BusinessError, NotFound
from m_kit.ids import derived_id, new_id
from m_kit.statuses import status_of

MOST_AT_ONCE = 250
DOZEN = Decimal(12)
COST_OF_ONE = Decimal("2.50")
CENT = Decimal("0.01")


@dataclass
class Shop:
    """What is there, by id; every call in order as (rpc, request); `refusals` by rpc; `there` is how much stock has of
    an item, `stored` where, `worth` what a movement moved, `standard_costs` of (item, first day), `revalued` by what
    an item is worth more at its new cost."""

    company_id: str = field(default_factory=lambda: str(new_id()))
    locations: dict[str, location_pb2.Location] = field(default_factory=dict)
    suppliers: dict[str, supplier_pb2.Supplier] = field(default_factory=dict)
    customers: dict[str, customer_pb2.Customer] = field(default_factory=dict)
    items: dict[str, item_pb2.Item] = field(default_factory=dict)
    refusals: dict[str, BusinessError] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)
    stored: list[stock_report_pb2.StoredGoods] = field(default_factory=list)
    lots: dict[str, lot_pb2.Lot] = field(default_factory=dict)
    promises: dict[str, promise_pb2.Promise] = field(default_factory=dict)
    revalued: dict[str, str] = field(default_factory=dict)
    standard_costs: dict[tuple[str, str], str] = field(default_factory=dict)
    worth: dict[str, Decimal] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)

    def location(self, **fields: Any) -> str:
        """A warehouse's id, where nothing else is said."""
        given = {"company_id": self.company_id, "code": "MAIN", "kind": location_pb2.Location.WAREHOUSE}
        made = location_pb2.Location(id=str(new_id()), **{**given, **fields})
        self.locations[made.id] = made
        return made.id

    def supplier(self, **fields: Any) -> str:
        """A supplier's id."""
        made = supplier_pb2.Supplier(id=str(new_id()), **fields)
        self.suppliers[made.id] = made
        return made.id

    def customer(self, **fields: Any) -> str:
        """A customer's id."""
        made = customer_pb2.Customer(id=str(new_id()), **fields)
        self.customers[made.id] = made
        return made.id

    def item(self, **fields: Any) -> str:
        """The id of an item kept in EA, of which DZN is twelve."""
        given = {"code": "TEA", "uom_code": "EA", "quantity_scale": 1, "valuation_method": 1, "is_stocked": True}
        made = item_pb2.Item(id=str(new_id()), **{**given, **fields})
        self.items[made.id] = made
        return made.id

    def lot(self, **fields: Any) -> str:
        """A lot's id; the later it is made the younger it is."""
        made = lot_pb2.Lot(id=str(new_id()), create_time=Timestamp(seconds=len(self.lots)), **fields)
        self.lots[made.id] = made
        return made.id

    def store(self, item_id: str, value: str, reserved: str = "0", **fields: Any) -> None:
        """So much more is there; on the floor where no place is named."""
        self.there[item_id] = str(Decimal(self.there.get(item_id, 0)) + Decimal(value) - Decimal(reserved))
        on_hand, held = (quantity_pb2.Quantity(uom_code="EA", value=one) for one in (value, reserved))
        goods = stock_report_pb2.StoredGoods(item_id=item_id, on_hand=on_hand, reserved=held, **fields)
        self.stored.append(goods)

    def asked(self, rpc: str) -> list[Any]:
        """The requests of one rpc."""
        return [request for name, request in self.calls if name == rpc]

    def channels(self) -> dict[str, grpc.aio.Channel]:
        """Service to a channel that reaches this shop."""
        channel = grpc_inproc.make_channel(self._serve)
        names = ("stock.v1.StockService", "ledger.v1.LedgerService", "masters.v1.ItemService")
        more = (
            "masters.v1.UomConversionService",
            "masters.v1.StandardCostService",
            "finance.v1.SupplierService",
            "finance.v1.CustomerService",
        )
        costs = ("masters.v1.StandardCostService",)
        revaluing = ("stock.v1.RecomputeService", "wms.v1.StockRevaluationService")
        return {f"businessm.{name}": channel for name in (*names, *more, *costs, *revaluing)}

    def _serve(self, server: grpc.aio.Server) -> None:
        everyone = _Everyone(self)
        stock_service_pb2_grpc.add_StockServiceServicer_to_server(everyone, server)
        ledger_service_pb2_grpc.add_LedgerServiceServicer_to_server(everyone, server)
        item_service_pb2_grpc.add_ItemServiceServicer_to_server(everyone, server)
        uom_conversion_service_pb2_grpc.add_UomConversionServiceServicer_to_server(everyone, server)
        standard_cost_service_pb2_grpc.add_StandardCostServiceServicer_to_server(everyone, server)
        supplier_service_pb2_grpc.add_SupplierServiceServicer_to_server(everyone, server)
        customer_service_pb2_grpc.add_CustomerServiceServicer_to_server(everyone, server)


def _answering(rpc: str, answer: Callable[[Shop, Any], Any]) -> Any:
    async def method(self: "_Everyone", request: Any, context: grpc.aio.ServicerContext) -> Any:
        shop = self.shop
        shop.calls.append((rpc, request))
        try:
            if rpc in shop.refusals:
                raise shop.refusals[rpc]
            return answer(shop, request)
        except BusinessError as error:
            await context.abort_with_status(rpc_status.to_status(status_of(error)))

    return method


def _company(shop: Shop, request: Any) -> company_pb2.GetCompanyResponse:
    if request.id != shop.company_id:
        raise NotFound(f"no company {request.id}", field="id")
    scales = [company_pb2.CurrencyScale(currency_code=code, scale=scale) for code, scale in (("INR", 2), ("USD", 5))]
    return company_pb2.GetCompanyResponse(
        company=company_pb2.Company(id=request.id, currency_code="INR", scales=scales)
    )


def _found(known: dict[str, Any], request: Any) -> list[Any]:
    assert 1 <= len(request.ids) <= MOST_AT_ONCE
    return [known[one] for one in request.ids if one in known]


def _converted(shop: Shop, request: Any) -> uom_conversion_service_pb2.ConvertQuantitiesResponse:
    assert 1 <= len(request.quantities) <= MOST_AT_ONCE
    results = []
    for one in request.quantities:
        value = Decimal(one.quantity.value) * (DOZEN if one.quantity.uom_code == "DZN" else 1)
        if value.as_tuple().exponent < -1:  # type: ignore[operator]
            error = status_of(AmountScaleExceeded("one digit at most", field="quantity.value"))
            results.append(uom_conversion_service_pb2.ConvertedQuantity(error=error))
            continue
        quantity = quantity_pb2.Quantity(uom_code="EA", value=f"{value:f}")
        results.append(uom_conversion_service_pb2.ConvertedQuantity(quantity=quantity))
    return uom_conversion_service_pb2.ConvertQuantitiesResponse(results=results)


def _reserved(shop: Shop, request: movement_pb2.ReserveMovementsRequest) -> movement_pb2.ReserveMovementsResponse:
    """Everything costs the same, but for what comes in with a value of its own or by a value flow; what leaves again
    differs from that by its variance."""
    values = [_worth(shop, one) for one in request.movements]
    for flow in request.value_flows:
        weights = [Decimal(one.weight or 1) for one in flow.to]
        cost = sum((values[line - 1] for line in flow.from_lines), Decimal(flow.extra_cost.amount or 0))
        for share, weight in zip(flow.to, weights, strict=True):
            values[share.line - 1] = (cost * weight / sum(weights)).quantize(CENT)
    answer = movement_pb2.ReserveMovementsResponse()
    for number, (one, value) in enumerate(zip(request.movements, values, strict=True), 1):
        movement_id = str(derived_id(request.posting.id, str(number)))
        came_at = shop.worth.get(one.source_movement_id, value) if one.direction == movement_pb2.OUT else value
        shop.worth[movement_id] = value
        answer.movements.add(
            movement_id=movement_id,
            value=_inr(value),
            variance=_inr(came_at - value),
            correction=_inr(Decimal(0)),
        )
    return answer


def _worth(shop: Shop, one: movement_pb2.MovementToReserve) -> Decimal:
    if one.HasField("value"):
        return Decimal(one.value.amount)
    if one.direction == movement_pb2.REVALUE:
        return Decimal(shop.revalued[one.item_id])
    return (Decimal(one.quantity.value) * COST_OF_ONE).quantize(CENT)


def _inr(amount: Decimal) -> money_pb2.Money:
    return money_pb2.Money(currency_code="INR", amount=f"{amount:.2f}")


def _balances(shop: Shop, request: balance_pb2.ListBalancesRequest) -> balance_pb2.ListBalancesResponse:
    """So much of every item as the shop says is there, everywhere and every day."""
    there = {one: value for one, value in shop.there.items() if request.item_id in ("", one)}
    return balance_pb2.ListBalancesResponse(
        balances=[
            balance_pb2.Balance(
                item_id=item_id,
                warehouse_id=request.warehouse_id,
                on_hand=quantity_pb2.Quantity(uom_code="EA", value=value),
                available=quantity_pb2.Quantity(uom_code="EA", value=value),
            )
            for item_id, value in there.items()
        ]
    )


def _stored(shop: Shop, request: stock_report_pb2.ListStoredGoodsRequest) -> stock_report_pb2.ListStoredGoodsResponse:
    """Page by page, one at a time."""
    goods = [one for one in shop.stored if request.item_id in ("", one.item_id)]
    place = int(request.page_token or 0)
    token = str(place + 1) if place + 1 < len(goods) else ""
    return stock_report_pb2.ListStoredGoodsResponse(goods=goods[place : place + 1], next_page_token=token)


def _promised(shop: Shop, request: promise_pb2.CreatePromiseRequest) -> promise_pb2.CreatePromiseResponse:
    """All that is asked for, once for each id; three where less will do."""
    promise = shop.promises.get(request.promise.id)
    if promise is None:
        promise = promise_pb2.Promise()
        promise.CopyFrom(request.promise)
        if request.allow_partial:
            promise.quantity.value = "3"
        promise.quantity_open.CopyFrom(promise.quantity)
        promise.state = promise_pb2.Promise.OPEN
        shop.promises[promise.id] = promise
    return promise_pb2.CreatePromiseResponse(promise=promise)


def _released(shop: Shop, request: promise_pb2.ReleasePromiseRequest) -> promise_pb2.ReleasePromiseResponse:
    if request.id not in shop.promises:
        raise NotFound("no such promise", field="id")
    promise = shop.promises[request.id]
    promise.state, promise.quantity_open.value = promise_pb2.Promise.RELEASED, "0"
    return promise_pb2.ReleasePromiseResponse(promise=promise)


def _resolved(
    shop: Shop, request: standard_cost_service_pb2.ResolveStandardCostsRequest
) -> standard_cost_service_pb2.ResolveStandardCostsResponse:
    answer = standard_cost_service_pb2.ResolveStandardCostsResponse()
    for item_id in request.item_ids:
        days = [day for item, day in shop.standard_costs if item == item_id and day <= request.on_date]
        if days:
            cost = money_pb2.Money(currency_code=request.currency_code, amount=shop.standard_costs[item_id, max(days)])
            answer.standard_costs.add(item_id=item_id, unit_cost=cost, from_date=max(days))
    return answer


class _Everyone(
    stock_service_pb2_grpc.StockServiceServicer,
    ledger_service_pb2_grpc.LedgerServiceServicer,
    item_service_pb2_grpc.ItemServiceServicer,
    uom_conversion_service_pb2_grpc.UomConversionServiceServicer,
    standard_cost_service_pb2_grpc.StandardCostServiceServicer,
    supplier_service_pb2_grpc.SupplierServiceServicer,
    customer_service_pb2_grpc.CustomerServiceServicer,
):
    """All of them."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    GetCompany = _answering("GetCompany", _company)
    BatchGetLocations = _answering(
        "BatchGetLocations",
        lambda shop, request: location_pb2.BatchGetLocationsResponse(locations=_found(shop.locations, request)),
    )
    BatchGetSuppliers = _answering(
        "BatchGetSuppliers",
        lambda shop, request: supplier_service_pb2.BatchGetSuppliersResponse(suppliers=_found(shop.suppliers, request)),
    )
    BatchGetCustomers = _answering(
        "BatchGetCustomers",
        lambda shop, request: customer_service_pb2.BatchGetCustomersResponse(customers=_found(shop.customers, request)),
    )
    BatchGetItems = _answering(
        "BatchGetItems",
        lambda shop, request: item_service_pb2.BatchGetItemsResponse(items=_found(shop.items, request)),
    )
    ConvertQuantities = _answering("ConvertQuantities", _converted)
    ListBalances = _answering("ListBalances", _balances)
    ListStoredGoods = _answering("ListStoredGoods", _stored)
    BatchGetLots = _answering(
        "BatchGetLots", lambda shop, request: lot_pb2.BatchGetLotsResponse(lots=_found(shop.lots, request))
    )
    ResolveStandardCosts = _answering("ResolveStandardCosts", _resolved)
    CreatePromise = _answering("CreatePromise", _promised)
    ReleasePromise = _answering("ReleasePromise", _released)
    BatchGetPromises = _answering(
        "BatchGetPromises",
        lambda shop, request: promise_pb2.BatchGetPromisesResponse(promises=_found(shop.promises, request)),
    )
    ReserveMovements = _answering("ReserveMovements", _reserved)
    ConfirmMovements = _answering("ConfirmMovements", lambda *_: movement_pb2.ConfirmMovementsResponse())
    CancelMovements = _answering("CancelMovements", lambda *_: movement_pb2.CancelMovementsResponse())
    ReserveVoucher = _answering(
        "ReserveVoucher", lambda _, request: reservation_pb2.ReserveVoucherResponse(voucher=request.voucher)
    )
    ConfirmVoucher = _answering("ConfirmVoucher", lambda *_: reservation_pb2.ConfirmVoucherResponse())
    CancelVoucher = _answering("CancelVoucher", lambda *_: reservation_pb2.CancelVoucherResponse())
