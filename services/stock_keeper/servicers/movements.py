"""Movements: held, made final, given back; read, listed, streamed."""

import uuid
from collections.abc import AsyncIterator

import grpc
from businessm.stock.v1 import movement_pb2 as pb
from m_kit.caller import current_caller
from m_kit.durability import may_defer
from m_kit.ids import parse_id
from m_kit.pagination import page_of
from m_kit.posting.attempt import posted_decision_of, posting_of

from stock_keeper.convert import movement_message
from stock_keeper.convert_reserve import reserve_of
from stock_keeper.servicers.environment import Stock
from stock_keeper.store.stock import StockReader

STREAMED_AT_ONCE = 500


class MovementRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def ReserveMovements(
        self, request: pb.ReserveMovementsRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReserveMovementsResponse:
        asked = reserve_of(request, deferred=may_defer(context, self.stock.database))
        return await self.stock.holds.reserve(current_caller().tenant, asked)

    async def ConfirmMovements(
        self, request: pb.ConfirmMovementsRequest, context: grpc.aio.ServicerContext
    ) -> pb.ConfirmMovementsResponse:
        decision, deferred = posted_decision_of(request.decision), may_defer(context, self.stock.database)
        await self.stock.holds.confirm(current_caller().tenant, decision, deferred=deferred)
        return pb.ConfirmMovementsResponse()

    async def CancelMovements(
        self, request: pb.CancelMovementsRequest, _: grpc.aio.ServicerContext
    ) -> pb.CancelMovementsResponse:
        await self.stock.holds.cancel(current_caller().tenant, posting_of(request.posting))
        return pb.CancelMovementsResponse()

    async def GetMovement(self, request: pb.GetMovementRequest, _: grpc.aio.ServicerContext) -> pb.GetMovementResponse:
        movement_id = parse_id(request.id, "id", "movement")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            movement, taken = await StockReader(transaction).movement(movement_id)
        return pb.GetMovementResponse(movement=movement_message(movement, taken))

    async def ListMovements(
        self, request: pb.ListMovementsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListMovementsResponse:
        page = page_of(request, int)
        company_id = parse_id(request.company_id, "company_id", "company")
        item_id = optional_id(request.item_id, "item_id", "item")
        warehouse_id = optional_id(request.warehouse_id, "warehouse_id", "warehouse")
        document_id = optional_id(request.document_id, "document_id", "document")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await StockReader(transaction).movements(page, company_id, item_id, warehouse_id, document_id)
        shown, token = page.cut(found, lambda movement: (movement.place,))
        return pb.ListMovementsResponse(movements=map(movement_message, shown), next_page_token=token)

    async def StreamStockLedger(
        self, request: pb.StreamStockLedgerRequest, _: grpc.aio.ServicerContext
    ) -> AsyncIterator[pb.StreamStockLedgerResponse]:
        tenant, after, left = current_caller().tenant, request.after_sequence, request.limit or None
        company_id = parse_id(request.company_id, "company_id", "company")
        while left is None or left > 0:
            most = STREAMED_AT_ONCE if left is None else min(left, STREAMED_AT_ONCE)
            async with self.stock.uow.transaction(tenant) as transaction:
                found = await StockReader(transaction).ledger(company_id, after, most)
            for one in found:
                after = one.sequence or after
                yield pb.StreamStockLedgerResponse(sequence=after, movement=movement_message(one))
            if len(found) < most:
                return
            left = None if left is None else left - len(found)


def optional_id(text: str, field: str, noun: str) -> uuid.UUID | None:
    """As parse_id; None where empty."""
    return parse_id(text, field, noun) if text else None
