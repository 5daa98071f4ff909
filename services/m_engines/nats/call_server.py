"""The other end: takes a context's calls from NATS and makes each on a channel of this process.

So servicers, interceptors and pipeline are those of every other way in, and a deadline and a cancellation are what they
are there.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from typing import Any

import grpc
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error

from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.frames import AnswerFrame, CallFrame, FrameUnreadable
from m_engines.nats.subjects import INBOXES, calls_to, cancellations_to

WORKING_SECONDS = 1.0
CONNECT_AGAIN_SECONDS = 0.2
# The network's own; the channel it goes on by names itself.
_OF_THE_WAY = frozenset({"user-agent"})
_CANCELLED_EARLY_MOST = 1000

log = logging.getLogger(__name__)


class NatsCallServer:
    """Serves one context through `channel`, as one of any number of processes that share its calls."""

    def __init__(self, connection: NatsConnection, context: str, channel: grpc.aio.Channel) -> None:
        self._connection = connection
        self.context = context
        self._channel = channel
        self._taking: Subscription | None = None
        self._hearing: Subscription | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._calls: dict[str, Any] = {}
        # Two subscriptions have no order between them: a cancellation may be read before its call.
        self._cancelled_early: OrderedDict[str, None] = OrderedDict()

    async def start(self) -> None:
        """From now on calls come here. Raises NatsAway."""
        client = await self._connection.client()
        self._hearing = await client.subscribe(cancellations_to(self.context), cb=self._cancelled)
        self._taking = await client.subscribe(calls_to(self.context), queue=self.context, cb=self._arrived)
        await self._connection.settled()

    async def run(self) -> None:
        """Starts as soon as NATS is to be had, and serves until it is cancelled."""
        while True:
            try:
                await self.start()
            except (NatsAway, Error) as error:
                log.warning("%s cannot be called over NATS yet: %s", self.context, error)
                await asyncio.sleep(CONNECT_AGAIN_SECONDS)
            else:
                await asyncio.Event().wait()

    async def refuse_more(self) -> None:
        """Takes no more calls: NATS gives them to others, or says that there are none."""
        taking, self._taking = self._taking, None
        await self._end(taking)

    async def stop(self, grace_seconds: float | None) -> None:
        """Takes no more calls, lets those under way end for so long, and cancels the rest."""
        await self.refuse_more()
        if self._tasks and grace_seconds:
            await asyncio.wait(self._tasks, timeout=grace_seconds)
        for call in list(self._calls.values()):
            call.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        hearing, self._hearing = self._hearing, None
        await self._end(hearing)

    async def _end(self, subscription: Subscription | None) -> None:
        """A connection that is gone has no subscriptions."""
        with contextlib.suppress(NatsAway, Error):
            if subscription is not None:
                await subscription.unsubscribe()
                await self._connection.settled()

    async def _arrived(self, message: Msg) -> None:
        if not message.reply.startswith(f"{INBOXES}."):
            log.error("a call of %s wants its answer on %r: nobody is answered there", self.context, message.reply)
            return
        if message.reply in self._cancelled_early:
            del self._cancelled_early[message.reply]
            return
        task = asyncio.create_task(self._serve(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _cancelled(self, message: Msg) -> None:
        name = message.data.decode(errors="replace")
        if name in self._calls:
            self._calls[name].cancel()
            return
        self._cancelled_early[name] = None
        if len(self._cancelled_early) > _CANCELLED_EARLY_MOST:
            self._cancelled_early.popitem(last=False)

    async def _serve(self, message: Msg) -> None:
        try:
            client = await self._connection.client()
            answer = (await self._answered(message, client)).packed()
            if len(answer) > client.max_payload:
                code = grpc.StatusCode.RESOURCE_EXHAUSTED.value[0]
                answer = AnswerFrame(code, "the answer is larger than NATS carries").packed()
            await client.publish(message.reply, answer)
        except (NatsAway, Error) as error:
            log.warning("an answer of %s is lost: %s", self.context, error)

    async def _answered(self, message: Msg, client: Client) -> AnswerFrame:
        try:
            frame = CallFrame.parse(message.data)
        except FrameUnreadable as error:
            return AnswerFrame(grpc.StatusCode.INTERNAL.value[0], str(error))
        metadata = [(key, value) for key, value in frame.metadata if key not in _OF_THE_WAY]
        call = self._channel.unary_unary(frame.path)(frame.message, timeout=frame.seconds, metadata=metadata)
        self._calls[message.reply] = call
        try:
            initial_is_sent = await self._followed(call, message.reply, client)
            return await _end_of(call, initial_is_sent)
        finally:
            del self._calls[message.reply]

    async def _followed(self, call: Any, subject: str, client: Client) -> bool:
        """Until it is over, saying now and then that it is not; whether its initial metadata were sent."""
        initial = asyncio.ensure_future(call.initial_metadata())
        over = asyncio.ensure_future(call.code())
        initial_is_sent = False
        while not over.done():
            waiting = {over} if initial_is_sent else {initial, over}
            await asyncio.wait(waiting, timeout=WORKING_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if over.done():
                break
            if initial.done() and not initial_is_sent:
                await client.publish(subject, AnswerFrame(initial=tuple(initial.result())).packed())
                initial_is_sent = True
            else:
                await client.publish(subject, AnswerFrame().packed())
        initial.cancel()
        return initial_is_sent


async def _end_of(call: Any, initial_is_sent: bool) -> AnswerFrame:
    code = await call.code()
    return AnswerFrame(
        code=code.value[0],
        details=await call.details(),
        initial=None if initial_is_sent else tuple(await call.initial_metadata()),
        trailing=tuple(await call.trailing_metadata()),
        message=await call if code is grpc.StatusCode.OK else b"",
    )
