"""The channel: grpc.aio's own for streams, its own fast way for unary calls."""

from __future__ import annotations

import time
import weakref
from collections.abc import Sequence
from typing import Any

import grpc
import grpc.aio
from grpc.aio import _channel, _interceptor

from ._codec import packer, unpacker
from ._core_channel import CoreChannel
from ._isolation import COPY, IsolationPolicy
from ._server import Server
from ._unary import FAIRNESS_TURNS, UnaryCall

_KINDS = {
    "_unary_unary_interceptors": grpc.aio.UnaryUnaryClientInterceptor,
    "_unary_stream_interceptors": grpc.aio.UnaryStreamClientInterceptor,
    "_stream_unary_interceptors": grpc.aio.StreamUnaryClientInterceptor,
    "_stream_stream_interceptors": grpc.aio.StreamStreamClientInterceptor,
}


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
        self._sort(interceptors or ())
        self.core = self._channel = CoreChannel(server, options, isolation)
        self._loop = server.loop
        self._active_calls: weakref.WeakSet[Any] = weakref.WeakSet()
        self._unstarted: dict[UnaryCall, None] = {}
        self._flush_is_due = False
        self._turns = 0

    def _sort(self, interceptors: Sequence[Any]) -> None:
        for name in _KINDS:
            setattr(self, name, [])
        for interceptor in interceptors:
            name = next((name for name, kind in _KINDS.items() if isinstance(interceptor, kind)), None)
            if name is None:
                choices = " or ".join(kind.__name__ for kind in _KINDS.values())
                raise ValueError(f"Interceptor {interceptor} must be {choices}. ")
            getattr(self, name).append(interceptor)

    def _register_call(self, call: Any) -> None:
        self._active_calls.add(call)

    # Deferred start.

    def register(self, call: UnaryCall) -> None:
        """Remembers a call nobody has waited for; what is left at the end of the loop's turn is started then."""
        self._active_calls.add(call)
        self._unstarted[call] = None
        if not self._flush_is_due:
            self._flush_is_due = True
            self._loop.call_soon(self._flush)

    def started(self, call: UnaryCall) -> None:
        self._unstarted.pop(call, None)

    def _flush(self) -> None:
        self._flush_is_due = False
        for call in list(self._unstarted):
            call.start()

    def fair_turn(self) -> bool:
        """True once in a while: the caller, whose calls never had to wait, lets others run."""
        self._turns += 1
        if self._turns < FAIRNESS_TURNS:
            return False
        self._turns = 0
        return True

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
        return packer(request_serializer, self.core.plan(_text(method)).isolation)


class UnaryUnaryMultiCallable(grpc.aio.UnaryUnaryMultiCallable):  # type: ignore[misc]
    """Makes unary calls of one method."""

    def __init__(self, channel: Channel, method: str, request_serializer: Any, response_deserializer: Any) -> None:
        self._channel = channel
        self._plan = channel.core.plan(method)
        self._pack = packer(request_serializer, self._plan.isolation)
        self._unpack = unpacker(response_deserializer)
        self._serializer = request_serializer
        self._deserializer = response_deserializer
        self._interceptors = channel._unary_unary_interceptors

    def __call__(
        self,
        request: Any,
        *,
        timeout: float | None = None,
        metadata: Any = None,
        credentials: grpc.CallCredentials | None = None,
        wait_for_ready: bool | None = None,
        compression: grpc.Compression | None = None,
    ) -> Any:
        if self._interceptors:
            return self._intercepted(request, timeout, metadata, credentials, wait_for_ready, compression)
        return self.call(request, timeout, metadata, credentials, wait_for_ready)

    def call(self, request: Any, timeout: Any, metadata: Any, credentials: Any, wait_for_ready: Any) -> UnaryCall:
        """A call that no interceptor sees."""
        channel = self._channel
        channel.core.check_open(credentials)
        deadline = None if timeout is None else time.time() + timeout
        call = UnaryCall(channel, self._plan, self._pack, self._unpack, request, deadline)
        call.metadata = _grouped(metadata) if metadata else ()
        if wait_for_ready:
            call.wait_for_ready = True
        channel.register(call)
        return call

    def for_method(self, method: str | bytes) -> UnaryUnaryMultiCallable:
        """This callable, or one like it for the method an interceptor put in the place of its own."""
        if _text(method) == self._plan.method:
            return self
        return UnaryUnaryMultiCallable(self._channel, _text(method), self._serializer, self._deserializer)

    def _intercepted(
        self, request: Any, timeout: Any, metadata: Any, credentials: Any, wait_for_ready: Any, compression: Any
    ) -> Any:
        metadata = _channel._BaseMultiCallable._init_metadata(metadata, compression)
        call = InterceptedUnaryCall(
            self._interceptors,
            request,
            timeout,
            metadata,
            credentials,
            wait_for_ready,
            self._channel.core,
            self._plan.method.encode(),
            self._pack,
            self,
            self._channel._loop,
        )
        self._channel._register_call(call)
        return call


class InterceptedUnaryCall(_interceptor.InterceptedUnaryUnaryCall):  # type: ignore[misc]
    """grpc.aio's own interceptor chain, with a fast call at its end."""

    async def _run_interceptor(
        self, interceptors: Any, method: Any, pack: Any, callable_: UnaryUnaryMultiCallable, details: Any, request: Any
    ) -> Any:
        if interceptors:
            return await super()._run_interceptor(interceptors, method, pack, callable_, details, request)
        target = callable_.for_method(details.method)
        return target.call(request, details.timeout, details.metadata, details.credentials, details.wait_for_ready)


def _text(method: str | bytes) -> str:
    return method.decode() if isinstance(method, bytes) else method


def _grouped(metadata: Any) -> Any:
    return tuple(metadata if isinstance(metadata, grpc.aio.Metadata) else grpc.aio.Metadata.from_tuple(tuple(metadata)))


def connect(
    server: grpc.aio.Server,
    *,
    options: Sequence[tuple[str, Any]] | None = None,
    compression: grpc.Compression | None = None,
    interceptors: Sequence[Any] | None = None,
    isolation: IsolationPolicy = COPY,
) -> grpc.aio.Channel:
    """A channel to a server of this process; both must live on the same event loop.

    `isolation` is a policy, or a callable from method path to policy. Raises TypeError for a server that was not
    made by `make_server`, and ValueError for an interceptor of no known kind.
    """
    if not isinstance(server, Server):
        raise TypeError(f"connect needs a server made by make_server, not {type(server).__name__}")
    return Channel(server, options, compression, interceptors, isolation)
