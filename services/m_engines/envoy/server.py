"""An embedded Envoy on one static configuration."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from m_engines.envoy.errors import EnvoyStartFailed
from m_engines.envoy.installation import program, version
from m_engines.postgresql.child_process import RunAs

START_TIMEOUT_SECONDS = 30.0
STOP_TIMEOUT_SECONDS = 2.0
POLL_SECONDS = 0.01
LOG_LIMIT_BYTES = 20_000_000
LOG_TAIL_BYTES = 2_000
_ASK_READY = b"GET /ready HTTP/1.1\r\nhost: envoy\r\nconnection: close\r\n\r\n"
_ASK_TIMEOUT_SECONDS = 1.0


class EmbeddedEnvoy:
    """One Envoy. `configuration` makes its text, told where the socket of its administration is to be: a file in a
    private folder of ours. One that died may be started again, on the same configuration."""

    def __init__(self, configuration: Callable[[str], str], folder: Path, *, workers: int = 2) -> None:
        """Its configuration and its log are kept in `folder`. Raises EnvoyUnavailable."""
        self._program, self.version = program(), version()
        self._configuration = configuration
        self._path, self.log_path = folder / "envoy.json", folder / "envoy.log"
        self._workers = workers
        self._sockets: Path | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process; RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError("Envoy was not started")
        return self._child.pid

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._child is not None and self._child.poll() is None

    def spawn(self) -> None:
        """Starts it, from the main thread alone: it dies with that."""
        if self._sockets is None:
            self._sockets = Path(tempfile.mkdtemp(prefix="business-m-envoy-"))
        _write(self._path, self._configuration(str(self._sockets / "admin")))
        if self.log_path.exists() and self.log_path.stat().st_size > LOG_LIMIT_BYTES:
            self.log_path.rename(self.log_path.with_suffix(".log.1"))
        arguments: list[str | Path] = ["-c", self._path, "--concurrency", str(self._workers), "--disable-hot-restart"]
        with self.log_path.open("ab") as log:
            self._child = RunAs.ourselves().popen(
                [self._program, *arguments, "--log-level", "warning"],
                cwd=self._path.parent,
                output=log,
                dies_by=signal.SIGKILL,
            )

    def await_ready(self) -> None:
        """Blocks until it takes calls on every port. Raises EnvoyStartFailed, with the end of its log."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not self.is_ready():
            if not self.is_running:
                raise self._failed("Envoy ended while it started")
            if time.monotonic() > deadline:
                raise self._failed(f"Envoy was not ready within {START_TIMEOUT_SECONDS:.0f} s")
            time.sleep(POLL_SECONDS)

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        if self._sockets is None:
            return False
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(_ASK_TIMEOUT_SECONDS)
            try:
                asking.connect(str(self._sockets / "admin"))
                asking.sendall(_ASK_READY)
                return asking.recv(64).startswith(b"HTTP/1.1 200")
            except OSError:
                return False

    def stop(self) -> None:
        """Ends it, by force where that takes longer than 2 s."""
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(STOP_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        if self._sockets is not None:
            shutil.rmtree(self._sockets)
            self._sockets = None

    def _failed(self, what: str) -> EnvoyStartFailed:
        tail = self.log_path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        return EnvoyStartFailed(what, self.log_path, tail)


def _write(path: Path, text: str) -> None:
    """Replaces the file at once, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(text)
    partial.replace(path)
