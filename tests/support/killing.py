"""Ending processes the way a loss of power does: at once, and nobody is told."""

import os
import select
import signal
from pathlib import Path

from m_engines.postgresql import EmbeddedPostgres


def children(pid: int) -> list[int]:
    """Processes whose parent is `pid`."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return sorted(found)


def kill_all_of(postgres: EmbeddedPostgres) -> None:
    """Every process of the server, the one that would start the others again first; returns when they are gone."""
    kill_with_children(postgres.pid)


def kill_with_children(pid: int) -> None:
    """A process and those it started; returns when they are gone."""
    pids = [pid, *children(pid)]
    handles = [os.pidfd_open(pid) for pid in pids]
    for handle in handles:
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    for handle in handles:
        _ended(handle)


def _ended(handle: int) -> None:
    try:
        assert select.select([handle], [], [], 10.0)[0], "it did not end"
    finally:
        os.close(handle)
