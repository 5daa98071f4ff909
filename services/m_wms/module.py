"""wms: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.posting.v1 import decision_service_pb2_grpc
from businessm.wms.v1 import (
    putaway_rule_service_pb2_grpc,
    stock_reservation_service_pb2_grpc,
    stock_revaluation_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.events import DELIVERED, OUTBOX, being_told, telling
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Background, Environment, Module, Wiring
from m_kit.posting import DecisionServicer, DecisionStore, Procedure, Resumer
from m_kit.posting.checks import findings_of_decisions
from m_kit.ui import SHOWN, shown

from m_wms.clients import clients_of
from m_wms.convert.nouns import DELIVERY
from m_wms.servicers.documents import Documents
from m_wms.servicers.putaway_rules import PutawayRuleServicer
from m_wms.servicers.services import SERVICES, servicer_of
from m_wms.servicers.stock_reservations import StockReservationServicer
from m_wms.servicers.stock_revaluations import StockRevaluationServicer
from m_wms.store.sortings import SORTINGS
from m_wms.subscribers import SUBSCRIPTIONS
from m_wms.usecases.revaluations import Reposter

REVALUATIONS = "businessm.wms.v1.StockRevaluationService"
RESERVATIONS = "businessm.wms.v1.StockReservationService"
PUTAWAY_RULES = "businessm.wms.v1.PutawayRuleService"


def wire(environment: Environment) -> Wiring:
    """wms's servicers, which post by asking stock and ledger; what goes on with postings after a crash, what posts
    revaluations that stock tells of, and what tells others of all of them."""
    clients, told = clients_of(environment), telling(environment)
    decisions = DecisionStore(environment.database, environment.failpoints, told.outbox)
    procedure = Procedure(environment.name, environment.uow, decisions, clients.keepers, environment.failpoints)
    resumer = Resumer(environment.name, decisions, procedure, environment.posting_times.resume_every)
    revaluations = stock_revaluation_service_pb2_grpc.StockRevaluationServiceStub(environment.channel_to(REVALUATIONS))
    reposter = Reposter(environment.name, environment.uow, decisions, environment.clock, revaluations, told.outbox)
    return Wiring(
        servicers=[
            *((one.add_to, servicer_of(one, environment, clients, procedure)) for one in SERVICES),
            (
                stock_revaluation_service_pb2_grpc.add_StockRevaluationServiceServicer_to_server,
                StockRevaluationServicer(environment, clients, procedure),
            ),
            (
                stock_reservation_service_pb2_grpc.add_StockReservationServiceServicer_to_server,
                StockReservationServicer(environment, clients, Documents(environment, clients, procedure, DELIVERY)),
            ),
            (
                putaway_rule_service_pb2_grpc.add_PutawayRuleServiceServicer_to_server,
                PutawayRuleServicer(environment, clients),
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
            *described(environment, Path(__file__).parent / "document_types", SORTINGS).servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
            *being_told(environment, SUBSCRIPTIONS),
        ],
        background=[
            Background("wms: unconfirmed postings", resumer.run),
            Background("wms: stock revaluations", reposter.run),
            *told.background,
        ],
        stop=procedure.drained,
    )


MODULE = Module(
    name="wms",
    services=(*(one.name for one in SERVICES), REVALUATIONS, RESERVATIONS, PUTAWAY_RULES),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, "businessm.posting.v1.DecisionService", OUTBOX, DELIVERED, DESCRIBED, SHOWN),
    subscriptions=SUBSCRIPTIONS,
)
