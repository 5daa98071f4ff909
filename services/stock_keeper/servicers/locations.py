"""Locations."""

import grpc
from businessm.stock.v1 import location_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from stock_keeper.convert import location_message
from stock_keeper.servicers.environment import Stock
from stock_keeper.store.locations import SORTING, LocationRepository
from stock_keeper.usecases.locations import archive_location, create_location, update_location


class LocationRpcs:
    """See stock_service.proto."""

    stock: Stock

    async def CreateLocation(
        self, request: pb.CreateLocationRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateLocationResponse:
        async def create(transaction: Transaction) -> pb.CreateLocationResponse:
            location = await create_location(transaction, request.location, self.stock.clock.now())
            return pb.CreateLocationResponse(location=location_message(location))

        return await self.stock.write(request, context, pb.CreateLocationResponse, create)

    async def GetLocation(self, request: pb.GetLocationRequest, _: grpc.aio.ServicerContext) -> pb.GetLocationResponse:
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            location = await LocationRepository(transaction).get(parse_id(request.id, "id", "location"))
        return pb.GetLocationResponse(location=location_message(location))

    async def BatchGetLocations(
        self, request: pb.BatchGetLocationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetLocationsResponse:
        ids = known_ids(request.ids)
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            found = await LocationRepository(transaction).by_ids(ids)
        return pb.BatchGetLocationsResponse(locations=[location_message(found[one]) for one in ids if one in found])

    async def ListLocations(
        self, request: pb.ListLocationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListLocationsResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.stock.uow.transaction(current_caller().tenant) as transaction:
            shown, token = await LocationRepository(transaction).page(page, company_id, request.show_archived)
        return pb.ListLocationsResponse(locations=map(location_message, shown), next_page_token=token)

    async def UpdateLocation(
        self, request: pb.UpdateLocationRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateLocationResponse:
        async def update(transaction: Transaction) -> pb.UpdateLocationResponse:
            location = await update_location(transaction, request.location, request.update_mask, self.stock.clock.now())
            return pb.UpdateLocationResponse(location=location_message(location))

        return await self.stock.write(request, context, pb.UpdateLocationResponse, update)

    async def ArchiveLocation(
        self, request: pb.ArchiveLocationRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveLocationResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveLocationResponse:
            location = await archive_location(transaction, request.id, request.etag, self.stock.clock.now())
            return pb.ArchiveLocationResponse(location=location_message(location))

        return await self.stock.write(request, context, pb.ArchiveLocationResponse, archive)
