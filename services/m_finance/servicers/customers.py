"""CustomerService."""

import grpc
from businessm.finance.v1 import customer_pb2, customer_service_pb2_grpc
from businessm.finance.v1 import customer_service_pb2 as pb
from businessm.masters.v1.party_service_pb2_grpc import PartyServiceStub
from m_kit.caller import current_caller
from m_kit.contributions.extended import ExtendedDocuments
from m_kit.idempotency import stored_answer
from m_kit.ids import known_ids, parse_id
from m_kit.metadata.servicer import DocumentTypes
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_finance.convert import customer_message
from m_finance.domain.trading_roles import RoleKind, TradingRole
from m_finance.store.trading_roles import SORTINGS, TradingRoleRepository
from m_finance.usecases.parties import fill_names, name_of, party_for, require_one_party
from m_finance.usecases.trading_roles import archive_role, create_role, update_role

KIND = RoleKind.CUSTOMER


class CustomerServicer(customer_service_pb2_grpc.CustomerServiceServicer):
    """See customer_service.proto. Names are masters': asked outside any transaction, stored nowhere."""

    def __init__(
        self, environment: Environment, parties: PartyServiceStub, extended: ExtendedDocuments, types: DocumentTypes
    ) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._parties, self._extended, self._types = parties, extended, types

    async def CreateCustomer(
        self, request: pb.CreateCustomerRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateCustomerResponse:
        require_one_party(KIND, request)
        # A request_id that stands for something else, and wrong values, are refused before masters makes a party.
        async with self._uow.transaction(current_caller().tenant) as transaction:
            if await stored_answer(transaction, request) is None:
                await self._extended.check_new(transaction, request.customer, request.customer.extension_values)
        party = await party_for(self._parties, KIND, request)

        async def create(transaction: Transaction) -> pb.CreateCustomerResponse:
            role = await create_role(transaction, self._extended, party, request.customer, self._clock.now())
            return pb.CreateCustomerResponse(customer=await self._message(transaction, role))

        response = await self._write(request, context, pb.CreateCustomerResponse, create)
        response.customer.display_name = party.name if party else ""
        return response

    async def GetCustomer(self, request: pb.GetCustomerRequest, _: grpc.aio.ServicerContext) -> pb.GetCustomerResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            role = await TradingRoleRepository(transaction, KIND).get(parse_id(request.id, "id", KIND))
            response = pb.GetCustomerResponse(customer=await self._message(transaction, role))
        await fill_names(self._parties, [response.customer])
        return response

    async def GetCustomerForm(
        self, request: pb.GetCustomerFormRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetCustomerFormResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            role = await TradingRoleRepository(transaction, KIND).get(parse_id(request.id, "id", KIND))
            schema = await self._types.described(transaction, KIND, request.language_code)
            response = pb.GetCustomerFormResponse(schema=schema, customer=await self._message(transaction, role))
        await fill_names(self._parties, [response.customer])
        return response

    async def BatchGetCustomers(
        self, request: pb.BatchGetCustomersRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetCustomersResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await TradingRoleRepository(transaction, KIND).by_ids(ids)
            messages = [customer_message(found[one]) for one in ids if one in found]
            await self._extended.fill(transaction, messages)
        return pb.BatchGetCustomersResponse(customers=messages)

    async def ListCustomers(
        self, request: pb.ListCustomersRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListCustomersResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            narrowed = await self._extended.narrowed(transaction, request.filter)
            roles = TradingRoleRepository(transaction, KIND)
            sorting = await self._extended.sorting(transaction, SORTINGS[KIND], roles.id_column)
            page = sorted_page_of(request, sorting)
            shown, token = await roles.page(page, request.include_archived, narrowed)
            response = pb.ListCustomersResponse(customers=map(customer_message, shown), next_page_token=token)
            await self._extended.fill(transaction, response.customers)
        await fill_names(self._parties, response.customers)
        return response

    async def UpdateCustomer(
        self, request: pb.UpdateCustomerRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateCustomerResponse:
        name = await name_of(self._parties, request.customer.id)

        async def update(transaction: Transaction) -> pb.UpdateCustomerResponse:
            role = await update_role(
                transaction, self._extended, request.customer, request.update_mask, self._clock.now()
            )
            return pb.UpdateCustomerResponse(customer=await self._message(transaction, role))

        response = await self._write(request, context, pb.UpdateCustomerResponse, update)
        response.customer.display_name = name
        return response

    async def ArchiveCustomer(
        self, request: pb.ArchiveCustomerRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveCustomerResponse:
        name = await name_of(self._parties, request.id)

        async def archive(transaction: Transaction) -> pb.ArchiveCustomerResponse:
            role = await archive_role(transaction, KIND, request.id, request.etag, self._clock.now())
            return pb.ArchiveCustomerResponse(customer=await self._message(transaction, role))

        response = await self._write(request, context, pb.ArchiveCustomerResponse, archive)
        response.customer.display_name = name
        return response

    async def _message(self, transaction: Transaction, role: TradingRole) -> customer_pb2.Customer:
        message = customer_message(role)
        await self._extended.fill(transaction, [message])
        return message
