"""What the database itself refuses, and what the sweeper finds in it."""

import asyncpg
import pytest
from m_kit.database import Database
from m_kit.failpoints import FailPoints
from m_kit.posting.reservations import HeldStore
from m_kit.testing import MigratedDatabases, new_tenant

from stock_keeper.module import MODULE
from stock_keeper.store.steps import Steps
from stock_keeper.tests.worlds import IN, World
from stock_keeper.usecases.hold import Holds


@pytest.mark.parametrize("table", ["movement", "value_event", "layer_taken"])
@pytest.mark.parametrize("change", ["update {} set tenant = tenant", "delete from {}", "truncate {}"])
async def test_the_contexts_role_may_not_change_what_was_moved(
    migrated_databases: MigratedDatabases, world: World, table: str, change: str
) -> None:
    await world.moved(world.line(world.item(), IN, 1, 1))
    database = await migrated_databases.of(MODULE)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.call(change.format(table))
    finally:
        await database.close()


async def test_what_is_held_is_found_until_its_owner_has_spoken(
    migrated_databases: MigratedDatabases, world: World, tenant: str
) -> None:
    held = world.posting()
    await world.reserve(held, world.line(world.item(), IN, 1, 1))
    database: Database = await migrated_databases.of(MODULE)
    try:
        store = HeldStore(database)
        holds = Holds(Steps(database, store, FailPoints()), store)
        assert tenant in await holds.tenants()
        assert await holds.held(tenant, 0) == [held]
        assert await holds.held(tenant, 60) == []
        assert await holds.held(new_tenant(), 0) == []
        await holds.cancel(tenant, held)
        assert await holds.held(tenant, 0) == []
    finally:
        await database.close()
