"""An embedded PostgreSQL server: a child of ours that dies with us."""

import atexit
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from m_engines.postgresql import leftovers
from m_engines.postgresql.address import DEFAULT_PORT, PostgresAddress
from m_engines.postgresql.child_process import RunAs
from m_engines.postgresql.data_directory import DataDirectory, DirectoryLock
from m_engines.postgresql.errors import AlreadyRunning, DataDirectoryUnusable, EngineStartFailed
from m_engines.postgresql.installation import Installation

START_TIMEOUT_SECONDS = 120.0
STOP_TIMEOUT_SECONDS = 4.0
POLL_SECONDS = 0.005
LOG_TAIL_BYTES = 2000
LOG_LIMIT_BYTES = 20_000_000
STATUS_LINE = 7
INITDB_OPTIONS = (
    "--username=postgres",
    "--auth-local=trust",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
)
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "fsync": "on",
    "wal_level": "replica",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "cluster_name": "business-m",
}


class EmbeddedPostgres:
    """One PostgreSQL server on `data_dir` (M_DATA_DIR), reachable through a socket in a private folder only.

    `settings` are parameters of postgresql.conf, laid over SETTINGS. A server that died may be started again.
    """

    def __init__(self, data_dir: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self._directory = DataDirectory(Path(os.path.abspath(data_dir)).resolve())
        self._settings = {**SETTINGS, **(settings or {})}
        self._wheel = Installation.from_wheel()
        self._child: subprocess.Popen[bytes] | None = None
        self._lock: DirectoryLock | None = None
        self._sockets: Path | None = None
        self._known_sockets: Path | None = None

    @property
    def pid(self) -> int:
        """The server's process; RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError("the server was not started")
        return self._child.pid

    @property
    def version(self) -> str:
        """The version of the wheel, PostgreSQL's with a third number: "18.6.3"."""
        return self._wheel.version

    @property
    def log_path(self) -> Path:
        """The log of the server and of initdb."""
        return self._directory.log_path

    @property
    def is_running(self) -> bool:
        """Whether the server was started and has not ended."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> PostgresAddress:
        """Blocks until the server accepts connections; makes the cluster first where there is none.

        From the main thread only (RuntimeError). Raises DataDirectoryUnusable, AlreadyRunning with the pid that runs
        on these data, or EngineStartFailed with the end of the log.
        """
        if self.is_running:
            raise AlreadyRunning(os.getpid())
        user = self._directory.server_user()
        self._directory.prepare(user)
        self._lock = self._lock or DirectoryLock.take(self._directory.root / "postgresql.lock")
        try:
            self._start(user)
        except BaseException:
            self.stop()
            raise
        return self.address

    @property
    def address(self) -> PostgresAddress:
        """The superuser's way in: the socket, no password; RuntimeError before the first start."""
        if self._sockets is None:
            raise RuntimeError("the server was not started")
        return PostgresAddress(str(self._sockets), DEFAULT_PORT, "postgres", None, "postgres")

    def stop(self) -> None:
        """Ends the server within 5 s: a fast shutdown, an immediate one where that takes longer than 4 s."""
        if self._child is not None:
            _end(self._child)
            leftovers.end_backends(self._directory.cluster)
            atexit.unregister(self.stop)
        if self._sockets is not None:
            shutil.rmtree(self._sockets)
            self._sockets = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _start(self, user: RunAs) -> None:
        installation = self._wheel.copied_to(self._directory.engines) if user.is_other else self._wheel
        if not self._directory.cluster.exists():
            self._initialise(installation, user)
        self._check_major_version()
        leftovers.clear(self._directory.cluster)
        self._sockets = self._known_sockets = self._directory.socket_folder(user, self._known_sockets)
        self._child = self._run(installation.program("postgres"), self._server_arguments(), user)
        atexit.register(self.stop)
        self._await_ready()

    def _initialise(self, installation: Installation, user: RunAs) -> None:
        """Into a folder of another name, so that an interrupted initdb is never taken for a cluster."""
        partial = self._directory.root / "postgresql.partial"
        if partial.exists():
            shutil.rmtree(partial)
        self._directory.private_folder(partial, user)
        initdb = self._run(installation.program("initdb"), ["-D", str(partial), *INITDB_OPTIONS], user, cwd=partial)
        if initdb.wait():
            raise self._failed(f"initdb ended with {initdb.returncode}")
        partial.rename(self._directory.cluster)

    def _check_major_version(self) -> None:
        theirs = (self._directory.cluster / "PG_VERSION").read_text().strip()
        ours = self.version.split(".")[0]
        if theirs != ours:
            raise DataDirectoryUnusable(self._directory.cluster, f"made by PostgreSQL {theirs}, this is {ours}")

    def _server_arguments(self) -> list[str]:
        own = {"listen_addresses": "", "unix_socket_directories": str(self._sockets), "port": str(DEFAULT_PORT)}
        parameters = {**self._settings, **own}
        return ["-D", str(self._directory.cluster), *(f"--{name}={value}" for name, value in parameters.items())]

    def _run(
        self, program: Path, arguments: list[str], user: RunAs, *, cwd: Path | None = None
    ) -> subprocess.Popen[bytes]:
        _make_room(self.log_path)
        with self.log_path.open("ab") as log:
            return user.popen(
                [program, *arguments], cwd=cwd or self._directory.cluster, output=log, dies_by=signal.SIGINT
            )

    def _await_ready(self) -> None:
        """The server writes `ready` into postmaster.pid once it accepts connections; pg_ctl waits on the same."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not self._is_ready():
            if not self.is_running:
                raise self._failed("PostgreSQL ended while it started")
            if time.monotonic() > deadline:
                raise self._failed(f"PostgreSQL was not ready within {START_TIMEOUT_SECONDS:.0f} s")
            time.sleep(POLL_SECONDS)

    def _is_ready(self) -> bool:
        try:
            lines = (self._directory.cluster / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(self.pid) and len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"

    def _failed(self, what: str) -> EngineStartFailed:
        tail = self.log_path.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace")
        return EngineStartFailed(what, self.log_path, tail)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
    try:
        child.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGQUIT)
        _end_by_force(child)


def _end_by_force(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(0.5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _make_room(log_path: Path) -> None:
    """Keeps one old log beside the current one."""
    if log_path.exists() and log_path.stat().st_size > LOG_LIMIT_BYTES:
        log_path.rename(log_path.with_suffix(".log.1"))
