"""A ledger small enough to read, in two dresses: a class with the stub's methods, and a servicer behind a channel."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import grpc
import grpc_inproc
from businessm.ledger.v1 import account_pb2, company_pb2, ledger_service_pb2_grpc, voucher_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status
from m_kit.errors import BusinessError, NotFound
from m_kit.statuses import status_of

COMPANY_ID = "0198b0aa-0000-7000-8000-000000000001"


def company(**scales: int) -> company_pb2.Company:
    """The company of these tests, with scales."""
    kept = [company_pb2.CurrencyScale(currency_code=code, scale=scale) for code, scale in scales.items()]
    return company_pb2.Company(id=COMPANY_ID, code="KIRANA", currency_code="INR", scales=kept)


def refused_status(reason: str, field_path: str, code: int = 9) -> status_pb2.Status:
    """A refusal in the ledger's words."""
    status = status_pb2.Status(code=code, message=f"refused for {reason}")
    for detail in (
        error_details_pb2.ErrorInfo(reason=reason, domain="businessm.ledger.v1"),
        error_details_pb2.BadRequest(
            field_violations=[
                error_details_pb2.BadRequest.FieldViolation(field=field_path, reason=reason, description="because")
            ]
        ),
    ):
        status.details.add().Pack(detail)
    return status


@dataclass
class FakeLedger:
    """One company and its accounts (all there are, where None), vouchers by request_id, and every call made."""

    company: company_pb2.Company = field(default_factory=lambda: company(INR=2, USD=5))
    accounts: list[str] | None = None
    refusals: dict[str, status_pb2.Status] = field(default_factory=dict)
    refusals_when_posting: dict[str, status_pb2.Status] = field(default_factory=dict)
    posted: dict[str, voucher_pb2.Voucher] = field(default_factory=dict)
    calls: list[Any] = field(default_factory=list)

    async def GetCompany(self, request: company_pb2.GetCompanyRequest) -> company_pb2.GetCompanyResponse:
        self.calls.append(request)
        return company_pb2.GetCompanyResponse(company=self.company)

    async def ListAccounts(self, request: account_pb2.ListAccountsRequest) -> account_pb2.ListAccountsResponse:
        """Two a page."""
        self.calls.append(account_pb2.ListAccountsRequest(page_token=request.page_token))
        start, known = int(request.page_token or 0), self.accounts or []
        page = known[start : start + 2]
        return account_pb2.ListAccountsResponse(
            accounts=[account_pb2.Account(code=code) for code in page],
            next_page_token=str(start + 2) if start + 2 < len(known) else "",
        )

    async def PostVouchers(self, request: voucher_pb2.PostVouchersRequest) -> voucher_pb2.PostVouchersResponse:
        self.calls.append(request)
        results = [self._result(one, request.validate_only) for one in request.vouchers]
        return voucher_pb2.PostVouchersResponse(results=results)

    def sent(self, *, validate_only: bool) -> list[voucher_pb2.VoucherToPost]:
        """Vouchers that were rehearsed, or those that were posted, over all calls."""
        calls = [call for call in self.calls if isinstance(call, voucher_pb2.PostVouchersRequest)]
        return [one for call in calls if call.validate_only == validate_only for one in call.vouchers]

    def _result(self, one: voucher_pb2.VoucherToPost, validate_only: bool) -> voucher_pb2.VoucherResult:
        known = self.posted.get(one.request_id)
        if known is not None:
            return voucher_pb2.VoucherResult(voucher=known, replayed=True)
        refusal = self.refusals.get(one.voucher.narration) or self._unknown_account(one.voucher)
        if not validate_only:
            refusal = refusal or self.refusals_when_posting.get(one.voucher.narration)
        if refusal is not None:
            return voucher_pb2.VoucherResult(error=refusal)
        answered = voucher_pb2.Voucher()
        answered.CopyFrom(one.voucher)
        if not validate_only:
            answered.id, answered.number = str(uuid.uuid4()), f"GJ/2024/{len(self.posted) + 1:05d}"
            self.posted[one.request_id] = answered
        return voucher_pb2.VoucherResult(voucher=answered)

    def _unknown_account(self, voucher: voucher_pb2.Voucher) -> status_pb2.Status | None:
        for i, line in enumerate(voucher.lines):
            if self.accounts is not None and line.account_code and line.account_code not in self.accounts:
                return refused_status("ACCOUNT_UNKNOWN", f"lines[{i}].account_code", code=5)
        return None


class FakeLedgerServicer(ledger_service_pb2_grpc.LedgerServiceServicer):
    """The same ledger behind a channel; companies but its own are not found."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger

    async def GetCompany(self, request: Any, context: grpc.aio.ServicerContext) -> Any:
        if request.id != self._ledger.company.id:
            await _abort(context, NotFound(f"no company {request.id}", field="id"))
        return await self._ledger.GetCompany(request)

    async def ListAccounts(self, request: Any, _: grpc.aio.ServicerContext) -> Any:
        return await self._ledger.ListAccounts(request)

    async def PostVouchers(self, request: Any, _: grpc.aio.ServicerContext) -> Any:
        return await self._ledger.PostVouchers(request)


async def _abort(context: grpc.aio.ServicerContext, error: BusinessError) -> None:
    await context.abort_with_status(rpc_status.to_status(status_of(error)))


def channel_to(ledger: FakeLedger) -> grpc.aio.Channel:
    """A channel to the ledger."""

    def add(server: grpc.aio.Server) -> None:
        ledger_service_pb2_grpc.add_LedgerServiceServicer_to_server(FakeLedgerServicer(ledger), server)

    return grpc_inproc.make_channel(add)
