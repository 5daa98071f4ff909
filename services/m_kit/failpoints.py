"""Named places where a test makes the process die, fail or wait: `M_FAILPOINT=after_decide:kill`, M_TESTING=1 only.

kill     SIGKILL to this process
raise    FailPointReached, a defect like any other
sleep=N  waits N seconds

Each happens whenever the place is reached; `after_decide:kill@7` at the seventh time alone, and
`stock_keeper/late_reserve_after_cancel:kill` in that context alone.
"""

import asyncio
import os
import signal
from dataclasses import dataclass, field

NAMES = frozenset(
    {
        "after_reserve_stock",
        "after_reserve_ledger",
        "before_decide",
        "after_decide",
        "after_confirm_stock",
        "after_confirm_ledger",
        "after_commit_before_publish",
        "after_tombstone_before_cancel",
        "decide_answer_lost",
        "late_reserve_after_cancel",
        "edit_between_reserve_and_decide",
        "before_recompute_commit",
        "after_recompute_key",
        "after_recompute",
        "after_bake_contribution",
        "before_bake_commit",
        "after_bake",
    }
)


class FailPointInvalid(ValueError):
    """The text names no fail point, or nothing that one can do."""


class FailPointReached(Exception):
    """A fail point set to `raise` was reached."""


@dataclass(slots=True)
class FailPoints:
    """At most one place and what happens there, each time or only the `time`-th; by default nothing, nowhere."""

    name: str = ""
    action: str = ""
    time: int | None = None
    context: str = ""
    _times_reached: int = field(default=0, compare=False)

    @classmethod
    def parse(cls, text: str | None) -> "FailPoints":
        """`name:kill`, `name:raise` or `name:sleep=5`; `@7` behind it is the seventh time, `wms/` before it a context.

        Raises FailPointInvalid.
        """
        if not text:
            return cls()
        place, _, rest = text.partition(":")
        context, _, name = place.rpartition("/")
        action, at, time = rest.partition("@")
        if name not in NAMES:
            raise FailPointInvalid(f"there is no fail point {name!r}: {', '.join(sorted(NAMES))}")
        kind, _, seconds = action.partition("=")
        if kind not in ("kill", "raise", "sleep") or (kind == "sleep") != seconds.replace(".", "", 1).isdecimal():
            raise FailPointInvalid(f"{action!r}: say kill, raise or sleep=SECONDS")
        if at and not (time.isascii() and time.isdecimal() and int(time) > 0):
            raise FailPointInvalid(f"{time!r}: the time that it is reached is 1 or more")
        return cls(name, action, int(time) if at else None, context)

    def of(self, context: str) -> "FailPoints":
        """What a context is given: these, or none where they are another's."""
        return self if self.context in ("", context) else FailPoints()

    async def reach(self, name: str) -> None:
        """Called at the place; nearly always nothing happens."""
        if name != self.name:
            return
        self._times_reached += 1
        if self.time in (None, self._times_reached):
            await self._act()

    async def _act(self) -> None:
        if self.action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.action == "raise":
            raise FailPointReached(self.name)
        await asyncio.sleep(float(self.action.removeprefix("sleep=")))
