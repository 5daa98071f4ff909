"""Builds the Desk into the contexts that show it: `python -m tools.ui [--if-possible]`.

Nothing is done where the sources are those of the last build. `--if-possible` says why the Desk could not be built and
exits with 0 all the same, for the server runs without it.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tools.layout import ROOT
from tools.node import NodeMissing, install, node_or_wheel

SOURCES = ROOT / "ui"
CONTRACTS = ROOT / "gen" / "ts"
OUTPUT = ROOT / "build" / "ui"
STAMP = OUTPUT / "built.json"
# What is built to the context that shows it.
PLACES = {
    "host": ROOT / "services" / "m_desk" / "ui",
    "finance": ROOT / "services" / "m_finance" / "ui",
    "wms": ROOT / "services" / "m_wms" / "ui",
}
INSTALLED_BY = SOURCES / "node_modules" / ".installed-by-lock.json"


class BuildFailed(Exception):
    """The sources do not build; the message is what the build said."""


def sources() -> Iterator[Path]:
    """Every file that the build depends on, in order."""
    for folder in (SOURCES, CONTRACTS):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "node_modules" not in path.relative_to(folder).parts:
                yield path


def digest() -> str:
    """Of all sources, names and contents."""
    known = hashlib.sha256()
    for path in sources():
        known.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        known.update(hashlib.sha256(path.read_bytes()).digest())
    return known.hexdigest()


def is_built(wanted: str) -> bool:
    """Whether what stands in the contexts was made of these sources."""
    if not STAMP.exists() or json.loads(STAMP.read_text())["sources"] != wanted:
        return False
    return all((place / "mf-manifest.json").exists() for place in PLACES.values())


def installed() -> Path:
    """`ui/node_modules` as its lock has it, and the Node that runs what is there. Raises NodeMissing."""
    program = node_or_wheel().program
    lock = SOURCES / "package-lock.json"
    if not INSTALLED_BY.exists() or INSTALLED_BY.read_bytes() != lock.read_bytes():
        install(SOURCES, SOURCES)
        shutil.copyfile(lock, INSTALLED_BY)
    return program


def build() -> dict[str, int]:
    """Builds all parts and puts them into their contexts; each part's scripts in bytes, gzipped.

    Raises NodeMissing, BuildFailed.
    """
    done = subprocess.run(
        [installed(), "build.mjs", OUTPUT / "parts"], cwd=SOURCES, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildFailed(done.stderr.strip() or done.stdout.strip())
    for part, place in PLACES.items():
        put(OUTPUT / "parts" / part, place)
    sizes: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return sizes


def put(built: Path, place: Path) -> None:
    """A folder in the place of another: whoever looks finds the old one, the new one or none, never a mixture."""
    fresh = place.with_name(place.name + ".fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(built, fresh)
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)


def bring_up_to_date() -> str | None:
    """Builds where sources changed; what was done in a line, None where nothing was.

    Raises NodeMissing, BuildFailed.
    """
    wanted = digest()
    if is_built(wanted):
        return None
    started = time.monotonic()
    sizes = build()
    STAMP.write_text(json.dumps({"sources": wanted, "gzipped": sizes}))
    shown = ", ".join(f"{part} {size / 1024:.0f} KiB" for part, size in sizes.items())
    return f"the Desk is built ({time.monotonic() - started:.0f} s; gzipped: {shown})"


def main(arguments: list[str] | None = None) -> int:
    """Exit 1 where the Desk could not be built, 0 all the same with --if-possible."""
    parser = argparse.ArgumentParser(prog="python -m tools.ui", description=__doc__)
    parser.add_argument("--if-possible", action="store_true", help="exit 0 where it can't be built")
    options = parser.parse_args(arguments)
    try:
        said = bring_up_to_date()
    except (NodeMissing, BuildFailed) as failure:
        print(f"the Desk is not built, everything else runs: {failure}", file=sys.stderr)
        return 0 if options.if_possible else 1
    if said:
        print(said, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
