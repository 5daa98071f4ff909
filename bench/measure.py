"""How every bench measures and prints.

Sides alternate, so that a machine that slows down slows all of them; a pair in whose two halves the disk's fsync took
more than twice as long as in the other is thrown away.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SAMPLES, QUICK_SAMPLES = 7, 5
MOST_FSYNC_RATIO = 2.0
Side = Callable[[], Awaitable[float]]


@dataclass
class Measured:
    """One row: what was measured, per side, and what was hoped for."""

    measure: str
    unit: str
    clients: int = 1
    goal: str = ""
    reach: Callable[["Measured"], bool] | None = None
    peer_name: str = ""
    samples: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "limit": [], "peer": []})

    def median(self, side: str) -> float | None:
        """Of the samples kept, None where the side was not measured."""
        return statistics.median(self.samples[side]) if self.samples[side] else None

    def ratio(self, side: str) -> float | None:
        """Ours to that side."""
        ours, other = self.median("ours"), self.median(side)
        return ours / other if ours is not None and other else None

    def as_json(self) -> dict[str, Any]:
        """A row of the bench format."""
        return {
            "measure": self.measure,
            "clients": self.clients,
            "unit": self.unit,
            "ours": self.median("ours"),
            "limit": self.median("limit"),
            "peer": self.median("peer"),
            "peer_name": self.peer_name,
            "ratio_to_limit": self.ratio("limit"),
            "ratio_to_peer": self.ratio("peer"),
            "goal": self.goal,
            "met": self.reach(self) if self.reach else None,
            "samples": self.samples,
        }

    def line(self) -> str:
        """For people."""
        parts = [f"{self.measure} ({self.clients} clients)", f"ours {_figure(self.median('ours'))} {self.unit}"]
        for side in ("limit", "peer"):
            if self.samples[side]:
                name = self.peer_name if side == "peer" else "limit"
                parts.append(f"{name} {_figure(self.median(side))} (ours / {name} {self.ratio(side):.2f})")
        if self.goal:
            parts.append(f"goal {self.goal}: {'met' if self.reach and self.reach(self) else 'missed'}")
        return ", ".join(parts)


async def alternate(row: Measured, sides: Mapping[str, Side], samples: int, folder: Path) -> None:
    """Fills the row: each round measures every side once, between two looks at the disk."""
    kept = tried = 0
    while kept < samples and tried < samples * 3:
        tried += 1
        before = fsync_p50_us(folder)
        values = {name: await side() for name, side in sides.items()}
        after = fsync_p50_us(folder)
        if max(before, after) <= MOST_FSYNC_RATIO * min(before, after):
            kept += 1
            for name, value in values.items():
                row.samples[name].append(value)
    if not kept:
        raise SystemExit(f"{row.measure}: the disk was never steady for the length of one pair")


async def rate(work: Callable[[int], Awaitable[None]], clients: int, seconds: float) -> float:
    """How often per second `clients` together get `work(client)` done."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    done = 0

    async def client(number: int) -> None:
        nonlocal done
        while loop.time() < end:
            await work(number)
            done += 1

    started = loop.time()
    await asyncio.gather(*(client(number) for number in range(clients)))
    return done / (loop.time() - started)


async def rate_of(work: Callable[[Any], Awaitable[None]], items: Sequence[Any], clients: int) -> float:
    """How many of the items per second `clients` together get done, each taking the next one that is left."""
    left = list(reversed(items))

    async def client() -> None:
        while left:
            await work(left.pop())

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return len(items) / (time.perf_counter() - started)


def fsync_p50_us(folder: Path, times: int = 31) -> float:
    """Median length of writing and syncing 8 KiB, in microseconds."""
    lengths = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(times):
            started = time.perf_counter()
            os.pwrite(file.fileno(), b"\0" * 8192, 0)
            os.fdatasync(file.fileno())
            lengths.append((time.perf_counter() - started) * 1e6)
    return statistics.median(lengths)


def arguments(name: str, description: str) -> argparse.Namespace:
    """The options that every bench has."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter samples")
    return parser.parse_args()


def report(name: str, rows: Sequence[Measured], fsync_us: float, file: Path | None) -> None:
    """Prints every row and writes the file."""
    for row in rows:
        print(row.line())
    if file:
        whole = {
            "bench": name,
            "python": platform.python_version(),
            "cpu_count": os.cpu_count(),
            "fsync_p50_us": fsync_us,
            "rows": [row.as_json() for row in rows],
        }
        file.write_text(json.dumps(whole, indent=2))


def _figure(value: float | None) -> str:
    return "not measured" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
