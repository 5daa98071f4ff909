"""Vouchers held for documents that are being posted."""

import grpc
from businessm.ledger.v1 import reservation_pb2 as pb
from m_kit.caller import current_caller
from m_kit.posting import may_defer
from m_kit.posting.attempt import posted_decision_of, posting_of

from book_keeper.convert import currencies_of, reserved_draft_of
from book_keeper.servicers.environment import Books
from book_keeper.store.vouchers import VoucherRepository


class ReservationRpcs:
    """See ledger_service.proto."""

    books: Books

    async def ReserveVoucher(
        self, request: pb.ReserveVoucherRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReserveVoucherResponse:
        caller, posting = current_caller(), posting_of(request.posting)
        currencies = currencies_of([request.voucher])
        draft = reserved_draft_of(
            request,
            posting,
            ledgers=await self.books.directory.ledgers(caller.tenant, posting.company_id, currencies),
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
