"""UomService."""

import grpc
from businessm.masters.v1 import uom_service_pb2 as pb
from businessm.masters.v1 import uom_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import uom_message
from m_masters.store.uoms import SORTING, UomRepository
from m_masters.usecases.uoms import archive_uom, create_uom, update_uom


class UomServicer(uom_service_pb2_grpc.UomServiceServicer):
    """See uom_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateUom(self, request: pb.CreateUomRequest, context: grpc.aio.ServicerContext) -> pb.CreateUomResponse:
        async def create(transaction: Transaction) -> pb.CreateUomResponse:
            uom = await create_uom(transaction, request.uom, self._clock.now())
            return pb.CreateUomResponse(uom=uom_message(uom))

        return await self._write(request, context, pb.CreateUomResponse, create)

    async def GetUom(self, request: pb.GetUomRequest, _: grpc.aio.ServicerContext) -> pb.GetUomResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            uom = await UomRepository(transaction).get(parse_id(request.id, "id", "uom"))
        return pb.GetUomResponse(uom=uom_message(uom))

    async def BatchGetUoms(
        self, request: pb.BatchGetUomsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetUomsResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await UomRepository(transaction).by_ids(ids)
        return pb.BatchGetUomsResponse(uoms=[uom_message(found[one]) for one in ids if one in found])

    async def ListUoms(self, request: pb.ListUomsRequest, _: grpc.aio.ServicerContext) -> pb.ListUomsResponse:
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await UomRepository(transaction).page(page, request.code, request.include_archived)
        return pb.ListUomsResponse(uoms=map(uom_message, shown), next_page_token=token)

    async def UpdateUom(self, request: pb.UpdateUomRequest, context: grpc.aio.ServicerContext) -> pb.UpdateUomResponse:
        async def update(transaction: Transaction) -> pb.UpdateUomResponse:
            uom = await update_uom(transaction, request.uom, request.update_mask, self._clock.now())
            return pb.UpdateUomResponse(uom=uom_message(uom))

        return await self._write(request, context, pb.UpdateUomResponse, update)

    async def ArchiveUom(
        self, request: pb.ArchiveUomRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveUomResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveUomResponse:
            uom = await archive_uom(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveUomResponse(uom=uom_message(uom))

        return await self._write(request, context, pb.ArchiveUomResponse, archive)
