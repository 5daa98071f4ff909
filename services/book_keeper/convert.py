"""Messages to domain and back, side by side."""

import uuid
from datetime import datetime

from businessm.ledger.v1 import (
    account_pb2,
    audit_pb2,
    company_pb2,
    dimension_pb2,
    fiscal_year_pb2,
    period_pb2,
    posting_rule_pb2,
    report_pb2,
    reservation_pb2,
)
from businessm.ledger.v1 import voucher_pb2 as pb
from businessm.type.v1 import money_pb2
from m_kit.decimals import format_decimal
from m_kit.document import fill_document, fill_timestamp, timestamp
from m_kit.etag import etag_of
from m_kit.posting import Decision
from m_kit.posting.reservation_pages import ReservationRow, fill_reservation

from book_keeper.domain.accounts import Account
from book_keeper.domain.audit import Stretch
from book_keeper.domain.balances import Balance, money_text
from book_keeper.domain.companies import Company, CurrencyLedger
from book_keeper.domain.dimensions import Dimension, DimensionType
from book_keeper.domain.fiscal_years import FiscalYear, Period
from book_keeper.domain.posting_rules import PostingRule
from book_keeper.domain.vouchers import Draft, Line, Source, Voucher, voucher_number

VOUCHER_REVISION = 1
_FAULTS = {
    "gap": audit_pb2.BrokenSeal.GAP,
    "missing": audit_pb2.BrokenSeal.MISSING,
    "changed": audit_pb2.BrokenSeal.CHANGED,
}


def company_message(company: Company) -> company_pb2.Company:
    """A company as answered."""
    message = company_pb2.Company(
        code=company.code,
        name=company.name,
        currency_code=company.currency_code,
        scales=[company_pb2.CurrencyScale(currency_code=one.currency_code, scale=one.scale) for one in company.ledgers],
    )
    return fill_document(message, company)


def audit_stretch_message(stretch: Stretch) -> audit_pb2.VerifyAuditChainResponse:
    """A stretch of an audit chain as answered."""
    message = audit_pb2.VerifyAuditChainResponse(
        sealed_count=stretch.checked, last_sequence=stretch.last, is_end=stretch.is_end
    )
    if stretch.broken:
        message.first_broken.sequence = stretch.last
        message.first_broken.voucher_id = str(stretch.voucher_id)
        message.first_broken.fault = _FAULTS[stretch.broken]
    return message


def account_message(account: Account) -> account_pb2.Account:
    """An account as answered."""
    message = account_pb2.Account(
        company_id=str(account.company_id),
        code=account.code,
        name=account.name,
        type=account.type.name,
        parent_code=account.parent_code,
        archived=account.archived,
        required_dimension_types=account.required_dimension_types,
    )
    return fill_document(message, account)


def dimension_type_message(of: DimensionType) -> dimension_pb2.DimensionType:
    """A type of dimensions as answered."""
    message = dimension_pb2.DimensionType(
        company_id=str(of.company_id), code=of.code, name=of.name, archived=of.archived
    )
    return fill_document(message, of)


def dimension_message(dimension: Dimension) -> dimension_pb2.Dimension:
    """A dimension as answered."""
    message = dimension_pb2.Dimension(
        company_id=str(dimension.company_id),
        type_code=dimension.type_code,
        code=dimension.code,
        name=dimension.name,
        parent_code=dimension.parent_code,
        archived=dimension.archived,
    )
    return fill_document(message, dimension)


def fiscal_year_message(year: FiscalYear) -> fiscal_year_pb2.FiscalYear:
    """A fiscal year as answered."""
    message = fiscal_year_pb2.FiscalYear(
        company_id=str(year.company_id),
        start_date=year.start_date.isoformat(),
        end_date=year.end_date.isoformat(),
        state=year.state.name,
        closing_voucher_id=str(year.closing_voucher_id or ""),
    )
    return fill_document(message, year)


def period_message(period: Period) -> period_pb2.Period:
    """A period as answered."""
    return period_pb2.Period(
        id=str(period.id),
        company_id=str(period.company_id),
        fiscal_year_id=str(period.fiscal_year_id),
        start_date=period.start_date.isoformat(),
        end_date=period.end_date.isoformat(),
        state=period.state.name,
        etag=etag_of(period.id, period.revision),
        close_time=timestamp(period.close_time),
        locked_domains=sorted(period.locked_domains),  # type: ignore[arg-type]
    )


