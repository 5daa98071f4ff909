"""Breaks a copy of the project, runs tests on it, and says which mutants lived."""

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tools.layout import MADE, ROOT, SOURCE_ROOTS

# A mutant may loop for ever: that is noticed too.
MOST_SECONDS = 900.0
# As pytest sums up; log lines begin alike.
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+\.py\S*)", re.MULTILINE)


class NotThere(Exception):
    """What a mutant replaces is not in its file exactly once: the code went on, and the mutant has to follow."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """`text` of a file becomes `instead`; some of `tests` has to fail."""

    rule: str
    path: str
    text: str
    instead: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """`noticed_by` is the test that failed, empty where the mutant lived."""

    mutant: Mutant
    noticed_by: str
    seconds: float


def broken(source: str, mutant: Mutant) -> str:
    """A file's text with the mutant in it. Raises NotThere."""
    if source.count(mutant.text) != 1:
        raise NotThere(f"{mutant.path}: {mutant.text!r} stands there {source.count(mutant.text)} times ({mutant.rule})")
    return source.replace(mutant.text, mutant.instead)


def main(mutants: Sequence[Mutant]) -> int:
    """Exit 1 where a mutant lives or the tests fail without one, 2 where one can't be made."""
    parser = argparse.ArgumentParser(description="break the code on purpose and see a test fail")
    parser.add_argument("--json", metavar="FILE", help="write what became of each")
    parser.add_argument("--only", metavar="WORDS", default="", help="those whose rule has these words")
    given = parser.parse_args()
    chosen = [mutant for mutant in mutants if given.only in mutant.rule]
    try:
        for mutant in chosen:
            broken((ROOT / mutant.path).read_text(), mutant)
    except NotThere as error:
        print(error, file=sys.stderr)
        return 2
    fates = _fates(chosen)
    if given.json:
        Path(given.json).write_text(json.dumps([_told(fate) for fate in fates], indent=1) + "\n")
    lived = [fate for fate in fates if not fate.noticed_by]
    print(f"{len(fates) - len(lived)} of {len(fates)} mutants were noticed")
    return 1 if lived or not fates else 0


def _fates(mutants: Sequence[Mutant]) -> list[Fate]:
    fates: list[Fate] = []
    console = Console(stderr=True)
    with _copy() as copy:
        for number, mutant in enumerate(mutants, 1):
            path = copy / mutant.path
            whole = path.read_text()
            path.write_text(broken(whole, mutant))
            with console.status(f"{number} of {len(mutants)}: {mutant.rule}"):
                fates.append(_fate(mutant, copy))
            path.write_text(whole)
            said = f"noticed by {fates[-1].noticed_by}" if fates[-1].noticed_by else "LIVES"
            print(f"{mutant.rule}: {said} ({fates[-1].seconds:.0f} s)", flush=True)
    return fates


@contextlib.contextmanager
def _copy() -> Iterator[Path]:
    """The project in a folder of its own, without what tools made."""
    with tempfile.TemporaryDirectory(prefix="business-m-mutants-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*MADE, "node_modules"))
        yield copy


def _fate(mutant: Mutant, copy: Path) -> Fate:
    started = time.monotonic()
    paths = os.pathsep.join(str(copy / root) for root in (*SOURCE_ROOTS, "gen/python", "."))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutant.tests]
    try:
        done = subprocess.run(
            command,
            cwd=copy,
            env=os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return Fate(mutant, "the time it takes", MOST_SECONDS)
    return Fate(mutant, noticed_by(done), time.monotonic() - started)


def noticed_by(done: "subprocess.CompletedProcess[str]") -> str:
    """The first test that failed, empty where all passed. Raises RuntimeError where they were not run at all."""
    if done.returncode == 0:
        return ""
    if found := _FAILED.search(done.stdout):
        return found[1]
    raise RuntimeError(f"no test ran: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def _told(fate: Fate) -> dict[str, str]:
    return {
        "rule": fate.mutant.rule,
        "path": fate.mutant.path,
        "noticed_by": fate.noticed_by,
        "seconds": f"{fate.seconds:.1f}",
    }
