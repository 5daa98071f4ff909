"""DeliveryService."""

import grpc
from businessm.wms.v1 import delivery_service_pb2 as pb
from businessm.wms.v1 import delivery_service_pb2_grpc
from m_kit.module import Environment
from m_kit.posting import Procedure

from m_wms.clients import Clients
from m_wms.convert import DELIVERY
from m_wms.servicers.documents import Documents


class DeliveryServicer(delivery_service_pb2_grpc.DeliveryServiceServicer):
    """See delivery_service.proto."""

    def __init__(self, environment: Environment, clients: Clients, procedure: Procedure) -> None:
        self._documents = Documents(environment, clients, procedure, DELIVERY)

    async def CreateDelivery(
        self, request: pb.CreateDeliveryRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateDeliveryResponse:
        return await self._documents.create(request, context, pb.CreateDeliveryResponse)

    async def GetDelivery(self, request: pb.GetDeliveryRequest, _: grpc.aio.ServicerContext) -> pb.GetDeliveryResponse:
        return await self._documents.get(request, pb.GetDeliveryResponse)

    async def ListDeliveries(
        self, request: pb.ListDeliveriesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListDeliveriesResponse:
        shown, token = await self._documents.page(request)
        return pb.ListDeliveriesResponse(deliveries=shown, next_page_token=token)

    async def UpdateDelivery(
        self, request: pb.UpdateDeliveryRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateDeliveryResponse:
        return await self._documents.update(request, context, pb.UpdateDeliveryResponse)

    async def DeleteDelivery(
        self, request: pb.DeleteDeliveryRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeleteDeliveryResponse:
        return await self._documents.delete(request, context, pb.DeleteDeliveryResponse)

    async def PostDelivery(
        self, request: pb.PostDeliveryRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostDeliveryResponse:
        return await self._documents.post(request, context, pb.PostDeliveryResponse)

    async def CancelDelivery(
        self, request: pb.CancelDeliveryRequest, context: grpc.aio.ServicerContext
    ) -> pb.CancelDeliveryResponse:
        return await self._documents.cancel(request, context, pb.CancelDeliveryResponse)
