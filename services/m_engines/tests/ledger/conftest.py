"""The PostgreSQL engine on a ledger's schema, with what an entry needs to be there: no context is imported for it."""

import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from m_kit.database import Database
from m_kit.ids import new_id
from m_kit.module import Environment, Module, Wiring
from m_kit.testing import MigratedDatabases, connected, new_tenant

import m_engines
from m_engines.ledger import Entry, Leg, PostgresLedgerEngine, Result, VoucherRow
from m_engines.ledger.port import CONTROL_ACCOUNT, LEG_BITS, LineRow

DAY = date(2026, 5, 10)
TIMEOUT_SECONDS = 10.0
COMPANY = (
    "insert into company (tenant, id, code, name, currency_code, create_time, update_time)"
    " values ($1, $2, gen_random_uuid()::text, 'C', 'INR', now(), now())"
)
WAITING = (
    "select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%post_vouchers%'"
    " and datname = current_database()"
)


def _no_wiring(_: Environment) -> Wiring:
    return Wiring(servicers=[])


SCHEMA = Module(
    name="book_keeper",
    services=(),
    migrations=Path(m_engines.__file__).parents[1] / "book_keeper" / "store" / "migrations",
    wire=_no_wiring,
)


@dataclass
class Ledger:
    """One tenant's ledger: a company, two open accounts, an archived one, and an open month."""

    engine: PostgresLedgerEngine
    owner: asyncpg.Connection
    tenant: str
    company_id: uuid.UUID
    ledger: int = 0
    cash: int = 0
    sales: int = 0
    archived: int = 0

    def entry(self, amount: int = 100, *, first: uuid.UUID | None = None, account: int | None = None) -> Entry:
        """Cash for goods."""
        base = (first or new_id()).int & ~((1 << LEG_BITS) - 1)
        return Entry(
            (
                Leg(base + 1, account or self.cash, CONTROL_ACCOUNT, amount, self.ledger),
                Leg(base + 2, CONTROL_ACCOUNT, self.sales, amount, self.ledger),
            )
        )

    def row(self, **fields: Any) -> VoucherRow:
        """A voucher of two lines."""
        voucher_id = new_id()
        plain = VoucherRow(
            id=voucher_id,
            company_id=self.company_id,
            request_id=voucher_id,
            input_hash=b"content",
            journal_code="GJ",
            posting_date=DAY,
            actor="asha",
            lines=(LineRow(), LineRow("U", Decimal("1.5"), "ROLE", "note")),
        )
        return plain._replace(**fields)

    async def submit(
        self, *postings: tuple[Entry, VoucherRow], timeout: float = TIMEOUT_SECONDS, dry_run: bool = False
    ) -> list[Result]:
        """Through the engine."""
        entries, rows = [entry for entry, _ in postings], [row for _, row in postings]
        return await self.engine.submit(self.tenant, entries, timeout, rows, dry_run=dry_run)

    async def count(self, table: str = "voucher") -> int:
        """Rows of this tenant."""
        found: int = await self.owner.fetchval(f"select count(*) from {table} where tenant = $1", self.tenant)
        return found

    async def account_elsewhere(self) -> int:
        """An account of another company of the same tenant."""
        scope = (self.tenant, uuid.uuid4())
        await self.owner.execute(COMPANY, *scope)
        return (await _accounts(self.owner, scope, ("Cash",)))[0]

    async def hold_series(self) -> asyncpg.transaction.Transaction:
        """Keeps every posting waiting until the transaction ends; one voucher is in the books then."""
        await self.submit((self.entry(), self.row()))
        transaction = self.owner.transaction()
        await transaction.start()
        await self.owner.execute("select from series where company_id = $1 for update", self.company_id)
        return transaction

    async def waiting_backend(self, but: int = 0) -> int:
        """The process id of a posting that waits (another one than `but`), as soon as there is one.

        Within a transaction the server answers what it saw first, unless told to look again.
        """
        while True:
            await self.owner.execute("select pg_stat_clear_snapshot()")
            pid: int | None = await self.owner.fetchval(WAITING)
            if pid and pid != but:
                return pid


@pytest.fixture
async def database(migrated_databases: MigratedDatabases) -> AsyncIterator[Database]:
    """The ledger's database as its context sees it."""
    opened = await migrated_databases.of(SCHEMA)
    yield opened
    await opened.close()


@pytest.fixture
async def ledger(migrated_databases: MigratedDatabases, database: Database) -> AsyncIterator[Ledger]:
    """A tenant's ledger and an engine over it."""
    owner = await connected(migrated_databases.address, database.engine.url.database or "")
    await owner.execute("set search_path to book_keeper")
    made = Ledger(PostgresLedgerEngine(database), owner, new_tenant(), uuid.uuid4())
    await _fill(made)
    yield made
    await owner.close()
    await made.engine.close()


async def _fill(made: Ledger) -> None:
    owner, scope = made.owner, (made.tenant, made.company_id)
    await owner.execute(COMPANY, *scope)
    made.ledger = await owner.fetchval(
        "insert into company_currency (tenant, company_id, currency_code, scale) values ($1, $2, 'INR', 2)"
        " returning ledger",
        *scope,
    )
    made.cash, made.sales, made.archived = await _accounts(owner, scope, ("Cash", "Sales", "Old"))
    await owner.execute("update account set archived = true where key = $1", made.archived)
    year = await owner.fetchval(
        "insert into fiscal_year (id, tenant, company_id, label, start_date, end_date, create_time, update_time)"
        " values (gen_random_uuid(), $1, $2, '2026', '2026-05-01', '2026-05-31', now(), now()) returning key",
        *scope,
    )
    await owner.execute(
        "insert into period (id, tenant, company_id, fiscal_year_key, year_label, start_date, end_date)"
        " values (gen_random_uuid(), $1, $2, $3, '2026', '2026-05-01', '2026-05-31')",
        *scope,
        year,
    )


async def _accounts(owner: asyncpg.Connection, scope: tuple[str, uuid.UUID], codes: Sequence[str]) -> list[int]:
    return [
        await owner.fetchval(
            "insert into account (id, tenant, company_id, code, name, type, create_time, update_time)"
            " values (gen_random_uuid(), $1, $2, $3, $3, 1, now(), now()) returning key",
            *scope,
            code,
        )
        for code in codes
    ]
