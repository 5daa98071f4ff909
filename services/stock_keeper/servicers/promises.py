"""Promises."""

import uuid

import grpc
from businessm.stock.v1 import promise_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.pagination import page_of
from m_kit.uow import Transaction

from stock_keeper.convert import promise_message
from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.movements import optional_id
from stock_keeper.store.promises import PromiseRepository
from stock_keeper.usecases.promises import create_promise, release_promise


class PromiseRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def CreatePromise(
        self, request: pb.CreatePromiseRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreatePromiseResponse:
        async def create(transaction: Transaction) -> pb.CreatePromiseResponse:
            now = self.stock.clock.now()
            promise = await create_promise(transaction, request.promise, request.allow_partial, now)
            return pb.CreatePromiseResponse(promise=promise_message(promise))

        return await self.stock.write(request, context, pb.CreatePromiseResponse, create)

    async def GetPromise(self, request: pb.GetPromiseRequest, _: grpc.aio.ServicerContext) -> pb.GetPromiseResponse:
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            promise = await PromiseRepository(transaction).get(parse_id(request.id, "id", "promise"))
        return pb.GetPromiseResponse(promise=promise_message(promise))

    async def BatchGetPromises(
        self, request: pb.BatchGetPromisesRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetPromisesResponse:
        ids = [parse_id(one, f"ids[{i}]", "promise") for i, one in enumerate(request.ids)]
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await PromiseRepository(transaction).many(ids)
        return pb.BatchGetPromisesResponse(promises=map(promise_message, found))

    async def ListPromises(
        self, request: pb.ListPromisesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListPromisesResponse:
        page = page_of(request, uuid.UUID)
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = optional_id(request.item_id, "item_id", "item")
        warehouse_id = optional_id(request.warehouse_id, "warehouse_id", "warehouse")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await PromiseRepository(transaction).page(
                page,
                company_id,
                item_id=item_id,
                warehouse_id=warehouse_id,
                owner_id=request.owner_id,
                show_ended=request.show_ended,
            )
        shown, token = page.cut(found, lambda promise: (promise.id,))
        return pb.ListPromisesResponse(promises=map(promise_message, shown), next_page_token=token)

    async def ReleasePromise(
        self, request: pb.ReleasePromiseRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReleasePromiseResponse:
        async def release(transaction: Transaction) -> pb.ReleasePromiseResponse:
            quantity = request.quantity if request.HasField("quantity") else None
            promise = await release_promise(transaction, parse_id(request.id, "id", "promise"), quantity)
            return pb.ReleasePromiseResponse(promise=promise_message(promise))

        return await self.stock.write(request, context, pb.ReleasePromiseResponse, release)
