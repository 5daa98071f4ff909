"""Brings a context's schema up to date: numbered SQL files, each in a transaction of its own, each run once.

A file says in its first comment why it is there. Names in braces are filled in: `{schema}` and `{role}`, the role the
context runs as. Files run as the owner of everything (`m_owner`, which nobody can log in as); the context's role owns
nothing and gets what the files grant. Afterwards every table with a column `tenant` is put under row-level security
(`FORCE`), by a policy of its own where the file made one, else by the plain one: rows of the caller's tenant only.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from m_kit.database import translated_errors
from m_kit.errors import MigrationError

OWNER = "m_owner"
LOCK = 7_261_994_301
RIVAL_TRIES = 20
# What the server says to the slower of two that change its roles at once: the last is "tuple concurrently updated".
_RIVALS = (asyncpg.UniqueViolationError, asyncpg.DuplicateObjectError, asyncpg.InternalServerError)

_BOOKKEEPING = """
create table if not exists {schema}.schema_migration (
  version int primary key, name text not null, checksum text not null, apply_time timestamptz not null default now())
"""
_UNPROTECTED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
where n.nspname = $1 and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
order by 1
"""
_HAS_POLICY = "select exists (select from pg_policies where schemaname = $1 and tablename = $2)"
KIT_FILES = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """sha256 of its text."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_migrations(folder: Path) -> list[Migration]:
    """The kit's own files (0001 to 0009), then the context's (from 0010), by number."""
    files = sorted([*KIT_FILES.glob("*.sql"), *folder.glob("*.sql")], key=lambda path: path.name)
    return [Migration(int(path.name[:4]), path.stem[5:], path.read_text()) for path in files]


async def migrate(
    connection: asyncpg.Connection, schema: str, role: str, migrations: list[Migration], up_to: int | None = None
) -> int:
    """Runs what has not run yet and answers how many that were. `connection` may become `m_owner`.

    Raises MigrationError where a file that ran before reads otherwise now.
    """
    async with connection.transaction():
        await connection.execute(f"select pg_advisory_xact_lock({LOCK})")
        await connection.execute(f"create schema if not exists {schema} authorization {OWNER}")
        await connection.execute(f"set local role {OWNER}")
        await connection.execute(_BOOKKEEPING.format(schema=schema))
        await connection.execute(f"grant usage on schema {schema} to {role}")
    done = 0
    for migration in migrations:
        if up_to is None or migration.version <= up_to:
            done += await _run_once(connection, schema, role, migration)
    return done


async def _run_once(connection: asyncpg.Connection, schema: str, role: str, migration: Migration) -> int:
    async with connection.transaction():
        await connection.execute(f"select pg_advisory_xact_lock({LOCK})")
        await connection.execute(f"set local role {OWNER}")
        await connection.execute(f"set local search_path to {schema}")
        ran = await connection.fetchval("select checksum from schema_migration where version = $1", migration.version)
        if ran is not None:
            if ran != migration.checksum:
                raise MigrationError(f"{schema}: migration {migration.version:04d} {migration.name} was changed")
            return 0
        await connection.execute(migration.sql.replace("{schema}", schema).replace("{role}", role))
        await _protect(connection, schema)
        await connection.execute(
            "insert into schema_migration (version, name, checksum) values ($1, $2, $3)",
            migration.version,
            migration.name,
            migration.checksum,
        )
        return 1


async def _protect(connection: asyncpg.Connection, schema: str) -> None:
    for (table,) in await connection.fetch(_UNPROTECTED, schema):
        await connection.execute(
            f"alter table {schema}.{table} enable row level security;"
            f"alter table {schema}.{table} force row level security"
        )
        if not await connection.fetchval(_HAS_POLICY, schema, table):
            await connection.execute(
                f"create policy tenant_only on {schema}.{table}"
                " using (tenant = current_setting('m.tenant', true))"
                " with check (tenant = current_setting('m.tenant', true))"
            )


@asynccontextmanager
async def administrator(
    *, host: str, port: int, user: str, password: str | None, database: str
) -> AsyncIterator[asyncpg.Connection]:
    """A connection that may create roles, schemas and databases.

    Raises Unavailable where nothing answers, MigrationError where the server refuses the role or what it has to do.
    """
    async with translated_errors():
        try:
            connection = await asyncpg.connect(host=host, port=port, user=user, password=password, database=database)
        except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
            raise MigrationError(f"the server lets {user} not into database {database}: {error}") from error
        try:
            yield connection
        except asyncpg.InsufficientPrivilegeError as error:
            raise MigrationError(
                f"{user} needs CREATEROLE, CREATE on {database} and ADMIN on {OWNER}: {error}"
            ) from error
        finally:
            await connection.close()


async def ensure_database(connection: asyncpg.Connection, name: str) -> None:
    """Makes a database where it is missing."""
    async with _alone(connection):
        if not await connection.fetchval("select exists (select from pg_database where datname = $1)", name):
            await connection.execute(f"create database {name}")


async def ensure_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    """Makes the owner and a context's role (login, nothing else) where they are missing, and sets its password.

    Roles are the server's, a lock is one database's: rivals on another database of the server are met by trying again.
    """
    async with _alone(connection):
        for tries_left in reversed(range(RIVAL_TRIES)):
            try:
                await _make_role(connection, role, password)
                break
            except _RIVALS:
                if not tries_left:
                    raise


async def _make_role(connection: asyncpg.Connection, role: str, password: str) -> None:
    for name, ability in ((OWNER, "nologin"), (role, "login")):
        if not await connection.fetchval("select exists (select from pg_roles where rolname = $1)", name):
            await connection.execute(f"create role {name} {ability} nosuperuser nobypassrls nocreatedb nocreaterole")
    if not await connection.fetchval("select pg_has_role(current_user, $1, 'set')", OWNER):
        await connection.execute(f"grant {OWNER} to current_user with set true")
    quoted = await connection.fetchval("select quote_literal($1::text)", password)
    await connection.execute(f"alter role {role} password {quoted}")


@asynccontextmanager
async def _alone(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Several processes may start at once: what one makes here, the next one finds."""
    await connection.execute(f"select pg_advisory_lock({LOCK})")
    try:
        yield
    finally:
        await connection.execute(f"select pg_advisory_unlock({LOCK})")
