"""Servers that a test may kill and freeze."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from m_kit.database import Database
from m_kit.testing import PASSWORD, connected, make_database, migrate_module, role_of

from m_engines.ledger import LedgerEngine, PostgresLedgerEngine
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_engines.tests.conftest import place_for_folders
from m_engines.tests.ledger.conformance.servers import ThrowAwayCluster
from m_engines.tests.ledger.conformance.world import TIMEOUT_SECONDS
from m_engines.tests.ledger.conftest import SCHEMA
from m_engines.tests.processes import ends_within

NAME = "killed"


class Crashing(Protocol):
    """An engine's server of a test's own."""

    async def start(self) -> None:
        """Begins to serve, perhaps again."""

    async def kill(self) -> None:
        """Ends as if the power went, for this process."""

    async def connect(self) -> LedgerEngine:
        """An engine on it, running or not."""

    def frozen(self, tenant: str) -> AbstractAsyncContextManager[None]:
        """Nothing that the tenant writes is answered meanwhile."""

    async def close(self) -> None:
        """Takes everything away."""


class CrashingPostgres:
    """PostgreSQL with book_keeper's schema; every commit waits for the disk."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="business-m-test-", dir=place_for_folders()))
        self._folder.chmod(0o755)
        self._server = EmbeddedPostgres(self._folder / "data")
        self._databases: list[Database] = []
        self._address: PostgresAddress | None = None

    async def start(self) -> None:
        """As Crashing.start. Not in a thread: the server dies with the thread that started it."""
        first = self._address is None
        self._address = self._server.start()
        if first:
            await make_database(self._address, NAME)
            await migrate_module(self._address, NAME, SCHEMA)

    async def kill(self) -> None:
        """As Crashing.kill."""
        os.kill(self._server.pid, signal.SIGKILL)
        assert await asyncio.to_thread(ends_within, self._server.pid, TIMEOUT_SECONDS)

    async def connect(self) -> LedgerEngine:
        """As Crashing.connect; the server was started once."""
        assert self._address is not None
        url = self._address.url(user=role_of(SCHEMA), password=PASSWORD, database=NAME)
        self._databases.append(Database(url, SCHEMA.name))
        return PostgresLedgerEngine(self._databases[-1])

    @asynccontextmanager
    async def frozen(self, tenant: str) -> AsyncIterator[None]:
        """As Crashing.frozen: somebody holds the tenant's clock."""
        assert self._address is not None
        owner = await connected(self._address, NAME)
        try:
            async with owner.transaction():
                found = await owner.fetchval(
                    "select true from book_keeper.engine_clock where tenant = $1 for update", tenant
                )
                assert found
                yield
        finally:
            await owner.close()

    async def close(self) -> None:
        """As Crashing.close."""
        for database in self._databases:
            await database.close()
        self._server.stop()
        shutil.rmtree(self._folder)


class CrashingCluster:
    """A throw-away TigerBeetle cluster."""

    def __init__(self) -> None:
        self._cluster = ThrowAwayCluster()
        self._engines: list[LedgerEngine] = []

    async def start(self) -> None:
        """As Crashing.start."""
        self._cluster.start()

    async def kill(self) -> None:
        """As Crashing.kill."""
        await asyncio.to_thread(self._cluster.send, signal.SIGKILL)

    async def connect(self) -> LedgerEngine:
        """As Crashing.connect; it answers within a minute."""
        from m_engines.ledger.tigerbeetle import TigerBeetleAddress, TigerBeetleLedgerEngine

        address = TigerBeetleAddress.parse(self._cluster.address)
        self._engines.append(await TigerBeetleLedgerEngine.connect(address, TIMEOUT_SECONDS))
        return self._engines[-1]

    @asynccontextmanager
    async def frozen(self, tenant: str) -> AsyncIterator[None]:
        """As Crashing.frozen: the server stands still."""
        self._cluster.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self._cluster.send(signal.SIGCONT)

    async def close(self) -> None:
        """As Crashing.close."""
        for engine in self._engines:
            await engine.close()
        await asyncio.to_thread(self._cluster.remove)
