"""What is held for documents that are being posted: listed, and asked for by posting."""

import uuid

import grpc
from businessm.stock.v1 import reservation_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.pagination import page_of
from m_kit.posting.reservation_pages import ReservationPages, in_order

from stock_keeper.convert import reservation_message
from stock_keeper.servicers.environment import Stock
from stock_keeper.store.stock import RESERVATIONS, StockReader


class ReservationRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def ListReservations(
        self, request: pb.ListReservationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListReservationsResponse:
        page, company_id = page_of(request, uuid.UUID), parse_id(request.company_id, "company_id", "company")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            rows, token = await ReservationPages(transaction, RESERVATIONS).page(page, company_id, request.state)
            moved = await StockReader(transaction).moved_by([row.id for row in rows])
        # What became of one between the two statements, its movements say: then it is of another state, and not shown.
        found = [
            reservation_message(row, moved.get(row.id, ()))
            for row in rows
            if all(movement.state == row.state for movement in moved.get(row.id, ()))
        ]
        return pb.ListReservationsResponse(reservations=found, next_page_token=token)

    async def BatchGetReservations(
        self, request: pb.BatchGetReservationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetReservationsResponse:
        ids = known_ids(request.posting_ids)
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await ReservationPages(transaction, RESERVATIONS).by_ids(ids)
        return pb.BatchGetReservationsResponse(reservations=in_order(ids, found, reservation_message))
