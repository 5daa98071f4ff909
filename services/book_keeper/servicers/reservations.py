"""Vouchers held for documents that are being posted."""

import uuid

import grpc
from businessm.ledger.v1 import reservation_pb2 as pb
from m_kit.caller import current_caller
from m_kit.durability import may_defer
from m_kit.ids import known_ids, parse_id
from m_kit.pagination import page_of
from m_kit.posting.attempt import posted_decision_of, posting_of

from book_keeper.convert_drafts import reserved_draft_of
from book_keeper.servicers.environment import Books
from book_keeper.store.vouchers import VoucherRepository


class ReservationRpcs:
    """See ledger_service.proto."""

    books: Books

    async def ReserveVoucher(
        self, request: pb.ReserveVoucherRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReserveVoucherResponse:
        caller, posting = current_caller(), posting_of(request.posting)
        draft = reserved_draft_of(
            request,
            posting,
            terms=await self.books.terms.of(
                caller.tenant, posting.company_id, [request.voucher], taking_back=bool(request.reverses_voucher_id)
            ),
            actor=caller.actor,
        )
        if draft.reverses_voucher_id:
            async with self.books.uow.transaction(caller.tenant) as transaction:
                await VoucherRepository(transaction).get(draft.reverses_voucher_id, "reverses_voucher_id")
        held = await self.books.reservations.reserve(
            caller.tenant, posting, draft, may_defer(context, self.books.database)
        )
        return pb.ReserveVoucherResponse(voucher=held)

    async def ConfirmVoucher(
        self, request: pb.ConfirmVoucherRequest, context: grpc.aio.ServicerContext
    ) -> pb.ConfirmVoucherResponse:
        tenant, decision = current_caller().tenant, posted_decision_of(request.decision)
        deferred = may_defer(context, self.books.database)
        confirmed = await self.books.reservations.confirm_and_answer(tenant, decision, deferred)
        return pb.ConfirmVoucherResponse(voucher=confirmed)

    async def CancelVoucher(
        self, request: pb.CancelVoucherRequest, _: grpc.aio.ServicerContext
    ) -> pb.CancelVoucherResponse:
        await self.books.reservations.cancel(current_caller().tenant, posting_of(request.posting))
        return pb.CancelVoucherResponse()

    async def ListReservations(
        self, request: pb.ListReservationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListReservationsResponse:
        page, company_id = page_of(request, uuid.UUID), parse_id(request.company_id, "company_id", "company")
        found, token = await self.books.reservations.page(current_caller().tenant, page, company_id, request.state)
        return pb.ListReservationsResponse(reservations=found, next_page_token=token)

    async def BatchGetReservations(
        self, request: pb.BatchGetReservationsRequest, _: grpc.aio.ServicerContext
    ) -> pb.BatchGetReservationsResponse:
        ids = known_ids(request.posting_ids)
        found = await self.books.reservations.by_ids(current_caller().tenant, ids)
        return pb.BatchGetReservationsResponse(reservations=found)
