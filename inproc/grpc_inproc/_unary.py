"""A unary call without a C core: made at once, started at the first wait or at the end of the loop's turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio

from ._metadata import Pairs, outgoing
from ._plan import MethodPlan
from ._rpc import Rpc
from ._status import CANCELLED, INTERNAL, STATUS_CODES, Status
from ._stream import represent

if TYPE_CHECKING:
    from ._channel import Channel
    from ._codec import Pack, Unpack

_LOGGER = logging.getLogger("grpc_inproc")
_LOCAL_CANCELLATION = "Locally cancelled by application!"
FAIRNESS_TURNS = 64


class UnaryCall(Rpc, grpc.aio.UnaryUnaryCall):  # type: ignore[misc]
    """grpc.aio's UnaryUnaryCall. Its own server task runs the handler; awaiting gives the response or raises."""

    _frame: Any = None
    _response: Any = None
    _failure: BaseException | None = None
    _held: asyncio.Task[None] | None = None
    wait_for_ready = False

    def __init__(
        self, channel: Channel, plan: MethodPlan, pack: Pack, unpack: Unpack, request: Any, deadline: float | None
    ) -> None:
        self._channel = channel
        self._loop = channel.core.loop
        self.plan = plan
        self._pack = pack
        self._unpack = unpack
        self._request = request
        self.deadline = deadline
        self._started = False

    # The start.

    def start(self) -> None:
        """Packs the request and hands the call to the server; nothing when that was done or the call is over."""
        if self._started:
            return
        self._started = True
        self._channel.started(self)
        if self.final is not None:
            return
        try:
            self.metadata = outgoing(self.metadata) if self.metadata else ()
            self._frame = self._pack(self._request)
        except Exception as error:
            self._fail(error)
            return
        self._request = None
        self._begin()

    def _begin(self) -> None:
        core = self._channel.core
        if not self.start_deadline():
            return
        core.connect()
        if core.server.is_running or not self.wait_for_ready:
            core.begin_now(self)
        else:
            self._held = self._loop.create_task(self._begin_later())

    async def _begin_later(self) -> None:
        await self._channel.core.begin(self, True)

    def _fail(self, error: BaseException) -> None:
        self._failure = error
        self.finish(Status(INTERNAL, str(error), (), str(error)))

    # What the server's side calls.

    def received_metadata(self) -> Pairs:
        return self._channel.core.stamp(self.metadata)

    async def read_request(self) -> Any:
        return self._frame

    def answer(self, status: Status, frame: Any = None) -> None:
        if self.final is None:
            if frame is not None:
                self._receive(frame)
            self.finish(status)

    def _receive(self, frame: Any) -> None:
        try:
            self._response = self._unpack(frame)
        except Exception:
            _LOGGER.exception("Exception deserializing message!")

    # What the caller calls.

    def __await__(self) -> Generator[Any, None, Any]:
        self.start()
        if self.final is None:
            yield from self._wait()
        elif self._channel.fair_turn():
            yield
        return self._outcome()

    def _wait(self) -> Generator[Any, None, None]:
        try:
            yield from self.ended().__await__()
        except asyncio.CancelledError:
            if not self.is_cancelled:
                self.cancel()
            raise

    def _outcome(self) -> Any:
        if self.went_well:
            return self._response
        if self._failure is not None:
            raise self._failure
        if self.locally_cancelled:
            raise asyncio.CancelledError
        raise self._error()

    def _error(self) -> grpc.aio.AioRpcError:
        assert self.final is not None and self.initial_metadata_pairs is not None
        return grpc.aio.AioRpcError(
            STATUS_CODES[self.final.code()],
            grpc.aio.Metadata(*self.initial_metadata_pairs),
            grpc.aio.Metadata(*(self.final.trailing_metadata() or ())),
            details=self.final.details(),
            debug_error_string=self.final.debug_error_string(),
        )

    def cancel(self) -> bool:
        if self.final is not None:
            return False
        self.locally_cancelled = True
        self.abandon(Status(CANCELLED, _LOCAL_CANCELLATION, None, None))
        return True

    def cancelled(self) -> bool:
        return self.is_cancelled

    def done(self) -> bool:
        return self.final is not None

    def time_remaining(self) -> float | None:
        return self.seconds_left()

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self.when_done(lambda: callback(self))

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
        await self._status()
        self._outcome()

    async def _status(self) -> Status:
        self.start()
        return await self.ended()

    def __repr__(self) -> str:
        return represent(self.final)

    __str__ = __repr__
