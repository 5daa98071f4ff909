"""Entries without voucher rows: the state machine over tables, one call of one function for each batch."""

from collections.abc import Sequence
from functools import partial

import asyncpg
from m_kit.database import Database

from m_engines.ledger.array_text import array_text
from m_engines.ledger.port import AlreadyCommitted, Committed, Entry, NewAccount, Rejected, Result
from m_engines.ledger.postgres.columns import account_record, leg_record
from m_engines.ledger.postgres.retries import retried
from m_engines.ledger.record_text import records_text

_OPEN = "select * from engine_open($1, $2::text::engine_account[])"
_SUBMIT = "select * from engine_submit($1, $2::text::engine_transfer[], $3::text::int[])"


class EntryWriter:
    """Writes batches of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, tenant: str, accounts: Sequence[NewAccount]) -> list[Result]:
        """One result per account. Raises Unavailable, ConflictRetry."""
        records = records_text(account_record(account) for account in accounts)
        rows = await retried(partial(self._database.call, _OPEN, tenant, records))
        return [_account_result(row) for row in rows]

    async def submit(self, tenant: str, entries: Sequence[Entry]) -> list[Result]:
        """One result per entry. Raises Unavailable, ConflictRetry."""
        legs = [
            (number, leg_record(leg, linked=place < len(entry.legs)))
            for number, entry in enumerate(entries, 1)
            for place, leg in enumerate(entry.legs, 1)
        ]
        numbers = array_text("int", [number for number, _ in legs])
        records = records_text(record for _, record in legs)
        rows = await retried(partial(self._database.call, _SUBMIT, tenant, records, numbers))
        return [_entry_result(row) for row in rows]


def _entry_result(row: asyncpg.Record) -> Result:
    if row["code"] == "committed":
        return Committed(timestamp=row["stamp"])
    if row["code"] == "already_committed":
        return AlreadyCommitted(row["stamp"])
    return Rejected(row["code"], row["leg"])


def _account_result(row: asyncpg.Record) -> Result:
    if row["code"] == "committed":
        return Committed(timestamp=row["stamp"])
    if row["code"] == "exists":
        return AlreadyCommitted(row["stamp"])
    return Rejected(row["code"])
