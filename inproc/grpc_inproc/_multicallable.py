"""Makes unary calls of one method: everything a call needs that does not change from one to the next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio
from grpc.aio import _channel, _interceptor

from ._codec import request_packer, unpacker
from ._metadata import grouped
from ._unary import UnaryCall

if TYPE_CHECKING:
    from ._channel import Channel

FAIRNESS_TURNS = 128


class UnaryUnaryMultiCallable(grpc.aio.UnaryUnaryMultiCallable):  # type: ignore[misc]
    """A method of a channel, to be called."""

    def __init__(self, channel: Channel, method: str, request_serializer: Any, response_deserializer: Any) -> None:
        self.core = channel.core
        self.plan = channel.core.plan(method)
        self.pack = request_packer(request_serializer, self.plan.isolation)
        self.unpack = unpacker(response_deserializer)
        self.unstarted = channel.unstarted
        self.running = channel.running
        self._channel = channel
        self._codecs = (request_serializer, response_deserializer)
        self._interceptors = channel._unary_unary_interceptors
        self._turns = 0

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
        if self.core.is_closed or credentials is not None:
            self.core.check_open(credentials)
        call = UnaryCall(self, request, None if timeout is None else time.time() + timeout)
        if metadata:
            call.metadata = grouped(metadata)
        if wait_for_ready:
            call.wait_for_ready = True
        self.unstarted[call] = None
        if not self._channel.flush_is_due:
            self._channel.plan_flush()
        return call

    def fair_turn(self) -> bool:
        """True once in a while: the caller, whose calls never had to wait, lets others run."""
        self._turns += 1
        if self._turns < FAIRNESS_TURNS:
            return False
        self._turns = 0
        return True

    def for_method(self, method: str | bytes) -> UnaryUnaryMultiCallable:
        """This callable, or one like it for the method an interceptor put in the place of its own."""
        name = method.decode() if isinstance(method, bytes) else method
        return self if name == self.plan.method else UnaryUnaryMultiCallable(self._channel, name, *self._codecs)

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
    """grpc.aio's own interceptor chain, with a fast call at its end."""

    async def _run_interceptor(
        self, interceptors: Any, method: Any, pack: Any, callable_: UnaryUnaryMultiCallable, details: Any, request: Any
    ) -> Any:
        if interceptors:
            return await super()._run_interceptor(interceptors, method, pack, callable_, details, request)
        target = callable_.for_method(details.method)
        return target.call(request, details.timeout, details.metadata, details.credentials, details.wait_for_ready)
