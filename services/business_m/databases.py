"""Gives each context its schema and its role on one PostgreSQL, and brings the schemas up to date."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from m_engines.postgresql import PostgresAddress
from m_kit.migrations import administrator, ensure_database, ensure_role, migrate, read_migrations
from m_kit.module import Module

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
            self._path.touch(mode=0o600)
            self._path.write_text(json.dumps(self._kept))
        return self._kept[role]


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


def _access(address: PostgresAddress) -> dict[str, Any]:
    return {name: getattr(address, name) for name in ("host", "port", "user", "password", "database")}
