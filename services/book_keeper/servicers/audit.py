"""The audit chain."""

import grpc
from businessm.ledger.v1 import audit_pb2 as pb
from m_kit.caller import current_caller
from m_kit.ids import parse_id

from book_keeper.convert import audit_stretch_message
from book_keeper.servicers.environment import Books
from book_keeper.store.audit_chain import AuditChain
from book_keeper.store.companies import CompanyRepository


class AuditRpcs:
    """See ledger_service.proto."""

    books: Books

    async def VerifyAuditChain(
        self, request: pb.VerifyAuditChainRequest, _: grpc.aio.ServicerContext
    ) -> pb.VerifyAuditChainResponse:
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self.books.uow.transaction(current_caller().tenant) as transaction:
            await CompanyRepository(transaction).get(company_id, "company_id")
            chain = AuditChain(transaction)
            stretch = await chain.verify(company_id, request.after_sequence)
            response = audit_stretch_message(stretch)
            if stretch.is_end:
                response.voucher_count = await chain.voucher_count(company_id)
                response.unsealed_voucher_ids.extend(map(str, await chain.unsealed(company_id)))
        # Sealing does not wait for the disk: a crash may number anew what is not flushed (D4).
        await self.books.barrier.passed()
        return response
