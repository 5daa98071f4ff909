"""finance: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.finance.v1 import (
    customer_service_pb2_grpc,
    journal_entry_service_pb2_grpc,
    journal_import_service_pb2_grpc,
    supplier_service_pb2_grpc,
)
from businessm.posting.v1 import decision_service_pb2_grpc
from m_kit.checks import CheckServicer
from m_kit.contributions import AUGMENTED, augmented
from m_kit.events import OUTBOX, telling
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Background, Environment, Module, Wiring
from m_kit.posting import DecisionServicer, DecisionStore, Procedure, Resumer
from m_kit.posting.checks import findings_of_decisions
from m_kit.ui import SHOWN, shown

from m_finance.clients import keeper_of, ledger_of, parties_of
from m_finance.domain.trading_roles import RoleKind
from m_finance.servicers.customers import CustomerServicer
from m_finance.servicers.journal_entries import JournalEntryServicer
from m_finance.servicers.journal_import import JournalImportServicer
from m_finance.servicers.suppliers import SupplierServicer
from m_finance.store.sortings import SORTINGS
from m_finance.usecases.augmentable import augmentable


def wire(environment: Environment) -> Wiring:
    """finance's servicers, which ask the ledger and masters; what goes on with postings after a crash, and what tells
    others of them."""
    ledger, parties, told = ledger_of(environment), parties_of(environment), telling(environment)
    extended = augmented(environment, [augmentable(kind) for kind in RoleKind])
    documents = described(environment, Path(__file__).parent / "document_types", SORTINGS, extended.registry)
    decisions = DecisionStore(environment.database, environment.failpoints, told.outbox)
    procedure = Procedure(environment.name, environment.uow, decisions, [keeper_of(ledger)], environment.failpoints)
    resumer = Resumer(environment.name, decisions, procedure, environment.posting_times.resume_every)
    return Wiring(
        servicers=[
            (
                journal_entry_service_pb2_grpc.add_JournalEntryServiceServicer_to_server,
                JournalEntryServicer(environment, ledger, procedure),
            ),
            (
                journal_import_service_pb2_grpc.add_JournalImportServiceServicer_to_server,
                JournalImportServicer(ledger),
            ),
            (
                supplier_service_pb2_grpc.add_SupplierServiceServicer_to_server,
                SupplierServicer(environment, parties, extended.types[RoleKind.SUPPLIER], documents.types),
            ),
            (
                customer_service_pb2_grpc.add_CustomerServiceServicer_to_server,
                CustomerServicer(environment, parties, extended.types[RoleKind.CUSTOMER], documents.types),
            ),
            (
                decision_service_pb2_grpc.add_DecisionServiceServicer_to_server,
                DecisionServicer(environment.name, decisions),
            ),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(environment, findings_of_decisions),
            ),
            *told.servicers,
            *extended.servicers,
            *documents.servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
        ],
        background=[Background("finance: unconfirmed postings", resumer.run), *told.background, *extended.background],
        stop=procedure.drained,
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
    shared_services=(CHECKED, "businessm.posting.v1.DecisionService", OUTBOX, AUGMENTED, DESCRIBED, SHOWN),
)
