"""PreferencesService."""

import grpc
from businessm.desk.v1 import preferences_service_pb2 as pb
from businessm.desk.v1 import preferences_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.module import Environment
from m_kit.uow import Transaction

from m_desk.convert import preferences_message
from m_desk.store.preferences import PreferencesRepository
from m_desk.usecases.preferences import update_preferences


class PreferencesServicer(preferences_service_pb2_grpc.PreferencesServiceServicer):
    """See preferences_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def GetPreferences(
        self, _: pb.GetPreferencesRequest, __: grpc.aio.ServicerContext
    ) -> pb.GetPreferencesResponse:
        caller = current_caller()
        async with self._uow.transaction(caller.tenant) as transaction:
            found = await PreferencesRepository(transaction).of(caller.actor)
        return pb.GetPreferencesResponse(preferences=preferences_message(found))

    async def UpdatePreferences(
        self, request: pb.UpdatePreferencesRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdatePreferencesResponse:
        async def update(transaction: Transaction) -> pb.UpdatePreferencesResponse:
            username, now = current_caller().actor, self._clock.now()
            kept = await update_preferences(transaction, request.preferences, request.update_mask, username, now)
            return pb.UpdatePreferencesResponse(preferences=preferences_message(kept))

        return await self._write(request, context, pb.UpdatePreferencesResponse, update)
