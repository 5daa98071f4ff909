"""How soon the Desk shows its first list, what it weighs, and whether ten thousand rows scroll, in a real Chromium.

Measured by `ui/e2e/measure.mjs` on `m start` with ten thousand accounts: cold in a window that has nothing yet, again
by its address, warm by a click.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, arguments, fsync_p50_us, report
from tests.support.rest import Rest
from tests.support.whole import whole
from tests.ui.desk_world import World, made
from tools import ui

ROWS, AT_ONCE = 10_000, 500
COLD_GOAL_MS, WARM_GOAL_MS = 1_500, 300
FIRST_GOAL_KIB, REMOTE_GOAL_KIB = 350, 64
# Columns of the list of accounts: so many cells stand in the page for each row in sight.
MOST_CELLS = 400
LATE_FRAMES_GOAL = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the report and what it may come to at most."""

    measure: str
    unit: str
    goal: float | None = None

    def of(self, *values: float) -> Measured:
        """With its samples."""
        goal = self.goal
        row = Measured(
            measure=self.measure,
            unit=self.unit,
            goal="" if goal is None else f"<= {goal:g}",
            reach=None if goal is None else lambda row: (row.median("ours") or 0) <= goal,
        )
        row.samples["ours"] += values
        return row


def many_accounts(rest: Rest, company_id: str) -> None:
    """Ten thousand of them."""
    for start in range(0, ROWS, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        accounts = [{"company_id": company_id, "code": f"Cost {n:05d}", "type": "EXPENSE"} for n in numbers]
        rest.post("/v1/ledger/accounts:batchCreate", {"accounts": accounts}).ok()


def measured(world: World, samples: int) -> dict[str, Any]:
    """What the browser saw."""
    order = json.dumps({**json.loads(world.json()), "rows": "book_keeper/account", "samples": samples})
    command = [str(ui.installed()), "measure.mjs"]
    done = subprocess.run(
        command, cwd=ui.SOURCES / "e2e", input=order, check=True, stdout=subprocess.PIPE, text=True, timeout=600
    )
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


def rows_of(seen: dict[str, Any], sizes: dict[str, int]) -> list[Measured]:
    """The report's rows."""
    taken = {name: [one[name] for one in seen["samples"]] for name in ("cold", "again", "warm", "received")}
    scrolled = seen["scrolled"]
    assert scrolled["rows"] >= ROWS, scrolled
    return [
        Figure("first list, cold", "ms", COLD_GOAL_MS).of(*taken["cold"]),
        Figure("the same by its address again", "ms").of(*taken["again"]),
        Figure("a list by a click, warm", "ms", WARM_GOAL_MS).of(*taken["warm"]),
        Figure("received for the first list", "KiB", FIRST_GOAL_KIB).of(*(one / 1024 for one in taken["received"])),
        *(Figure(f"remote {name}", "KiB", REMOTE_GOAL_KIB).of(sizes[name] / 1024) for name in ("finance", "wms")),
        Figure(f"cells in the page of {ROWS} rows", "cells", MOST_CELLS).of(scrolled["in_page"]),
        Figure(f"late frames while scrolling {ROWS} rows", "share", LATE_FRAMES_GOAL).of(scrolled["late_frames"]),
    ]


def main() -> None:
    """Prints and writes the figures; says what is missing where there is no Chromium."""
    options = arguments("desk", __doc__ or "")
    if shutil.which("chromium") is None:
        raise SystemExit("chromium is missing: apt install chromium")
    ui.bring_up_to_date()
    sizes = json.loads(ui.STAMP.read_text())["gzipped"]
    with whole(watched=False) as system, system.rest() as rest:
        world = made(rest, system.http_url)
        many_accounts(rest, world.company_id)
        seen = measured(world, QUICK_SAMPLES if options.quick else SAMPLES)
        disk = fsync_p50_us(Path(system.data_dir))
    report("desk", rows_of(seen, sizes), disk, options.json)


if __name__ == "__main__":
    main()
