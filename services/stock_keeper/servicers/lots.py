"""Lots."""

import grpc
from businessm.stock.v1 import lot_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from stock_keeper.convert import lot_message
from stock_keeper.servicers.environment import Stock
from stock_keeper.store.lots import SORTING, LotRepository
from stock_keeper.usecases.lots import create_lot


class LotRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def CreateLot(self, request: pb.CreateLotRequest, context: grpc.aio.ServicerContext) -> pb.CreateLotResponse:
        async def create(transaction: Transaction) -> pb.CreateLotResponse:
            return pb.CreateLotResponse(
                lot=lot_message(await create_lot(transaction, request.lot, self.stock.clock.now()))
            )

        return await self.stock.write(request, context, pb.CreateLotResponse, create)

    async def GetLot(self, request: pb.GetLotRequest, _: grpc.aio.ServicerContext) -> pb.GetLotResponse:
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            lot = await LotRepository(transaction).get(parse_id(request.id, "id", "lot"))
        return pb.GetLotResponse(lot=lot_message(lot))

    async def BatchGetLots(
        self, request: pb.BatchGetLotsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetLotsResponse:
        ids = known_ids(request.ids)
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await LotRepository(transaction).by_ids(ids)
        return pb.BatchGetLotsResponse(lots=[lot_message(found[one]) for one in ids if one in found])

    async def ListLots(self, request: pb.ListLotsRequest, _: grpc.aio.ServicerContext) -> pb.ListLotsResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = parse_id(request.item_id, "item_id", "item")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            shown, token = await LotRepository(transaction).page(page, company_id, item_id, request.number)
        return pb.ListLotsResponse(lots=map(lot_message, shown), next_page_token=token)
