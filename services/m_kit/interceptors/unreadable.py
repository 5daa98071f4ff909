"""Bytes that are no message of the rpc's type are refused as any bad field is, before anybody looks at them."""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from google.protobuf.message import DecodeError
from grpc_status import rpc_status

from m_kit.errors import FieldInvalid
from m_kit.interceptors.pipeline import KEPT_MOST
from m_kit.statuses import status_of

_UNREADABLE = object()


class RefuseUnreadable(grpc.aio.ServerInterceptor):
    """Outermost on a network port, where gRPC itself would answer UNKNOWN in the parser's words."""

    def __init__(self) -> None:
        self._wrapped: dict[int, tuple[Any, grpc.RpcMethodHandler]] = {}

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler | None:
        """The handler with a parser that never fails; each is wrapped once."""
        handler = await continuation(handler_call_details)
        if handler is None or handler.unary_unary is None:
            return handler
        if id(handler) not in self._wrapped:
            if len(self._wrapped) >= KEPT_MOST:
                self._wrapped.clear()
            self._wrapped[id(handler)] = (handler, _refusing(handler))
        return self._wrapped[id(handler)][1]


def _refusing(handler: Any) -> grpc.RpcMethodHandler:
    parse, call = handler.request_deserializer, handler.unary_unary

    def parsed(content: bytes) -> Any:
        try:
            return parse(content)
        except DecodeError:
            return _UNREADABLE

    async def called(request: Any, context: grpc.aio.ServicerContext) -> Any:
        if request is _UNREADABLE:
            error = FieldInvalid("the message cannot be read as this rpc's request")
            await context.abort_with_status(rpc_status.to_status(status_of(error)))
        return await call(request, context)

    return grpc.unary_unary_rpc_method_handler(
        called, request_deserializer=parsed, response_serializer=handler.response_serializer
    )
