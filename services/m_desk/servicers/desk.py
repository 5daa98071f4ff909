"""DeskService."""

import grpc
from businessm.desk.v1 import desk_service_pb2 as pb
from businessm.desk.v1 import desk_service_pb2_grpc
from m_kit.caller import current_caller

from m_desk.clients import Clients
from m_desk.usecases.navigation import navigation
from m_desk.usecases.session import allowed, session


class DeskServicer(desk_service_pb2_grpc.DeskServiceServicer):
    """See desk_service.proto."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def GetNavigation(
        self, request: pb.GetNavigationRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetNavigationResponse:
        may = await allowed(self._clients, current_caller())
        return pb.GetNavigationResponse(
            navigation=await navigation(self._clients.presenters, request.language_code, may)
        )

    async def GetSession(self, _: pb.GetSessionRequest, __: grpc.aio.ServicerContext) -> pb.GetSessionResponse:
        return pb.GetSessionResponse(session=await session(self._clients, current_caller()))
