"""finance: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.finance.v1 import (
    customer_service_pb2_grpc,
    journal_entry_service_pb2_grpc,
    journal_import_service_pb2_grpc,
    supplier_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.module import Environment, Module, Wiring

from m_finance.clients import ledger_of, parties_of
from m_finance.servicers.customers import CustomerServicer
from m_finance.servicers.journal_entries import JournalEntryServicer
from m_finance.servicers.journal_import import JournalImportServicer
from m_finance.servicers.suppliers import SupplierServicer


def wire(environment: Environment) -> Wiring:
    """finance's servicers, which ask the ledger and masters."""
    ledger, parties = ledger_of(environment), parties_of(environment)
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
            (
                supplier_service_pb2_grpc.add_SupplierServiceServicer_to_server,
                SupplierServicer(environment, parties),
            ),
            (
                customer_service_pb2_grpc.add_CustomerServiceServicer_to_server,
                CustomerServicer(environment, parties),
            ),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
        ]
    )


MODULE = Module(
    name="finance",
    services=(
        "businessm.finance.v1.CustomerService",
        "businessm.finance.v1.JournalEntryService",
        "businessm.finance.v1.JournalImportService",
        "businessm.finance.v1.SupplierService",
    ),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
)
