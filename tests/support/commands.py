"""`m` as a person types it. A process per command, without a second of imports for each (see command_server.py)."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

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
        self._folder = tempfile.TemporaryDirectory(prefix="business-m-commands-")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.command_server"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()

    def __call__(self, *arguments: object, **variables: str) -> Done:
        """Runs `m ARGUMENTS...`; `variables` stand in the environment beside ours."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        stdout, stderr = Path(self._folder.name) / "stdout", Path(self._folder.name) / "stderr"
        order = {
            "arguments": [str(one) for one in arguments],
            "environment": environment(**(self._variables | variables)),
            "stdout": str(stdout),
            "stderr": str(stderr),
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that runs commands has ended"
        return Done(int(answer), stdout.read_text(), stderr.read_text())
