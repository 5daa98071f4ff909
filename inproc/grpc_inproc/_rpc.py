"""One call as both sides share it: a state machine whose `finish` is the only way to done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ._metadata import Pairs
from ._status import CANCELLED, OK, Status, deadline_status

if TYPE_CHECKING:
    from ._plan import MethodPlan


class Rpc:
    """What client and server both know of a call; lives on the server's loop.

    Defaults are on the class, so a call that needs none of them costs nothing for them.
    """

    plan: MethodPlan
    metadata: Pairs
    deadline: float | None = None
    final: Status | None = None
    initial_metadata_pairs: Pairs | None = None
    locally_cancelled = False
    server_task: asyncio.Task[None] | None = None
    answered = False
    _loop: asyncio.AbstractEventLoop
    _timer: asyncio.TimerHandle | None = None
    _done_callbacks: list[Callable[[], None]] | None = None
    _waiters: list[asyncio.Future[None]] | None = None
    _initial_waiters: list[asyncio.Future[None]] | None = None

    def finish(self, status: Status) -> bool:
        """Ends the call for the client. False when it had ended before: the first status stands."""
        if self.final is not None:
            return False
        self.final = status
        if self._timer is not None:
            self._timer.cancel()
        if self.initial_metadata_pairs is None:
            self.receive_initial_metadata(())
        _release(self._waiters)
        callbacks, self._done_callbacks = self._done_callbacks, None
        for callback in callbacks or ():
            callback()
        return True

    def receive_initial_metadata(self, pairs: Pairs) -> None:
        """Initial metadata as the client gets it; only the first counts."""
        if self.initial_metadata_pairs is None:
            self.initial_metadata_pairs = pairs
            _release(self._initial_waiters)

    def abandon(self, status: Status) -> None:
        """Ends the call from the client's side and cancels a handler that has not answered."""
        if self.finish(status):
            self.stop_handler()

    def stop_handler(self) -> None:
        """Injects CancelledError into a handler that has not answered yet."""
        task = self.server_task
        if task is not None and not self.answered and not task.done():
            task.cancel()

    def start_deadline(self) -> bool:
        """Arms the timer; False when no time is left and the call is over."""
        if self.deadline is None:
            return True
        seconds_left = self.deadline - time.time()
        if seconds_left <= 0:
            self.finish(deadline_status())
            return False
        self._timer = self._loop.call_later(seconds_left, self._expire)
        return True

    def seconds_left(self) -> float | None:
        """Seconds until the deadline, never negative; None without one."""
        return None if self.deadline is None else max(0, self.deadline - time.time())

    async def ended(self) -> Status:
        """Waits for the status."""
        if self.final is None:
            self._waiters = self._waiters or []
            await self._park(self._waiters)
        assert self.final is not None
        return self.final

    async def initial(self) -> Pairs:
        """Waits for the initial metadata."""
        if self.initial_metadata_pairs is None:
            self._initial_waiters = self._initial_waiters or []
            await self._park(self._initial_waiters)
        assert self.initial_metadata_pairs is not None
        return self.initial_metadata_pairs

    def when_done(self, callback: Callable[[], None]) -> None:
        """Calls back when the call ends, at once when it has."""
        if self.final is not None:
            callback()
        elif self._done_callbacks is None:
            self._done_callbacks = [callback]
        else:
            self._done_callbacks.append(callback)

    @property
    def is_cancelled(self) -> bool:
        return self.final is not None and self.final.code() == CANCELLED

    @property
    def went_well(self) -> bool:
        return self.final is not None and self.final.code() == OK

    def _expire(self) -> None:
        self.abandon(deadline_status())

    async def _park(self, waiters: list[asyncio.Future[None]]) -> None:
        waiter = self._loop.create_future()
        waiters.append(waiter)
        await waiter

    # What the server's side calls.

    def answer(self, status: Status, frame: Any = None) -> None:
        """The handler's last word, with the response of a unary answer."""
        raise NotImplementedError


def _release(waiters: list[asyncio.Future[None]] | None) -> None:
    for waiter in waiters or ():
        if not waiter.done():
            waiter.set_result(None)
