"""masters' schema, from nothing."""

import pytest
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.migrations import read_migrations
from m_kit.testing import PASSWORD, Address, connected, make_database, migrate_module, role_of

from m_masters.module import MODULE
from m_masters.store.tables import metadata

VERSIONS = [migration.version for migration in read_migrations(MODULE.migrations)]


@pytest.fixture
async def empty(postgres_address: Address) -> str:
    """The name of an empty database."""
    name = f"empty_{new_id().hex}"
    await make_database(postgres_address, name)
    return name


async def test_all_at_once_and_never_again(postgres_address: Address, empty: str) -> None:
    assert await migrate_module(postgres_address, empty, MODULE) == len(VERSIONS)
    assert await migrate_module(postgres_address, empty, MODULE) == 0


async def test_one_by_one(postgres_address: Address, empty: str) -> None:
    assert [await migrate_module(postgres_address, empty, MODULE, up_to=version) for version in VERSIONS] == [
        1 for _ in VERSIONS
    ]


async def test_every_table_is_under_row_security_and_owned_by_nobody_who_logs_in(
    postgres_address: Address, empty: str
) -> None:
    await migrate_module(postgres_address, empty, MODULE)
    connection = await connected(postgres_address, empty)
    try:
        found = await connection.fetch(
            "select relname, relrowsecurity and relforcerowsecurity as secured, relowner::regrole::text as owner"
            " from pg_class where relnamespace = 'masters'::regnamespace and relkind = 'r'"
        )
    finally:
        await connection.close()
    tables = {row["relname"]: (row["secured"], row["owner"]) for row in found}
    assert tables.pop("schema_migration") == (False, "m_owner")
    own = ["party", "currency", "uom", "item", "item_barcode", "uom_conversion"]
    assert tables == dict.fromkeys([*own, "idempotency"], (True, "m_owner"))


async def test_tables_are_as_the_repositories_see_them(postgres_address: Address, empty: str) -> None:
    await migrate_module(postgres_address, empty, MODULE)
    database = Database(postgres_address.url(user=role_of(MODULE), password=PASSWORD, database=empty), "masters")
    for table in metadata.tables.values():
        rows = await database.call(
            "select column_name from information_schema.columns where table_schema = 'masters' and table_name = $1",
            table.name,
        )
        assert {row["column_name"] for row in rows} == set(table.columns.keys())
    await database.close()
