"""Runs every conformance case over the network and in process, and shows where the two differ.

    python inproc/tests/conformance.py [--tcp] [--isolation copy|immutable|wire|paranoid] [--only TEXT] [--cases]

Exit status 1 when a case differs that the README's table does not explain, or agrees though the table says otherwise.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import logging
import os
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GRPC_VERBOSITY", "NONE")
if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import cases
import grpc
from cases.case import Case, cases_of
from cases.transport import InProcess, Network
from cases.world import Notes, World

import grpc_inproc

NOT_TOPICS = {"case", "describe", "transport", "world"}


def all_cases() -> list[Case]:
    """Every case, by topic."""
    topics = sorted(module.name for module in pkgutil.iter_modules(cases.__path__) if module.name not in NOT_TOPICS)
    found = [case for topic in topics for case in cases_of(importlib.import_module(f"cases.{topic}"))]
    version = tuple(int(part) for part in grpc.__version__.split(".")[:2])
    return [case for case in found if case.grpcio <= version]


async def observe(case: Case, transport: Any) -> dict[str, Any]:
    """The notes of one run; a case that does not end in time says so in its notes."""
    world = World(transport)
    try:
        async with asyncio.timeout(case.patience_seconds):
            await asyncio.create_task(_as_task(case, world))
    except TimeoutError:
        world.other("run", "hung")
    except Exception as error:
        world.other("run", "raised", error)
    finally:
        await _close(world)
    return dict(world.notes)


async def observe_network(case: Case, transport: Any, is_expected: Callable[[Notes], bool]) -> dict[str, Any]:
    """`observe`, again where grpcio raced with itself: an early status overtakes a late write or the initial metadata.

    What is not as expected in every one of the runs is none of its races.
    """
    for _ in range(4):
        notes = await observe(case, transport)
        if is_expected(notes):
            break
    return notes


async def _as_task(case: Case, world: World) -> None:
    await case.run(world)


async def _close(world: World) -> None:
    try:
        async with asyncio.timeout(5):
            await world.close()
    except TimeoutError:
        world.other("run", "closing hung")


@dataclass(frozen=True)
class Verdict:
    """What came out for one case."""

    case: Case
    network: Notes
    in_process: Notes

    @property
    def same(self) -> bool:
        return self.network == self.in_process

    @property
    def as_declared(self) -> bool:
        """The same where nothing is declared, different where a difference is; and something was seen at all."""
        return bool(self.in_process) and self.same is (self.case.difference is None)

    def explain(self) -> str:
        pages = sorted({*self.network, *self.in_process})
        lines = [f"{self.case.name}: {self.case.sentence}"]
        for page in pages:
            ours, theirs = self.in_process.get(page, []), self.network.get(page, [])
            lines += [f"  {page}:", *_beside(theirs, ours)] if ours != theirs else []
        return "\n".join(lines)


def _beside(theirs: list[Any], ours: list[Any]) -> list[str]:
    length = max(len(theirs), len(ours))
    padded = zip(theirs + [None] * (length - len(theirs)), ours + [None] * (length - len(ours)), strict=True)
    return [
        f"    = {left}" if left == right else f"    network    {left}\n    in process {right}" for left, right in padded
    ]


async def judge(case: Case, network: Any, in_process: Any) -> Verdict:
    """Runs a case over both."""
    ours = await observe(case, in_process)
    theirs = await observe_network(case, network, lambda notes: Verdict(case, notes, ours).as_declared)
    return Verdict(case, theirs, ours)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tcp", action="store_true")
    parser.add_argument("--isolation", default="copy", choices=[item.value for item in grpc_inproc.Isolation])
    parser.add_argument("--only", default="")
    parser.add_argument("--cases", action="store_true", help="print the table of cases instead of running them")
    parser.add_argument("--notes", action="store_true", help="print what each case observed in process")
    options = parser.parse_args()
    if options.cases:
        print(cases_table())
        return 0
    return asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> int:
    logging.disable(logging.CRITICAL)
    network, in_process = Network(options.tcp), InProcess(grpc_inproc.Isolation(options.isolation))
    chosen = [case for case in all_cases() if options.only in case.name]
    verdicts = [await judge(case, network, in_process) for case in chosen]
    wrong = [verdict for verdict in verdicts if not verdict.as_declared]
    for verdict in verdicts if options.notes else ():
        print(verdict.case.name, verdict.in_process)
    for verdict in wrong:
        print(verdict.explain() if not verdict.same else f"{verdict.case.name}: no difference, or nothing seen")
    print(f"{len(verdicts)} cases, {sum(verdict.same for verdict in verdicts)} the same, {len(wrong)} not as declared")
    return 1 if wrong else 0


def cases_table() -> str:
    """The text of CASES.md."""
    lines = ["# Conformance cases", "", "Written by `python inproc/tests/conformance.py --cases`.", ""]
    topic = ""
    for number, case in enumerate(all_cases(), 1):
        if case.name.split(".")[0] != topic:
            topic = case.name.split(".")[0]
            lines += ["", f"## {topic}", "", "| # | case | behaviour | difference |", "|---|---|---|---|"]
        sentence = " ".join(case.sentence.split())
        lines.append(f"| {number} | `{case.name}` | {sentence} | {case.difference or ''} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
