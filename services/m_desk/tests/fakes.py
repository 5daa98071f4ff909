"""Everyone desk asks, small enough to read: identity, and contexts that bring something or nothing."""

from dataclasses import dataclass, field

import grpc
import grpc_inproc
from businessm.events.v1 import dead_letter_pb2, outbox_service_pb2, outbox_service_pb2_grpc
from businessm.identity.v1 import (
    role_service_pb2,
    role_service_pb2_grpc,
    user_pb2,
    user_service_pb2,
    user_service_pb2_grpc,
)
from businessm.metadata.v1 import document_type_service_pb2, document_type_service_pb2_grpc
from businessm.metadata.v1.document_type_pb2 import DocumentType
from businessm.ui.v1 import ui_service_pb2, ui_service_pb2_grpc
from businessm.ui.v1.ui_pb2 import Ui, UiRemote, UiScreen
from m_kit.module import no_such_context

ROLES = {"admin": ["*"], "reader": ["*.read"], "clerk": ["desk.*", "tea.leaf.read"], "nobody": ["desk.*"]}


class FakeRoles(role_service_pb2_grpc.RoleServiceServicer):
    """Those of ROLES."""

    async def ResolvePermissions(
        self, request: role_service_pb2.ResolvePermissionsRequest, _: grpc.aio.ServicerContext
    ) -> role_service_pb2.ResolvePermissionsResponse:
        permissions = sorted({one for role in request.roles for one in ROLES[role]})
        return role_service_pb2.ResolvePermissionsResponse(permissions=permissions)


class FakeUsers(user_service_pb2_grpc.UserServiceServicer):
    """Asha alone."""

    async def ListUsers(
        self, request: user_service_pb2.ListUsersRequest, _: grpc.aio.ServicerContext
    ) -> user_service_pb2.ListUsersResponse:
        found = [user_pb2.User(username="asha", display_name="Asha Rao")] if request.username == "asha" else []
        return user_service_pb2.ListUsersResponse(users=found)


@dataclass
class FakeContext(
    ui_service_pb2_grpc.UiServiceServicer,
    document_type_service_pb2_grpc.DocumentTypeServiceServicer,
    outbox_service_pb2_grpc.OutboxServiceServicer,
):
    """A context that brings `ui` and document types named `types`, and could not tell of `letters`; `refuses` what it
    is asked."""

    ui: Ui = field(default_factory=Ui)
    types: tuple[str, ...] = ()
    letters: list[dead_letter_pb2.DeadLetter] = field(default_factory=list)
    refuses: grpc.StatusCode | None = None

    async def DescribeUi(
        self, request: ui_service_pb2.DescribeUiRequest, context: grpc.aio.ServicerContext
    ) -> ui_service_pb2.DescribeUiResponse:
        if self.refuses:
            await context.abort(self.refuses, "not now")
        told = Ui()
        told.CopyFrom(self.ui)
        told.label = f"{told.label} {request.language_code}".strip()
        return ui_service_pb2.DescribeUiResponse(ui=told)

    async def ListDocumentTypes(
        self, _: document_type_service_pb2.ListDocumentTypesRequest, context: grpc.aio.ServicerContext
    ) -> document_type_service_pb2.ListDocumentTypesResponse:
        if self.refuses:
            await context.abort(self.refuses, "not now")
        return document_type_service_pb2.ListDocumentTypesResponse(
            document_types=[
                DocumentType(
                    type=name,
                    plural_label=f"{name.capitalize()}s",
                    read_permission=f"tea.{name}.read",
                    # An inner one is described and nothing lists it.
                    list_rpc="" if name == "inner" else f"tea/List{name}",
                )
                for name in self.types
            ]
        )

    async def ListDeadLetters(
        self, _: outbox_service_pb2.ListDeadLettersRequest, context: grpc.aio.ServicerContext
    ) -> outbox_service_pb2.ListDeadLettersResponse:
        if self.refuses:
            await context.abort(self.refuses, "not now")
        return outbox_service_pb2.ListDeadLettersResponse(dead_letters=self.letters)


def tea() -> FakeContext:
    """Three document types, of which one comes first, and a remote with a screen."""
    return FakeContext(
        Ui(
            label="Tea",
            icon="leaf",
            position=2,
            document_types=["pot"],
            screens=[UiScreen(path="blend", label="Blend", permission="tea.blend.read")],
            remote=UiRemote(manifest="mf-manifest.json", version="v1"),
        ),
        ("cup", "inner", "leaf", "pot"),
    )


@dataclass
class House:
    """The contexts there are, by name, and identity."""

    contexts: dict[str, FakeContext] = field(default_factory=lambda: {"tea": tea()})

    def identity(self) -> dict[str, grpc.aio.Channel]:
        """Service to channel."""

        def add(server: grpc.aio.Server) -> None:
            role_service_pb2_grpc.add_RoleServiceServicer_to_server(FakeRoles(), server)
            user_service_pb2_grpc.add_UserServiceServicer_to_server(FakeUsers(), server)

        channel = grpc_inproc.make_channel(add)
        return {"businessm.identity.v1.RoleService": channel, "businessm.identity.v1.UserService": channel}

    def channel(self, context: str) -> grpc.aio.Channel:
        """To one of the contexts."""
        found = self.contexts.get(context) or no_such_context(context)

        def add(server: grpc.aio.Server) -> None:
            ui_service_pb2_grpc.add_UiServiceServicer_to_server(found, server)
            document_type_service_pb2_grpc.add_DocumentTypeServiceServicer_to_server(found, server)
            outbox_service_pb2_grpc.add_OutboxServiceServicer_to_server(found, server)

        return grpc_inproc.make_channel(add)
