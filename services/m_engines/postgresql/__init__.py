"""The supervised PostgreSQL 18 that indie mode runs on, and the address of any PostgreSQL server."""

from m_engines.postgresql.address import DatabaseUrlInvalid, PostgresAddress
from m_engines.postgresql.errors import (
    AlreadyRunning,
    DataDirectoryUnusable,
    EngineError,
    EngineStartFailed,
    EngineUnavailable,
)
from m_engines.postgresql.server import EmbeddedPostgres

__all__ = [
    "AlreadyRunning",
    "DataDirectoryUnusable",
    "DatabaseUrlInvalid",
    "EmbeddedPostgres",
    "EngineError",
    "EngineStartFailed",
    "EngineUnavailable",
    "PostgresAddress",
]
