"""stock_keeper: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.stock.v1 import stock_service_pb2_grpc
from m_kit.checks import CheckServicer
from m_kit.module import Background, Environment, Module, Wiring
from m_kit.posting import Sweeper
from m_kit.posting.reservations import HeldStore

from stock_keeper.servicers.environment import Stock
from stock_keeper.servicers.stock import StockServicer
from stock_keeper.store.checks import findings_of_stock
from stock_keeper.store.steps import Steps
from stock_keeper.usecases.hold import Holds


def wire(environment: Environment) -> Wiring:
    """Stock's servicers, and the sweeper that asks owners what became of what is held."""
    held = HeldStore(environment.database)
    steps = Steps(environment.database, held, environment.failpoints)
    holds = Holds(steps, held)
    stock = Stock(
        database=environment.database,
        uow=environment.uow,
        write=environment.write,
        clock=environment.clock,
        holds=holds,
    )
    sweeper = Sweeper(
        environment.name,
        holds,
        environment.channel_to_context,
        every_seconds=environment.posting_times.sweep_every,
        ask_after_seconds=environment.posting_times.ask_after,
    )
    return Wiring(
        servicers=[
            (stock_service_pb2_grpc.add_StockServiceServicer_to_server, StockServicer(stock)),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(environment, findings_of_stock, [("stock", "postgres")]),
            ),
        ],
        background=[Background("stock_keeper: what is held", sweeper.run)],
        stop=steps.drained,
    )


MODULE = Module(
    name="stock_keeper",
    services=("businessm.stock.v1.StockService",),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
)
