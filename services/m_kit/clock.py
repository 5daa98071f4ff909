"""The only place that reads the time."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where business code gets the time from, so that tests can set it."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until told otherwise."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant


def today(clock: Clock) -> date:
    """The civil date in UTC."""
    return clock.now().date()


def monotonic_seconds() -> float:
    """Seconds since some fixed point, for measuring how long something takes."""
    return time.monotonic()


def epoch_seconds() -> int:
    """Seconds since 1970, for tokens."""
    return int(time.time())


def epoch_nanoseconds() -> int:
    """Nanoseconds since 1970, for timestamps that order what was committed."""
    return time.time_ns()


def process_age_seconds() -> float:
    """Seconds since this process was started, interpreter and imports included (Linux: /proc/self/stat, field 22)."""
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
