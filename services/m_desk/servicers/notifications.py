"""NotificationService."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import grpc
from businessm.desk.v1 import notification_service_pb2 as pb
from businessm.desk.v1 import notification_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import known_ids
from m_kit.module import Environment
from m_kit.pagination import page_of
from m_kit.uow import Transaction

from m_desk.clients import Clients
from m_desk.convert import notification_message
from m_desk.store.announcements import AnnouncementRepository
from m_desk.store.notifications import NotificationRepository, place_key
from m_desk.usecases.session import allowed
from m_desk.usecases.watch import Watch, place_of


class NotificationServicer(notification_service_pb2_grpc.NotificationServiceServicer):
    """See notification_service.proto."""

    def __init__(self, environment: Environment, clients: Clients, watch: Watch) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._clients, self._watch = clients, watch

    async def ListNotifications(
        self, request: pb.ListNotificationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListNotificationsResponse:
        page, caller = page_of(request, place_key), current_caller()
        may = await allowed(self._clients, caller)
        async with self._uow.transaction(caller.tenant) as transaction:
            await AnnouncementRepository(transaction).take(caller.actor, may)
            kept = NotificationRepository(transaction)
            found = await kept.page(page, caller.actor, request.unread_only)
            unread = await kept.count_unread(caller.actor)
        shown, token = page.cut(found, lambda one: (one.place,))
        return pb.ListNotificationsResponse(
            notifications=map(notification_message, shown), next_page_token=token, unread_count=unread
        )

    async def MarkNotificationsRead(
        self, request: pb.MarkNotificationsReadRequest, context: grpc.aio.ServicerContext
    ) -> pb.MarkNotificationsReadResponse:
        async def mark(transaction: Transaction) -> pb.MarkNotificationsReadResponse:
            kept, username = NotificationRepository(transaction), current_caller().actor
            await kept.mark_read(username, known_ids(request.ids) if request.ids else None, self._clock.now())
            return pb.MarkNotificationsReadResponse(unread_count=await kept.count_unread(username))

        return await self._write(request, context, pb.MarkNotificationsReadResponse, mark)

    async def WatchNotifications(
        self, request: pb.WatchNotificationsRequest, _: grpc.aio.ServicerContext
    ) -> AsyncIterator[pb.WatchNotificationsResponse]:
        caller, place = current_caller(), place_of(request.cursor)
        may = await allowed(self._clients, caller)
        async with aclosing(self._watch.of(caller.tenant, caller.actor, may, place)) as watched:
            async for told in watched:
                yield pb.WatchNotificationsResponse(
                    notifications=map(notification_message, told.notifications),
                    unread_count=told.unread,
                    cursor=str(told.place),
                )
