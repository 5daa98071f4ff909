"""Masters' parties small enough to read, in two dresses: a class with the stub's methods, and a servicer."""

from dataclasses import dataclass, field
from typing import Any

import grpc
import grpc_inproc
from businessm.masters.v1 import party_pb2, party_service_pb2_grpc
from businessm.masters.v1 import party_service_pb2 as pb
from grpc_status import rpc_status
from m_kit.errors import BusinessError, Duplicate, RequestIdReused
from m_kit.ids import new_id
from m_kit.statuses import status_of


@dataclass
class FakeParties:
    """Parties by id, requests to create by request_id, and every call made. `down` answers nothing."""

    parties: dict[str, party_pb2.Party] = field(default_factory=dict)
    created: dict[str, pb.CreatePartyRequest] = field(default_factory=dict)
    calls: list[Any] = field(default_factory=list)
    down: bool = False

    def add(self, name: str, **fields: Any) -> str:
        """The id of a party that is there."""
        party = party_pb2.Party(id=str(new_id()), name=name, **fields)
        self.parties[party.id] = party
        return party.id

    async def CreateParty(self, request: pb.CreatePartyRequest) -> pb.CreatePartyResponse:
        """Replays its answer; refuses other content and a code that is taken."""
        self.calls.append(request)
        before = self.created.get(request.request_id)
        if before is not None and before != request:
            raise RequestIdReused("other content", field="request_id")
        if before is None and request.party.code in {one.code for one in self.parties.values() if one.code}:
            raise Duplicate("another one has this code", field="party.code")
        if not request.validate_only:
            self.created[request.request_id] = request
            self.parties.setdefault(request.party.id, request.party)
        return pb.CreatePartyResponse(party=request.party)

    async def BatchGetParties(self, request: pb.BatchGetPartiesRequest) -> pb.BatchGetPartiesResponse:
        """Those that are there, in the order asked; 250 at most."""
        self.calls.append(request)
        assert 1 <= len(request.ids) <= 250
        return pb.BatchGetPartiesResponse(parties=[self.parties[one] for one in request.ids if one in self.parties])


class FakePartyServicer(party_service_pb2_grpc.PartyServiceServicer):
    """The same parties behind a channel."""

    def __init__(self, parties: FakeParties) -> None:
        self._parties = parties

    async def CreateParty(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._require_up(context)
        try:
            return await self._parties.CreateParty(request)
        except BusinessError as error:
            await context.abort_with_status(rpc_status.to_status(status_of(error)))

    async def BatchGetParties(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._require_up(context)
        return await self._parties.BatchGetParties(request)

    async def _require_up(self, context: grpc.aio.ServicerContext) -> None:
        if self._parties.down:
            await context.abort(grpc.StatusCode.UNAVAILABLE, "down")


def channel_to(parties: FakeParties) -> grpc.aio.Channel:
    """A channel to the parties."""

    def add(server: grpc.aio.Server) -> None:
        party_service_pb2_grpc.add_PartyServiceServicer_to_server(FakePartyServicer(parties), server)

    return grpc_inproc.make_channel(add)
