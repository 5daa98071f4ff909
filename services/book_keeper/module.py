"""book_keeper: wiring only."""

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from businessm.ledger.v1 import ledger_service_pb2_grpc
from m_engines.ledger import LedgerEngine, PostgresLedgerEngine
from m_engines.postgresql import EngineUnavailable
from m_kit.checks import CheckServicer, Finding
from m_kit.database import Database
from m_kit.flush import FlushBarrier
from m_kit.metadata import DESCRIBED
from m_kit.metadata import described as document_types
from m_kit.module import CHECKED, Background, Environment, Module, Wiring
from m_kit.posting import Sweeper
from m_kit.posting.reservations import HeldStore
from m_kit.ui import SHOWN, shown
from m_kit.uow import Transaction

from book_keeper.background import DUE_SECONDS, FOLD_SECONDS, SEAL_SECONDS, again, for_all
from book_keeper.domain.chart_templates import read_chart_templates
from book_keeper.servicers.environment import Books
from book_keeper.servicers.ledger import LedgerServicer
from book_keeper.store.audit_chain import Sealer
from book_keeper.store.balances import BalanceReader
from book_keeper.store.checks import findings_of_books
from book_keeper.store.dimension_sets import DimensionSets
from book_keeper.store.directory import LedgerDirectory
from book_keeper.store.engine_vouchers import OUTSIDE
from book_keeper.store.reservations import ReservationSteps
from book_keeper.store.sortings import SORTINGS
from book_keeper.usecases.carry_vouchers import Connect, EngineCarrier
from book_keeper.usecases.close_fiscal_year import YearClose
from book_keeper.usecases.drain_periods import PeriodDrain
from book_keeper.usecases.post_due_vouchers import DueVouchers
from book_keeper.usecases.post_vouchers import Posting
from book_keeper.usecases.reopen_fiscal_year import YearReopening
from book_keeper.usecases.report import Reports
from book_keeper.usecases.reserve_voucher import Reservations
from book_keeper.usecases.voucher_templates import VoucherTemplates
from book_keeper.usecases.voucher_terms import VoucherTerms

CONNECT_SECONDS = 30.0
EMBEDDED = "postgres"


def wire(environment: Environment) -> Wiring:
    """The ledger's servicers, the fold of its balances and its sealer, over the engine that the settings name."""
    address = environment.settings.get("TIGERBEETLE_ADDRESS", "")
    if environment.settings.get("LEDGER_ENGINE", EMBEDDED) == EMBEDDED:
        return wire_on(environment, None)
    return wire_on(environment, partial(connect_to_cluster, address))


def wire_on(environment: Environment, connect: Connect | None) -> Wiring:
    """Vouchers are kept in PostgreSQL; with `connect` they are carried on into the engine that it reaches."""
    uow, balances = environment.uow, BalanceReader(environment.database)
    engine = PostgresLedgerEngine(environment.database)
    name = OUTSIDE if connect else EMBEDDED
    carrier = EngineCarrier(uow, connect) if connect else None
    directory = LedgerDirectory(uow, name)
    posting = Posting(uow, directory, engine, carrier)
    held = HeldStore(environment.database)
    steps = ReservationSteps(environment.database, held, environment.failpoints)
    reservations = Reservations(uow, directory, steps, held, carrier)
    sweeper = Sweeper(
        environment.name,
        reservations,
        environment.channel_to_context,
        every_seconds=environment.posting_times.sweep_every,
        ask_after_seconds=environment.posting_times.ask_after,
    )
    drain = PeriodDrain(uow, sweeper)
    terms = VoucherTerms(directory, DimensionSets(environment.database))
    due = DueVouchers(uow, terms, posting, environment.clock)
    books = Books(
        database=environment.database,
        barrier=FlushBarrier(environment.database),
        uow=uow,
        write=environment.write,
        clock=environment.clock,
        terms=terms,
        posting=posting,
        reports=Reports(uow, balances),
        period_drain=drain,
        year_close=YearClose(uow, posting, balances, drain, environment.clock),
        year_reopening=YearReopening(uow, posting, environment.clock),
        reservations=reservations,
        engine=name,
        chart_templates=read_chart_templates(),
        voucher_templates=VoucherTemplates(environment.clock),
        due_vouchers=due,
    )
    sealer = Sealer(environment.database)
    post_due = partial(for_all, environment.database, due.post_due)
    return Wiring(
        servicers=[
            (ledger_service_pb2_grpc.add_LedgerServiceServicer_to_server, LedgerServicer(books)),
            (
                check_service_pb2_grpc.add_CheckServiceServicer_to_server,
                CheckServicer(
                    environment,
                    partial(findings_on, carrier),
                    engines=[] if carrier else [("ledger", EMBEDDED)],
                    outside=[partial(described, carrier, environment.settings)] if carrier else [],
                ),
            ),
            *document_types(environment, Path(__file__).parent / "document_types", SORTINGS).servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
        ],
        background=[
            Background("fold balances", lambda: again(balances.fold, FOLD_SECONDS, "balances were not folded")),
            Background("seal vouchers", lambda: again(sealer.seal, SEAL_SECONDS, "vouchers were not sealed")),
            Background("book_keeper: what is held", sweeper.run),
            Background("post due vouchers", lambda: again(post_due, DUE_SECONDS, "due vouchers were not posted")),
            *carrying(carrier, environment.database),
        ],
        start=carrier.start if carrier else None,
        stop=lambda: _drained(engine, steps, carrier),
    )


async def connect_to_cluster(address: str) -> LedgerEngine:
    """Raises EngineError where the extra is missing or the cluster does not answer in time."""
    if find_spec("tigerbeetle") is None:
        raise EngineUnavailable("TigerBeetle's client", "tigerbeetle")
    from m_engines.ledger.tigerbeetle import TigerBeetleAddress, TigerBeetleLedgerEngine

    return await TigerBeetleLedgerEngine.connect(TigerBeetleAddress.parse(address), CONNECT_SECONDS)


async def findings_on(carrier: EngineCarrier | None, transaction: Transaction) -> list[Finding]:
    """What the books say of themselves, and what they and the engine outside say of each other."""
    return [*await findings_of_books(transaction), *(await carrier.findings(transaction) if carrier else [])]


def carrying(carrier: EngineCarrier | None, database: Database) -> list[Background]:
    """What did not arrive at an engine outside at once is carried there."""
    if carrier is None:
        return []
    work = partial(for_all, database, carrier.carry_sealed)
    return [Background("carry vouchers", lambda: again(work, SEAL_SECONDS, "vouchers were not carried"))]


async def described(carrier: EngineCarrier, settings: Mapping[str, str]) -> check_service_pb2.Engine:
    """The cluster, as `m doctor` shows it; which release it is it tells nobody."""
    return check_service_pb2.Engine(
        name="ledger",
        adapter=OUTSIDE,
        address=settings.get("TIGERBEETLE_ADDRESS", ""),
        healthy=await carrier.is_healthy(),
    )


async def _drained(engine: PostgresLedgerEngine, steps: ReservationSteps, carrier: EngineCarrier | None) -> None:
    await engine.close()
    await steps.drained()
    if carrier:
        await carrier.close()


MODULE = Module(
    name="book_keeper",
    services=("businessm.ledger.v1.LedgerService",),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, DESCRIBED, SHOWN),
)
