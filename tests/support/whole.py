"""A whole server, started as a person starts it: `m start --json` on data of its own and free ports."""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.setup.running import Running
from tests.support.commands import Commands, M, environment
from tests.support.indie import folder
from tests.support.rest import Rest


@dataclass(slots=True)
class Whole:
    """A running server and the ways in. `started` is the ready line."""

    running: Running
    started: dict[str, Any]
    data_dir: Path
    m: Commands

    @property
    def http_url(self) -> str:
        """Where REST answers."""
        return str(self.started["http_url"])

    @property
    def run_file(self) -> dict[str, Any]:
        """What the owner's commands read."""
        found: dict[str, Any] = json.loads((self.data_dir / "run.json").read_text())
        return found

    @property
    def admin_token(self) -> str:
        """The administrator's."""
        return str(self.run_file["token"])

    def token(self, *arguments: str) -> str:
        """`m token --user admin ARGUMENTS...`."""
        done = self.m("token", "--user", "admin", *arguments)
        assert done.code == 0, done.stderr
        return done.stdout.strip()

    def rest(self, token: str | None = None) -> Rest:
        """REST with a token, the administrator's where none is given."""
        return Rest(self.http_url, token or self.admin_token)

    def popen(self, *arguments: object) -> "subprocess.Popen[str]":
        """`m ARGUMENTS...` under way."""
        return subprocess.Popen(
            [str(M), *map(str, arguments)],
            env=environment(M_DATA_DIR=str(self.data_dir)),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextlib.contextmanager
def whole(data_dir: Path | None = None, *, watched: bool = True, **variables: str) -> Iterator[Whole]:
    """A started server; stopped, or found dead, in the end. A watched one looks after every message handed over."""
    with contextlib.ExitStack() as stack:
        data = data_dir or stack.enter_context(folder()) / "data"
        running = stack.enter_context(Running(data, M_TESTING=str(int(watched)), **variables))
        yield Whole(running, running.ready(), data, Commands({"M_DATA_DIR": str(data)}))
        if running.process.poll() is None:
            code, _ = running.interrupt()
            assert code == 0, running.errors
