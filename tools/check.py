"""`make check`: every check, a line each, the output of those that fail; exit 1 where one does."""

import subprocess
import sys
import time
from dataclasses import dataclass

from tools.layout import ROOT

PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Check:
    """A command that exits with 0 where all is well."""

    name: str
    arguments: tuple[str, ...]


CHECKS = (
    Check("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    Check("ruff format", ("-m", "ruff", "format", "--quiet", "--check", ".")),
    Check("own checks", ("-m", "tools.checks")),
    Check("import rules", ("-m", "tools.import_rules")),
    Check("generated code", ("-m", "tools.generate", "--check")),
    Check("Python SDK", ("-m", "tools.python_sdk", "--check")),
    Check("TypeScript client", ("-m", "tools.typescript", "--check")),
    Check("Desk's types", ("-m", "tools.ui_types")),
    Check("envoy configuration", ("-m", "tools.envoy", "--check")),
    Check("Compose", ("-m", "tools.compose", "--check")),
    Check("buf lint", ("-m", "tools.contracts", "lint")),
    Check("buf breaking", ("-m", "tools.contracts", "breaking")),
    Check("mypy", ("-m", "tools.type_check")),
)


def holds(check: Check) -> bool:
    """Runs one check and says how it went; a check that passes may still have notes."""
    started = time.monotonic()
    done = subprocess.run(
        [PYTHON, *check.arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    verdict = "ok    " if done.returncode == 0 else "FAILED"
    print(f"{verdict} {check.name} ({time.monotonic() - started:.1f} s)", flush=True)
    notes = [line for line in done.stdout.splitlines() if done.returncode or line.startswith("note: ")]
    print("".join(f"       {line}\n" for line in notes), end="", flush=True)
    return done.returncode == 0


def main() -> int:
    """Runs all checks, also after one has failed."""
    held = [holds(check) for check in CHECKS]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
