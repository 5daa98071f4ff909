"""finance: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.finance.v1 import journal_entry_service_pb2_grpc, journal_import_service_pb2_grpc
from m_kit.checks import CheckServicer
from m_kit.module import Environment, Module, Wiring

from m_finance.clients import ledger_of
from m_finance.servicers.journal_entries import JournalEntryServicer
from m_finance.servicers.journal_import import JournalImportServicer


def wire(environment: Environment) -> Wiring:
    """finance's servicers, which ask the ledger."""
    ledger = ledger_of(environment)
    return Wiring(
        servicers=[
            (
                journal_entry_service_pb2_grpc.add_JournalEntryServiceServicer_to_server,
                JournalEntryServicer(environment, ledger),
            ),
            (
                journal_import_service_pb2_grpc.add_JournalImportServiceServicer_to_server,
                JournalImportServicer(ledger),
            ),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
        ]
    )


MODULE = Module(
    name="finance",
    services=("businessm.finance.v1.JournalEntryService", "businessm.finance.v1.JournalImportService"),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
)
