"""The caller's end of calls over NATS: request and reply instead of a connection.

It stands where a servicer stands, behind an in-process channel: so a stub has gRPC's own calls in its hands, with their
deadlines, cancellation, interceptors and metadata, and here is only the way to the other process and back.
"""

import asyncio
import functools
from typing import Any

import grpc
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error, MaxPayloadError

from m_engines.nats.connection import NatsAway
from m_engines.nats.frames import AnswerFrame, CallFrame, FrameUnreadable
from m_engines.nats.replies import Replies
from m_engines.nats.subjects import calls_to, cancellations_to

# The other side says every second that it still works on a call. Who says nothing for so long is gone.
SILENCE_SECONDS = 4.0
LOOK_AGAIN_SECONDS = 0.05

# What the channel in front (channel.py) says of a call, and the other side never sees.
WAIT_FOR_READY = "x-businessm-wait-for-ready"
STREAM_PREFIX = "/businessm-stream"

_CODES = {code.value[0]: code for code in grpc.StatusCode}
_NO_RESPONDERS = "503"
_KEPT_MOST = 4096


class NobodyServes(Exception):
    """No process of the context listens."""


class RemoteCalls(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Every unary rpc of one context, wherever on NATS it is served; streams are UNIMPLEMENTED.

    UNAVAILABLE is a context that nobody serves, a server of NATS that is away, and a process that went away in the
    middle of a call.
    """

    def __init__(self, replies: Replies, context: str, silence_seconds: float = SILENCE_SECONDS) -> None:
        self._replies = replies
        self._context = context
        self._silence_seconds = silence_seconds
        self._handlers: dict[str, grpc.RpcMethodHandler] = {}

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        """One for any method: whether there is such a one the other side knows."""
        path: str = handler_call_details.method
        if path not in self._handlers:
            if len(self._handlers) >= _KEPT_MOST:
                self._handlers.clear()
            call = _refuse_stream if path.startswith(f"{STREAM_PREFIX}/") else functools.partial(self._call, path)
            self._handlers[path] = grpc.unary_unary_rpc_method_handler(call)
        return self._handlers[path]

    async def _call(self, path: str, request: bytes, context: grpc.aio.ServicerContext) -> bytes:
        pairs = tuple(context.invocation_metadata())
        metadata = [(key, value) for key, value in pairs if key != WAIT_FOR_READY]
        waits = len(metadata) < len(pairs)
        while True:
            frame = CallFrame(path, context.time_remaining(), metadata, request)
            try:
                answer = await self._answer(frame, context)
            except (NatsAway, NobodyServes) as error:
                if not waits:
                    text = f"failed to connect to all addresses; last error: {error}"
                    return _ended(context, AnswerFrame(grpc.StatusCode.UNAVAILABLE.value[0], text))
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
            else:
                return _ended(context, answer)

    async def _answer(self, frame: CallFrame, context: grpc.aio.ServicerContext) -> AnswerFrame:
        """What it ended with. Raises NatsAway and NobodyServes where it was not begun."""
        client, subject, answers = await self._replies.open()
        try:
            await client.publish(calls_to(self._context), frame.packed(), reply=subject)
            return await self._await_end(answers, context)
        except MaxPayloadError:
            return AnswerFrame(grpc.StatusCode.RESOURCE_EXHAUSTED.value[0], "the request is larger than NATS carries")
        except Error as error:
            raise NatsAway(str(error)) from error
        except asyncio.CancelledError:
            if context.time_remaining() != 0:  # else the other side's own deadline passes now
                await self._cancel(client, subject)
            raise
        finally:
            self._replies.close(subject)

    async def _await_end(self, answers: asyncio.Queue[Msg], context: grpc.aio.ServicerContext) -> AnswerFrame:
        while True:
            try:
                async with asyncio.timeout(self._silence_seconds):
                    message = await answers.get()
            except TimeoutError:
                return AnswerFrame(grpc.StatusCode.UNAVAILABLE.value[0], f"{self._context} went away during the call")
            if (message.headers or {}).get("Status") == _NO_RESPONDERS:
                raise NobodyServes(f"nobody on NATS serves {self._context}")
            try:
                answer = AnswerFrame.parse(message.data)
            except FrameUnreadable as error:
                return AnswerFrame(grpc.StatusCode.INTERNAL.value[0], str(error))
            if answer.initial is not None:
                await context.send_initial_metadata(answer.initial)
            if answer.code is not None:
                return answer

    async def _cancel(self, client: Client, subject: str) -> None:
        """Best effort, as over any network: where it gets lost the call goes on to its deadline."""
        if client.is_connected:
            await client.publish(cancellations_to(self._context), subject.encode())


def _ended(context: grpc.aio.ServicerContext, answer: AnswerFrame) -> bytes:
    if answer.trailing:
        context.set_trailing_metadata(tuple(answer.trailing))
    if answer.details is not None:
        context.set_details(answer.details)
    context.set_code(_CODES[answer.code or 0])
    return answer.message


async def _refuse_stream(_: bytes, context: grpc.aio.ServicerContext) -> Any:
    await context.abort(
        grpc.StatusCode.UNIMPLEMENTED, "streams do not travel over NATS: reach this context by grpc:// to call this"
    )
