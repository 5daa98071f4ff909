"""A grpc.Channel for threads that are not the loop's: every operation waits for the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import grpc
import grpc.aio

from ._bridge import iterate_from_thread
from ._channel import Channel, open_channel
from ._isolation import COPY, IsolationPolicy
from ._sync_call import SyncCall, SyncStream, run_on_loop
from .context_variables import ContextVariables, joined, sync_client_interceptors

_CLOSED = "Channel closed!"


def connect_sync(
    server: grpc.aio.Server,
    *,
    options: Sequence[tuple[str, Any]] | None = None,
    compression: grpc.Compression | None = None,
    interceptors: Sequence[Any] | None = None,
    isolation: IsolationPolicy = COPY,
    context_variables: ContextVariables | None = None,
) -> grpc.Channel:
    """A blocking channel to a server whose loop runs in another thread; `interceptors` are grpc's sync ones.

    Its calls raise grpc.RpcError, and RuntimeError on the loop's own thread, which would wait for itself for ever.
    """
    if context_variables:
        interceptors = joined(interceptors, sync_client_interceptors(context_variables))
    inner = open_channel(server, options, compression, None, isolation)
    channel = SyncChannel(inner)
    return grpc.intercept_channel(channel, *interceptors) if interceptors else channel


class SyncChannel(grpc.Channel):  # type: ignore[misc]
    """Blocking calls over an in-process channel."""

    def __init__(self, inner: Channel) -> None:
        self._inner = inner
        self._loop: asyncio.AbstractEventLoop = inner.core.loop
        self._subscriptions: dict[Callable[[Any], None], asyncio.Task[None]] = {}

    def unary_unary(self, method: str, *codecs: Any, **named: Any) -> UnaryUnary:
        return UnaryUnary(self._inner.unary_unary(method, *codecs, **named), self._loop)

    def unary_stream(self, method: str, *codecs: Any, **named: Any) -> UnaryStream:
        return UnaryStream(self._inner.unary_stream(method, *codecs, **named), self._loop)

    def stream_unary(self, method: str, *codecs: Any, **named: Any) -> StreamUnary:
        return StreamUnary(self._inner.stream_unary(method, *codecs, **named), self._loop)

    def stream_stream(self, method: str, *codecs: Any, **named: Any) -> StreamStream:
        return StreamStream(self._inner.stream_stream(method, *codecs, **named), self._loop)

    def subscribe(self, callback: Callable[[Any], None], try_to_connect: bool = False) -> None:
        """Calls `callback` with the connectivity now and after every change, on the loop's thread."""
        self._loop.call_soon_threadsafe(self._subscribe, callback, bool(try_to_connect))

    def unsubscribe(self, callback: Callable[[Any], None]) -> None:
        self._loop.call_soon_threadsafe(self._unsubscribe, callback)

    def _subscribe(self, callback: Callable[[Any], None], try_to_connect: bool) -> None:
        self._subscriptions[callback] = self._loop.create_task(self._report(callback, try_to_connect))

    def _unsubscribe(self, callback: Callable[[Any], None]) -> None:
        task = self._subscriptions.pop(callback, None)
        if task is not None:
            task.cancel()

    async def _report(self, callback: Callable[[Any], None], try_to_connect: bool) -> None:
        while True:
            state = self._inner.get_state(try_to_connect)
            callback(state)
            if state is grpc.ChannelConnectivity.SHUTDOWN:
                return
            await self._inner.wait_for_state_change(state)

    def close(self) -> None:
        """Closes the channel, from whatever thread."""
        run_on_loop(self._close, self._loop)
        for callback in list(self._subscriptions):
            self.unsubscribe(callback)

    async def _close(self) -> None:
        self._inner.core.cancellation = _CLOSED
        await self._inner.close()

    def __enter__(self) -> SyncChannel:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class _Callable:
    def __init__(self, inner: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._inner = inner
        self._loop = loop

    def _iterated(self, request_iterator: Any) -> Any:
        return iterate_from_thread(iter(request_iterator), self._loop, None)


class UnaryUnary(_Callable, grpc.UnaryUnaryMultiCallable):  # type: ignore[misc]
    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self.future(request, *args, **kwargs).response()

    def with_call(self, request: Any, *args: Any, **kwargs: Any) -> tuple[Any, SyncCall]:
        call = self.future(request, *args, **kwargs)
        return call.response(), call

    def future(self, request: Any, *args: Any, **kwargs: Any) -> SyncCall:
        return SyncCall(lambda: self._inner(request, **_named(args, kwargs)), self._loop)


class UnaryStream(_Callable, grpc.UnaryStreamMultiCallable):  # type: ignore[misc]
    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> SyncStream:
        return SyncStream(lambda: self._inner(request, **_named(args, kwargs)), self._loop)


class StreamUnary(_Callable, grpc.StreamUnaryMultiCallable):  # type: ignore[misc]
    def __call__(self, request_iterator: Any, *args: Any, **kwargs: Any) -> Any:
        return self.future(request_iterator, *args, **kwargs).response()

    def with_call(self, request_iterator: Any, *args: Any, **kwargs: Any) -> tuple[Any, SyncCall]:
        call = self.future(request_iterator, *args, **kwargs)
        return call.response(), call

    def future(self, request_iterator: Any, *args: Any, **kwargs: Any) -> SyncCall:
        return SyncCall(lambda: self._inner(self._iterated(request_iterator), **_named(args, kwargs)), self._loop)


class StreamStream(_Callable, grpc.StreamStreamMultiCallable):  # type: ignore[misc]
    def __call__(self, request_iterator: Any, *args: Any, **kwargs: Any) -> SyncStream:
        return SyncStream(lambda: self._inner(self._iterated(request_iterator), **_named(args, kwargs)), self._loop)


_OPTIONS = ("timeout", "metadata", "credentials", "wait_for_ready", "compression")


def _named(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    return {**dict(zip(_OPTIONS, args, strict=False)), **kwargs}
