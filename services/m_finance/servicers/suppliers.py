"""SupplierService."""

import grpc
from businessm.finance.v1 import supplier_pb2, supplier_service_pb2_grpc
from businessm.finance.v1 import supplier_service_pb2 as pb
from businessm.masters.v1.party_service_pb2_grpc import PartyServiceStub
from m_kit.caller import current_caller
from m_kit.contributions.extended import ExtendedDocuments
from m_kit.idempotency import stored_answer
from m_kit.ids import known_ids, parse_id
from m_kit.metadata.servicer import DocumentTypes
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_finance.convert import supplier_message
from m_finance.domain.trading_roles import RoleKind, TradingRole
from m_finance.store.trading_roles import SORTINGS, TradingRoleRepository
from m_finance.usecases.parties import fill_names, name_of, party_for, require_one_party
from m_finance.usecases.trading_roles import archive_role, create_role, update_role

KIND = RoleKind.SUPPLIER


class SupplierServicer(supplier_service_pb2_grpc.SupplierServiceServicer):
    """See supplier_service.proto. Names are masters': asked outside any transaction, stored nowhere."""

    def __init__(
        self, environment: Environment, parties: PartyServiceStub, extended: ExtendedDocuments, types: DocumentTypes
    ) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._parties, self._extended, self._types = parties, extended, types

    async def CreateSupplier(
        self, request: pb.CreateSupplierRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateSupplierResponse:
        require_one_party(KIND, request)
        # A request_id that stands for something else, and wrong values, are refused before masters makes a party.
        async with self._uow.transaction(current_caller().tenant) as transaction:
            if await stored_answer(transaction, request) is None:
                await self._extended.check_new(transaction, request.supplier, request.supplier.extension_values)
        party = await party_for(self._parties, KIND, request)

        async def create(transaction: Transaction) -> pb.CreateSupplierResponse:
            role = await create_role(transaction, self._extended, party, request.supplier, self._clock.now())
            return pb.CreateSupplierResponse(supplier=await self._message(transaction, role))

        response = await self._write(request, context, pb.CreateSupplierResponse, create)
        response.supplier.display_name = party.name if party else ""
        return response

    async def GetSupplier(self, request: pb.GetSupplierRequest, _: grpc.aio.ServicerContext) -> pb.GetSupplierResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            role = await TradingRoleRepository(transaction, KIND).get(parse_id(request.id, "id", KIND))
            response = pb.GetSupplierResponse(supplier=await self._message(transaction, role))
        await fill_names(self._parties, [response.supplier])
        return response

    async def GetSupplierForm(
        self, request: pb.GetSupplierFormRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetSupplierFormResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            role = await TradingRoleRepository(transaction, KIND).get(parse_id(request.id, "id", KIND))
            schema = await self._types.described(transaction, KIND, request.language_code)
            response = pb.GetSupplierFormResponse(schema=schema, supplier=await self._message(transaction, role))
        await fill_names(self._parties, [response.supplier])
        return response

    async def BatchGetSuppliers(
        self, request: pb.BatchGetSuppliersRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetSuppliersResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await TradingRoleRepository(transaction, KIND).by_ids(ids)
            messages = [supplier_message(found[one]) for one in ids if one in found]
            await self._extended.fill(transaction, messages)
        return pb.BatchGetSuppliersResponse(suppliers=messages)

    async def ListSuppliers(
        self, request: pb.ListSuppliersRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListSuppliersResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            narrowed = await self._extended.narrowed(transaction, request.filter)
            roles = TradingRoleRepository(transaction, KIND)
            sorting = await self._extended.sorting(transaction, SORTINGS[KIND], roles.id_column)
            page = sorted_page_of(request, sorting)
            shown, token = await roles.page(page, request.include_archived, narrowed)
            response = pb.ListSuppliersResponse(suppliers=map(supplier_message, shown), next_page_token=token)
            await self._extended.fill(transaction, response.suppliers)
        await fill_names(self._parties, response.suppliers)
        return response

    async def UpdateSupplier(
        self, request: pb.UpdateSupplierRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateSupplierResponse:
        name = await name_of(self._parties, request.supplier.id)

        async def update(transaction: Transaction) -> pb.UpdateSupplierResponse:
            role = await update_role(
                transaction, self._extended, request.supplier, request.update_mask, self._clock.now()
            )
            return pb.UpdateSupplierResponse(supplier=await self._message(transaction, role))

        response = await self._write(request, context, pb.UpdateSupplierResponse, update)
        response.supplier.display_name = name
        return response

    async def ArchiveSupplier(
        self, request: pb.ArchiveSupplierRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveSupplierResponse:
        name = await name_of(self._parties, request.id)

        async def archive(transaction: Transaction) -> pb.ArchiveSupplierResponse:
            role = await archive_role(transaction, KIND, request.id, request.etag, self._clock.now())
            return pb.ArchiveSupplierResponse(supplier=await self._message(transaction, role))

        response = await self._write(request, context, pb.ArchiveSupplierResponse, archive)
        response.supplier.display_name = name
        return response

    async def _message(self, transaction: Transaction, role: TradingRole) -> supplier_pb2.Supplier:
        message = supplier_message(role)
        await self._extended.fill(transaction, [message])
        return message
