"""Folders that any user can reach: pytest's tmp_path is 0700 as root, where no server of another user can live."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from m_engines.postgresql import EmbeddedPostgres

MEMORY = Path("/dev/shm")
ROOM_NEEDED_BYTES = 1_000_000_000


def place_for_folders() -> Path:
    """Memory where there is room and programs may run (initdb flushes some thousand files), else /var/tmp."""
    if not MEMORY.is_dir():
        return Path("/var/tmp")
    found = os.statvfs(MEMORY)
    may_run = not found.f_flag & os.ST_NOEXEC
    return MEMORY if may_run and found.f_bavail * found.f_frsize > ROOM_NEEDED_BYTES else Path("/var/tmp")


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder, 0755, under a parent everyone may traverse; removed afterwards."""
    path = Path(tempfile.mkdtemp(prefix="business-m-test-", dir=place_for_folders()))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server that was not started yet, on data that do not exist yet."""
    postgres = EmbeddedPostgres(folder / "data")
    yield postgres
    postgres.stop()
