"""One call of a blocking channel: grpc.Call and grpc.Future over a call that lives on the loop."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Coroutine
from typing import Any

import grpc
import grpc.aio

from ._errors import CHANNEL_CLOSED, EOF, UsageError


def wait_on_loop(work: Callable[[], Coroutine[Any, Any, Any]], loop: asyncio.AbstractEventLoop) -> Any:
    """Runs `work` on the loop and waits. Raises what it raises; RuntimeError on the loop's own thread."""
    if _is_here(loop):
        raise RuntimeError("a blocking channel cannot be used on the thread of the server's event loop")
    return asyncio.run_coroutine_threadsafe(work(), loop).result()


def run_on_loop(work: Callable[[], Coroutine[Any, Any, None]], loop: asyncio.AbstractEventLoop) -> None:
    """`wait_on_loop` for work that never waits itself, and so may be done on the loop's own thread too."""
    if not _is_here(loop):
        wait_on_loop(work, loop)
        return
    for _ in work().__await__():
        raise AssertionError("work that never waits has waited")


def _is_here(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


class SyncRpcError(grpc.RpcError, grpc.Call, grpc.Future):  # type: ignore[misc]
    """How a blocking call failed; code, details and metadata are those of the call."""

    def __init__(self, call: SyncCall) -> None:
        super().__init__(call)
        self._call = call

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") or name in _OF_EXCEPTIONS:
            return object.__getattribute__(self, name)
        return getattr(object.__getattribute__(self, "_call"), name)

    def __str__(self) -> str:
        call = self._call
        return (
            f'<SyncRpcError of RPC that terminated with:\n\tstatus = {call.code()}\n\tdetails = "{call.details()}"\n>'
        )

    __repr__ = __str__


_OF_EXCEPTIONS = frozenset({"args", "with_traceback", "add_note"})
SyncRpcError.__abstractmethods__ = frozenset()


class SyncCall(grpc.Call, grpc.Future):  # type: ignore[misc]
    """A call in flight; its methods wait for the loop."""

    _on_closed_channel = "Cannot invoke RPC on closed channel!"

    def __init__(self, make: Callable[[], Any], loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._ended: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._call: Any = self._on_loop(self._make, make)
        self._response: Any = None

    async def _make(self, make: Callable[[], Any]) -> Any:
        try:
            call = make()
        except UsageError as error:
            if str(error) == CHANNEL_CLOSED:
                raise ValueError(self._on_closed_channel) from None
            raise
        call.add_done_callback(lambda _: self._ended.set_result(None))
        return call

    def _on_loop(self, work: Callable[..., Coroutine[Any, Any, Any]], *args: Any) -> Any:
        return wait_on_loop(lambda: work(*args), self._loop)

    # grpc.Call

    def initial_metadata(self) -> Any:
        return tuple(self._on_loop(self._call.initial_metadata))

    def trailing_metadata(self) -> Any:
        return tuple(self._on_loop(self._call.trailing_metadata))

    def code(self) -> grpc.StatusCode:
        code: grpc.StatusCode = self._on_loop(self._call.code)
        return code

    def details(self) -> str:
        details: str = self._on_loop(self._call.details)
        return details

    def debug_error_string(self) -> str:
        text: str = self._on_loop(self._call.debug_error_string)
        return text

    def is_active(self) -> bool:
        return not self._call.done()

    def time_remaining(self) -> float | None:
        left: float | None = self._call.time_remaining()
        return left

    def add_callback(self, callback: Callable[[], None]) -> bool:
        if self._call.done():
            return False
        self._ended.add_done_callback(lambda _: callback())
        return True

    # grpc.Future

    def cancel(self) -> bool:
        return bool(self._on_loop(self._cancel))

    async def _cancel(self) -> bool:
        return bool(self._call.cancel())

    def cancelled(self) -> bool:
        return bool(self._call.cancelled())

    def running(self) -> bool:
        return not self._call.done()

    def done(self) -> bool:
        return bool(self._call.done())

    def add_done_callback(self, fn: Callable[[Any], None]) -> None:
        self._ended.add_done_callback(lambda _: fn(self))

    def result(self, timeout: float | None = None) -> Any:
        """The response; raises grpc.FutureTimeoutError, grpc.FutureCancelledError or the call's own error."""
        self._wait(timeout)
        if self.cancelled() and self.code() is grpc.StatusCode.CANCELLED and self._is_local():
            raise grpc.FutureCancelledError
        return self.response()

    def exception(self, timeout: float | None = None) -> Any:
        """The call's error, None when it went well; raises as `result` does for a timeout or a cancelled call."""
        try:
            self.result(timeout)
        except grpc.RpcError as error:
            return error
        return None

    def traceback(self, timeout: float | None = None) -> Any:
        error = self.exception(timeout)
        return None if error is None else error.__traceback__

    def response(self) -> Any:
        """Waits for the response; raises grpc.RpcError."""
        try:
            return self._on_loop(self._await)
        except (grpc.aio.AioRpcError, asyncio.CancelledError, concurrent.futures.CancelledError):
            raise SyncRpcError(self) from None

    async def _await(self) -> Any:
        return await self._call

    def _wait(self, timeout: float | None) -> None:
        try:
            self._ended.result(timeout)
        except concurrent.futures.TimeoutError:
            raise grpc.FutureTimeoutError from None

    def _is_local(self) -> bool:
        return bool(getattr(self._call, "locally_cancelled", True))


class SyncStream(SyncCall):
    """The responses of a call as an iterator; raises grpc.RpcError where the call fails."""

    _on_closed_channel = "Cannot invoke RPC: Channel closed!"

    def __iter__(self) -> SyncStream:
        return self

    def __next__(self) -> Any:
        try:
            message = self._on_loop(self._call.read)
        except (grpc.aio.AioRpcError, asyncio.CancelledError, concurrent.futures.CancelledError):
            raise SyncRpcError(self) from None
        if message is EOF:
            raise StopIteration
        return message
