"""Vouchers."""

from functools import partial

import grpc
from businessm.ledger.v1 import voucher_pb2 as pb
from m_kit.caller import current_caller
from m_kit.dates import parse_date, parse_optional_date
from m_kit.errors import BusinessError
from m_kit.idempotency import input_hash, mark_replayed
from m_kit.ids import derived_id, parse_id
from m_kit.prepared import Prepared
from m_kit.sorting import sorted_page_of
from m_kit.statuses import status_of

from book_keeper.convert import draft_message, posted_message, voucher_message
from book_keeper.convert_drafts import draft_of, voucher_hash
from book_keeper.domain.vouchers import Draft
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.vouchers import SORTING, VoucherRepository
from book_keeper.usecases.post_vouchers import Outcome, Posted
from book_keeper.usecases.reverse_voucher import reverse_voucher


class VoucherRpcs:
    """See ledger_service.proto."""

    books: Books

    async def PostVoucher(
        self, request: pb.PostVoucherRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostVoucherResponse:
        caller = current_caller()
        company_id = parse_id(request.company_id, "company_id", "company")
        draft = draft_of(
            request.voucher,
            company_id=company_id,
            request_id=request.request_id,
            input_hash=voucher_hash(request.company_id, request.voucher),
            terms=await self.books.terms.of(caller.tenant, company_id, [request.voucher]),
            actor=caller.actor,
            field="voucher.",
        )
        answer = Prepared(partial(draft_message, draft))
        posting = self.books.posting
        posted = await posting.post_one(caller.tenant, draft, "voucher.", rehearse=request.validate_only)
        if posted.replayed:
            mark_replayed(context)
        elif posted.voucher and posted.draft is draft and not request.validate_only:
            # As it was sent: no role of it had to be looked up.
            return pb.PostVoucherResponse(voucher=posted_message(answer.take(), posted.voucher))
        return pb.PostVoucherResponse(voucher=_answered(posted, request.validate_only))

    async def PostVouchers(
        self, request: pb.PostVouchersRequest, _: grpc.aio.ServicerContext
    ) -> pb.PostVouchersResponse:
        tenant = current_caller().tenant
        drafts = await self._drafts(request)
        sound = [draft for draft in drafts if isinstance(draft, Draft)]
        outcomes = iter(await self.books.posting.post_all(tenant, sound, rehearse=request.validate_only))
        results = [next(outcomes) if isinstance(draft, Draft) else draft for draft in drafts]
        return pb.PostVouchersResponse(results=[_result(one, request.validate_only) for one in results])

    async def ReverseVoucher(
        self, request: pb.ReverseVoucherRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReverseVoucherResponse:
        caller = current_caller()
        posted = await reverse_voucher(
            self.books.uow,
            self.books.posting,
            tenant=caller.tenant,
            voucher_id=request.id,
            etag=request.etag,
            posting_date=parse_date(request.posting_date, "posting_date"),
            narration=request.narration,
            request_id=request.request_id,
            input_hash=input_hash(request),
            actor=caller.actor,
        )
        if posted.replayed:
            mark_replayed(context)
        return pb.ReverseVoucherResponse(voucher=_answered(posted, rehearsed=False))

    async def GetVoucher(self, request: pb.GetVoucherRequest, _: grpc.aio.ServicerContext) -> pb.GetVoucherResponse:
        voucher_id = parse_id(request.id, "id", "voucher")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            vouchers = VoucherRepository(transaction)
            voucher = await vouchers.get(voucher_id)
            reversal = await vouchers.reversal_of(voucher_id)
        return pb.GetVoucherResponse(voucher=voucher_message(voucher), reversed_by_voucher_id=str(reversal or ""))

    async def ListVouchers(
        self, request: pb.ListVouchersRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListVouchersResponse:
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        start = parse_optional_date(request.from_date, "from_date")
        end = parse_optional_date(request.to_date, "to_date")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            shown, token = await VoucherRepository(transaction).page(page, company_id, start, end)
        return pb.ListVouchersResponse(vouchers=map(voucher_message, shown), next_page_token=token)

    async def _drafts(self, request: pb.PostVouchersRequest) -> list[Draft | BusinessError]:
        """Each voucher as a draft, or what it is refused with."""
        caller = current_caller()
        company_id = parse_id(request.company_id, "company_id", "company")
        vouchers = [one.voucher for one in request.vouchers]
        terms = await self.books.terms.of(caller.tenant, company_id, vouchers)
        drafts: list[Draft | BusinessError] = []
        for i, one in enumerate(request.vouchers):
            try:
                drafts.append(
                    draft_of(
                        one.voucher,
                        company_id=company_id,
                        request_id=one.request_id or str(derived_id(request.request_id, str(i))),
                        input_hash=voucher_hash(request.company_id, one.voucher),
                        terms=terms,
                        actor=caller.actor,
                        field="",
                    )
                )
            except BusinessError as refusal:
                drafts.append(refusal)
        return drafts


def _answered(posted: Posted, rehearsed: bool) -> pb.Voucher:
    if posted.voucher is None or (rehearsed and not posted.replayed):
        return draft_message(posted.draft)
    return voucher_message(posted.voucher)


def _result(outcome: Outcome, rehearsed: bool) -> pb.VoucherResult:
    if isinstance(outcome, BusinessError):
        return pb.VoucherResult(error=status_of(outcome))
    return pb.VoucherResult(voucher=_answered(outcome, rehearsed), replayed=outcome.replayed)
