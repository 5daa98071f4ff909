"""book_keeper: wiring only."""

import asyncio
import logging
from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.ledger.v1 import ledger_service_pb2_grpc
from m_engines.ledger import PostgresLedgerEngine
from m_kit.checks import CheckServicer
from m_kit.errors import ConflictRetry, Unavailable
from m_kit.module import Background, Environment, Module, Wiring
from m_kit.posting import Sweeper
from m_kit.posting.reservations import HeldStore

from book_keeper.servicers.environment import Books
from book_keeper.servicers.ledger import LedgerServicer
from book_keeper.store.audit_chain import Sealer
from book_keeper.store.balances import BalanceReader
from book_keeper.store.checks import findings_of_books
from book_keeper.store.directory import LedgerDirectory
from book_keeper.store.reservations import ReservationSteps
from book_keeper.usecases.close_fiscal_year import YearClose
from book_keeper.usecases.drain_periods import PeriodDrain
from book_keeper.usecases.post_vouchers import Posting
from book_keeper.usecases.reopen_fiscal_year import YearReopening
from book_keeper.usecases.report import Reports
from book_keeper.usecases.reserve_voucher import Reservations

FOLD_SECONDS = 0.1
SEAL_SECONDS = 0.5

log = logging.getLogger(__name__)


def wire(environment: Environment) -> Wiring:
    """The ledger's servicers over the PostgreSQL engine, and the fold of its balances."""
    uow, balances = environment.uow, BalanceReader(environment.database)
    engine = PostgresLedgerEngine(environment.database)
    directory = LedgerDirectory(uow)
    posting = Posting(uow, directory, engine)
    held = HeldStore(environment.database)
    steps = ReservationSteps(environment.database, held, environment.failpoints)
    reservations = Reservations(uow, directory, steps, held)
    sweeper = Sweeper(
        environment.name,
        reservations,
        environment.channel_to_context,
        every_seconds=environment.posting_times.sweep_every,
        ask_after_seconds=environment.posting_times.ask_after,
    )
    drain = PeriodDrain(uow, sweeper)
    books = Books(
        database=environment.database,
        uow=uow,
        write=environment.write,
        clock=environment.clock,
        directory=directory,
        posting=posting,
        reports=Reports(uow, balances),
        period_drain=drain,
        year_close=YearClose(uow, posting, balances, drain, environment.clock),
        year_reopening=YearReopening(uow, posting, environment.clock),
        reservations=reservations,
    )
    return Wiring(
        servicers=[
            (ledger_service_pb2_grpc.add_LedgerServiceServicer_to_server, LedgerServicer(books)),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(environment, findings_of_books, [("ledger", "postgres")]),
            ),
        ],
        background=[
            Background("fold balances", lambda: fold_for_ever(balances)),
            Background("seal vouchers", lambda: seal_for_ever(Sealer(environment.database))),
            Background("book_keeper: what is held", sweeper.run),
        ],
        stop=lambda: _drained(engine, steps),
    )


async def fold_for_ever(balances: BalanceReader) -> None:
    """Folds balances about ten times a second; a database that is away is waited for."""
    while True:
        try:
            await balances.fold()
        except (Unavailable, ConflictRetry) as error:
            log.warning("balances were not folded this time: %s", error)
        await asyncio.sleep(FOLD_SECONDS)


async def seal_for_ever(sealer: Sealer) -> None:
    """Chains what was posted about twice a second; a database that is away is waited for."""
    while True:
        try:
            await sealer.seal()
        except (Unavailable, ConflictRetry) as error:
            log.warning("vouchers were not sealed this time: %s", error)
        await asyncio.sleep(SEAL_SECONDS)


async def _drained(engine: PostgresLedgerEngine, steps: ReservationSteps) -> None:
    await engine.close()
    await steps.drained()


MODULE = Module(
    name="book_keeper",
    services=("businessm.ledger.v1.LedgerService",),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
)
