"""Posting vouchers, beside the limit: one durable plpgsql call through asyncpg on the same server.

The limit (L) inserts a voucher and two lines with foreign keys to voucher and account and an index on account, and
nothing else. Ours goes through the stub of an indie process with everything on: permission, validation, idempotency,
period, numbering, balances, row-level security.
"""

import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop
from businessm.ledger.v1 import account_pb2, company_pb2, fiscal_year_pb2, ledger_service_pb2_grpc, voucher_pb2
from businessm.type.v1 import money_pb2
from m_engines.postgresql import PostgresAddress
from m_kit.caller import Caller, acting_as

from bench.limit import ACCOUNTS, Limit
from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, Side, alternate, arguments, fsync_p50_us, rate, report
from tests.support.indie import indie, postgres

GOAL = 0.40


class Ours:
    """A company with forty accounts, posted to through the stub."""

    def __init__(self, stub: ledger_service_pb2_grpc.LedgerServiceStub) -> None:
        self._stub = stub
        self._company_id = ""

    async def set_up(self) -> None:
        """Company, year and accounts."""
        company = company_pb2.Company(code="BENCH", currency_code="USD")
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
            timeout=30,
        )

    async def post_hundred(self, client: int) -> None:
        """A hundred of them in one call."""
        vouchers = [voucher_pb2.VoucherToPost(request_id=_id(), voucher=_voucher(client)) for _ in range(100)]
        request = voucher_pb2.PostVouchersRequest(request_id=_id(), company_id=self._company_id, vouchers=vouchers)
        await self._stub.PostVouchers(request, timeout=30)


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


async def measure(data_dir: Path, server: PostgresAddress, quick: bool) -> list[Measured]:
    """Every row."""
    samples, seconds = (QUICK_SAMPLES, 0.8) if quick else (SAMPLES, 2.0)
    counts = (1, 8) if quick else (1, 8, 32)
    rows = []
    async with indie(data_dir, server, testing=False) as application:
        stub = ledger_service_pb2_grpc.LedgerServiceStub(application.calling("bench", "book_keeper"))
        ours, limit = Ours(stub), Limit(server, max(counts))
        with acting_as(Caller(tenant="default", subject="service:bench", actor="bench")):
            await ours.set_up()
            await limit.set_up()
            for clients in counts:
                row = Measured("post a 2-line voucher", "vouchers/s", clients, f">= {GOAL:.0%} of L", _reaches)
                await _alternate(row, ours.post, limit.post, clients, samples, seconds, data_dir)
                rows.append(row)
            row = Measured("post vouchers by the hundred", "calls of 100/s", 1)
            await _alternate(row, ours.post_hundred, None, 1, samples, seconds, data_dir)
            rows.append(row)
        await limit.close()
    return rows


async def _alternate(
    row: Measured,
    ours: Callable[[int], Awaitable[None]],
    limit: Callable[[int], Awaitable[None]] | None,
    clients: int,
    samples: int,
    seconds: float,
    folder: Path,
) -> None:
    sides: dict[str, Side] = {"ours": lambda: rate(ours, clients, seconds)}
    if limit:
        sides["limit"] = lambda: rate(limit, clients, seconds)
    for side in sides.values():
        await side()
    await alternate(row, sides, samples, folder)


def _reaches(row: Measured) -> bool:
    return (row.ratio("limit") or 0.0) >= GOAL


def main() -> None:
    """Measures and prints."""
    options = arguments("ledger", __doc__ or "")
    with postgres() as (data_dir, server):
        fsync_us = fsync_p50_us(data_dir)
        rows = uvloop.run(measure(data_dir, server.address, options.quick))
    report("ledger", rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
