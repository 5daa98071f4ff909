"""Gives each context its schema and its role on one PostgreSQL, and brings the schemas up to date."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

import asyncpg
from m_engines.postgresql import PostgresAddress
from m_kit.database import translated_errors
from m_kit.migrations import ensure_role, migrate, read_migrations
from m_kit.module import Module

ROLE_PREFIX = "m_"


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


async def prepare_databases(
    address: PostgresAddress, modules: Sequence[Module], passwords: RolePasswords
) -> dict[str, int]:
    """Makes what is missing and migrates; answers how many migrations each context ran.

    `address` is of a role that may create roles and schemas. Raises Unavailable, MigrationError.
    """
    done = {}
    async with translated_errors():
        connection = await asyncpg.connect(
            host=address.host,
            port=address.port,
            user=address.user,
            password=address.password,
            database=address.database,
        )
        try:
            for module in modules:
                role = role_of(module.name)
                await ensure_role(connection, role, passwords.of(role))
                migrations = read_migrations(module.migrations)
                done[module.name] = await migrate(connection, module.name, role, migrations)
        finally:
            await connection.close()
    return done
