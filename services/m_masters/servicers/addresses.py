"""AddressService."""

import grpc
from businessm.masters.v1 import address_pb2, address_service_pb2_grpc
from businessm.masters.v1 import address_service_pb2 as pb
from m_kit.caller import current_caller
from m_kit.contributions.extended import ExtendedDocuments
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import address_message
from m_masters.domain.addresses import Address
from m_masters.store.addresses import ID, SORTING, AddressRepository
from m_masters.usecases.addresses import archive_address, create_address, update_address


class AddressServicer(address_service_pb2_grpc.AddressServiceServicer):
    """See address_service.proto."""

    def __init__(self, environment: Environment, extended: ExtendedDocuments) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._extended = extended

    async def CreateAddress(
        self, request: pb.CreateAddressRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateAddressResponse:
        async def create(transaction: Transaction) -> pb.CreateAddressResponse:
            address = await create_address(transaction, self._extended, request.address, self._clock.now())
            return pb.CreateAddressResponse(address=await self._message(transaction, address))

        return await self._write(request, context, pb.CreateAddressResponse, create)

    async def GetAddress(self, request: pb.GetAddressRequest, _: grpc.aio.ServicerContext) -> pb.GetAddressResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            address = await AddressRepository(transaction).get(parse_id(request.id, "id", "address"))
            return pb.GetAddressResponse(address=await self._message(transaction, address))

    async def BatchGetAddresses(
        self, request: pb.BatchGetAddressesRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetAddressesResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await AddressRepository(transaction).by_ids(ids)
            messages = [address_message(found[one]) for one in ids if one in found]
            await self._extended.fill(transaction, messages)
        return pb.BatchGetAddressesResponse(addresses=messages)

    async def ListAddresses(
        self, request: pb.ListAddressesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListAddressesResponse:
        party_id = parse_id(request.party_id, "party_id", "party")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            sorting = await self._extended.sorting(transaction, SORTING, ID)
            page = sorted_page_of(request, sorting)
            narrowed = await self._extended.narrowed(transaction, request.filter)
            shown, token = await AddressRepository(transaction).page(page, party_id, request.include_archived, narrowed)
            messages = [address_message(address) for address in shown]
            await self._extended.fill(transaction, messages)
        return pb.ListAddressesResponse(addresses=messages, next_page_token=token)

    async def UpdateAddress(
        self, request: pb.UpdateAddressRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateAddressResponse:
        async def update(transaction: Transaction) -> pb.UpdateAddressResponse:
            address = await update_address(
                transaction, self._extended, request.address, request.update_mask, self._clock.now()
            )
            return pb.UpdateAddressResponse(address=await self._message(transaction, address))

        return await self._write(request, context, pb.UpdateAddressResponse, update)

    async def ArchiveAddress(
        self, request: pb.ArchiveAddressRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveAddressResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveAddressResponse:
            address = await archive_address(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveAddressResponse(address=await self._message(transaction, address))

        return await self._write(request, context, pb.ArchiveAddressResponse, archive)

    async def _message(self, transaction: Transaction, address: Address) -> address_pb2.Address:
        message = address_message(address)
        await self._extended.fill(transaction, [message])
        return message
