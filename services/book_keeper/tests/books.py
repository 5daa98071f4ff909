"""A company's books as a test writes them: calls of the ledger with the company filled in, vouchers in a line."""

from typing import Any

import grpc
from businessm.ledger.v1 import account_pb2, company_pb2, fiscal_year_pb2, ledger_service_pb2, report_pb2, voucher_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from google.protobuf.message_factory import GetMessageClass
from google.rpc import status_pb2
from m_kit.ids import new_id
from m_kit.statuses import reason_of
from m_kit.testing import Metadata

_METHODS = ledger_service_pb2.DESCRIPTOR.services_by_name["LedgerService"].methods_by_name
YEAR = ("2026-04-01", "2027-03-31")
DAY = "2026-05-10"
CHART: dict[str, tuple[account_pb2.Account.Type, str]] = {
    "Assets": (account_pb2.Account.ASSET, ""),
    "Cash": (account_pb2.Account.ASSET, "Assets"),
    "Bank": (account_pb2.Account.ASSET, "Assets"),
    "Savings": (account_pb2.Account.ASSET, "Bank"),
    "Loan": (account_pb2.Account.LIABILITY, ""),
    "Capital": (account_pb2.Account.EQUITY, ""),
    "Retained": (account_pb2.Account.EQUITY, ""),
    "Sales": (account_pb2.Account.INCOME, ""),
    "Rent": (account_pb2.Account.EXPENSE, ""),
}


def line(account: str, amount: str, currency: str = "INR", **fields: Any) -> voucher_pb2.VoucherLine:
    """A debit, or a credit where the amount begins with a minus."""
    made = voucher_pb2.VoucherLine(account_code=account, **fields)
    money = made.credit if amount.startswith("-") else made.debit
    money.currency_code, money.amount = currency, amount.removeprefix("-")
    return made


def voucher(*lines: voucher_pb2.VoucherLine, day: str = DAY, **fields: Any) -> voucher_pb2.Voucher:
    """A voucher of these lines."""
    return voucher_pb2.Voucher(posting_date=day, lines=lines, **fields)


def sale(amount: str = "100", *, day: str = DAY, currency: str = "INR", **fields: Any) -> voucher_pb2.Voucher:
    """Cash for goods."""
    return voucher(line("Cash", amount, currency), line("Sales", f"-{amount}", currency), day=day, **fields)


def rent(amount: str = "30", *, day: str = DAY, currency: str = "INR", **fields: Any) -> voucher_pb2.Voucher:
    """Cash for a roof."""
    return voucher(line("Rent", amount, currency), line("Cash", f"-{amount}", currency), day=day, **fields)


def reasons(answer: voucher_pb2.PostVouchersResponse) -> list[str]:
    """What became of each voucher of a batch: "posted", "replayed", or the reason it was refused for."""
    return [_outcome(result) for result in answer.results]


def _outcome(result: voucher_pb2.VoucherResult) -> str:
    if result.HasField("error"):
        status: status_pb2.Status = result.error
        return reason_of(status)
    return "replayed" if result.replayed else "posted"


