"""The native gRPC port: every context's servicers on one grpc.aio server.

A service of one owner goes to it. A service that several contexts serve goes to the one that the call names in
metadata `x-businessm-context`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import grpc
from m_kit.errors import ContextRequired, NotFound
from m_kit.module import Wiring
from m_kit.outgoing import CONTEXT


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
