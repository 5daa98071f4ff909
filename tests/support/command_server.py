"""Runs `m` for commands.py: loads it once, and forks a process of its own for every command line.

Reads one JSON object a line {"arguments", "environment", "stdout", "stderr"} and answers each with its exit code.
"""

import importlib
import json
import os
import sys
from typing import Any


def main() -> None:
    """Until stdin ends."""
    for name in ("business_m.cli.main", "business_m.catalog"):
        importlib.import_module(name)
    for text in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(text))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(order: dict[str, Any]) -> None:
    """This process is that command now, and ends with its exit code."""
    code = 1
    try:
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, number)
        os.environ.clear()
        os.environ.update(order["environment"])
        sys.argv = ["m", *order["arguments"]]
        code = _exit_code()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _exit_code() -> int:
    from business_m.cli import main as command

    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


if __name__ == "__main__":
    main()
