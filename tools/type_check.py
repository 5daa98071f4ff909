"""mypy, strict, over our code: `python -m tools.type_check`. What is generated is read, not judged."""

import subprocess
import sys

from tools.layout import ROOT

# The tests of inproc and gateway are two packages of one name, "tests", which one run of mypy can't hold.
FOLDERS = ("services", "inproc/grpc_inproc", "gateway/m_gateway", "tools", "tests", "bench", "mutants", "examples")


def main() -> int:
    """mypy's exit code."""
    present = [name for name in FOLDERS if any((ROOT / name).rglob("*.py"))]
    return subprocess.run([sys.executable, "-m", "mypy", *present], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
