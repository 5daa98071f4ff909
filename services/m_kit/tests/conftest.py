"""A schema and a server of the kit's own, so that what it promises is tested without any context."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.idempotency import Writer
from m_kit.module import Environment, Module, Wiring
from m_kit.testing import MigratedDatabases, connected, new_tenant
from m_kit.uow import UnitOfWork


def _no_wiring(_: Environment) -> Wiring:
    return Wiring(servicers=[])


NOTES = Module(name="notes", services=(), migrations=Path(__file__).parent / "schema", wire=_no_wiring)


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """A schema with notes, as its role sees it."""
    opened = await migrated_databases.of(NOTES)
    yield opened
    await opened.close()


@pytest.fixture
async def superuser(migrated_databases: MigratedDatabases, database: Database) -> AsyncIterator[asyncpg.Connection]:
    """The same database as its server's owner sees it."""
    connection = await connected(migrated_databases.address, database.engine.url.database or "")
    await connection.execute("set search_path to notes")
    yield connection
    await connection.close()


@pytest.fixture
def uow(database: Database) -> UnitOfWork:
    """Transactions on it."""
    return UnitOfWork(database)


@pytest.fixture
def write(uow: UnitOfWork, clock: FixedClock) -> Writer:
    """Idempotent writes on it."""
    return Writer(uow, clock)


@pytest.fixture
def tenant() -> str:
    """The test's own."""
    return new_tenant()
