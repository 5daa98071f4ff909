"""A bounded one-way queue of frames between the two sides of a stream."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any


class Pipe:
    """One reader, one writer; each parks when it has to wait, and every end of the call wakes both."""

    __slots__ = ("_closed", "_drained", "_frames", "_limit", "_loop", "_reader", "_writer")

    def __init__(self, loop: asyncio.AbstractEventLoop, limit: int) -> None:
        self._frames: deque[Any] = deque()
        self._limit = limit
        self._loop = loop
        self._closed = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._drained: Callable[[], None] | None = None

    def offer(self, frame: Any) -> bool:
        """Hands one frame over if that needs no waiting."""
        if len(self._frames) >= self._limit or self._closed:
            return False
        self._frames.append(frame)
        if self._reader is not None:
            self._reader = _woken(self._reader)
        return True

    def poll(self) -> Any:
        """The next frame if there is one, else None."""
        if not self._frames:
            return None
        frame = self._frames.popleft()
        if self._writer is not None and len(self._frames) <= self._limit // 2:
            self._writer = _woken(self._writer)
        if self._closed and not self._frames:
            self._tell_drained()
        return frame

    async def put(self, frame: Any) -> bool:
        """Hands one frame over, waiting for room; False when the pipe is closed and the frame lost."""
        while len(self._frames) >= self._limit and not self._closed:
            self._writer = self._loop.create_future()
            await self._writer
        return self.offer(frame)

    async def get(self) -> Any:
        """The next frame, waiting for it; None once the pipe is closed and empty."""
        while not self._frames:
            if self._closed:
                return None
            self._reader = self._loop.create_future()
            await self._reader
        return self.poll()

    def push(self, frame: Any) -> None:
        """Adds a last frame whatever the limit says."""
        self._frames.append(frame)
        self._reader = _woken(self._reader)

    def close(self, drained: Callable[[], None] | None = None) -> None:
        """No more frames; what is queued can still be read. `drained` is called once nothing is left."""
        self._closed = True
        self._drained = drained
        self._wake_both()
        if not self._frames:
            self._tell_drained()

    def break_off(self) -> None:
        """Closes and forgets what is queued."""
        self._closed = True
        self._drained = None
        self._frames.clear()
        self._wake_both()

    def _wake_both(self) -> None:
        self._reader = _woken(self._reader)
        self._writer = _woken(self._writer)

    def _tell_drained(self) -> None:
        drained, self._drained = self._drained, None
        if drained is not None:
            drained()


def _woken(parked: asyncio.Future[None] | None) -> asyncio.Future[None] | None:
    """Wakes who is parked there, and gives what stands in that place now: nobody."""
    if parked is not None and not parked.done():
        parked.set_result(None)
    return None
