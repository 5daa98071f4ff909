"""The ledger engine over PostgreSQL, in book_keeper's own schema.

Group commit in the process: what arrives while one batch is written goes out together in the next, as one call of one
function and one transaction. Several processes may write.
"""

import asyncio
from collections.abc import Awaitable, Sequence

from m_kit.batcher import Batcher
from m_kit.database import Database
from m_kit.errors import Unavailable

from m_engines.ledger.port import (
    MOST_PAGE,
    Account,
    Balance,
    Capabilities,
    Entry,
    Filter,
    NewAccount,
    Page,
    Result,
    Side,
    Transfer,
    Unknown,
    VoucherRow,
)
from m_engines.ledger.postgres.entries import EntryWriter
from m_engines.ledger.postgres.reads import Reader
from m_engines.ledger.postgres.vouchers import MAX_LEGS, VoucherPosting, VoucherWriter, require_sendable
from m_engines.ledger.sendable import require_accounts, require_entries, require_filter

BATCH_LEGS = 20_000


class PostgresLedgerEngine:
    """See module. `database` is book_keeper's."""

    capabilities = Capabilities(same_transaction=True, max_legs=MAX_LEGS)

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = Reader(database)
        self._entry_writer = EntryWriter(database)
        self._voucher_writer = VoucherWriter(database)
        self._entries: Batcher[Entry, Result] = Batcher(
            self._entry_writer.submit, most_weight=BATCH_LEGS, weight=lambda entry: len(entry.legs)
        )
        self._vouchers: Batcher[VoucherPosting, Result] = Batcher(
            self._voucher_writer.write, most_weight=BATCH_LEGS, weight=lambda posting: len(posting.entry.legs)
        )

    async def open_accounts(self, tenant: str, accounts: Sequence[NewAccount], timeout_seconds: float) -> list[Result]:
        """As LedgerEngine.open_accounts."""
        require_accounts(accounts)
        if not accounts:
            return []
        in_time = asyncio.wait_for(self._entry_writer.open(tenant, accounts), timeout_seconds)
        return await _known(in_time, len(accounts))

    async def submit(
        self,
        tenant: str,
        entries: Sequence[Entry],
        timeout_seconds: float,
        rows: Sequence[VoucherRow] | None = None,
        *,
        dry_run: bool = False,
    ) -> list[Result]:
        """As LedgerEngine.submit. Entries with rows are kept as vouchers and lines, the others as transfers."""
        if rows is not None:
            return await self._post(tenant, entries, timeout_seconds, rows, dry_run=dry_run)
        if dry_run:
            raise ValueError("a dry run goes with rows")
        require_entries(entries, MAX_LEGS)
        if not entries:
            return []
        return await _known(self._entries.submit_all(tenant, entries, timeout_seconds), len(entries))

    async def accounts(self, tenant: str, ids: Sequence[int]) -> list[Account]:
        """As LedgerEngine.accounts."""
        return await self._reader.accounts(tenant, ids)

    async def transfers(self, tenant: str, ids: Sequence[int]) -> list[Transfer]:
        """As LedgerEngine.transfers."""
        return await self._reader.transfers(tenant, ids)

    async def account_transfers(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Transfer]:
        """As LedgerEngine.account_transfers."""
        require_filter(filter, of_account=True)
        return await self._reader.account_transfers(tenant, account_id, filter, sides)

    async def account_history(
        self, tenant: str, account_id: int, filter: Filter, sides: Side = Side.BOTH
    ) -> Page[Balance]:
        """As LedgerEngine.account_history."""
        require_filter(filter, of_account=True)
        return await self._reader.account_history(tenant, account_id, filter, sides)

    async def query_transfers(self, tenant: str, filter: Filter) -> Page[Transfer]:
        """As LedgerEngine.query_transfers."""
        require_filter(filter)
        return await self._reader.query_transfers(tenant, filter)

    async def query_accounts(self, tenant: str, filter: Filter) -> Page[Account]:
        """As LedgerEngine.query_accounts."""
        require_filter(filter)
        return await self._reader.query_accounts(tenant, filter)

    async def changes(self, tenant: str, after: int, limit: int = MOST_PAGE) -> Page[Transfer]:
        """As LedgerEngine.changes."""
        return await self.query_transfers(tenant, Filter(timestamp_min=after + 1, limit=limit))

    async def health(self) -> bool:
        """Whether the database answers."""
        try:
            await self._database.call("select 1")
        except Unavailable:
            return False
        return True

    async def close(self) -> None:
        """Lets what is being written end."""
        await self._vouchers.drained()
        await self._entries.drained()

    async def _post(
        self,
        tenant: str,
        entries: Sequence[Entry],
        timeout_seconds: float,
        rows: Sequence[VoucherRow],
        *,
        dry_run: bool,
    ) -> list[Result]:
        if len(rows) != len(entries):
            raise ValueError("entries and rows go together: one each")
        postings = [VoucherPosting(entry, row) for entry, row in zip(entries, rows, strict=True)]
        for posting in postings:
            require_sendable(posting)
        if dry_run:
            return await self._voucher_writer.rehearse(tenant, postings)
        return await _known(self._vouchers.submit_all(tenant, postings, timeout_seconds), len(postings))


async def _known(work: Awaitable[list[Result]], count: int) -> list[Result]:
    """The results, or that nobody knows."""
    try:
        return await work
    except TimeoutError:
        return [Unknown("no answer in time")] * count
    except Unavailable as error:
        return [Unknown(error.message)] * count
