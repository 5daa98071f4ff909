"""Calls another context again where it could not be reached: only what may come twice, and only for so long.

A call between processes alone: within one nothing gets lost on the way. What a context answered is its answer, be it
UNAVAILABLE; it goes to whoever asked first, for tries at every level would multiply.
"""

import asyncio
import random
from collections.abc import Callable, Generator, Mapping
from typing import Any

import grpc
from grpc.aio import Channel

from m_kit.channel_around import ChannelAround
from m_kit.contracts import Method
from m_kit.statuses import reason_of, status_of_rpc_error

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.05, 0.5
# A context that is started again is back by then; who waits for one that is not should hear of it.
LONGEST_SECONDS = 2.0


class RetryingChannel(ChannelAround):
    """A channel whose unary calls are repeated while there is no connection, as their contract allows: what only reads,
    says that it is idempotent, or carries a request_id."""

    def __init__(
        self, channel: Channel, methods: Mapping[str, Method], longest_seconds: float = LONGEST_SECONDS
    ) -> None:
        super().__init__(channel)
        self._methods = methods
        self._longest_seconds = longest_seconds

    def unary_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        """As grpc.aio.Channel."""
        call = super().unary_unary(method, *arguments, **given)
        contract = self._methods.get(method)
        if contract is None or not contract.may_be_repeated:
            return call
        longest_seconds = self._longest_seconds
        return lambda request, **options: RepeatedCall(call, request, options, longest_seconds)


class RepeatedCall:
    """Stands where grpc.aio.UnaryUnaryCall stands: what is asked of it besides the answer is the last try's."""

    def __init__(
        self, call: Callable[..., Any], request: Any, options: Mapping[str, Any], longest_seconds: float
    ) -> None:
        loop = asyncio.get_running_loop()
        timeout = options.get("timeout")
        self._call, self._request, self._options = call, request, dict(options)
        self._deadline = None if timeout is None else loop.time() + timeout
        self._until = loop.time() + longest_seconds
        self._try = call(request, **options)

    def __await__(self) -> Generator[Any, None, Any]:
        return self._answer().__await__()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._try, name)

    async def _answer(self) -> Any:
        pause_seconds = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await self._try
            except grpc.aio.AioRpcError as error:
                seconds = pause_seconds * random.uniform(0.5, 1.0)
                if not _never_answered(error) or not self._is_time_for(seconds):
                    raise
            await asyncio.sleep(seconds)
            pause_seconds = min(2 * pause_seconds, LONGEST_PAUSE_SECONDS)
            if self._deadline is not None:
                self._options["timeout"] = self._deadline - asyncio.get_running_loop().time()
            self._try = self._call(self._request, **self._options)

    def _is_time_for(self, pause_seconds: float) -> bool:
        then = asyncio.get_running_loop().time() + pause_seconds
        return then < self._until and (self._deadline is None or then < self._deadline)


def _never_answered(error: grpc.aio.AioRpcError) -> bool:
    """Whether it failed on the way: what a context answers carries a reason."""
    return error.code() is grpc.StatusCode.UNAVAILABLE and not reason_of(status_of_rpc_error(error))
