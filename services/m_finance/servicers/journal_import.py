"""JournalImportService."""

import grpc
from businessm.finance.v1 import journal_import_service_pb2 as pb
from businessm.finance.v1 import journal_import_service_pb2_grpc
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.idempotency import mark_replayed

from m_finance.usecases.import_journal import import_journal


class JournalImportServicer(journal_import_service_pb2_grpc.JournalImportServiceServicer):
    """See journal_import_service.proto. The ledger's own records make it idempotent: it keeps none."""

    def __init__(self, ledger: LedgerServiceStub) -> None:
        self._ledger = ledger

    async def ImportJournal(
        self, request: pb.ImportJournalRequest, context: grpc.aio.ServicerContext
    ) -> pb.ImportJournalResponse:
        response = await import_journal(self._ledger, request)
        if not response.errors and all(result.already_posted for result in response.results):
            mark_replayed(context)
        return response
