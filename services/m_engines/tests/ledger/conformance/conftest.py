"""The engines that the suite runs on."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest
from m_kit.clock import epoch_nanoseconds
from m_kit.testing import MigratedDatabases

from m_engines.ledger import LedgerEngine, MemoryLedgerEngine, PostgresLedgerEngine
from m_engines.tests.ledger.conformance.servers import ThrowAwayCluster, missing_cluster
from m_engines.tests.ledger.conformance.world import TIMEOUT_SECONDS, World
from m_engines.tests.ledger.conftest import SCHEMA

# The model's time goes faster: a second's time-out is over soon.
HASTE = 50
ENGINES = ("memory", "postgres", "tigerbeetle")

# Another engine object on the same books, as another process would have it.
Connect = Callable[[], Awaitable[LedgerEngine]]


def pytest_runtest_setup(item: pytest.Function) -> None:
    """Skips what needs a cluster where there is none: here, so that the reason is printed once."""
    of_cluster = (
        getattr(item, "callspec", None) is not None and item.callspec.params.get("engine_name") == "tigerbeetle"
    )
    if of_cluster and (missing := missing_cluster()):
        pytest.skip(missing)


@pytest.fixture(scope="session")
def tigerbeetle_address() -> Iterator[str]:
    """A cluster that tests may fill: the one given, or a throw-away one."""
    given = os.environ.get("TIGERBEETLE_ADDRESS")
    if given:
        yield given
        return
    cluster = ThrowAwayCluster()
    try:
        cluster.start()
        yield cluster.address
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def tigerbeetle_engines(tigerbeetle_address: str) -> Iterator[list[LedgerEngine]]:
    """Engines on it, made as they are needed: a cluster has few client sessions."""
    opened: list[LedgerEngine] = []
    yield opened
    asyncio.run(_close(opened))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture
async def connect(request: pytest.FixtureRequest, engine_name: str) -> AsyncIterator[Connect]:
    """Makes engines that share their books; they are closed afterwards."""
    async with AsyncExitStack() as closing:
        yield {"memory": _memory, "postgres": _postgres, "tigerbeetle": _tigerbeetle}[engine_name](request, closing)


@pytest.fixture
async def engine(connect: Connect) -> LedgerEngine:
    """The engine under test."""
    return await connect()


@pytest.fixture
async def world(engine: LedgerEngine) -> World:
    """A corner of it."""
    return World(engine)


def _memory(_: pytest.FixtureRequest, __: AsyncExitStack) -> Connect:
    started = epoch_nanoseconds()
    shared = MemoryLedgerEngine(lambda: started + HASTE * (epoch_nanoseconds() - started))

    async def connect() -> LedgerEngine:
        return shared

    return connect


def _postgres(request: pytest.FixtureRequest, closing: AsyncExitStack) -> Connect:
    databases: MigratedDatabases = request.getfixturevalue("migrated_databases")

    async def connect() -> LedgerEngine:
        database = await databases.of(SCHEMA)
        closing.push_async_callback(database.close)
        made = PostgresLedgerEngine(database)
        closing.push_async_callback(made.close)
        return made

    return connect


def _tigerbeetle(request: pytest.FixtureRequest, _: AsyncExitStack) -> Connect:
    """Its engines are kept for the next test."""
    address: str = request.getfixturevalue("tigerbeetle_address")
    opened: list[LedgerEngine] = request.getfixturevalue("tigerbeetle_engines")
    waiting = iter(list(opened))

    async def connect() -> LedgerEngine:
        from m_engines.ledger.tigerbeetle import TigerBeetleAddress, TigerBeetleLedgerEngine

        ready = next(waiting, None)
        if ready is None:
            ready = await TigerBeetleLedgerEngine.connect(TigerBeetleAddress.parse(address), TIMEOUT_SECONDS)
            opened.append(ready)
        return ready

    return connect


async def _close(engines: list[LedgerEngine]) -> None:
    for engine in engines:
        await engine.close()
