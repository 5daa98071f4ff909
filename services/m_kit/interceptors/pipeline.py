"""Puts the steps around every rpc that a server serves."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.contracts import FOREIGN_PERMISSIONS, Method

Invoke = Callable[[Message, grpc.aio.ServicerContext], Awaitable[Any]]
Step = Callable[[Method, Invoke], Invoke]
KEPT_MOST = 4096


class Pipeline(grpc.aio.ServerInterceptor):
    """Wraps each handler once, outermost step first, and keeps what it wrapped
    (with the handler itself, so that its identity stays taken).

    A network server takes it as an interceptor; `registrar` wraps handlers as they are registered, once for all calls.

    A server-streaming handler is wrapped as the call that opens its stream; `guard` then surrounds the stream itself.
    An rpc whose contract is not known here is refused by leaving it unimplemented.
    """

    def __init__(
        self,
        methods: Mapping[str, Method],
        steps: Sequence[Step],
        guard: Callable[[AsyncIterator[Any], grpc.aio.ServicerContext], AsyncIterator[Any]],
    ) -> None:
        self._methods = methods
        self._steps = tuple(steps)
        self._guard = guard
        self._wrapped: dict[int, tuple[Any, grpc.RpcMethodHandler]] = {}

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler | None:
        """The wrapped handler, or None where there is none."""
        path: str = handler_call_details.method
        handler = await continuation(handler_call_details)
        if handler is None or path.split("/")[1] in FOREIGN_PERMISSIONS:
            return handler
        known = self._wrapped.get(id(handler))
        if known is not None:
            return known[1]
        method = self._methods.get(path)
        if method is None:
            return None
        wrapped = self._wrap(method, handler)
        if len(self._wrapped) >= KEPT_MOST:
            self._wrapped.clear()
        self._wrapped[id(handler)] = (handler, wrapped)
        return wrapped

    def registrar(self, server: grpc.aio.Server) -> "Registrar":
        """Hand it to generated code in the server's place."""
        return Registrar(self, server)

    def around(self, path: str, handler: Any) -> grpc.RpcMethodHandler | None:
        """The handler with the steps around it, None for an rpc whose contract is not known here."""
        method = self._methods.get(path)
        return None if method is None else self._wrap(method, handler)

    def _wrap(self, method: Method, handler: Any) -> grpc.RpcMethodHandler:
        codecs = {
            "request_deserializer": handler.request_deserializer,
            "response_serializer": handler.response_serializer,
        }
        if handler.unary_unary is not None:
            return grpc.unary_unary_rpc_method_handler(self._surround(method, handler.unary_unary), **codecs)
        if handler.unary_stream is not None:
            return grpc.unary_stream_rpc_method_handler(self._stream(method, handler.unary_stream), **codecs)
        raise TypeError(f"{method.path}: contracts have no client streams")

    def _surround(self, method: Method, call: Invoke) -> Invoke:
        for step in reversed(self._steps):
            call = step(method, call)
        return call

    def _stream(self, method: Method, handler: Callable[..., AsyncIterator[Any]]) -> Callable[..., AsyncIterator[Any]]:
        async def open_stream(request: Message, context: grpc.aio.ServicerContext) -> AsyncIterator[Any]:
            return handler(request, context)

        opened = self._surround(method, open_stream)

        async def stream(request: Message, context: grpc.aio.ServicerContext) -> AsyncIterator[Any]:
            async for response in self._guard(await opened(request, context), context):
                yield response

        return stream


class Registrar:
    """Stands in for a server while generated code registers a servicer: handlers go on with the steps around them."""

    def __init__(self, pipeline: Pipeline, server: grpc.aio.Server) -> None:
        self._pipeline = pipeline
        self._server = server

    def add_generic_rpc_handlers(self, _: Sequence[Any]) -> None:
        """Not passed on: the registered ones are the same, and these have nothing around them."""

    def add_registered_method_handlers(self, service: str, handlers: Mapping[str, Any]) -> None:
        """Each with the steps around it."""
        wrapped = {name: self._pipeline.around(f"/{service}/{name}", handler) for name, handler in handlers.items()}
        known = {name: handler for name, handler in wrapped.items() if handler is not None}
        self._server.add_registered_method_handlers(service, known)
