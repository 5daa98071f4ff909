"""UomConversionService."""

import grpc
from businessm.masters.v1 import uom_conversion_service_pb2 as pb
from businessm.masters.v1 import uom_conversion_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import converted_message, uom_conversion_message
from m_masters.store.conversions import SORTING, UomConversionRepository
from m_masters.usecases.conversions import (
    archive_uom_conversion,
    convert_quantities,
    create_uom_conversion,
    update_uom_conversion,
)


class UomConversionServicer(uom_conversion_service_pb2_grpc.UomConversionServiceServicer):
    """See uom_conversion_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateUomConversion(
        self, request: pb.CreateUomConversionRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateUomConversionResponse:
        async def create(transaction: Transaction) -> pb.CreateUomConversionResponse:
            conversion = await create_uom_conversion(transaction, request.uom_conversion, self._clock.now())
            return pb.CreateUomConversionResponse(uom_conversion=uom_conversion_message(conversion))

        return await self._write(request, context, pb.CreateUomConversionResponse, create)

    async def GetUomConversion(
        self, request: pb.GetUomConversionRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetUomConversionResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            conversion = await UomConversionRepository(transaction).get(parse_id(request.id, "id", "conversion"))
        return pb.GetUomConversionResponse(uom_conversion=uom_conversion_message(conversion))

    async def BatchGetUomConversions(
        self, request: pb.BatchGetUomConversionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetUomConversionsResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await UomConversionRepository(transaction).by_ids(ids)
        return pb.BatchGetUomConversionsResponse(
            uom_conversions=[uom_conversion_message(found[one]) for one in ids if one in found]
        )

    async def ListUomConversions(
        self, request: pb.ListUomConversionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListUomConversionsResponse:
        page = sorted_page_of(request, SORTING)
        item_id = parse_id(request.item_id, "item_id", "item") if request.item_id else None
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await UomConversionRepository(transaction).page(page, item_id, request.include_archived)
        return pb.ListUomConversionsResponse(uom_conversions=map(uom_conversion_message, shown), next_page_token=token)

    async def UpdateUomConversion(
        self, request: pb.UpdateUomConversionRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateUomConversionResponse:
        async def update(transaction: Transaction) -> pb.UpdateUomConversionResponse:
            conversion = await update_uom_conversion(
                transaction, request.uom_conversion, request.update_mask, self._clock.now()
            )
            return pb.UpdateUomConversionResponse(uom_conversion=uom_conversion_message(conversion))

        return await self._write(request, context, pb.UpdateUomConversionResponse, update)

    async def ArchiveUomConversion(
        self, request: pb.ArchiveUomConversionRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveUomConversionResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveUomConversionResponse:
            conversion = await archive_uom_conversion(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveUomConversionResponse(uom_conversion=uom_conversion_message(conversion))

        return await self._write(request, context, pb.ArchiveUomConversionResponse, archive)

    async def ConvertQuantities(
        self, request: pb.ConvertQuantitiesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ConvertQuantitiesResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            results = await convert_quantities(transaction, request.quantities)
        return pb.ConvertQuantitiesResponse(results=map(converted_message, results))
