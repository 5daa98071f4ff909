"""What the contexts' tests share: one PostgreSQL for the whole run, and a context served in process on it."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import grpc
import grpc_inproc
import pytest
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_kit.clock import FixedClock
from m_kit.failpoints import FailPoints
from m_kit.module import Environment, Module, no_such_context
from m_kit.testing import MigratedDatabases, make_issuer, pipeline_of
from m_kit.tokens import TokenIssuer

NOW = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)
# What the server's settings cost only where a machine may lose power; nothing here outlives the run.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

Serve = Callable[..., Awaitable[grpc.aio.Channel]]


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[PostgresAddress]:
    """The superuser's way into a server of this run."""
    folder = Path(tempfile.mkdtemp(prefix="business-m-test-", dir="/var/tmp"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "data", settings=QUICK)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_databases(postgres_address: PostgresAddress) -> MigratedDatabases:
    """A database for each context that asks."""
    return MigratedDatabases(postgres_address)


@pytest.fixture(scope="session")
def issuer() -> TokenIssuer:
    """Signs the tokens of this run."""
    return make_issuer()


@pytest.fixture
def clock() -> FixedClock:
    """Stands still until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture
async def serve(migrated_databases: MigratedDatabases, issuer: TokenIssuer, clock: FixedClock) -> AsyncIterator[Serve]:
    """`await serve(MODULE, channels={service: channel})`: a channel to the context, all interceptors around it."""
    async with AsyncExitStack() as stack:

        async def started(
            module: Module,
            channels: Mapping[str, grpc.aio.Channel] | None = None,
            channel_to_context: Callable[[str], grpc.aio.Channel] = no_such_context,
            failpoint: str = "",
            contexts: Sequence[str] = (),
            with_background: bool = False,
        ) -> grpc.aio.Channel:
            database = await migrated_databases.of(module)
            stack.push_async_callback(database.close)
            environment = Environment(
                name=module.name,
                database=database,
                clock=clock,
                channel_to=lambda service: (channels or {})[service],
                channel_to_context=channel_to_context,
                issuer=issuer,
                failpoints=FailPoints.parse(failpoint),
                contexts=contexts,
            )
            wiring = module.wire(environment)
            server = grpc_inproc.make_server(interceptors=[pipeline_of(module, issuer)])
            for add, servicer in wiring.servicers:
                add(servicer, server)
            if wiring.start:
                await wiring.start()
            if wiring.stop:
                stack.push_async_callback(wiring.stop)
            await server.start()
            stack.push_async_callback(server.stop, None)
            if with_background:
                stack.enter_context(_going_on([asyncio.ensure_future(work.run()) for work in wiring.background]))
            return await stack.enter_async_context(
                grpc_inproc.connect(server, isolation=lambda path: grpc_inproc.PARANOID)
            )

        yield started


@contextmanager
def _going_on(tasks: Iterable[asyncio.Future[None]]) -> Iterator[None]:
    running = list(tasks)
    try:
        yield
    finally:
        for task in running:
            task.cancel()
