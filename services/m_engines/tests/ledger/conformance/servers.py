"""A throw-away TigerBeetle cluster of one replica, where its program is on PATH."""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

PROGRAM = "tigerbeetle"
NO_CLUSTER = "no TigerBeetle here: set TIGERBEETLE_ADDRESS, or put the program `tigerbeetle` on PATH"
NO_CLIENT = "the extra `tigerbeetle` is not installed"


def missing_cluster() -> str | None:
    """Why nothing can be run on a cluster, None where it can."""
    if importlib.util.find_spec("tigerbeetle") is None:
        return NO_CLIENT
    return None if os.environ.get("TIGERBEETLE_ADDRESS") or program() else NO_CLUSTER


def program() -> str | None:
    """The server's program, None where there is none."""
    return shutil.which(PROGRAM)


class ThrowAwayCluster:
    """Cluster 7 on a free port of this machine. Its file is sparse, about a gigabyte."""

    cluster = 7

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="business-m-tigerbeetle-", dir="/var/tmp"))
        self._data = self._folder / "0.tigerbeetle"
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._run("format", f"--cluster={self.cluster}", "--replica=0", "--replica-count=1", str(self._data))

    @property
    def address(self) -> str:
        """As TIGERBEETLE_ADDRESS has it."""
        return f"{self.cluster}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins to start; a client waits until it answers."""
        log = (self._folder / "log").open("ab")
        command = [program() or PROGRAM, "start", f"--addresses=127.0.0.1:{self.port}", "--cache-grid=128MiB"]
        self._process = subprocess.Popen([*command, str(self._data)], stdout=log, stderr=log)
        log.close()

    def send(self, number: signal.Signals) -> None:
        """A signal to the server; SIGKILL is waited for."""
        assert self._process is not None
        os.kill(self._process.pid, number)
        if number is signal.SIGKILL:
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Ends it and takes its file away."""
        if self._process is not None:
            self.send(signal.SIGKILL)
        shutil.rmtree(self._folder)

    def _run(self, *arguments: str) -> None:
        subprocess.run([program() or PROGRAM, *arguments], check=True, capture_output=True)
