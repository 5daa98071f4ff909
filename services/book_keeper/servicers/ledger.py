"""LedgerService: all of it, put together from the files beside this one."""

from businessm.ledger.v1 import ledger_service_pb2_grpc

from book_keeper.servicers.accounts import AccountRpcs
from book_keeper.servicers.audit import AuditRpcs
from book_keeper.servicers.chart_templates import ChartTemplateRpcs
from book_keeper.servicers.companies import CompanyRpcs
from book_keeper.servicers.dimensions import DimensionRpcs, DimensionTypeRpcs
from book_keeper.servicers.environment import Books
from book_keeper.servicers.fiscal_years import FiscalYearRpcs
from book_keeper.servicers.general_ledger import GeneralLedgerRpcs
from book_keeper.servicers.posting_rules import PostingRuleRpcs
from book_keeper.servicers.reports import ReportRpcs
from book_keeper.servicers.reservations import ReservationRpcs
from book_keeper.servicers.voucher_templates import VoucherTemplateRpcs
from book_keeper.servicers.vouchers import VoucherRpcs


class LedgerServicer(
    CompanyRpcs,
    AccountRpcs,
    ChartTemplateRpcs,
    FiscalYearRpcs,
    PostingRuleRpcs,
    DimensionTypeRpcs,
    DimensionRpcs,
    VoucherRpcs,
    VoucherTemplateRpcs,
    ReservationRpcs,
    ReportRpcs,
    AuditRpcs,
    GeneralLedgerRpcs,
    ledger_service_pb2_grpc.LedgerServiceServicer,
):
    """See ledger_service.proto."""

    def __init__(self, books: Books) -> None:
        self.books = books
