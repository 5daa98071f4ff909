"""PartyService."""

import grpc
from businessm.masters.v1 import party_service_pb2 as pb
from businessm.masters.v1 import party_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import known_ids, parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_masters.convert import party_message
from m_masters.store.parties import SORTING, PartyRepository
from m_masters.usecases.parties import archive_party, create_party, update_party


class PartyServicer(party_service_pb2_grpc.PartyServiceServicer):
    """See party_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateParty(
        self, request: pb.CreatePartyRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreatePartyResponse:
        async def create(transaction: Transaction) -> pb.CreatePartyResponse:
            party = await create_party(transaction, request.party, self._clock.now())
            return pb.CreatePartyResponse(party=party_message(party))

        return await self._write(request, context, pb.CreatePartyResponse, create)

    async def GetParty(self, request: pb.GetPartyRequest, _: grpc.aio.ServicerContext) -> pb.GetPartyResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            party = await PartyRepository(transaction).get(parse_id(request.id, "id", "party"))
        return pb.GetPartyResponse(party=party_message(party))

    async def BatchGetParties(
        self, request: pb.BatchGetPartiesRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetPartiesResponse:
        ids = known_ids(request.ids)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            found = await PartyRepository(transaction).by_ids(ids)
        return pb.BatchGetPartiesResponse(parties=[party_message(found[one]) for one in ids if one in found])

    async def ListParties(self, request: pb.ListPartiesRequest, _: grpc.aio.ServicerContext) -> pb.ListPartiesResponse:
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await PartyRepository(transaction).page(page, request.code, request.include_archived)
        return pb.ListPartiesResponse(parties=map(party_message, shown), next_page_token=token)

    async def UpdateParty(
        self, request: pb.UpdatePartyRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdatePartyResponse:
        async def update(transaction: Transaction) -> pb.UpdatePartyResponse:
            party = await update_party(transaction, request.party, request.update_mask, self._clock.now())
            return pb.UpdatePartyResponse(party=party_message(party))

        return await self._write(request, context, pb.UpdatePartyResponse, update)

    async def ArchiveParty(
        self, request: pb.ArchivePartyRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchivePartyResponse:
        async def archive(transaction: Transaction) -> pb.ArchivePartyResponse:
            party = await archive_party(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchivePartyResponse(party=party_message(party))

        return await self._write(request, context, pb.ArchivePartyResponse, archive)
