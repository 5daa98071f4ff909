"""StockReservationService."""

import grpc
from businessm.wms.v1 import stock_reservation_service_pb2 as pb
from businessm.wms.v1 import stock_reservation_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.errors import ConflictRetry
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_wms.clients import Clients
from m_wms.convert.reservations import reservation_message
from m_wms.servicers.documents import Documents
from m_wms.store.reservations import SORTING, ReservationRepository
from m_wms.usecases.reservations import Reservations


class StockReservationServicer(stock_reservation_service_pb2_grpc.StockReservationServiceServicer):
    """See stock_reservation_service.proto. `deliveries` writes what fulfils them."""

    def __init__(self, environment: Environment, clients: Clients, deliveries: Documents) -> None:
        self._uow, self._write, self._deliveries = environment.uow, environment.write, deliveries
        self._reservations = Reservations(clients, environment.uow, environment.clock)

    async def CreateStockReservation(
        self, request: pb.CreateStockReservationRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateStockReservationResponse:
        made = None
        if not await self._write.answered(request):
            made = await self._reservations.reserve(request.stock_reservation, request.request_id)

        async def answer(_: Transaction) -> pb.CreateStockReservationResponse:
            if made is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            return pb.CreateStockReservationResponse(stock_reservation=reservation_message(*made))

        return await self._write(request, context, pb.CreateStockReservationResponse, answer)

    async def GetStockReservation(
        self, request: pb.GetStockReservationRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetStockReservationResponse:
        reservation_id = parse_id(request.id, "id", "stock reservation")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await ReservationRepository(transaction).get(reservation_id)
        kept = await self._reservations.kept([found])
        return pb.GetStockReservationResponse(stock_reservation=reservation_message(found, kept.get(found.id)))

    async def ListStockReservations(
        self, request: pb.ListStockReservationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListStockReservationsResponse:
        page, company_id = sorted_page_of(request, SORTING), parse_id(request.company_id, "company_id", "company")
        customer_id = parse_id(request.customer_id, "customer_id", "customer") if request.customer_id else None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await ReservationRepository(transaction).page(page, company_id, customer_id)
        kept = await self._reservations.kept(shown)
        return pb.ListStockReservationsResponse(
            stock_reservations=[reservation_message(one, kept.get(one.id)) for one in shown], next_page_token=token
        )

    async def ReleaseStockReservation(
        self, request: pb.ReleaseStockReservationRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReleaseStockReservationResponse:
        given_up = None
        if not await self._write.answered(request):
            reservation_id = parse_id(request.id, "id", "stock reservation")
            given_up = await self._reservations.give_up(reservation_id, request.etag)

        async def note(transaction: Transaction) -> pb.ReleaseStockReservationResponse:
            if given_up is None:
                raise ConflictRetry("its stored answer has just gone: send the same call again")
            released, kept = given_up
            await ReservationRepository(transaction).release(released)
            return pb.ReleaseStockReservationResponse(stock_reservation=reservation_message(released, kept))

        return await self._write(request, context, pb.ReleaseStockReservationResponse, note)

    async def DeliverStockReservations(
        self, request: pb.DeliverStockReservationsRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeliverStockReservationsResponse:
        delivery = None
        if not await self._write.answered(request):
            delivery = await self._reservations.delivery(request)
        return await self._deliveries.write_new(delivery, request, context, pb.DeliverStockReservationsResponse)
