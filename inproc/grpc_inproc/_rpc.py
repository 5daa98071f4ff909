"""One call as both sides share it: a state machine whose `finish` is the only way to done."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ._metadata import Pairs
from ._paranoia import Sealed
from ._status import CANCELLED, DEADLINE_EXCEEDED, INTERNAL, OK, UNAVAILABLE, Status, deadline_status

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
    loop: asyncio.AbstractEventLoop
    watched = False
    _seals: list[Sealed] | None = None
    _timer: asyncio.TimerHandle | None = None
    _done_callbacks: list[Callable[[], None]] | None = None
    _waiters: list[asyncio.Future[None]] | None = None
    _initial_waiters: list[asyncio.Future[None]] | None = None

    def finish(self, status: Status) -> bool:
        """Ends the call for the client. False when it had ended before: the first status stands."""
        if self.final is not None:
            return False
        self.final = status if self._seals is None else self._unbroken(status)
        if self.watched:
            self.tell()
        return True

    def tell(self) -> None:
        """Wakes and calls back everyone who waits for the end."""
        if self._timer is not None:
            self._timer.cancel()
        _release(self._initial_waiters)
        _release(self._waiters)
        callbacks, self._done_callbacks = self._done_callbacks, None
        for callback in callbacks or ():
            self._call_back(callback)

    def _call_back(self, callback: Callable[[], None]) -> None:
        """What a callback raises is the loop's to report: whoever ends the call is not to blame."""
        try:
            callback()
        except Exception as error:
            self.loop.call_exception_handler({"message": "done callback of a call raised", "exception": error})

    def receive_initial_metadata(self, pairs: Pairs) -> None:
        """Initial metadata as the client gets it; only the first counts."""
        if self.initial_metadata_pairs is None and self.final is None:
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

    def has_time(self) -> bool:
        """False when no time is left, and with it the call is over."""
        if self.deadline is None or self.deadline > time.time():
            return True
        self.finish(deadline_status())
        return False

    def arm(self) -> None:
        """Sets the timer of a call that lasts."""
        if self.deadline is not None and self._timer is None and self.final is None:
            self.watched = True
            self._timer = self.loop.call_later(max(0.0, self.deadline - time.time()), self._expire)

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
        if self.initial_metadata_pairs is None and self.final is None:
            self._initial_waiters = self._initial_waiters or []
            await self._park(self._initial_waiters)
        return self.initial_metadata_pairs or ()

    def when_done_here(self, callback: Callable[[], None]) -> None:
        """Calls back when the call ends, in the context of whoever asked: the handler's does not leak to the client."""
        variables = contextvars.copy_context()
        self.when_done(lambda: variables.run(callback))

    def when_done(self, callback: Callable[[], None]) -> None:
        """Calls back when the call ends, at once when it has."""
        self.watched = True
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
        self.watched = True
        waiter = self.loop.create_future()
        waiters.append(waiter)
        await waiter

    def watch_seal(self, frame: Any) -> None:
        """Under PARANOID: compares what crossed before with its digest, and remembers this frame for the next time."""
        if type(frame) is not Sealed:
            return
        broken = _first_broken(self._seals or ())
        self._seals = [*(self._seals or ())[-_SEALS_KEPT:], frame]
        if broken is not None and self.final is None:
            self.abandon(self._violation(broken))

    def _unbroken(self, status: Status) -> Status:
        seals, self._seals = self._seals, None
        broken = _first_broken(seals or ())
        return status if broken is None or status.code() in _ENDED_FROM_OUTSIDE else self._violation(broken)

    def _violation(self, broken: str) -> Status:
        details = f"isolation of {self.plan.method} violated: {broken}"
        return Status(INTERNAL, details, (), details)

    # What the server's side calls.

    def answer(self, status: Status, frame: Any = None) -> None:
        """The handler's last word, with the response of a unary answer."""
        raise NotImplementedError


_SEALS_KEPT = 3
_ENDED_FROM_OUTSIDE = (CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE)


def _first_broken(seals: Sequence[Sealed]) -> str | None:
    return next((broken for seal in seals if (broken := seal.broken()) is not None), None)


def _release(waiters: list[asyncio.Future[None]] | None) -> None:
    for waiter in waiters or ():
        if not waiter.done():
            waiter.set_result(None)
