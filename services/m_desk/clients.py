"""The stubs desk depends on: the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import grpc
from businessm.events.v1 import outbox_service_pb2
from businessm.events.v1.dead_letter_pb2 import DeadLetter
from businessm.events.v1.outbox_service_pb2_grpc import OutboxServiceStub
from businessm.identity.v1.role_service_pb2_grpc import RoleServiceStub
from businessm.identity.v1.user_service_pb2_grpc import UserServiceStub
from businessm.metadata.v1 import document_type_service_pb2
from businessm.metadata.v1.document_type_pb2 import DocumentType
from businessm.metadata.v1.document_type_service_pb2_grpc import DocumentTypeServiceStub
from businessm.ui.v1 import ui_service_pb2
from businessm.ui.v1.ui_pb2 import Ui
from businessm.ui.v1.ui_service_pb2_grpc import UiServiceStub
from m_kit.module import Environment
from m_kit.pagination import MAX_PAGE_SIZE

# What a context says, whichever way it is reached, that does not serve what it is asked for.
_NOT_SERVED = {grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.NOT_FOUND}


@dataclass(frozen=True)
class Presenter:
    """One context, asked what it brings. A context brings nothing that serves none of this."""

    context: str
    ui: UiServiceStub
    document_types: DocumentTypeServiceStub
    outbox: OutboxServiceStub

    @classmethod
    def on(cls, context: str, channel: grpc.aio.Channel) -> Self:
        """Asked on its channel."""
        return cls(context, UiServiceStub(channel), DocumentTypeServiceStub(channel), OutboxServiceStub(channel))

    async def described(self, language_code: str, timeout_seconds: float) -> Ui | None:
        """What it says of itself, None where it brings nothing. Raises AioRpcError where it does not answer."""
        request = ui_service_pb2.DescribeUiRequest(context=self.context, language_code=language_code)
        try:
            found: Ui = (await self.ui.DescribeUi(request, timeout=timeout_seconds)).ui
        except grpc.aio.AioRpcError as error:
            if error.code() in _NOT_SERVED:
                return None
            raise
        return found

    async def types(self, language_code: str, timeout_seconds: float) -> Sequence[DocumentType]:
        """Its document types. Raises AioRpcError where it does not answer."""
        request = document_type_service_pb2.ListDocumentTypesRequest(context=self.context, language_code=language_code)
        try:
            answer = await self.document_types.ListDocumentTypes(request, timeout=timeout_seconds)
        except grpc.aio.AioRpcError as error:
            if error.code() in _NOT_SERVED:
                return ()
            raise
        return list(answer.document_types)

    async def dead_letters(self, timeout_seconds: float) -> Sequence[DeadLetter]:
        """The oldest of its events that somebody failed to handle. Raises AioRpcError where it does not answer."""
        request = outbox_service_pb2.ListDeadLettersRequest(context=self.context, page_size=MAX_PAGE_SIZE)
        try:
            answer = await self.outbox.ListDeadLetters(request, timeout=timeout_seconds)
        except grpc.aio.AioRpcError as error:
            if error.code() in _NOT_SERVED:
                return ()
            raise
        return list(answer.dead_letters)


@dataclass(frozen=True)
class Clients:
    """Everyone desk asks."""

    roles: RoleServiceStub
    users: UserServiceStub
    presenters: Sequence[Presenter]


def clients_of(environment: Environment) -> Clients:
    """On the channels that the composition root hands out; every context there is may bring something."""
    return Clients(
        roles=RoleServiceStub(environment.channel_to("businessm.identity.v1.RoleService")),
        users=UserServiceStub(environment.channel_to("businessm.identity.v1.UserService")),
        presenters=[Presenter.on(context, environment.channel_to_context(context)) for context in environment.contexts],
    )
