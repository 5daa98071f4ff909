"""A streaming call, with the methods grpc.aio's own call classes expect of their C core."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ._compression import algorithm_of_call
from ._core_call import CoreCall
from ._errors import EOF, INVALID_METADATA, ExecuteBatchError, batch_error
from ._metadata import Pairs, outgoing
from ._paranoia import Sealed
from ._pipe import Pipe
from ._plan import MethodPlan
from ._status import CANCELLED, INTERNAL, OK, Status

if TYPE_CHECKING:
    from ._core_channel import CoreChannel


class StreamRpc(CoreCall):
    """Requests go up one pipe, responses come down another, the status comes once the responses are read."""

    is_refused = False

    def __init__(self, channel: CoreChannel, plan: MethodPlan, deadline: float | None, wait_for_ready: bool) -> None:
        self.loop = channel.loop
        self._channel = channel
        self.plan = plan
        self.deadline = deadline
        self.metadata = ()
        self._wait_for_ready = wait_for_ready
        self._requests = Pipe(channel.loop, channel.window)
        self._responses = Pipe(channel.loop, channel.window)
        self._response: Any = None
        self.is_limited = channel.limited
        self.offer_response = self._responses.offer

    # What the server's side calls.

    def received_metadata(self) -> Pairs:
        return self._channel.stamp(self.metadata)

    async def read_request(self) -> Any:
        frame = self._requests.poll()
        if frame is None:
            frame = await self._requests.get()
        if type(frame) is Sealed:
            self.watch_seal(frame)
        return frame

    async def write_response(self, frame: Any) -> None:
        if self.is_limited and (refusal := self._channel.refuse_response(frame)) is not None:
            self._refuse_rest(refusal)
        if not await self._responses.put(frame):
            raise batch_error("write: the call is over")

    def _refuse_rest(self, refusal: Status) -> None:
        """The call ends with a message too large, but not before those in front of it are read."""
        self.is_refused = True
        self._responses.close(drained=lambda: self._arrive(refusal))
        self.stop_handler()

    def answer(self, status: Status, frame: Any = None) -> None:
        if self.final is not None or self.is_refused:
            return
        if frame is not None:
            status = self._channel.refuse_response(frame) or status
            self._response = frame
            self.watch_seal(frame)
        self._requests.break_off()
        self._responses.close(drained=lambda: self._arrive(status))

    def _arrive(self, status: Status) -> None:
        self.finish(status)

    def finish(self, status: Status) -> bool:
        first = super().finish(status)
        if first:
            self._requests.break_off()
            self._responses.break_off()
        return first

    # What grpc.aio's call classes call.

    def cancel(self, details: str) -> None:
        self.locally_cancelled = True
        self.abandon(Status(CANCELLED, self._channel.cancellation or details, None, None))

    async def initiate_unary_stream(self, request: Any, metadata: Any, context: Any = None) -> None:
        refusal = self._refuse_compression(metadata) or self._channel.refuse_request(request)
        if refusal is not None:
            self.finish(refusal)
            return
        self._requests.push(request)
        self._requests.close()
        if await self._start(metadata):
            await self.initial()

    async def stream_unary(self, metadata: Any, observer: Callable[[], None], context: Any = None) -> Any:
        await self._start_writing(metadata)
        observer()
        await self.ended()
        return self._response if self.went_well else None

    async def initiate_stream_stream(self, metadata: Any, observer: Callable[[], None], context: Any = None) -> None:
        await self._start_writing(metadata)
        observer()
        await self.initial()

    async def receive_serialized_message(self) -> Any:
        frame = self._responses.poll()
        if frame is None:
            frame = await self._responses.get()
        if type(frame) is Sealed:
            self.watch_seal(frame)
        return EOF if frame is None else frame

    async def send_serialized_message(self, frame: Any) -> None:
        if self._channel.limited:
            self._check_request(frame)
        if not self._requests.offer(frame) and not await self._requests.put(frame):
            await self.ended()
            raise batch_error("write: the call is over")

    def _check_request(self, frame: Any) -> None:
        if self._channel.limits.refuse_sent(frame) is not None:
            raise batch_error("write: the message is too large")
        refusal = self._channel.server.limits.refuse_received(frame)
        if refusal is not None:
            self.abandon(refusal)

    async def send_receive_close(self) -> None:
        self._requests.close()

    def _refuse_compression(self, metadata: Any) -> Status | None:
        return self._channel.refuse_compression(algorithm_of_call(metadata)) if self.is_limited else None

    async def _start_writing(self, metadata: Any) -> None:
        """A refused call has its handler begun all the same: it is the messages that cannot be read."""
        refusal = self._refuse_compression(metadata)
        self.is_refused = refusal is not None
        await self._start(metadata)
        if refusal is not None:
            self.loop.call_soon(self.abandon, refusal)

    async def _start(self, metadata: Any) -> bool:
        try:
            self.metadata = outgoing(metadata)
        except ExecuteBatchError:
            return not self.finish(Status(INTERNAL, INVALID_METADATA, (), INVALID_METADATA))
        self.arm()
        return self.has_time() and await self._channel.begin(self, self._wait_for_ready)

    def __repr__(self) -> str:
        return represent(self.final)


def represent(status: Status | None) -> str:
    """A call as grpc.aio prints it."""
    from ._status import STATUS_CODES

    if status is None:
        return "<_AioCall object>"
    lines = ["<_AioCall of RPC that terminated with:", f"\tstatus = {STATUS_CODES[status.code()]}"]
    lines.append(f'\tdetails = "{status.details()}"')
    if status.code() != OK:
        lines.append(f'\tdebug_error_string = "{status.debug_error_string()}"')
    return "\n".join([*lines, ">"])
