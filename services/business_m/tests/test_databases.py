"""A database for each context, closed to the others."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from m_engines.postgresql import EmbeddedPostgres, PostgresAddress
from m_kit.database import Database
from m_kit.errors import MigrationError

from business_m.catalog import NAMES, module_of
from business_m.databases import RolePasswords, database_of, own_address, prepare

APART = ("book_keeper", "finance")
TOGETHER = tuple(name for name in NAMES if name not in APART)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresAddress]:
    """A server of its own, for roles are the whole server's."""
    with tempfile.TemporaryDirectory(prefix="business-m-test-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        postgres = EmbeddedPostgres(Path(folder) / "data")
        try:
            yield postgres.start()
        finally:
            postgres.stop()


async def asked(address: PostgresAddress, sql: str) -> object:
    connection = await asyncpg.connect(
        host=address.host, port=address.port, user=address.user, password=address.password, database=address.database
    )
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_each_context_has_its_schema_where_it_belongs_and_nowhere_else(
    server: PostgresAddress, tmp_path: Path
) -> None:
    shared, migrated = await prepare(server, tmp_path, together=TOGETHER, apart=APART, is_embedded=True)
    assert set(migrated) == set(NAMES)
    assert all(migrated.values())
    schemas = "select string_agg(nspname, ' ' order by nspname) from pg_namespace where nspowner = 'm_owner'::regrole"
    assert await asked(shared, schemas) == " ".join(sorted(TOGETHER))
    for context in APART:
        assert await asked(replace(server, database=database_of(context)), schemas) == context
    _, again = await prepare(server, tmp_path, together=TOGETHER, apart=APART, is_embedded=True)
    assert not any(again.values())


async def test_a_contexts_role_gets_into_its_own_database_alone(server: PostgresAddress, tmp_path: Path) -> None:
    await prepare(server, tmp_path, together=TOGETHER, apart=APART, is_embedded=True)
    passwords = RolePasswords(tmp_path / "role_passwords.json")
    finance = own_address(server, "finance", passwords)
    assert await asked(finance, "select current_database() || ' ' || current_user") == "business_m_finance m_finance"
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asked(replace(finance, database=database_of("book_keeper")), "select 1")
    assert (tmp_path / "role_passwords.json").stat().st_mode & 0o777 == 0o600


async def test_rows_are_under_the_same_walls_as_in_one_database(server: PostgresAddress, tmp_path: Path) -> None:
    await prepare(server, tmp_path, together=TOGETHER, apart=APART, is_embedded=True)
    unprotected = (
        "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped"
        " where n.nspowner = 'm_owner'::regrole and c.relkind in ('r', 'p')"
        " and not (c.relrowsecurity and c.relforcerowsecurity)"
    )
    for context in APART:
        assert await asked(replace(server, database=database_of(context)), unprotected) == 0
    url = own_address(server, "finance", RolePasswords(tmp_path / "role_passwords.json")).url()
    database = Database(url, module_of("finance").name)
    assert await database.call("select count(*) as rows from journal_entry") == [(0,)]
    await database.close()


async def test_who_may_not_make_databases_is_told_what_is_missing(server: PostgresAddress, tmp_path: Path) -> None:
    await asked(server, "create role powerless login")
    with pytest.raises(MigrationError, match="powerless needs CREATEROLE"):
        await prepare(replace(server, user="powerless"), tmp_path, together=(), apart=APART, is_embedded=False)
