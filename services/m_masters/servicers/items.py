"""ItemService."""

import grpc
from businessm.masters.v1 import item_pb2, item_service_pb2_grpc
from businessm.masters.v1 import item_service_pb2 as pb
from m_kit.caller import current_caller
from m_kit.contributions.extended import ExtendedDocuments
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import item_message, scanned_message
from m_masters.domain.barcodes import scanned_of
from m_masters.domain.items import Item, gtin_14
from m_masters.store.items import ID, SORTING, ItemRepository
from m_masters.usecases.items import archive_item, create_item, update_item


class ItemServicer(item_service_pb2_grpc.ItemServiceServicer):
    """See item_service.proto."""

    def __init__(self, environment: Environment, extended: ExtendedDocuments) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._extended = extended

    async def CreateItem(
        self, request: pb.CreateItemRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateItemResponse:
        async def create(transaction: Transaction) -> pb.CreateItemResponse:
            item = await create_item(transaction, self._extended, request.item, self._clock.now())
            return pb.CreateItemResponse(item=await self._message(transaction, item))

        return await self._write(request, context, pb.CreateItemResponse, create)

    async def GetItem(self, request: pb.GetItemRequest, _: grpc.aio.ServicerContext) -> pb.GetItemResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            item = await ItemRepository(transaction).get(parse_id(request.id, "id", "item"))
            return pb.GetItemResponse(item=await self._message(transaction, item))

    async def BatchGetItems(
        self, request: pb.BatchGetItemsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetItemsResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await ItemRepository(transaction).by_ids(ids)
            messages = [item_message(found[one]) for one in ids if one in found]
            await self._extended.fill(transaction, messages)
        return pb.BatchGetItemsResponse(items=messages)

    async def ListItems(self, request: pb.ListItemsRequest, _: grpc.aio.ServicerContext) -> pb.ListItemsResponse:
        gtin = gtin_14(request.barcode) if request.barcode else ""
        async with self._uow.transaction(current_caller().tenant) as transaction:
            sorting = await self._extended.sorting(transaction, SORTING, ID)
            page = sorted_page_of(request, sorting)
            narrowed = await self._extended.narrowed(transaction, request.filter)
            shown, token = await ItemRepository(transaction).page(
                page, request.code, gtin, request.include_archived, narrowed
            )
            messages = [item_message(item) for item in shown]
            await self._extended.fill(transaction, messages)
        return pb.ListItemsResponse(items=messages, next_page_token=token)

    async def ResolveBarcode(
        self, request: pb.ResolveBarcodeRequest, _: grpc.aio.ServicerContext
    ) -> pb.ResolveBarcodeResponse:
        scanned = scanned_of(request.barcode, "barcode")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            item = await ItemRepository(transaction).of_barcode(scanned.gtin, "barcode")
        return scanned_message(scanned, item)

    async def UpdateItem(
        self, request: pb.UpdateItemRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateItemResponse:
        async def update(transaction: Transaction) -> pb.UpdateItemResponse:
            item = await update_item(transaction, self._extended, request.item, request.update_mask, self._clock.now())
            return pb.UpdateItemResponse(item=await self._message(transaction, item))

        return await self._write(request, context, pb.UpdateItemResponse, update)

    async def ArchiveItem(
        self, request: pb.ArchiveItemRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveItemResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveItemResponse:
            item = await archive_item(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveItemResponse(item=await self._message(transaction, item))

        return await self._write(request, context, pb.ArchiveItemResponse, archive)

    async def _message(self, transaction: Transaction, item: Item) -> item_pb2.Item:
        message = item_message(item)
        await self._extended.fill(transaction, [message])
        return message
