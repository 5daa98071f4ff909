"""What the ledger's servicers work with."""

from collections.abc import Mapping
from dataclasses import dataclass

from m_kit.clock import Clock
from m_kit.database import Database
from m_kit.flush import FlushBarrier
from m_kit.idempotency import Writer
from m_kit.uow import UnitOfWork

from book_keeper.domain.chart_templates import ChartTemplate
from book_keeper.usecases.close_fiscal_year import YearClose
from book_keeper.usecases.drain_periods import PeriodDrain
from book_keeper.usecases.post_due_vouchers import DueVouchers
from book_keeper.usecases.post_vouchers import Posting
from book_keeper.usecases.reopen_fiscal_year import YearReopening
from book_keeper.usecases.report import Reports
from book_keeper.usecases.reserve_voucher import Reservations
from book_keeper.usecases.voucher_templates import VoucherTemplates
from book_keeper.usecases.voucher_terms import VoucherTerms


@dataclass(frozen=True, slots=True)
class Books:
    """Put together by module.py. `engine` is where the money of new companies goes."""

    database: Database
    barrier: FlushBarrier
    uow: UnitOfWork
    write: Writer
    clock: Clock
    terms: VoucherTerms
    posting: Posting
    reports: Reports
    period_drain: PeriodDrain
    year_close: YearClose
    year_reopening: YearReopening
    reservations: Reservations
    engine: str
    chart_templates: Mapping[str, ChartTemplate]
    voucher_templates: VoucherTemplates
    due_vouchers: DueVouchers
