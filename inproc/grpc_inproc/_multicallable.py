"""Makes unary calls of one method: everything a call needs that does not change from one to the next."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio
from grpc.aio import _channel, _interceptor

from ._codec import request_packer, unpacker
from ._fast import Route, find_route
from ._metadata import grouped, is_plain
from ._unary import UnaryCall

if TYPE_CHECKING:
    from ._channel import Channel


class UnaryUnaryMultiCallable(grpc.aio.UnaryUnaryMultiCallable):  # type: ignore[misc]
    """A method of a channel, to be called."""

    def __init__(self, channel: Channel, method: str, request_serializer: Any, response_deserializer: Any) -> None:
        self.core = channel.core
        self.server = channel.core.server
        self.plan = channel.core.plan(method)
        self.pack = request_packer(request_serializer, self.plan.isolation)
        self.unpack = unpacker(response_deserializer)
        self.unstarted = channel.unstarted
        self.running = channel.running
        self._channel = channel
        self.codecs = (request_serializer, response_deserializer)
        self._interceptors = channel._unary_unary_interceptors
        self.turns = 0
        self.route: Route | None = None
        self.epoch = -1
        self._plain_metadata: Any = None
        self._bare: UnaryUnaryMultiCallable | None = None

    @property
    def uninterrupted(self) -> UnaryUnaryMultiCallable:
        """The same method without the channel's interceptors."""
        if self._bare is None:
            self._bare = UnaryUnaryMultiCallable(self._channel, self.plan.method, *self.codecs)
            self._bare._interceptors = []
        return self._bare

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
        core = self.core
        if core.is_closed or credentials is not None:
            core.check_open(credentials)
        if compression:
            metadata = _channel._BaseMultiCallable._init_metadata(metadata, compression)
        call = UnaryCall(self, request)
        if timeout is not None:
            call.deadline = time.time() + timeout
        if metadata:
            if type(metadata) is tuple and (metadata == self._plain_metadata or self._is_plain(metadata)):
                call.metadata = metadata
            else:
                call.metadata = grouped(metadata)
                call.is_checked = False
        if wait_for_ready:
            call.wait_for_ready = True
        self.unstarted[call] = None
        if not self._channel.flush_is_due:
            self._channel.plan_flush()
        return call

    def _is_plain(self, metadata: Any) -> bool:
        plain = is_plain(metadata)
        if plain:
            self._plain_metadata = metadata
        return plain

    def find_route(self) -> Route | None:
        """The short way for this method's calls, looked for again whenever server or channel have changed."""
        self.epoch = self.core.server.epoch
        self.route = find_route(self)
        return self.route

    def for_method(self, method: str | bytes) -> UnaryUnaryMultiCallable:
        """This callable, or one like it for the method an interceptor put in the place of its own."""
        name = method.decode() if isinstance(method, bytes) else method
        return self if name == self.plan.method else UnaryUnaryMultiCallable(self._channel, name, *self.codecs)

    def _intercepted(
        self, request: Any, timeout: Any, metadata: Any, credentials: Any, wait_for_ready: Any, compression: Any
    ) -> Any:
        call = InterceptedUnaryCall(
            self._interceptors,
            request,
            timeout,
            _channel._BaseMultiCallable._init_metadata(metadata, compression),
            credentials,
            wait_for_ready,
            self.core,
            self.plan.method.encode(),
            self.pack,
            self,
            self.core.loop,
        )
        self._channel._register_call(call)
        return call


class InterceptedUnaryCall(_interceptor.InterceptedUnaryUnaryCall):  # type: ignore[misc]
    """grpc.aio's own intercepted call, whose chain ends in a fast call."""

    async def _invoke(
        self,
        interceptors: Sequence[Any],
        method: bytes,
        timeout: float | None,
        metadata: Any,
        credentials: Any,
        wait_for_ready: bool | None,
        request: Any,
        request_serializer: Any,
        response_deserializer: UnaryUnaryMultiCallable,
    ) -> Any:
        details = grpc.aio.ClientCallDetails(method, timeout, metadata, credentials, wait_for_ready)
        return await _pass_on(list(interceptors), response_deserializer, details, request)


async def _pass_on(interceptors: list[Any], callable_: UnaryUnaryMultiCallable, details: Any, request: Any) -> Any:
    if not interceptors:
        return _call_at_last(callable_, details, request)
    continuation = functools.partial(_pass_on, interceptors[1:], callable_)
    answer = await interceptors[0].intercept_unary_unary(continuation, details, request)
    return answer if isinstance(answer, grpc.aio.UnaryUnaryCall) else _interceptor.UnaryUnaryCallResponse(answer)


def _call_at_last(callable_: UnaryUnaryMultiCallable, details: Any, request: Any) -> Any:
    return callable_.for_method(details.method).uninterrupted(
        request,
        timeout=details.timeout,
        metadata=details.metadata,
        credentials=details.credentials,
        wait_for_ready=details.wait_for_ready,
    )
