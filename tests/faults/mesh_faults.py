"""What goes wrong in a whole mesh while clients post: any of its processes killed or frozen, NATS robbed of its store.

A seed gives the same faults in the same order, and the same documents; each is printed with how soon somebody was
answered again.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.harness import Here, require_right, require_settled, until
from tests.faults.postings import CLOSED_DAY, Journal, Postings
from tests.support.goods import RECEIPTS
from tests.support.killing import children
from tests.support.mesh import ENGINES, engine
from tests.support.readers import Readers
from tests.support.trade import Trade
from tests.support.whole import Whole

FRONT = "front"
KILLED, FROZEN, WIPED = "killed", "frozen", "wiped"
# A machine that is slow and loaded must hold it too; what is aimed at is measured by bench.mesh.
BACK_SECONDS = 60.0
CLIENTS, PAUSE_SECONDS = 3, 0.2


@dataclass(frozen=True, slots=True)
class Fault:
    """One process goes wrong for so long, or is killed, when so many more documents are answered."""

    kind: str
    process: str
    seconds: float
    after_answers: int

    def __str__(self) -> str:
        lasting = f" for {self.seconds:.1f} s" if self.kind == FROZEN else ""
        return f"{self.process} {self.kind}{lasting} after {self.after_answers}"


def drawn(kind: str, processes: Sequence[str], chance: random.Random) -> list[Fault]:
    """Each process once, in any order."""
    return [
        Fault(kind, process, chance.uniform(0.5, 2.5), chance.randrange(1, 6))
        for process in chance.sample(processes, len(processes))
    ]


def survives(mesh: Whole, readers: Readers, faults: Sequence[Fault], seed: int, journal: Path) -> None:
    """Clients post through all of it; in the end everything holds, and readers were told of each receipt once."""
    with mesh.rest() as rest:
        trade = Trade.opened(rest, closed_day=CLOSED_DAY)
    posting = Postings(
        Here(mesh).way,
        trade,
        Journal(journal),
        seed=seed,
        clients=CLIENTS,
        each=None,
        pause_seconds=PAUSE_SECONDS,
    )
    with posting as postings, mesh.rest() as rest:
        for number, fault in enumerate(faults):
            postings.wait_for(fault.after_answers)
            before = _pid(mesh, fault.process)
            _CAUSED[fault.kind](mesh, fault, before)
            seconds = postings.wait_for(1)
            print(f"fault {number} of seed {seed}: {fault}; somebody was answered {seconds:.2f} s later")
            assert seconds < BACK_SECONDS
            if fault.kind != FROZEN:
                until(lambda: _pid(mesh, fault.process) != before, f"{fault} and started again", BACK_SECONDS)  # noqa: B023
            until(lambda: rest.get("/readyz").status == 200, f"{fault} and all is well again", BACK_SECONDS)
    assert mesh.m("doctor").code == 0
    require_settled(mesh, trade)
    require_right(mesh, trade, journal)
    require_told_once(mesh, readers, trade)


def replicas(mesh: Whole) -> dict[str, int]:
    """Every process that runs contexts, wms' second as wms-2, to its pid now."""
    found: dict[str, int] = {}
    for one in mesh.run_file["processes"]:
        name = str(one["context"])
        found[name if name not in found else f"{name}-2"] = int(one["pid"])
    return found


def _pid(mesh: Whole, process: str) -> int:
    if process == FRONT:
        return int(mesh.started["pid"])
    return int(engine(mesh, process)["pid"]) if process in ENGINES else replicas(mesh)[process]


def _kill(_: Whole, __: Fault, pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _freeze(_: Whole, fault: Fault, pid: int) -> None:
    """The process, and of PostgreSQL those that it started."""
    os.kill(pid, signal.SIGSTOP)
    frozen = [pid, *(children(pid) if fault.process == "postgresql" else ())]
    try:
        for one in frozen[1:]:
            os.kill(one, signal.SIGSTOP)
        time.sleep(fault.seconds)
    finally:
        for one in reversed(frozen):
            os.kill(one, signal.SIGCONT)


def _wipe(mesh: Whole, _: Fault, pid: int) -> None:
    """It dies, and what it had acknowledged is not there when it is back."""
    store = mesh.data_dir / "nats" / "jetstream"
    lost = store.rename(store.with_name("lost"))
    os.kill(pid, signal.SIGKILL)
    shutil.rmtree(lost)


_CAUSED: dict[str, Callable[[Whole, Fault, int], None]] = {KILLED: _kill, FROZEN: _freeze, WIPED: _wipe}


def require_told_once(mesh: Whole, readers: Readers, trade: Trade) -> None:
    """Readers were told of every receipt that was posted, once, and of no other."""
    with mesh.rest() as rest:
        receipts = trade.over(rest).documents(RECEIPTS)
    told = readers.times_told()
    times = {one["id"]: told[one["id"]] for one in receipts}
    assert times == {one["id"]: int(one["state"] == "POSTED") for one in receipts}
    assert sum(times.values()), "nothing was posted: this shows nothing"
