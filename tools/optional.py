"""Calls what may not be there yet: `python -m tools.optional PACKAGE [NAME] [-- ARGUMENTS...]`.

Runs PACKAGE.NAME, or without NAME every module of PACKAGE that can be run, one after the other.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.layout import ROOT


def runnable(folder: Path) -> Iterator[str]:
    """The modules of a package that end with a `__main__` block; those with `_` before their name serve another."""
    for path in sorted(folder.glob("[!_]*.py")):
        if '__name__ == "__main__"' in path.read_text():
            yield path.stem


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Exit 1 where there is nothing to call or something called failed, 2 for a wrong usage."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    names, passed = arguments[:split], arguments[split + 1 :]
    if not 1 <= len(names) <= 2:
        print("usage: python -m tools.optional PACKAGE [NAME] [-- ARGUMENTS...]", file=sys.stderr)
        return 2
    package, chosen = names[0], names[1:] or list(runnable(root / names[0]))
    if not (root / package).is_dir() or not chosen:
        print(f"nothing is there yet: {package}/ has nothing to run", file=sys.stderr)
        return 1
    codes = [subprocess.run([sys.executable, "-m", f"{package}.{n}", *passed], cwd=root).returncode for n in chosen]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