def posting_rule_message(rule: PostingRule) -> posting_rule_pb2.PostingRule:
    """A posting rule as answered."""
    message = posting_rule_pb2.PostingRule(
        company_id=str(rule.company_id),
        role=rule.role,
        account_code=rule.account_code,
    )
    return fill_document(message, rule)


def pending_message(draft: Draft) -> pb.Voucher:
    """A voucher that is held. Lines that name a role have no account yet."""
    message = draft_message(draft)
    message.state = pb.Voucher.PENDING
    return message


def confirmed_message(
    message: pb.Voucher, decision: Decision, year_label: str, sequence: int, post_time: datetime
) -> pb.Voucher:
    """What pending_message made, when it is in the books."""
    message.number = voucher_number(message.journal_code, year_label, sequence)
    message.state = pb.Voucher.POSTED
    message.etag = etag_of(uuid.UUID(message.id), VOUCHER_REVISION)
    fill_timestamp(message.post_time, post_time)
    message.document_number = decision.document_number
    return message


def reservation_message(row: ReservationRow) -> reservation_pb2.Reservation:
    """A reservation as answered, without its voucher."""
    message = reservation_pb2.Reservation(voucher_id=str(row.voucher_id or ""))
    return fill_reservation(message, row)


def line_message(line: Line, own: CurrencyLedger | None = None) -> pb.VoucherLine:
    """One line as answered; `own` is the ledger of its functional amount."""
    message = pb.VoucherLine(account_code=line.account_code, role=line.role, narration=line.narration)
    money = message.credit if line.is_credit else message.debit
    money.currency_code, money.amount = line.ledger.currency_code, money_text(abs(line.amount), line.ledger)
    if line.unit_code:
        message.units.unit_code, message.units.value = line.unit_code, format_decimal(line.units)
    if line.dimensions.key:
        message.dimensions.update(line.dimensions.codes)
    if line.functional is not None and own:
        message.functional_amount = functional_text(line.functional, line.is_credit, own)
    return message


def functional_text(functional: int, is_credit: bool, own: CurrencyLedger) -> str:
    """A functional amount as the line's side has it."""
    return money_text(-functional if is_credit else functional, own)


def voucher_message(voucher: Voucher) -> pb.Voucher:
    """A posted voucher as answered: made of what never changes, so that a replay is equal to the letter."""
    return posted_message(draft_message(voucher.draft), voucher)


def posted_message(message: pb.Voucher, voucher: Voucher) -> pb.Voucher:
    """What draft_message made, when it is in the books."""
    message.number = voucher.number
    message.document_number = voucher.document_number
    message.state = pb.Voucher.POSTED
    message.etag = etag_of(voucher.draft.id, VOUCHER_REVISION)
    fill_timestamp(message.post_time, voucher.post_time)
    return message


def draft_message(draft: Draft) -> pb.Voucher:
    """A voucher that was checked and not posted."""
    message = pb.Voucher(
        id=str(draft.id),
        company_id=str(draft.company_id),
        journal_code=draft.journal_code,
        state=pb.Voucher.DRAFT,
        posting_date=draft.posting_date.isoformat(),
        payee=draft.payee,
        narration=draft.narration,
        lines=[line_message(line, draft.own) for line in draft.lines],
        reverses_voucher_id=str(draft.reverses_voucher_id or ""),
        actor=draft.actor,
        closing=draft.closing,
        domain=draft.domain,  # type: ignore[arg-type]
    )
    if draft.source != Source():
        source = draft.source
        message.source.document_type, message.source.document_id = source.document_type, source.document_id
        message.source.purpose = source.purpose
    return message


def money_message(minor: int, ledger: CurrencyLedger) -> money_pb2.Money:
    """Minor units as the wire has them."""
    return money_pb2.Money(currency_code=ledger.currency_code, amount=money_text(minor, ledger))


def balance_message(balance: Balance) -> report_pb2.BalanceRow:
    """A row of a report."""
    return report_pb2.BalanceRow(
        account_code=balance.account_code,
        currency_code=balance.ledger.currency_code,
        debit=money_text(balance.debit, balance.ledger),
        credit=money_text(balance.credit, balance.ledger),
        balance=money_text(balance.net, balance.ledger),
        account_type=balance.account_type.name,
        dimensions=dict(balance.dimensions),
    )
