"""One context's tests with every other context blocked: `python -m tools.one_context wms`."""

import subprocess
import sys
from pathlib import Path

from tools.layout import CONTEXTS, ROOT, package_of


def main(arguments: list[str], root: Path = ROOT) -> int:
    """pytest's exit code; 2 for a context that does not exist, 1 for one without tests."""
    try:
        package = package_of(arguments[0] if arguments else "")
    except KeyError:
        known = " ".join(name.removeprefix("m_") if name != "m_india" else name for name in CONTEXTS)
        print(f"usage: make test-context CONTEXT=..., one of {known}", file=sys.stderr)
        return 2
    tests = root / "services" / package / "tests"
    if not tests.is_dir():
        print(f"nothing is there yet: services/{package}/tests does not exist", file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "pytest", f"--only-context={package}", str(tests), *arguments[1:]]
    return subprocess.run(command, cwd=root).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
