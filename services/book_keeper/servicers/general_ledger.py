"""The general ledger as a stream."""

from collections.abc import AsyncIterator

import grpc
from businessm.ledger.v1 import report_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id

from book_keeper.convert import voucher_message
from book_keeper.servicers.environment import Books
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.vouchers import VoucherRepository

# A voucher has up to 10,000 lines: what is in memory at once is bounded by it.
STREAMED_AT_ONCE = 50


class GeneralLedgerRpcs:
    """See ledger_service.proto."""

    books: Books

    async def StreamGeneralLedger(
        self, request: pb.StreamGeneralLedgerRequest, _: grpc.aio.ServicerContext
    ) -> AsyncIterator[pb.StreamGeneralLedgerResponse]:
        tenant, after, left = current_caller().tenant, request.after_sequence, request.limit or None
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
        while left is None or left > 0:
            most = STREAMED_AT_ONCE if left is None else min(left, STREAMED_AT_ONCE)
            async with self.books.uow.transaction(tenant) as transaction:
                found = await VoucherRepository(transaction).sealed(company_id, after, most)
            # Sealing does not wait for the disk: a crash may number anew what is not flushed (D4).
            await self.books.barrier.passed()
            for after, voucher in found:
                yield pb.StreamGeneralLedgerResponse(sequence=after, voucher=voucher_message(voucher))
            if len(found) < most:
                return
            left = None if left is None else left - len(found)
