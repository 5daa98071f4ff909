"""One call from another event loop than the server's: a near half where the server is, a far half where the caller is.

Each half lives on its own loop and touches the other only by `call_soon_threadsafe`; messages cross as bytes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from ._core_call import CoreCall
from ._errors import EOF, INVALID_METADATA, ExecuteBatchError, batch_error
from ._metadata import Pairs, outgoing
from ._status import CANCELLED, INTERNAL, UNAVAILABLE, Status
from ._stream import StreamRpc

if TYPE_CHECKING:
    from ._core_channel import CoreChannel

_LOOP_CLOSED = "the event loop of the server is closed"


def tell(loop: asyncio.AbstractEventLoop, what: Callable[..., object], *args: Any) -> bool:
    """Has it called on that loop; False when the loop is closed and nobody is there to hear."""
    try:
        loop.call_soon_threadsafe(what, *args)
    except RuntimeError:
        return False
    return True


class NearCall(StreamRpc):
    """The server's half, which tells the far one of metadata and end in the order they came."""

    far: FarCall

    def receive_initial_metadata(self, pairs: Pairs) -> None:
        super().receive_initial_metadata(pairs)
        tell(self.far.loop, self.far.receive_initial_metadata, pairs)

    def finish(self, status: Status) -> bool:
        first = super().finish(status)
        if first:
            tell(self.far.loop, self.far.finish, status)
        return first

    async def unary_unary(self, request: Any, metadata: Any) -> Any:
        await self.initiate_unary_stream(request, metadata)
        await self.ended()
        return self._response if self.went_well else None


class FarCall(CoreCall):
    """The caller's half, with the methods grpc.aio's own call classes expect of their C core."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        channel: CoreChannel,
        method: str,
        deadline: float | None,
        wait_for_ready: bool,
    ) -> None:
        self.loop = loop
        self.plan = channel.plan(method)
        self.deadline = deadline
        self.metadata = ()
        self._near = NearCall(channel, self.plan, deadline, wait_for_ready)
        self._near.far = self
        self._answers: set[asyncio.Future[Any]] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def abandon(self, status: Status) -> None:
        """Ends the call from this side at once, whatever the server's loop is busy with."""
        if self.finish(status):
            for answer in list(self._answers):
                _refuse(answer)
            tell(self._near.loop, self._near.abandon, status)

    def cancel(self, details: str) -> None:
        self.locally_cancelled = True
        self.abandon(Status(CANCELLED, details, None, None))

    async def unary_unary(self, request: Any, metadata: Any, context: Any = None) -> Any:
        self._check(metadata)
        return await self._begun(self._near.unary_unary(request, metadata))

    async def stream_unary(self, metadata: Any, observer: Callable[[], None], context: Any = None) -> Any:
        return await self._begun(self._near.stream_unary(metadata, self._heard_here(observer)))

    async def initiate_unary_stream(self, request: Any, metadata: Any, context: Any = None) -> None:
        await self._begun(self._near.initiate_unary_stream(request, metadata))

    async def initiate_stream_stream(self, metadata: Any, observer: Callable[[], None], context: Any = None) -> None:
        await self._begun(self._near.initiate_stream_stream(metadata, self._heard_here(observer)))

    async def receive_serialized_message(self) -> Any:
        message = await self._unless_over(self._near.receive_serialized_message())
        return EOF if message is None else message

    async def send_serialized_message(self, frame: Any) -> None:
        await self._asked(self._near.send_serialized_message(frame))

    async def send_receive_close(self) -> None:
        await self._unless_over(self._near.send_receive_close())

    def _check(self, metadata: Any) -> None:
        """Raises what `outgoing` raises, and the call is over."""
        try:
            outgoing(metadata)
        except Exception:
            self.finish(Status(INTERNAL, INVALID_METADATA, (), INVALID_METADATA))
            raise

    async def _begun(self, work: Coroutine[Any, Any, Any]) -> Any:
        self.arm()
        return await self._unless_over(work)

    async def _unless_over(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What `work` gives, None when the call ended first."""
        try:
            return await self._asked(work)
        except ExecuteBatchError:
            return None

    def _asked(self, work: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """What `work` gives on the server's loop. Raises ExecuteBatchError when the call is abandoned first."""
        answer: asyncio.Future[Any] = self.loop.create_future()
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)
        if not tell(self._near.loop, self._work, work, answer):
            work.close()
            self.abandon(Status(UNAVAILABLE, _LOOP_CLOSED, (), _LOOP_CLOSED))
        return answer

    def _work(self, work: Coroutine[Any, Any, Any], answer: asyncio.Future[Any]) -> None:
        task = self._near.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda done: tell(self.loop, _settle, answer, done))

    def _heard_here(self, observer: Callable[[], None]) -> Callable[[], None]:
        def told() -> None:
            tell(self.loop, observer)

        return told


def _settle(answer: asyncio.Future[Any], done: asyncio.Task[Any]) -> None:
    if answer.done():
        return
    if done.cancelled():
        _refuse(answer)
    elif (error := done.exception()) is not None:
        answer.set_exception(error)
    else:
        answer.set_result(done.result())


def _refuse(answer: asyncio.Future[Any]) -> None:
    if not answer.done():
        answer.set_exception(batch_error("the call is over"))
