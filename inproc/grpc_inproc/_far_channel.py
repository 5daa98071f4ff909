"""A channel for another event loop than the server's: grpc.aio's own classes over calls that change loops."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Sequence
from typing import Any

import grpc
from grpc.aio import _channel

from ._core_channel import SHUTDOWN, CoreChannel
from ._errors import CHANNEL_CLOSED, UsageError
from ._far_call import FarCall, tell
from ._interceptors import sorted_interceptors
from ._isolation import WIRE
from ._server import Server


class FarChannel(_channel.Channel):  # type: ignore[misc]
    """A grpc.aio.Channel of one event loop to a server of another, in another thread of the same process."""

    def __init__(
        self,
        server: Server,
        options: Sequence[tuple[str, Any]] | None,
        compression: grpc.Compression | None,
        interceptors: Sequence[Any] | None,
    ) -> None:
        self.__dict__.update(sorted_interceptors(interceptors))
        self._loop = asyncio.get_running_loop()
        self._channel = FarCoreChannel(CoreChannel(server, options, compression, WIRE), self._loop)
        self._active_calls: weakref.WeakSet[Any] = weakref.WeakSet()

    def _register_call(self, call: Any) -> None:
        self._active_calls.add(call)


class FarCoreChannel:
    """What grpc.aio's channel asks of its C core's, answered by a channel of the server's loop."""

    def __init__(self, near: CoreChannel, loop: asyncio.AbstractEventLoop) -> None:
        self._near = near
        self._loop = loop
        self._is_closed = False

    def call(
        self, method: bytes, deadline: float | None, credentials: Any, wait_for_ready: bool | None, handle: int = 0
    ) -> FarCall:
        self._check_open()
        self._near.check_open(credentials)
        return FarCall(self._loop, self._near, method.decode(), deadline, bool(wait_for_ready))

    def get_registered_call_handle(self, method: bytes) -> int:
        return 0

    def closed(self) -> bool:
        return self._is_closed

    def closing(self) -> None:
        self._is_closed = True

    def close(self) -> None:
        self._is_closed = True
        tell(self._near.loop, self._near.close)

    def check_connectivity_state(self, try_to_connect: bool) -> int:
        if self._is_closed:
            return SHUTDOWN
        state = self._near.state
        if try_to_connect:
            tell(self._near.loop, self._near.connect)
        return state

    async def watch_connectivity_state(self, last_observed_state: int, deadline: float | None) -> bool:
        self._check_open()
        watching = self._near.watch_connectivity_state(last_observed_state, deadline)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(watching, self._near.loop))

    def _check_open(self) -> None:
        if self._is_closed:
            raise UsageError(CHANNEL_CLOSED)
