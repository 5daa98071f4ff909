"""Slows down guessing: a bounded table of recent failures."""

from collections import OrderedDict, deque

from m_identity.domain.errors import LoginThrottled

WINDOW_SECONDS = 60.0
MOST_FAILURES = 10
MOST_NAMES = 10_000


class LoginThrottle:
    """Counts failures per name within the last minute; the names longest quiet are forgotten first."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def require_open(self, name: str, now_seconds: float) -> None:
        """Raises LoginThrottled after ten failures within a minute."""
        failures = self._failures.get(name)
        while failures and now_seconds - failures[0] > WINDOW_SECONDS:
            failures.popleft()
        if failures and len(failures) >= MOST_FAILURES:
            raise LoginThrottled("too many failed sign-ins: wait a minute")

    def note_failure(self, name: str, now_seconds: float) -> None:
        """One more failure."""
        self._failures.setdefault(name, deque(maxlen=MOST_FAILURES)).append(now_seconds)
        self._failures.move_to_end(name)
        if len(self._failures) > MOST_NAMES:
            self._failures.popitem(last=False)

    def forget(self, name: str) -> None:
        """A sign-in that worked."""
        self._failures.pop(name, None)
