"""The engine port that holds the money, and its adapters."""

from m_engines.ledger.port import (
    AlreadyCommitted,
    Capabilities,
    Committed,
    Entry,
    LedgerEngine,
    Leg,
    LegKind,
    NewLedger,
    Receipt,
    Rejected,
    Result,
    Unknown,
    VoucherRow,
)
from m_engines.ledger.postgres import PostgresLedgerEngine

__all__ = [
    "AlreadyCommitted",
    "Capabilities",
    "Committed",
    "Entry",
    "LedgerEngine",
    "Leg",
    "LegKind",
    "NewLedger",
    "PostgresLedgerEngine",
    "Receipt",
    "Rejected",
    "Result",
    "Unknown",
    "VoucherRow",
]
