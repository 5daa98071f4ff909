"""A company with forty accounts, posted to through the stub: ours in the ledger benches."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import grpc
from businessm.ledger.v1 import (
    account_pb2,
    company_pb2,
    fiscal_year_pb2,
    ledger_service_pb2_grpc,
    report_pb2,
    voucher_pb2,
)
from businessm.type.v1 import money_pb2
from m_engines.postgresql import PostgresAddress

from bench.limit import ACCOUNTS

TIMEOUT_SECONDS = 60
POSTED_AT_ONCE = 100
# What a voucher is kept in.
TABLES = ("voucher", "line", "seal", "balance_delta", "balance_period", "balance_day")
SEALER_LOCK = 7264


class Books:
    """All that the benches ask of a company's books."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = ledger_service_pb2_grpc.LedgerServiceStub(channel)
        self._company_id = ""

    async def set_up(self) -> None:
        """Company, year and accounts."""
        company = company_pb2.Company(code=f"B{uuid.uuid4().hex[:8].upper()}", currency_code="USD")
        made = await self._stub.CreateCompany(company_pb2.CreateCompanyRequest(request_id=_id(), company=company))
        self._company_id = made.company.id
        year = fiscal_year_pb2.FiscalYear(company_id=self._company_id, start_date="2026-01-01", end_date="2026-12-31")
        await self._stub.CreateFiscalYear(fiscal_year_pb2.CreateFiscalYearRequest(request_id=_id(), fiscal_year=year))
        accounts = [
            account_pb2.Account(company_id=self._company_id, code=str(n), type=account_pb2.Account.ASSET)
            for n in range(1, ACCOUNTS + 1)
        ]
        await self._stub.BatchCreateAccounts(
            account_pb2.BatchCreateAccountsRequest(request_id=_id(), accounts=accounts)
        )

    async def post(self, client: int) -> None:
        """One two-line voucher."""
        await self._stub.PostVoucher(
            voucher_pb2.PostVoucherRequest(request_id=_id(), company_id=self._company_id, voucher=_voucher(client)),
            timeout=TIMEOUT_SECONDS,
        )

    async def post_hundred(self, client: int) -> None:
        """A hundred of them in one call."""
        vouchers = [
            voucher_pb2.VoucherToPost(request_id=_id(), voucher=_voucher(client + i)) for i in range(POSTED_AT_ONCE)
        ]
        request = voucher_pb2.PostVouchersRequest(request_id=_id(), company_id=self._company_id, vouchers=vouchers)
        await self._stub.PostVouchers(request, timeout=TIMEOUT_SECONDS)

    async def trial_balance(self) -> None:
        """Of all that is posted. Raises AssertionError where it does not come out even."""
        answer = await self._stub.GetTrialBalance(
            report_pb2.GetTrialBalanceRequest(company_id=self._company_id, as_of="2026-12-31"), timeout=TIMEOUT_SECONDS
        )
        (total,) = answer.totals
        assert total.debit == total.credit, "the books are not even"


class Tables:
    """The tables below, as their owner sees them: what a feature costs is seen by taking it away, here alone."""

    def __init__(self, connection: asyncpg.Connection, tenant: str) -> None:
        self._connection, self._tenant = connection, tenant

    @classmethod
    async def opened(cls, server: PostgresAddress, tenant: str) -> "Tables":
        """In indie's database."""
        connection = await asyncpg.connect(host=server.host, port=server.port, user=server.user, database="business_m")
        await connection.execute("set search_path to book_keeper")
        return cls(connection, tenant)

    async def close(self) -> None:
        """Hangs up."""
        await self._connection.close()

    async def bytes_per_voucher(self) -> float:
        """Tables and indexes of all companies, after a vacuum."""
        await self._connection.execute(f"vacuum {', '.join(TABLES)}")
        sizes = " + ".join(f"pg_total_relation_size('{table}')" for table in TABLES)
        count, size = await self._connection.fetchrow(f"select (select count(*) from voucher), {sizes}")
        return float(size / count)

    async def vouchers(self) -> int:
        """How many there are."""
        return int(await self._connection.fetchval("select count(*) from voucher"))

    def without_sealing(self, side: Callable[[], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
        """While the sealer believes another to be at work; it catches up before the clock of the next side starts."""

        async def measured() -> float:
            await self._connection.execute(
                "select pg_advisory_lock(hashtextextended($1, $2))", self._tenant, SEALER_LOCK
            )
            try:
                return await side()
            finally:
                await self._connection.execute(
                    "select pg_advisory_unlock(hashtextextended($1, $2))", self._tenant, SEALER_LOCK
                )
                await self._all_sealed()

        return measured

    def without_row_security(self, side: Callable[[], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
        """While no policy is asked."""
        tables = ("voucher", "line", "balance_delta", "series", "period", "account")
        return self._around(
            side,
            "".join(f"alter table {table} disable row level security;" for table in tables),
            "".join(f"alter table {table} enable row level security;" for table in tables),
        )

    def without_request_ids(self, side: Callable[[], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
        """While the same request would be posted twice."""
        return self._around(
            side,
            "alter table voucher drop constraint voucher_request_unique",
            "alter table voucher add constraint voucher_request_unique unique (tenant, request_id)",
        )

    def _around(self, side: Callable[[], Awaitable[float]], before: str, after: str) -> Callable[[], Awaitable[float]]:
        async def measured() -> float:
            await self._connection.execute(before)
            try:
                return await side()
            finally:
                await self._connection.execute(after)

        return measured

    async def _all_sealed(self) -> None:
        missing = (
            "select exists (select from voucher v where not exists (select from seal s where s.voucher_id = v.id))"
        )
        while await self._connection.fetchval(missing):  # noqa: ASYNC110 - the sealer works in the background
            await asyncio.sleep(0.05)


def _voucher(client: int) -> voucher_pb2.Voucher:
    first = client % ACCOUNTS + 1
    money = money_pb2.Money(currency_code="USD", amount="10.00")
    return voucher_pb2.Voucher(
        posting_date="2026-06-15",
        narration="bench",
        lines=[
            voucher_pb2.VoucherLine(account_code=str(first), debit=money),
            voucher_pb2.VoucherLine(account_code=str(first % ACCOUNTS + 1), credit=money),
        ],
    )


def _id() -> str:
    return str(uuid.uuid4())
