"""JournalEntryService."""

import uuid

import grpc
from businessm.finance.v1 import journal_entry_service_pb2 as pb
from businessm.finance.v1 import journal_entry_service_pb2_grpc
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.posting import Procedure
from m_kit.posting.decisions import still_posting
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_finance.convert import journal_entry_message
from m_finance.store.journal_entries import SORTING, JournalEntryRepository
from m_finance.usecases.companies import require_company
from m_finance.usecases.journal_entries import create_journal_entry, delete_journal_entry, update_journal_entry
from m_finance.usecases.post_journal_entry import posting_job, reversing_job


class JournalEntryServicer(journal_entry_service_pb2_grpc.JournalEntryServiceServicer):
    """See journal_entry_service.proto."""

    def __init__(self, environment: Environment, ledger: LedgerServiceStub, procedure: Procedure) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock
        self._ledger, self._procedure = ledger, procedure

    async def CreateJournalEntry(
        self, request: pb.CreateJournalEntryRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateJournalEntryResponse:
        asked = request.journal_entry
        company = await require_company(self._ledger, asked.company_id, "journal_entry.company_id")

        async def create(transaction: Transaction) -> pb.CreateJournalEntryResponse:
            entry = await create_journal_entry(transaction, uuid.UUID(company.id), asked, self._clock.now())
            return pb.CreateJournalEntryResponse(journal_entry=journal_entry_message(entry))

        return await self._write(request, context, pb.CreateJournalEntryResponse, create)

    async def GetJournalEntry(
        self, request: pb.GetJournalEntryRequest, _: grpc.aio.ServicerContext
    ) -> pb.GetJournalEntryResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            entry = await JournalEntryRepository(transaction).get(parse_id(request.id, "id", "journal entry"))
            waits = await still_posting(transaction, [entry.id])
        return pb.GetJournalEntryResponse(journal_entry=journal_entry_message(entry, confirmed=not waits))

    async def ListJournalEntries(
        self, request: pb.ListJournalEntriesRequest, _: grpc.aio.ServicerContext
    ) -> pb.ListJournalEntriesResponse:
        """Without lines, as ListVouchers: 250 entries of 10,000 lines fit in no message."""
        page = sorted_page_of(request, SORTING)
        company_id = parse_id(request.company_id, "company_id", "company")
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await JournalEntryRepository(transaction).page(page, company_id)
            waits = await still_posting(transaction, [entry.id for entry in shown])
        return pb.ListJournalEntriesResponse(
            journal_entries=[journal_entry_message(entry, confirmed=entry.id not in waits) for entry in shown],
            next_page_token=token,
        )

    async def UpdateJournalEntry(
        self, request: pb.UpdateJournalEntryRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateJournalEntryResponse:
        async def update(transaction: Transaction) -> pb.UpdateJournalEntryResponse:
            now = self._clock.now()
            entry = await update_journal_entry(transaction, request.journal_entry, request.update_mask, now)
            return pb.UpdateJournalEntryResponse(journal_entry=journal_entry_message(entry))

        return await self._write(request, context, pb.UpdateJournalEntryResponse, update)

    async def DeleteJournalEntry(
        self, request: pb.DeleteJournalEntryRequest, context: grpc.aio.ServicerContext
    ) -> pb.DeleteJournalEntryResponse:
        async def delete(transaction: Transaction) -> pb.DeleteJournalEntryResponse:
            await delete_journal_entry(transaction, request.id, request.etag)
            return pb.DeleteJournalEntryResponse()

        return await self._write(request, context, pb.DeleteJournalEntryResponse, delete)

    async def PostJournalEntry(
        self, request: pb.PostJournalEntryRequest, context: grpc.aio.ServicerContext
    ) -> pb.PostJournalEntryResponse:
        return await self._procedure.run(posting_job(self._ledger, request), request, context)

    async def ReverseJournalEntry(
        self, request: pb.ReverseJournalEntryRequest, context: grpc.aio.ServicerContext
    ) -> pb.ReverseJournalEntryResponse:
        return await self._procedure.run(reversing_job(self._ledger, request), request, context)
