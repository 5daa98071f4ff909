"""Balances, cost layers, value."""

import uuid

import grpc
from businessm.stock.v1 import balance_pb2 as pb
from m_kit.caller import current_caller
from m_kit.dates import parse_optional_date
from m_kit.ids import parse_id
from m_kit.pagination import page_of

from stock_keeper.convert import balance_message, layer_message, warehouse_value_message
from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.movements import optional_id
from stock_keeper.store.balance_keys import NO_LOT
from stock_keeper.store.stock import StockReader


class BalanceRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def ListBalances(
        self, request: pb.ListBalancesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListBalancesResponse:
        page = page_of(request, uuid.UUID, uuid.UUID, uuid.UUID)
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = optional_id(request.item_id, "item_id", "item")
        warehouse_id = optional_id(request.warehouse_id, "warehouse_id", "warehouse")
        as_of = parse_optional_date(request.as_of, "as_of")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await StockReader(transaction).balances(page, company_id, item_id, warehouse_id, as_of)
        shown, token = page.cut(found, lambda one: (one.item_id, one.warehouse_id, one.lot_id or NO_LOT))
        return pb.ListBalancesResponse(balances=map(balance_message, shown), next_page_token=token)

    async def ListLayers(self, request: pb.ListLayersRequest, _: grpc.aio.ServicerContext) -> pb.ListLayersResponse:
        page = page_of(request, int)
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = parse_id(request.item_id, "item_id", "item")
        warehouse_id = parse_id(request.warehouse_id, "warehouse_id", "warehouse")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await StockReader(transaction).layers(page, company_id, item_id, warehouse_id, request.show_empty)
        shown, token = page.cut(found, lambda layer: (layer.value_seq,))
        return pb.ListLayersResponse(layers=map(layer_message, shown), next_page_token=token)

    async def GetStockValue(
        self, request: pb.GetStockValueRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetStockValueResponse:
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await StockReader(transaction).values(company_id, parse_optional_date(request.as_of, "as_of"))
        return pb.GetStockValueResponse(warehouses=map(warehouse_value_message, found))