class Books:
    """Calls the ledger as somebody. Calls are returned unawaited, for their trailers."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata, company_id: str = "") -> None:
        self._stub = LedgerServiceStub(channel)
        self.metadata = metadata
        self.company_id = company_id
        self.timeout_seconds: float | None = None

    def elsewhere(self, channel: grpc.aio.Channel) -> "Books":
        """The same books through another process."""
        return Books(channel, self.metadata, self.company_id)

    def seen_by(self, channel: grpc.aio.Channel, metadata: Metadata) -> "Books":
        """The same company asked for by somebody else."""
        return Books(channel, metadata, self.company_id)

    def call(self, rpc: str, **fields: Any) -> Any:
        """An rpc; request_id and company_id are filled in where the request has them and the test does not care."""
        kind = GetMessageClass(_METHODS[rpc].input_type)
        names = kind.DESCRIPTOR.fields_by_name
        if "request_id" in names:
            fields.setdefault("request_id", str(new_id()))
        if "company_id" in names:
            fields.setdefault("company_id", self.company_id)
        return getattr(self._stub, rpc)(kind(**fields), metadata=self.metadata, timeout=self.timeout_seconds)

    async def open(self, code: str = "KIRANA", currency: str = "INR", **fields: Any) -> company_pb2.Company:
        """A new company; from here on these books are its."""
        company = company_pb2.Company(code=code, currency_code=currency, **fields)
        made: company_pb2.Company = (await self.call("CreateCompany", company=company)).company
        self.company_id = made.id
        return made

    async def opened(self, **fields: Any) -> "Books":
        """A company with the chart above and one fiscal year."""
        await self.open(**fields)
        await self.call("BatchCreateAccounts", accounts=[self.account(code) for code in CHART])
        await self.open_year(*YEAR)
        return self

    def account(self, code: str, **fields: Any) -> account_pb2.Account:
        """An account of the chart above, or any other."""
        kind, parent = CHART.get(code, (account_pb2.Account.ASSET, ""))
        given: dict[str, Any] = {"type": kind, "parent_code": parent, "company_id": self.company_id, **fields}
        return account_pb2.Account(code=code, **given)

    async def account_named(self, code: str) -> account_pb2.Account:
        """As it stands."""
        found: account_pb2.Account = (await self.call("ListAccounts", code=code)).accounts[0]
        return found

    async def archive(self, code: str) -> None:
        """No more postings to it."""
        account = await self.account_named(code)
        await self.call("ArchiveAccount", id=account.id, etag=account.etag)

    async def open_year(self, start: str, end: str) -> fiscal_year_pb2.FiscalYear:
        """A fiscal year."""
        year = fiscal_year_pb2.FiscalYear(company_id=self.company_id, start_date=start, end_date=end)
        made: fiscal_year_pb2.FiscalYear = (await self.call("CreateFiscalYear", fiscal_year=year)).fiscal_year
        return made

    async def year(self) -> fiscal_year_pb2.FiscalYear:
        """The first fiscal year as it stands."""
        found: fiscal_year_pb2.FiscalYear = (await self.call("ListFiscalYears")).fiscal_years[0]
        return found

    async def period(self, start: str) -> Any:
        """The period that begins on this day."""
        periods = (await self.call("ListPeriods")).periods
        return next(period for period in periods if period.start_date == start)

    async def period_states(self) -> list[str]:
        """Of every period, by start."""
        periods = (await self.call("ListPeriods")).periods
        return [type(period).State.Name(period.state) for period in periods]

    async def close_month(self, start: str) -> Any:
        """The period, closed."""
        return (await self.call("ClosePeriod", id=(await self.period(start)).id)).period

    def post(self, of: voucher_pb2.Voucher, **fields: Any) -> Any:
        """PostVoucher."""
        return self.call("PostVoucher", voucher=of, **fields)

    async def posted(self, of: voucher_pb2.Voucher, **fields: Any) -> voucher_pb2.Voucher:
        """The voucher, in the books."""
        made: voucher_pb2.Voucher = (await self.post(of, **fields)).voucher
        return made

    def post_all(self, *vouchers: voucher_pb2.Voucher, requests: list[str] | None = None, **fields: Any) -> Any:
        """PostVouchers, each under a request_id of its own where given."""
        keys = requests or [""] * len(vouchers)
        batch = [
            voucher_pb2.VoucherToPost(request_id=key, voucher=one) for key, one in zip(keys, vouchers, strict=True)
        ]
        return self.call("PostVouchers", vouchers=batch, **fields)

    def reverse(self, of: voucher_pb2.Voucher, day: str = DAY, **fields: Any) -> Any:
        """ReverseVoucher."""
        return self.call("ReverseVoucher", **{"id": of.id, "etag": of.etag, "posting_date": day, **fields})

    async def vouchers(self) -> list[voucher_pb2.Voucher]:
        """Every voucher of the company, without lines, by posting date."""
        found: list[voucher_pb2.Voucher] = []
        token = ""
        while True:
            answer = await self.call("ListVouchers", page_size=250, page_token=token)
            found += answer.vouchers
            token = answer.next_page_token
            if not token:
                return found

    async def balances(self, as_of: str = "2199-12-31", **fields: Any) -> dict[str, str]:
        """Account and currency ("Cash INR") to balance."""
        answer = await self.call("GetBalances", as_of=as_of, **fields)
        return by_account(answer.rows)


def by_account(rows: Any) -> dict[str, str]:
    """Account and currency ("Cash INR") to balance."""
    found: list[report_pb2.BalanceRow] = list(rows)
    return {f"{row.account_code} {row.currency_code}": row.balance for row in found}
