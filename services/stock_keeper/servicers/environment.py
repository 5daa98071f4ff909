"""What stock's servicers work with."""

from dataclasses import dataclass

from m_kit.clock import Clock
from m_kit.database import Database
from m_kit.idempotency import Writer
from m_kit.uow import UnitOfWork

from stock_keeper.usecases.close_stock_period import StockPeriodDrain
from stock_keeper.usecases.hold import Holds


@dataclass(frozen=True, slots=True)
class Stock:
    """Put together by module.py."""

    database: Database
    uow: UnitOfWork
    write: Writer
    clock: Clock
    holds: Holds
    period_drain: StockPeriodDrain
