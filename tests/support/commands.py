"""`m` as a person types it. A process per command, without a second of imports for each (see command_server.py)."""

import atexit
import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.setup.running import M, environment
from tools.layout import ROOT

__all__ = ["Commands", "Done", "M", "environment"]


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout."""
        lines = self.stdout.splitlines()
        assert len(lines) == 1, f"{len(lines)} lines on stdout: {self.stdout!r}; stderr: {self.stderr}"
        found: dict[str, Any] = json.loads(lines[0])
        return found

    def ok(self) -> dict[str, Any]:
        """The object of a command that went well."""
        assert self.code == 0, f"exit {self.code}: {self.stdout}{self.stderr}"
        return self.json


class Commands:
    """Runs command lines against the server of one data directory."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = dict(variables)

    def __call__(self, *arguments: object, **variables: str) -> Done:
        """Runs `m ARGUMENTS...`; `variables` stand in the environment beside ours."""
        with tempfile.TemporaryDirectory(prefix="business-m-commands-") as folder:
            stdout, stderr = Path(folder) / "stdout", Path(folder) / "stderr"
            order = {
                "arguments": [str(one) for one in arguments],
                "environment": environment(**(self._variables | variables)),
                "stdout": str(stdout),
                "stderr": str(stderr),
            }
            code = _command_server().ask(json.dumps(order))
            return Done(code, stdout.read_text(), stderr.read_text())


class _CommandServer:
    """The process that forks commands. It ends with this one, when its stdin does."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.command_server"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._end)

    def ask(self, order: str) -> int:
        """The exit code of one command."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that runs commands has ended"
        return int(answer)

    def _end(self) -> None:
        self._process.communicate()


@functools.cache
def _command_server() -> _CommandServer:
    """One for all servers: it loads `m` once."""
    return _CommandServer()
