"""stock_keeper, served on a real database."""

from collections.abc import AsyncIterator, Awaitable, Callable

import grpc
import pytest
from m_kit.testing import Address, MigratedDatabases, calling_as, connected, new_tenant
from m_kit.tokens import TokenIssuer

from stock_keeper.module import MODULE
from stock_keeper.tests.tampering import Tampering
from stock_keeper.tests.worlds import World


@pytest.fixture
async def channel(serve: Callable[..., Awaitable[grpc.aio.Channel]]) -> grpc.aio.Channel:
    """A channel to stock_keeper."""
    return await serve(MODULE)


@pytest.fixture
def tenant() -> str:
    """The test's own."""
    return new_tenant()


@pytest.fixture
async def world(channel: grpc.aio.Channel, issuer: TokenIssuer, tenant: str) -> World:
    """A company with one warehouse, of a tenant of the test's own."""
    made = World(channel, calling_as(issuer, tenant, user="service:wms", roles=()))
    await made.warehouse()
    return made


@pytest.fixture
async def second_world(serve: Callable[..., Awaitable[grpc.aio.Channel]], world: World) -> World:
    """The same company, asked of a second process with batches of its own."""
    other = World(await serve(MODULE), world.metadata)
    other.company_id, other.warehouse_id, other.methods = world.company_id, world.warehouse_id, world.methods
    return other


@pytest.fixture
def stranger(channel: grpc.aio.Channel, issuer: TokenIssuer) -> World:
    """Another tenant's."""
    return World(channel, calling_as(issuer, new_tenant(), user="service:wms", roles=()))


@pytest.fixture
async def tampering(
    postgres_address: Address, migrated_databases: MigratedDatabases, tenant: str
) -> AsyncIterator[Tampering]:
    """Over the tables of the test's tenant."""
    database = await migrated_databases.of(MODULE)
    connection = await connected(postgres_address, database.engine.url.database or "")
    await connection.execute("set search_path to stock_keeper")
    yield Tampering(connection, tenant)
    await connection.close()
    await database.close()
