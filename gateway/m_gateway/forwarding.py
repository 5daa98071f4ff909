"""The native gRPC port in front of services that run elsewhere: calls go on as bytes, whatever they say.

Metadata goes both ways as it came, a status with its details too, and time that is left and cancellation go on. What a
client may say of itself is for the server behind to judge, as it judges clients that reach it directly. Only that a
service cannot be reached is told in our words, for gRPC's name its address.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_status import rpc_status

from m_gateway.http.errors import unavailable

# Set anew by gRPC on each stretch of the way.
_OF_THE_CONNECTION = frozenset({"user-agent", "grpc-previous-rpc-attempts"})
_DETAILS = "grpc-status-details-bin"
_CONTEXT = "x-businessm-context"

Route = Callable[[str, str], grpc.aio.Channel | None]


class Forwarder(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    """Outermost interceptor of a native port. `route(service, context)` names the channel on which a call goes on,
    None where it is served here; `context` is what the call says in x-businessm-context, or empty."""

    def __init__(self, route: Route, pool: DescriptorPool) -> None:
        self._route = route
        self._pool = pool
        self._handlers: dict[tuple[int, str], grpc.RpcMethodHandler] = {}

    async def intercept_service(
        self, continuation: Callable[[grpc.HandlerCallDetails], Any], handler_call_details: grpc.HandlerCallDetails
    ) -> grpc.RpcMethodHandler | None:
        """A handler that hands the call on, or what the server itself has for it."""
        path: str = handler_call_details.method
        channel = self._route(path.split("/")[1], _value(handler_call_details.invocation_metadata, _CONTEXT))
        if channel is None:
            return await continuation(handler_call_details)
        method = self._method(path)
        if method is None:
            return None
        key = (id(channel), path)
        if key not in self._handlers:
            make = _stream_handler if method.server_streaming else _unary_handler
            self._handlers[key] = make(channel, path)
        return self._handlers[key]

    def _method(self, path: str) -> Any:
        """The method's descriptor; None for one that no contract has. Clients stream nothing in our contracts."""
        _, service, name = path.split("/")
        method = self._pool.FindServiceByName(service).methods_by_name.get(name)
        return None if method is None or method.client_streaming else method


def _unary_handler(channel: grpc.aio.Channel, path: str) -> grpc.RpcMethodHandler:
    forward = channel.unary_unary(path)

    async def unary(request: bytes, context: grpc.aio.ServicerContext) -> bytes:
        call = forward(request, metadata=_passed_on(context), timeout=context.time_remaining())
        try:
            response: bytes = await call
            await _send_initial(context, await call.initial_metadata())
            context.set_trailing_metadata(tuple(await call.trailing_metadata()))
            return response
        except grpc.aio.AioRpcError as error:
            await _send_initial(context, error.initial_metadata())
            await _abort(context, error)
            raise
        finally:
            call.cancel()

    return grpc.unary_unary_rpc_method_handler(unary)


def _stream_handler(channel: grpc.aio.Channel, path: str) -> grpc.RpcMethodHandler:
    forward = channel.unary_stream(path)

    async def stream(request: bytes, context: grpc.aio.ServicerContext) -> AsyncIterator[bytes]:
        call = forward(request, metadata=_passed_on(context), timeout=context.time_remaining())
        try:
            initial = await call.initial_metadata()
            if initial or not call.done():
                await context.send_initial_metadata(tuple(initial))
            async for response in call:
                yield response
            context.set_trailing_metadata(tuple(await call.trailing_metadata()))
        except grpc.aio.AioRpcError as error:
            await _abort(context, error)
        finally:
            call.cancel()

    return grpc.unary_stream_rpc_method_handler(stream)


def _passed_on(context: grpc.aio.ServicerContext) -> tuple[tuple[str, Any], ...]:
    return tuple((key, value) for key, value in context.invocation_metadata() or () if key not in _OF_THE_CONNECTION)


async def _send_initial(context: grpc.aio.ServicerContext, metadata: Iterable[tuple[str, Any]]) -> None:
    sent = tuple(metadata)
    if sent:
        await context.send_initial_metadata(sent)


async def _abort(context: grpc.aio.ServicerContext, error: grpc.aio.AioRpcError) -> None:
    """Ends the call as it ended behind us."""
    trailing = tuple(error.trailing_metadata())
    if error.code() is grpc.StatusCode.UNAVAILABLE and not _value(trailing, _DETAILS):
        await context.abort_with_status(rpc_status.to_status(unavailable().status))
    await context.abort(error.code(), error.details() or "", trailing)


def _value(metadata: Iterable[tuple[str, Any]] | None, key: str) -> Any:
    return next((value for name, value in metadata or () if name == key), "")
