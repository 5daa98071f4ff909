"""book_keeper, served on a real database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import grpc
import pytest
from m_kit.database import Database
from m_kit.testing import Address, Metadata, MigratedDatabases, calling_as, connected, new_tenant
from m_kit.tokens import TokenIssuer

from book_keeper.module import MODULE
from book_keeper.tests.books import Books

Serve = Callable[..., Awaitable[grpc.aio.Channel]]


@pytest.fixture
async def channel(serve: Serve) -> grpc.aio.Channel:
    """A channel to book_keeper."""
    return await serve(MODULE)


@pytest.fixture
async def other_process(serve: Serve, channel: grpc.aio.Channel) -> grpc.aio.Channel:
    """A channel to a second book_keeper on the same database, with connections and memory of its own."""
    return await serve(MODULE)


@pytest.fixture
def tenant() -> str:
    """The test's own."""
    return new_tenant()


@pytest.fixture
def acme(issuer: TokenIssuer, tenant: str) -> Metadata:
    """An administrator of the test's tenant."""
    return calling_as(issuer, tenant)


@pytest.fixture
def stranger(issuer: TokenIssuer) -> Metadata:
    """An administrator of another tenant."""
    return calling_as(issuer, new_tenant())


@pytest.fixture
def nobody(channel: grpc.aio.Channel, acme: Metadata) -> Books:
    """Books without a company yet."""
    return Books(channel, acme)


@pytest.fixture
async def books(nobody: Books) -> Books:
    """A company with a chart of accounts and a fiscal year."""
    return await nobody.opened()


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """book_keeper's database, as book_keeper sees it."""
    opened = await migrated_databases.of(MODULE)
    yield opened
    await opened.close()


@pytest.fixture
async def superuser(postgres_address: Address, database: Database) -> AsyncIterator[asyncpg.Connection]:
    """The same database as its server's owner sees it, with book_keeper's tables at hand."""
    connection = await connected(postgres_address, database.engine.url.database or "")
    await connection.execute("set search_path to book_keeper")
    yield connection
    await connection.close()


@pytest.fixture
async def no_year_ends(superuser: asyncpg.Connection) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Until it is called, the connection of whoever marks a fiscal year as closed breaks."""
    await superuser.execute(
        "create function break_off() returns trigger language plpgsql as"
        " $$ begin raise 'gone' using errcode = 'admin_shutdown'; end $$;"
        "create trigger break_off before update on fiscal_year for each row execute function break_off()"
    )
    yield lambda: superuser.execute("drop trigger break_off on fiscal_year")
    await superuser.execute("drop function break_off cascade")
