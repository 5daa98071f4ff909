"""A unary call without a C core: made at once, started at the first wait or at the end of the loop's turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio

from ._compression import algorithm_of_call
from ._errors import INVALID_METADATA
from ._fast import start
from ._metadata import Pairs, outgoing_of_client
from ._rpc import Rpc
from ._status import CANCELLED, INTERNAL, OK_STATUS, STATUS_CODES, Status
from ._stream import represent

if TYPE_CHECKING:
    from ._core_channel import CoreChannel
    from ._multicallable import UnaryUnaryMultiCallable

_LOGGER = logging.getLogger("grpc_inproc")
FAIRNESS_TURNS = 128
_LOCAL_CANCELLATION = "Locally cancelled by application!"


class UnaryCall(Rpc, grpc.aio.UnaryUnaryCall):  # type: ignore[misc]
    """grpc.aio's UnaryUnaryCall. Its own server task runs the handler; awaiting gives the response or raises."""

    metadata: Pairs = ()
    wait_for_ready = False
    algorithm: str | None = None
    frame: Any = None
    is_checked = True
    started = False
    response: Any = None
    _failure: BaseException | None = None
    _held: asyncio.Task[None] | None = None

    def __init__(self, callable_: UnaryUnaryMultiCallable, request: Any) -> None:
        self.callable = callable_
        self.request = request

    @property
    def plan(self) -> Any:  # type: ignore[override]
        return self.callable.plan

    @property
    def loop(self) -> asyncio.AbstractEventLoop:  # type: ignore[override]
        return self.callable.core.loop

    # The start.

    def start(self) -> None:
        """Hands the call to the server, unless that was done."""
        if not self.started:
            start(self)

    def start_the_long_way(self, request: Any) -> None:
        try:
            self.frame = self.callable.pack(request)
        except Exception as error:
            self._fail(error)
        else:
            self._begin()

    def _begin(self) -> None:
        core = self.callable.core
        if core.limited and (refusal := self._refusal(core)) is not None:
            self.finish(refusal)
        elif core.server.is_running or not self.wait_for_ready:
            core.begin_now(self)
            if self.final is None:
                self.goes_on()
        else:
            self.goes_on()
            self._held = core.loop.create_task(self._begin_later())

    def _refusal(self, core: CoreChannel) -> Status | None:
        return core.refuse_compression(self.algorithm) or core.refuse_request(self.frame)

    def goes_on(self) -> None:
        self.arm()
        if self.callable.core.is_shut_down:
            self.cancel()
        running = self.callable.running
        running.add(self)
        self.when_done(lambda: running.discard(self))

    async def _begin_later(self) -> None:
        await self.callable.core.begin(self, True)

    def metadata_is_sound(self) -> bool:
        if self.callable.core.limited:
            self.algorithm = algorithm_of_call(self.metadata)
        try:
            self.metadata = outgoing_of_client(self.metadata)
        except Exception as error:
            self._fail(error)
        return self.final is None

    def _fail(self, error: BaseException) -> None:
        self._failure = error
        self.finish(Status(INTERNAL, INVALID_METADATA, (), str(error)))

    # What the server's side calls.

    def received_metadata(self) -> Pairs:
        return self.callable.core.stamp(self.metadata)

    async def read_request(self) -> Any:
        self.watch_seal(self.frame)
        return self.frame

    def answer(self, status: Status, frame: Any = None) -> None:
        if self.final is not None:
            return
        if frame is not None:
            core = self.callable.core
            if core.limited and (refusal := core.refuse_response(frame)) is not None:
                self.finish(refusal)
                return
            self.watch_seal(frame)
            self._receive(frame)
        self.finish(status)

    def _receive(self, frame: Any) -> None:
        try:
            self.response = self.callable.unpack(frame)
        except Exception:
            _LOGGER.exception("Exception deserializing message!")

    # What the caller calls.

    def __await__(self) -> Generator[Any, None, Any]:
        if not self.started:
            start(self)
        if self.final is None:
            yield from self._wait()
        else:
            callable_ = self.callable
            callable_.turns += 1
            if callable_.turns >= FAIRNESS_TURNS:
                callable_.turns = 0
                yield
        if self.final is OK_STATUS or self.went_well:
            return self.response
        raise self._error()

    def _wait(self) -> Generator[Any, None, None]:
        try:
            yield from self.ended().__await__()
        except asyncio.CancelledError:
            if not self.is_cancelled:
                self.cancel()
            raise

    def _error(self) -> BaseException:
        assert self.final is not None
        if self._failure is not None:
            return self._failure
        if self.locally_cancelled:
            return asyncio.CancelledError()
        error: BaseException = grpc.aio.AioRpcError(
            STATUS_CODES[self.final.code()],
            grpc.aio.Metadata(*(self.initial_metadata_pairs or ())),
            grpc.aio.Metadata(*(self.final.trailing_metadata() or ())),
            details=self.final.details(),
            debug_error_string=self.final.debug_error_string(),
        )
        return error

    def cancel(self) -> bool:
        if self.final is not None:
            return False
        self.locally_cancelled = True
        details = self.callable.core.cancellation or _LOCAL_CANCELLATION
        self.abandon(Status(CANCELLED, details, None, None))
        return True

    def cancelled(self) -> bool:
        return self.is_cancelled

    def done(self) -> bool:
        return self.final is not None

    def time_remaining(self) -> float | None:
        return self.seconds_left()

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self.when_done_here(lambda: callback(self))

    async def initial_metadata(self) -> grpc.aio.Metadata:
        self.start()
        return grpc.aio.Metadata(*await self.initial())

    async def trailing_metadata(self) -> grpc.aio.Metadata:
        return grpc.aio.Metadata(*((await self._status()).trailing_metadata() or ()))

    async def code(self) -> grpc.StatusCode:
        return STATUS_CODES[(await self._status()).code()]

    async def details(self) -> str | None:
        return (await self._status()).details()

    async def debug_error_string(self) -> str | None:
        return (await self._status()).debug_error_string()

    async def wait_for_connection(self) -> None:
        if not (await self._status()).code() == 0:
            raise self._error()

    async def _status(self) -> Status:
        self.start()
        return await self.ended()

    def __repr__(self) -> str:
        return represent(self.final)

    __str__ = __repr__
