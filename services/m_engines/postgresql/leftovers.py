"""What a server that was killed left behind: processes that still use the cluster, and a stale postmaster.pid."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from m_engines.postgresql.errors import AlreadyRunning

ORPHANS_TIMEOUT_SECONDS = 10.0
ORPHANS_PATIENCE_SECONDS = 2.0
BACKENDS_TIMEOUT_SECONDS = 0.5
POLL_SECONDS = 0.005


def clear(cluster: Path) -> None:
    """Waits for orphans to end, then removes postmaster.pid, which names a dead server.

    Call it only while holding the data directory's lock: whoever still runs here has lost its supervisor. Its server
    was told by the kernel to shut down; its backends see that the server is gone, or get SIGQUIT after 2 s. A server
    that stays after 10 s was started by someone else: AlreadyRunning with its pid.
    """
    started = time.monotonic()
    while orphans := list(_processes_in(cluster)):
        waited = time.monotonic() - started
        if waited > ORPHANS_TIMEOUT_SECONDS:
            raise AlreadyRunning(orphans[0])
        if waited > ORPHANS_PATIENCE_SECONDS and not _postmaster_is_among(orphans, cluster):
            _send(orphans, signal.SIGQUIT)
        time.sleep(POLL_SECONDS)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def end_backends(cluster: Path) -> None:
    """Ends the backends of a server that has ended; those that don't see it by themselves get SIGQUIT, then SIGKILL.

    Returns when none is left, within about 1 s: nothing outlives SIGKILL.
    """
    started = time.monotonic()
    while orphans := list(_processes_in(cluster)):
        _send(orphans, signal.SIGQUIT if time.monotonic() - started < BACKENDS_TIMEOUT_SECONDS else signal.SIGKILL)
        time.sleep(POLL_SECONDS)


def _processes_in(cluster: Path) -> Iterator[int]:
    """Servers and backends work in the cluster's folder; zombies and other users' processes show none."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _works_in(entry, cluster):
            yield int(entry.name)


def _works_in(process: Path, cluster: Path) -> bool:
    try:
        return (process / "comm").read_text().strip() == "postgres" and (process / "cwd").readlink() == cluster
    except (FileNotFoundError, ProcessLookupError, PermissionError):  # it ended meanwhile, or is another user's
        return False


def _postmaster_is_among(pids: list[int], cluster: Path) -> bool:
    try:
        return int((cluster / "postmaster.pid").read_text().split("\n", 1)[0]) in pids
    except (FileNotFoundError, ValueError):
        return False


def _send(pids: list[int], signal_number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal_number)
        except ProcessLookupError:
            continue
