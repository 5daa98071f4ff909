"""Numbered SQL files, each run once, whoever starts them and however often."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from m_kit.errors import MigrationError
from m_kit.ids import new_id
from m_kit.migrations import (
    KIT_FILES,
    OWNER,
    Migration,
    ensure_database,
    ensure_role,
    migrate,
    read_migrations,
)
from m_kit.testing import PASSWORD, Address, connected, make_database

ONE = Migration(
    10, "one", "-- The first.\ncreate table one (tenant text not null, x int);\ngrant select on one to {role};"
)
TWO = Migration(11, "two", "alter table one add y int; create table plain (x int);")


@pytest.fixture
async def empty(postgres_address: Address) -> str:
    """The name of an empty database."""
    name = f"empty_{new_id().hex}"
    await make_database(postgres_address, name)
    return name


@pytest.fixture
async def owner(postgres_address: Address, empty: str) -> AsyncIterator[asyncpg.Connection]:
    """The server's owner in that database, in which the role of notes may log in."""
    connection = await connected(postgres_address, empty)
    await ensure_role(connection, "m_notes", PASSWORD)
    yield connection
    await connection.close()


async def run(connection: asyncpg.Connection, *migrations: Migration, up_to: int | None = None) -> int:
    return await migrate(connection, "notes", "m_notes", list(migrations), up_to)


async def tables(connection: asyncpg.Connection) -> set[str]:
    rows = await connection.fetch("select tablename from pg_tables where schemaname = 'notes'")
    return {row["tablename"] for row in rows}


def test_the_kits_own_files_come_before_the_contexts(tmp_path: Path) -> None:
    (tmp_path / "0011_later.sql").write_text("-- later")
    (tmp_path / "0010_sooner.sql").write_text("-- sooner")
    found = read_migrations(tmp_path)
    assert [one.version for one in found] == sorted(one.version for one in found)
    assert [(one.version, one.name, one.sql) for one in found][-2:] == [
        (10, "sooner", "-- sooner"),
        (11, "later", "-- later"),
    ]
    assert len(found) == 2 + len(list(KIT_FILES.glob("*.sql")))
    assert all(one.version < 10 for one in found[:-2])


async def test_each_runs_once(owner: asyncpg.Connection) -> None:
    assert await run(owner, ONE, TWO) == 2
    assert await run(owner, ONE, TWO) == 0
    assert await tables(owner) == {"schema_migration", "one", "plain"}


async def test_one_by_one_as_all_at_once(owner: asyncpg.Connection) -> None:
    assert await run(owner, ONE, TWO, up_to=9) == 0
    assert await run(owner, ONE, TWO, up_to=10) == 1
    assert await tables(owner) == {"schema_migration", "one"}
    assert await run(owner, ONE, TWO) == 1
    assert await tables(owner) == {"schema_migration", "one", "plain"}


async def test_a_file_that_ran_and_was_changed_since_is_refused_by_name(owner: asyncpg.Connection) -> None:
    await run(owner, ONE)
    changed = Migration(10, "one", ONE.sql + " ")
    with pytest.raises(MigrationError, match="0010 one"):
        await run(owner, changed, TWO)
    assert await tables(owner) == {"schema_migration", "one"}


async def test_a_file_that_fails_leaves_nothing_and_those_before_it_stay(owner: asyncpg.Connection) -> None:
    broken = Migration(11, "broken", "create table half (x int); select 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await run(owner, ONE, broken)
    assert await tables(owner) == {"schema_migration", "one"}
    assert await run(owner, ONE, TWO) == 1


async def test_a_table_whose_author_forgot_row_security_has_it_forced(owner: asyncpg.Connection) -> None:
    await run(owner, ONE, TWO)
    rows = await owner.fetch(
        "select relname, relrowsecurity, relforcerowsecurity from pg_class"
        " where relnamespace = 'notes'::regnamespace and relname in ('one', 'plain')"
    )
    assert {tuple(row) for row in rows} == {("one", True, True), ("plain", False, False)}
    policy = await owner.fetchrow("select qual, with_check from pg_policies where tablename = 'one'")
    assert policy is not None
    assert "m.tenant" in policy["qual"]
    assert "m.tenant" in policy["with_check"]


async def test_a_policy_of_ones_own_is_kept_and_forced(owner: asyncpg.Connection) -> None:
    own = Migration(10, "own", "create table one (tenant text); create policy mine on one using (tenant = 'x');")
    await run(owner, own)
    policies = await owner.fetch("select policyname from pg_policies where tablename = 'one'")
    assert [row["policyname"] for row in policies] == ["mine"]
    assert await owner.fetchval("select relforcerowsecurity from pg_class where oid = 'notes.one'::regclass")


async def test_all_is_owned_by_somebody_who_cannot_log_in(owner: asyncpg.Connection) -> None:
    await run(owner, ONE, TWO)
    rows = await owner.fetch(
        "select distinct relowner::regrole::text as name from pg_class where relnamespace = 'notes'::regnamespace"
    )
    assert [row["name"] for row in rows] == [OWNER]
    row = await owner.fetchrow("select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = $1", OWNER)
    assert row is not None
    assert tuple(row) == (False, False, False)


async def test_several_at_once_run_each_file_once(postgres_address: Address, empty: str) -> None:
    async def start() -> int:
        connection = await connected(postgres_address, empty)
        try:
            await ensure_role(connection, "m_notes", PASSWORD)
            return await run(connection, ONE, TWO)
        finally:
            await connection.close()

    assert sum(await asyncio.gather(*(start() for _ in range(6)))) == 2


async def test_several_at_once_make_a_new_role_once(postgres_address: Address, empty: str) -> None:
    role = f"m_new_{new_id().hex}"

    async def start() -> None:
        connection = await connected(postgres_address, empty)
        try:
            await ensure_role(connection, role, PASSWORD)
        finally:
            await connection.close()

    await asyncio.gather(*(start() for _ in range(6)))
    connection = await connected(postgres_address, empty)
    assert await connection.fetchval("select count(*) from pg_roles where rolname = $1", role) == 1
    await connection.close()


async def test_several_at_once_on_databases_of_their_own_share_the_servers_roles(postgres_address: Address) -> None:
    """Contexts that start at once as processes: no lock reaches from one database into another."""
    role, names = f"m_new_{new_id().hex}", [f"new_{new_id().hex}" for _ in range(6)]
    for name in names:
        await make_database(postgres_address, name)

    async def start(name: str) -> None:
        connection = await connected(postgres_address, name)
        try:
            for _ in range(5):
                await ensure_role(connection, role, PASSWORD)
        finally:
            await connection.close()

    await asyncio.gather(*map(start, names))
    connection = await connected(postgres_address)
    assert await connection.fetchval("select count(*) from pg_roles where rolname = $1", role) == 1
    await connection.close()


async def test_several_at_once_make_a_new_database_once(postgres_address: Address) -> None:
    name = f"new_{new_id().hex}"

    async def start() -> None:
        connection = await connected(postgres_address)
        try:
            await ensure_database(connection, name)
        finally:
            await connection.close()

    await asyncio.gather(*(start() for _ in range(3)))
    await (await connected(postgres_address, name)).close()


async def test_a_roles_password_is_a_value_and_no_sql(owner: asyncpg.Connection) -> None:
    role = f"m_new_{new_id().hex}"
    await ensure_role(owner, role, "it's \\ 'quoted' superuser --")
    able = "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = $1"
    assert await owner.fetchval(able, role) is False
