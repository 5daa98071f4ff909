"""SavedViewService."""

import grpc
from businessm.desk.v1 import saved_view_service_pb2 as pb
from businessm.desk.v1 import saved_view_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_desk.convert import saved_view_message
from m_desk.store.saved_views import SORTING, SavedViewRepository
from m_desk.usecases.saved_views import create_saved_view, delete_saved_view, update_saved_view


class SavedViewServicer(saved_view_service_pb2_grpc.SavedViewServiceServicer):
    """See saved_view_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateSavedView(
        self, request: pb.CreateSavedViewRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateSavedViewResponse:
        async def create(transaction: Transaction) -> pb.CreateSavedViewResponse:
            view = await create_saved_view(transaction, request.saved_view, current_caller().actor, self._clock.now())
            return pb.CreateSavedViewResponse(saved_view=saved_view_message(view))

        return await self._write(request, context, pb.CreateSavedViewResponse, create)

    async def GetSavedView(
        self, request: pb.GetSavedViewRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetSavedViewResponse:
        view_id, caller = parse_id(request.id, "id", "saved view"), current_caller()
        async with self._uow.transaction(caller.tenant) as transaction:
            view = await SavedViewRepository(transaction).get(view_id, caller.actor)
        return pb.GetSavedViewResponse(saved_view=saved_view_message(view))

    async def ListSavedViews(
        self, request: pb.ListSavedViewsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListSavedViewsResponse:
        page, caller = sorted_page_of(request, SORTING), current_caller()
        async with self._uow.transaction(caller.tenant) as transaction:
            shown, token = await SavedViewRepository(transaction).page(page, caller.actor, request.document_type)
        return pb.ListSavedViewsResponse(saved_views=map(saved_view_message, shown), next_page_token=token)

    async def UpdateSavedView(
        self, request: pb.UpdateSavedViewRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateSavedViewResponse:
        async def update(transaction: Transaction) -> pb.UpdateSavedViewResponse:
            username, now = current_caller().actor, self._clock.now()
            view = await update_saved_view(transaction, request.saved_view, request.update_mask, username, now)
            return pb.UpdateSavedViewResponse(saved_view=saved_view_message(view))

        return await self._write(request, context, pb.UpdateSavedViewResponse, update)

    async def DeleteSavedView(
        self, request: pb.DeleteSavedViewRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeleteSavedViewResponse:
        async def delete(transaction: Transaction) -> pb.DeleteSavedViewResponse:
            await delete_saved_view(transaction, request.id, request.etag, current_caller().actor)
            return pb.DeleteSavedViewResponse()

        return await self._write(request, context, pb.DeleteSavedViewResponse, delete)
