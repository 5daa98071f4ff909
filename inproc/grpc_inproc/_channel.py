"""The channel: grpc.aio's own for streams, its own fast way for unary calls."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Sequence
from typing import Any

import grpc
import grpc.aio
from grpc.aio import _channel

from ._codec import request_packer, unpacker
from ._core_channel import CoreChannel
from ._far_channel import FarChannel
from ._interceptors import sorted_interceptors
from ._isolation import COPY, IsolationPolicy
from ._multicallable import UnaryUnaryMultiCallable
from ._server import Server
from ._unary import UnaryCall
from .context_variables import ContextVariables, client_interceptors, joined


class Channel(_channel.Channel):  # type: ignore[misc]
    """A grpc.aio.Channel to a server of the same process."""

    def __init__(
        self,
        server: Server,
        options: Sequence[tuple[str, Any]] | None,
        compression: grpc.Compression | None,
        interceptors: Sequence[Any] | None,
        isolation: IsolationPolicy,
    ) -> None:
        self.__dict__.update(sorted_interceptors(interceptors))
        self.core = self._channel = CoreChannel(server, options, compression, isolation)
        self._loop = server.loop
        self._active_calls: weakref.WeakSet[Any] = weakref.WeakSet()
        self.unstarted: dict[UnaryCall, None] = {}
        self.running: set[UnaryCall] = set()
        self.flush_is_due = False

    def _register_call(self, call: Any) -> None:
        self._active_calls.add(call)

    # Deferred start.

    def plan_flush(self) -> None:
        """Calls nobody has waited for by the end of the loop's turn are started then."""
        self.flush_is_due = True
        self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self.flush_is_due = False
        for call in list(self.unstarted):
            call.start()

    async def _close(self, grace: float | None) -> None:
        self._active_calls.update([*self.unstarted, *self.running])
        await super()._close(grace)

    # The four kinds.

    def unary_unary(
        self,
        method: str,
        request_serializer: Any = None,
        response_deserializer: Any = None,
        _registered_method: Any = 0,
    ) -> UnaryUnaryMultiCallable:
        return UnaryUnaryMultiCallable(self, _text(method), request_serializer, response_deserializer)

    def unary_stream(
        self,
        method: str,
        request_serializer: Any = None,
        response_deserializer: Any = None,
        _registered_method: Any = 0,
    ) -> Any:
        return super().unary_stream(method, self._pack(method, request_serializer), unpacker(response_deserializer))

    def stream_unary(
        self,
        method: str,
        request_serializer: Any = None,
        response_deserializer: Any = None,
        _registered_method: Any = 0,
    ) -> Any:
        return super().stream_unary(method, self._pack(method, request_serializer), unpacker(response_deserializer))

    def stream_stream(
        self,
        method: str,
        request_serializer: Any = None,
        response_deserializer: Any = None,
        _registered_method: Any = 0,
    ) -> Any:
        return super().stream_stream(method, self._pack(method, request_serializer), unpacker(response_deserializer))

    def _pack(self, method: str, request_serializer: Any) -> Any:
        return request_packer(request_serializer, self.core.plan(_text(method)).isolation)


def _text(method: str | bytes) -> str:
    return method.decode() if isinstance(method, bytes) else method


def connect(
    server: grpc.aio.Server,
    *,
    options: Sequence[tuple[str, Any]] | None = None,
    compression: grpc.Compression | None = None,
    interceptors: Sequence[Any] | None = None,
    isolation: IsolationPolicy = COPY,
    context_variables: ContextVariables | None = None,
) -> grpc.aio.Channel:
    """A channel to a server of this process.

    `isolation` is a policy, or a callable from method path to policy; on another event loop than the server's messages
    cross as bytes whatever it says. `context_variables` are written into the metadata of every call. Raises TypeError
    for a server that was not made by `make_server`, ValueError for an interceptor of no known kind and a key that no
    metadata can have, and RuntimeError in a thread without a running loop beside the server's.
    """
    if context_variables:
        interceptors = joined(interceptors, client_interceptors(context_variables))
    if isinstance(server, Server) and _is_elsewhere(server.loop):
        return FarChannel(server, options, compression, interceptors)
    return open_channel(server, options, compression, interceptors, isolation)


def _is_elsewhere(loop: asyncio.AbstractEventLoop) -> bool:
    """True where another loop than this runs."""
    try:
        return asyncio.get_running_loop() is not loop
    except RuntimeError:
        if loop.is_running():
            raise RuntimeError("this is not the thread of the server's event loop: use connect_sync") from None
        return False


def open_channel(
    server: grpc.aio.Server,
    options: Sequence[tuple[str, Any]] | None,
    compression: grpc.Compression | None,
    interceptors: Sequence[Any] | None,
    isolation: IsolationPolicy,
) -> Channel:
    """`connect`, from whatever thread; the channel may be used on the server's loop only."""
    if not isinstance(server, Server):
        raise TypeError(f"connect needs a server made by make_server, not {type(server).__name__}")
    return Channel(server, options, compression, interceptors, isolation)
