"""A whole system, started as a person starts it, in one process or in many: on data of its own and free ports."""

import contextlib
import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from business_m.catalog import NAMES

from tests.setup.running import Running
from tests.support.commands import Commands, M, environment
from tests.support.indie import folder
from tests.support.native import Native
from tests.support.rest import Rest

INDIE, MIXED, NETWORK, MESH = "indie", "mixed", "network", "mesh"
# Without the mesh, which not every test is worth starting for.
TOPOLOGIES = (INDIE, MIXED, NETWORK)
# What has processes of its own in mixed: stock and warehouse, until they exist money and finance.
APART = ("stock_keeper", "wms") if {"stock_keeper", "wms"} <= set(NAMES) else ("book_keeper", "finance")
# For a system of which somebody dies: who goes on with what nobody came back for does so soon.
TIMES = {"M_RESUME_EVERY": "0.2", "M_SWEEP_EVERY": "0.2", "M_ASK_AFTER": "1"}
_COMMANDS = {
    INDIE: ("start",),
    MIXED: ("mesh", "up", "--plain", f"--only={','.join(APART)}"),
    NETWORK: ("mesh", "up", "--plain"),
    MESH: ("mesh", "up", "--replicas=wms=2"),
}


@dataclass(slots=True)
class Whole:
    """A running system and the ways in. `started` is the ready line."""

    topology: str
    running: Running
    started: dict[str, Any]
    data_dir: Path
    m: Commands

    @property
    def http_url(self) -> str:
        """Where REST answers."""
        return str(self.started["http_url"])

    @property
    def grpc_target(self) -> str:
        """Where gRPC answers."""
        return str(self.started["grpc_target"])

    @property
    def processes(self) -> dict[str, dict[str, Any]]:
        """Context to its process, of those that have one of their own, as of now."""
        return {one["context"]: one for one in self.run_file["processes"]}

    def pids(self, context: str) -> list[int]:
        """Of all processes of a context, as of now."""
        return [int(one["pid"]) for one in self.run_file["processes"] if one["context"] == context]

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

    def native(self, token: str | None = None) -> Native:
        """gRPC with a token, the administrator's where none is given."""
        return Native(self.grpc_target, token or self.admin_token)

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
def whole(
    topology: str | Sequence[str] = INDIE, data_dir: Path | None = None, *, watched: bool = True, **variables: str
) -> Iterator[Whole]:
    """A started system, by the name of its topology or by a command; stopped, or found dead, in the end. A watched one
    looks after every message that is handed over within a process."""
    with contextlib.ExitStack() as stack:
        data = data_dir or stack.enter_context(folder()) / "data"
        command = _COMMANDS[topology] if isinstance(topology, str) else topology
        running = stack.enter_context(Running(data, command=command, M_TESTING=str(int(watched)), **variables))
        started = running.ready()
        yield Whole(started["topology"], running, started, data, Commands({"M_DATA_DIR": str(data)}))
        if running.process.poll() is None:
            code, _ = running.interrupt()
            assert code == 0, running.errors


Systems = Callable[[str], Whole]
"""Topology to its running system, started once."""
