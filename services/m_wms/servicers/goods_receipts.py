"""GoodsReceiptService."""

import grpc
from businessm.wms.v1 import goods_receipt_service_pb2 as pb
from businessm.wms.v1 import goods_receipt_service_pb2_grpc
from m_kit.module import Environment
from m_kit.posting import Procedure

from m_wms.clients import Clients
from m_wms.convert import GOODS_RECEIPT
from m_wms.servicers.documents import Documents


class GoodsReceiptServicer(goods_receipt_service_pb2_grpc.GoodsReceiptServiceServicer):
    """See goods_receipt_service.proto."""

    def __init__(self, environment: Environment, clients: Clients, procedure: Procedure) -> None:
        self._documents = Documents(environment, clients, procedure, GOODS_RECEIPT)

    async def CreateGoodsReceipt(
        self, request: pb.CreateGoodsReceiptRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateGoodsReceiptResponse:
        return await self._documents.create(request, context, pb.CreateGoodsReceiptResponse)

    async def GetGoodsReceipt(
        self, request: pb.GetGoodsReceiptRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetGoodsReceiptResponse:
        return await self._documents.get(request, pb.GetGoodsReceiptResponse)

    async def ListGoodsReceipts(
        self, request: pb.ListGoodsReceiptsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListGoodsReceiptsResponse:
        shown, token = await self._documents.page(request)
        return pb.ListGoodsReceiptsResponse(goods_receipts=shown, next_page_token=token)

    async def UpdateGoodsReceipt(
        self, request: pb.UpdateGoodsReceiptRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateGoodsReceiptResponse:
        return await self._documents.update(request, context, pb.UpdateGoodsReceiptResponse)

    async def DeleteGoodsReceipt(
        self, request: pb.DeleteGoodsReceiptRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeleteGoodsReceiptResponse:
        return await self._documents.delete(request, context, pb.DeleteGoodsReceiptResponse)

    async def PostGoodsReceipt(
        self, request: pb.PostGoodsReceiptRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostGoodsReceiptResponse:
        return await self._documents.post(request, context, pb.PostGoodsReceiptResponse)

    async def CancelGoodsReceipt(
        self, request: pb.CancelGoodsReceiptRequest, context: grpc.aio.ServicerContext
    ) -> pb.CancelGoodsReceiptResponse:
        return await self._documents.cancel(request, context, pb.CancelGoodsReceiptResponse)
