"""The native gRPC port: every context's servicers on one grpc.aio server.

A service of one owner goes to it. A service that several contexts serve goes to the one that the call names in
metadata `x-businessm-context`. In front of other processes, calls for their contexts go on to them.
"""

import contextlib
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import grpc
from google.protobuf import descriptor_pool
from m_gateway.forwarding import Forwarder
from m_kit.errors import ContextRequired, NotFound
from m_kit.interceptors.unreadable import RefuseUnreadable
from m_kit.module import Wiring
from m_kit.outgoing import CONTEXT

from business_m.catalog import owners, sharers
from business_m.channels import SERVER_OPTIONS, add_port
from business_m.foreign_services import add_foreign_services
from business_m.ports import port_of
from business_m.topology import Application


async def native_server(application: Application, address: str) -> tuple[grpc.aio.Server, int]:
    """(a network server for every service that the application presents, the port it got).

    Start it; port 0 asks for a free one. Calls for contexts that run elsewhere go on to them.
    """
    owner_of, shared = owners(application.modules), sharers(application.modules)
    remote = {name: channel for name, channel in application.channels.items() if name not in application.contexts}
    forwarder = Forwarder(RemoteContexts(remote, owner_of, shared).route, descriptor_pool.Default())
    interceptors = [forwarder, RefuseUnreadable(), application.pipeline]
    server = grpc.aio.server(interceptors=interceptors, options=SERVER_OPTIONS)
    wirings = {name: context.wiring for name, context in application.contexts.items()}
    server.add_generic_rpc_handlers((ContextRouter(wirings, shared),))
    await add_foreign_services(server, [*owner_of, *shared])
    return server, add_port(server, address, application.settings.tls)


@contextlib.asynccontextmanager
async def native_port(application: Application, port: socket.socket, grace_seconds: float) -> AsyncIterator[str]:
    """The native port, started on a port that was reserved; its host:port."""
    host = port.getsockname()[0]
    server, bound = await native_server(application, f"{host}:{port_of(port)}")
    await server.start()
    try:
        yield f"{host}:{bound}"
    finally:
        await server.stop(grace_seconds)


class RemoteContexts:
    """Where a call goes on to, of the contexts that do not run here."""

    def __init__(
        self,
        channels: Mapping[str, grpc.aio.Channel],
        owners: Mapping[str, str],
        shared: Mapping[str, Sequence[str]],
    ) -> None:
        self._channels = channels
        self._owners = owners
        self._shared = shared

    def route(self, service: str, context: str) -> grpc.aio.Channel | None:
        """The channel to it; None for what is served, or refused, here.

        A shared service's call that names no context, or one that is not there, is refused by a context that serves
        it, in the order of everything that is checked before: here where one runs, else by the first of the others.
        """
        if service not in self._shared:
            return self._channels.get(self._owners.get(service, ""))
        serving = self._shared[service]
        if context in serving:
            return self._channels.get(context)
        return self._channels[serving[0]] if all(name in self._channels for name in serving) else None


class ContextRouter(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Finds a call's handler by service and, for shared services, by context."""

    def __init__(self, wirings: Mapping[str, Wiring], shared: Mapping[str, Sequence[str]]) -> None:
        self._shared = shared
        self._handlers: dict[tuple[str, str], Any] = {}
        for context, wiring in wirings.items():
            for path, handler in _handlers_of(wiring).items():
                owner = context if path.split("/")[1] in shared else ""
                self._handlers[owner, path] = handler

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        """The handler, one that answers CONTEXT_REQUIRED, or None."""
        path: str = handler_call_details.method
        if path.split("/")[1] not in self._shared:
            return self._handlers.get(("", path))
        metadata = dict(handler_call_details.invocation_metadata)
        context = str(metadata.get(CONTEXT, ""))
        handler = self._handlers.get((context, path))
        return handler or self._refusing(path, context)

    def _refusing(self, path: str, context: str) -> grpc.RpcMethodHandler | None:
        """Reads the request as the contexts that serve the rpc do, and refuses it; None for an rpc nobody serves."""
        served = next((handler for (_, known), handler in self._handlers.items() if known == path), None)
        if served is None:
            return None

        async def refuse(_: Any, __: grpc.aio.ServicerContext) -> None:
            if context:
                raise NotFound(f"no context {context!r} serves this", field="context")
            raise ContextRequired("several contexts serve this: name one in x-businessm-context", field="context")

        return grpc.unary_unary_rpc_method_handler(
            refuse, request_deserializer=served.request_deserializer, response_serializer=served.response_serializer
        )


class _Recorder:
    """Stands in for a server while generated code registers a servicer."""

    def __init__(self) -> None:
        self.handlers: dict[str, Any] = {}

    def add_generic_rpc_handlers(self, handlers: Sequence[Any]) -> None:
        """Not needed: the registered ones are the same."""

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Any]) -> None:
        self.handlers |= {f"/{service}/{name}": handler for name, handler in handlers.items()}


def _handlers_of(wiring: Wiring) -> dict[str, Any]:
    recorder = _Recorder()
    for add, servicer in wiring.servicers:
        add(servicer, recorder)
    return recorder.handlers
