"""Types of dimensions, and dimensions."""

import grpc
from businessm.ledger.v1 import dimension_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from book_keeper.convert import dimension_message, dimension_type_message
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.dimensions import SORTING, TYPE_SORTING, DimensionRepository, DimensionTypeRepository
from book_keeper.usecases.dimensions import (
    archive_dimension,
    archive_dimension_type,
    create_dimension,
    create_dimension_type,
    update_dimension,
    update_dimension_type,
)


class DimensionTypeRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateDimensionType(
        self, request: pb.CreateDimensionTypeRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateDimensionTypeResponse:
        async def create(transaction: Transaction) -> pb.CreateDimensionTypeResponse:
            made = await create_dimension_type(transaction, request.dimension_type, self.books.clock.now())
            return pb.CreateDimensionTypeResponse(dimension_type=dimension_type_message(made))

        return await self.books.write(request, context, pb.CreateDimensionTypeResponse, create)

    async def GetDimensionType(
        self, request: pb.GetDimensionTypeRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetDimensionTypeResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            found = await DimensionTypeRepository(transaction).get(parse_id(request.id, "id", "type of dimension"))
        return pb.GetDimensionTypeResponse(dimension_type=dimension_type_message(found))

    async def ListDimensionTypes(
        self, request: pb.ListDimensionTypesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListDimensionTypesResponse:
        page = sorted_page_of(request, TYPE_SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await DimensionTypeRepository(transaction).page(page, company_id)
        return pb.ListDimensionTypesResponse(dimension_types=map(dimension_type_message, shown), next_page_token=token)

    async def UpdateDimensionType(
        self, request: pb.UpdateDimensionTypeRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateDimensionTypeResponse:
        async def update(transaction: Transaction) -> pb.UpdateDimensionTypeResponse:
            changed = await update_dimension_type(
                transaction, request.dimension_type, request.update_mask, self.books.clock.now()
            )
            return pb.UpdateDimensionTypeResponse(dimension_type=dimension_type_message(changed))

        return await self.books.write(request, context, pb.UpdateDimensionTypeResponse, update)

    async def ArchiveDimensionType(
        self, request: pb.ArchiveDimensionTypeRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveDimensionTypeResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveDimensionTypeResponse:
            changed = await archive_dimension_type(transaction, request.id, request.etag, self.books.clock.now())
            return pb.ArchiveDimensionTypeResponse(dimension_type=dimension_type_message(changed))

        return await self.books.write(request, context, pb.ArchiveDimensionTypeResponse, archive)


class DimensionRpcs:
    """See ledger_service.proto."""

    books: Books

    async def CreateDimension(
        self, request: pb.CreateDimensionRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateDimensionResponse:
        async def create(transaction: Transaction) -> pb.CreateDimensionResponse:
            made = await create_dimension(transaction, request.dimension, self.books.clock.now())
            return pb.CreateDimensionResponse(dimension=dimension_message(made))

        return await self.books.write(request, context, pb.CreateDimensionResponse, create)

    async def GetDimension(
        self, request: pb.GetDimensionRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetDimensionResponse:
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            found = await DimensionRepository(transaction).get(parse_id(request.id, "id", "dimension"))
        return pb.GetDimensionResponse(dimension=dimension_message(found))

    async def ListDimensions(
        self, request: pb.ListDimensionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListDimensionsResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await DimensionRepository(transaction).page(page, company_id, request.type_code)
        return pb.ListDimensionsResponse(dimensions=map(dimension_message, shown), next_page_token=token)

    async def UpdateDimension(
        self, request: pb.UpdateDimensionRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateDimensionResponse:
        async def update(transaction: Transaction) -> pb.UpdateDimensionResponse:
            changed = await update_dimension(
                transaction, request.dimension, request.update_mask, self.books.clock.now()
            )
            return pb.UpdateDimensionResponse(dimension=dimension_message(changed))

        return await self.books.write(request, context, pb.UpdateDimensionResponse, update)

    async def ArchiveDimension(
        self, request: pb.ArchiveDimensionRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveDimensionResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveDimensionResponse:
            changed = await archive_dimension(transaction, request.id, request.etag, self.books.clock.now())
            return pb.ArchiveDimensionResponse(dimension=dimension_message(changed))

        return await self.books.write(request, context, pb.ArchiveDimensionResponse, archive)
