"""Four rpcs of the contracts, served with every step around them by whatever function a test gives: one that reads, one
that writes, one for contexts alone, one that is public."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import grpc
import grpc_inproc
from businessm.identity.v1 import (
    role_service_pb2,
    role_service_pb2_grpc,
    session_service_pb2,
    session_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)

from m_kit.contracts import methods_of
from m_kit.interceptors.errors import guard_stream
from m_kit.interceptors.permission import RolePermissions
from m_kit.interceptors.pipeline import Pipeline
from m_kit.interceptors.standard import standard_steps
from m_kit.metrics import CallMetrics
from m_kit.testing import Metadata, calling_as, make_issuer

SERVICES = [f"businessm.identity.v1.{name}Service" for name in ("User", "Role", "Session")]
Handler = Callable[[Any, grpc.aio.ServicerContext], Awaitable[Any]]
ROLES = {"admin": ["*"], "reader": ["*.read"], "clerk": ["identity.user.*"]}


class Servicer(
    user_service_pb2_grpc.UserServiceServicer,
    role_service_pb2_grpc.RoleServiceServicer,
    session_service_pb2_grpc.SessionServiceServicer,
):
    """Hands every call to the test's function."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def GetUser(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._handler(request, context)
        return user_service_pb2.GetUserResponse()

    async def CreateUser(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._handler(request, context)
        return user_service_pb2.CreateUserResponse()

    async def ResolvePermissions(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._handler(request, context)
        return role_service_pb2.ResolvePermissionsResponse()

    async def Login(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        await self._handler(request, context)
        return session_service_pb2.LoginResponse()


class Served:
    """Calls of the four, as anybody."""

    def __init__(self, channel: grpc.aio.Channel, metrics: CallMetrics, lookups: list[tuple[str, ...]]) -> None:
        self.channel, self.metrics, self.lookups = channel, metrics, lookups
        self.issuer = ISSUER
        self._users = user_service_pb2_grpc.UserServiceStub(channel)
        self._roles = role_service_pb2_grpc.RoleServiceStub(channel)
        self._sessions = session_service_pb2_grpc.SessionServiceStub(channel)

    def read(self, metadata: Metadata, **given: Any) -> Any:
        """Permission identity.user.read."""
        return self._users.GetUser(user_service_pb2.GetUserRequest(id="1"), metadata=metadata, **given)

    def write(self, metadata: Metadata, request: Any = None, **given: Any) -> Any:
        """Permission identity.user.create; it takes a request_id."""
        return self._users.CreateUser(request or new_user("r"), metadata=metadata, **given)

    def resolve(self, metadata: Metadata, **given: Any) -> Any:
        """Permission identity.role.internal."""
        request = role_service_pb2.ResolvePermissionsRequest()
        return self._roles.ResolvePermissions(request, metadata=metadata, **given)

    def login(self, metadata: Metadata = (), **given: Any) -> Any:
        """Public."""
        request = session_service_pb2.LoginRequest(username="asha", password="p")
        return self._sessions.Login(request, metadata=metadata, **given)


ISSUER = make_issuer()


def new_user(request_id: str, username: str = "ravi") -> user_service_pb2.CreateUserRequest:
    """A request that breaks no rule where both are given."""
    request = user_service_pb2.CreateUserRequest(request_id=request_id)
    request.user.username = username
    return request


def somebody(*roles: str, tenant: str = "acme", user: str = "asha") -> Metadata:
    """A user with these roles."""
    return calling_as(ISSUER, tenant, user=user, roles=roles)


def context_named(name: str, tenant: str = "acme") -> Metadata:
    """Another context."""
    return calling_as(ISSUER, tenant, user=f"service:{name}", roles=())


async def nothing(request: Any, context: grpc.aio.ServicerContext) -> None:
    """Answers at once."""


@contextlib.asynccontextmanager
async def served(handler: Handler = nothing) -> AsyncIterator[Served]:
    """The four rpcs, served in process."""
    lookups: list[tuple[str, ...]] = []

    async def lookup(_: str, roles: tuple[str, ...]) -> list[str]:
        lookups.append(roles)
        return [pattern for role in roles for pattern in ROLES.get(role, [])]

    metrics, servicer = CallMetrics(), Servicer(handler)
    steps = standard_steps(ISSUER.verifier(), RolePermissions(lookup), metrics)
    server = grpc_inproc.make_server(interceptors=[Pipeline(methods_of(SERVICES), steps, guard_stream)])
    user_service_pb2_grpc.add_UserServiceServicer_to_server(servicer, server)
    role_service_pb2_grpc.add_RoleServiceServicer_to_server(servicer, server)
    session_service_pb2_grpc.add_SessionServiceServicer_to_server(servicer, server)
    await server.start()
    async with grpc_inproc.connect(server, isolation=lambda path: grpc_inproc.PARANOID) as channel:
        yield Served(channel, metrics, lookups)
    await server.stop(None)
