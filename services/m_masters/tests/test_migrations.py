"""masters' schema, from nothing."""

from datetime import UTC, datetime

import pytest
from m_kit.clock import FixedClock
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.migrations import read_migrations
from m_kit.testing import PASSWORD, Address, connected, make_database, migrate_module, role_of
from m_kit.uow import UnitOfWork

from m_masters.domain.uoms import UomDimension, standard_uoms
from m_masters.module import MODULE
from m_masters.store.tables import metadata
from m_masters.store.uoms import UomRepository
from m_masters.usecases.standards import put_standards

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
            "select relname as name, relrowsecurity and relforcerowsecurity as secured,"
            " relowner::regrole::text as owner, exists (select from pg_attribute a where a.attrelid = c.oid"
            " and a.attname = 'tenant') as of_tenants"
            " from pg_class c where relnamespace = 'masters'::regnamespace and relkind = 'r'"
        )
    finally:
        await connection.close()
    assert {row["owner"] for row in found} == {"m_owner"}
    assert {row["name"] for row in found if row["secured"]} == {row["name"] for row in found if row["of_tenants"]}
    assert {row["name"] for row in found if row["secured"]} > metadata.tables.keys()


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


async def test_units_of_the_first_release_get_a_dimension_standard_ones_theirs(
    postgres_address: Address, empty: str
) -> None:
    await migrate_module(postgres_address, empty, MODULE, up_to=10)
    connection = await connected(postgres_address, empty)
    try:
        await connection.execute(
            "insert into masters.uom (id, tenant, code, name, symbol, whole, create_time, update_time)"
            " select gen_random_uuid(), 'acme', 'CRATE', 'Crate', '', true, now(), now() union all"
            " select $1::uuid, '', 'KGM', 'kilogram', 'kg', false, now(), now()",
            standard_uoms()["KGM"].id,
        )
    finally:
        await connection.close()
    await migrate_module(postgres_address, empty, MODULE)
    database = Database(postgres_address.url(user=role_of(MODULE), password=PASSWORD, database=empty), "masters")
    try:
        await put_standards(UnitOfWork(database), FixedClock(datetime(2026, 4, 1, tzinfo=UTC)))
        async with UnitOfWork(database).transaction("acme") as transaction:
            found = await UomRepository(transaction).by_codes(["CRATE", "KGM"])
    finally:
        await database.close()
    assert {code: (one.dimension, one.revision) for code, one in found.items()} == {
        "CRATE": (UomDimension.UNSPECIFIED, 1),
        "KGM": (UomDimension.MASS, 2),
    }
