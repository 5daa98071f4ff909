"""Indie in this process: every context on an embedded PostgreSQL in a folder that is gone afterwards."""

import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from business_m.catalog import all_modules
from business_m.databases import RolePasswords, prepare_databases, prepare_server
from business_m.settings import Settings
from business_m.topology import Application, running
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder that other users may pass through, as PostgreSQL needs where we are root."""
    path = Path(tempfile.mkdtemp(prefix="business-m-", dir="/var/tmp"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextlib.contextmanager
def postgres() -> Iterator[tuple[Path, EmbeddedPostgres]]:
    """(data directory, running server)."""
    with folder() as data_dir:
        server = EmbeddedPostgres(data_dir)
        server.start()
        try:
            yield data_dir, server
        finally:
            server.stop()


@contextlib.asynccontextmanager
async def indie(data_dir: Path, server: PostgresAddress, *, testing: bool = True) -> AsyncIterator[Application]:
    """All contexts, migrated and started. With `testing`, every message is watched for changes after hand-over."""
    address = await prepare_server(server)
    await prepare_databases(address, all_modules(), RolePasswords(data_dir / "role_passwords.json"))
    async with running(Settings(data_dir=data_dir, testing=testing), database=address) as application:
        yield application
