"""The ledger engine over PostgreSQL, in book_keeper's own schema."""

from m_engines.ledger.postgres.engine import PostgresLedgerEngine
from m_engines.ledger.postgres.vouchers import MAX_LEGS

__all__ = ["MAX_LEGS", "PostgresLedgerEngine"]
