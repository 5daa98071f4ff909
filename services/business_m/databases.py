"""Gives each context its schema and its role, on one database or each on its own, and brings schemas up to date."""

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from m_engines.postgresql import PostgresAddress
from m_kit.migrations import administrator, ensure_database, ensure_role, migrate, read_migrations
from m_kit.module import Module

from business_m.catalog import module_of

ROLE_PREFIX = "m_"
DATABASE = "business_m"


def role_of(context: str) -> str:
    """The role a context runs as."""
    return context if context.startswith(ROLE_PREFIX) else ROLE_PREFIX + context


class RolePasswords:
    """Passwords of the contexts' roles, made once and kept in the data directory (0600)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def of(self, role: str) -> str:
        """The role's password, made where there is none yet."""
        if role not in self._kept:
            self._kept[role] = secrets.token_urlsafe(24)
            partial = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
            partial.touch(mode=0o600)
            partial.write_text(json.dumps(self._kept))
            partial.replace(self._path)
        return self._kept[role]


async def prepare(
    server: PostgresAddress, data_dir: Path, *, together: Sequence[str], apart: Sequence[str], is_embedded: bool
) -> tuple[PostgresAddress, dict[str, int]]:
    """(where the contexts `together` find their data, how many migrations each context ran).

    They share the database that `server` names, on an embedded one `business_m`; those `apart` get one each. Raises
    as `prepare_own_databases`.
    """
    passwords = RolePasswords(data_dir / "role_passwords.json")
    migrated: dict[str, int] = {}
    if apart:
        migrated |= await prepare_own_databases(server, [*map(module_of, apart)], passwords)
    if not together:
        return server, migrated
    shared = await prepare_server(server) if is_embedded else server
    return shared, migrated | await prepare_databases(shared, [*map(module_of, together)], passwords)


async def prepare_server(server: PostgresAddress) -> PostgresAddress:
    """The database `business_m` of an embedded server, made at the first start. Raises Unavailable."""
    async with administrator(**_access(server)) as connection:
        await ensure_database(connection, DATABASE)
    return replace(server, database=DATABASE)


async def prepare_databases(
    address: PostgresAddress, modules: Sequence[Module], passwords: RolePasswords
) -> dict[str, int]:
    """Makes what is missing and migrates; answers how many migrations each context ran.

    `address` is of a role that may create roles and schemas. Raises Unavailable, MigrationError.
    """
    done = {}
    async with administrator(**_access(address)) as connection:
        for module in modules:
            role = role_of(module.name)
            await ensure_role(connection, role, passwords.of(role))
            done[module.name] = await migrate(connection, module.name, role, read_migrations(module.migrations))
    return done


async def prepare_own_databases(
    server: PostgresAddress, modules: Sequence[Module], passwords: RolePasswords
) -> dict[str, int]:
    """Makes `business_m_<context>` for each, closed to every other context's role, and migrates it; answers as
    `prepare_databases`.

    `server` is of a role that may also create databases. Raises Unavailable, MigrationError.
    """
    async with administrator(**_access(server)) as connection:
        for module in modules:
            role, name = role_of(module.name), database_of(module.name)
            await ensure_role(connection, role, passwords.of(role))
            await ensure_database(connection, name)
            await connection.execute(f"revoke connect on database {name} from public")
            await connection.execute(f"grant connect on database {name} to {role}")
    done = await asyncio.gather(*(_migrated_alone(server, module) for module in modules))
    return {module.name: count for module, count in zip(modules, done, strict=True)}


def own_address(server: PostgresAddress, context: str, passwords: RolePasswords) -> PostgresAddress:
    """The context's own way into its own database."""
    role = role_of(context)
    return replace(server, user=role, password=passwords.of(role), database=database_of(context))


def database_of(context: str) -> str:
    """The database of a context that has one of its own."""
    return f"{DATABASE}_{context}"


async def _migrated_alone(server: PostgresAddress, module: Module) -> int:
    address = replace(server, database=database_of(module.name))
    async with administrator(**_access(address)) as connection:
        return await migrate(connection, module.name, role_of(module.name), read_migrations(module.migrations))


def _access(address: PostgresAddress) -> dict[str, Any]:
    return {name: getattr(address, name) for name in ("host", "port", "user", "password", "database")}
