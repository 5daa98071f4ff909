"""stock_keeper: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.stock.v1 import recompute_service_pb2_grpc, stock_service_pb2_grpc
from m_kit.checks import CheckServicer
from m_kit.events import OUTBOX, telling
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Background, Environment, Module, Wiring
from m_kit.posting import Held, Sweeper
from m_kit.posting.reservations import HeldStore
from m_kit.ui import SHOWN, shown

from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.recomputes import RecomputeServicer
from stock_keeper.servicers.stock import StockServicer
from stock_keeper.store.checks import findings_of_stock
from stock_keeper.store.replays import ReplayStore
from stock_keeper.store.revaluations import RevaluationSteps, held_revaluations
from stock_keeper.store.sortings import SORTINGS
from stock_keeper.store.steps import Steps
from stock_keeper.usecases.close_stock_period import StockPeriodDrain
from stock_keeper.usecases.hold import Holds
from stock_keeper.usecases.recompute import Recomputer
from stock_keeper.usecases.revalue import RevaluationHolds


def wire(environment: Environment) -> Wiring:
    """Stock's servicers, the sweepers that ask owners what became of what is held, and the job that values anew what
    something was dated back before."""
    held = HeldStore(environment.database)
    steps = Steps(environment.database, held, environment.failpoints)
    holds = Holds(steps, held)
    sweeper = _sweeper(environment, holds)
    revaluations = RevaluationHolds(RevaluationSteps(environment.database), held_revaluations(environment.database))
    told = telling(environment)
    recomputer = Recomputer(
        environment.uow,
        ReplayStore(environment.database),
        held,
        told.outbox,
        environment.clock,
        environment.failpoints,
    )
    stock = Stock(
        database=environment.database,
        uow=environment.uow,
        write=environment.write,
        clock=environment.clock,
        holds=holds,
        period_drain=StockPeriodDrain(environment.uow, sweeper, recomputer),
    )
    return Wiring(
        servicers=[
            (stock_service_pb2_grpc.add_StockServiceServicer_to_server, StockServicer(stock)),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(environment, findings_of_stock, [("stock", "postgres")]),
            ),
            (
                recompute_service_pb2_grpc.add_RecomputeServiceServicer_to_server,
                RecomputeServicer(environment.uow, revaluations),
            ),
            *told.servicers,
            *described(environment, Path(__file__).parent / "document_types", SORTINGS).servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
        ],
        background=[
            Background("stock_keeper: what is held", sweeper.run),
            Background("stock_keeper: revaluations that are held", _sweeper(environment, revaluations).run),
            Background("stock_keeper: goods valued anew", recomputer.run),
            *told.background,
        ],
        stop=steps.drained,
    )


def _sweeper(environment: Environment, held: Held) -> Sweeper:
    return Sweeper(
        environment.name,
        held,
        environment.channel_to_context,
        every_seconds=environment.posting_times.sweep_every,
        ask_after_seconds=environment.posting_times.ask_after,
    )


MODULE = Module(
    name="stock_keeper",
    services=("businessm.stock.v1.StockService", "businessm.stock.v1.RecomputeService"),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, OUTBOX, DESCRIBED, SHOWN),
)
