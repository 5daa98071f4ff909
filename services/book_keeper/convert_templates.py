"""Voucher templates: messages to domain and back."""

from datetime import date

from businessm.ledger.v1 import voucher_pb2, voucher_template_pb2
from m_kit.document import fill_document, fill_timestamp
from m_kit.errors import BusinessError
from m_kit.statuses import status_of

from book_keeper.convert import draft_message
from book_keeper.domain.voucher_templates import VoucherTemplate
from book_keeper.domain.vouchers import Draft


def content_of(message: voucher_template_pb2.VoucherTemplate) -> bytes:
    """What a template keeps of its voucher."""
    return voucher_pb2.Voucher(
        journal_code=message.journal_code, payee=message.payee, narration=message.narration, lines=message.lines
    ).SerializeToString(deterministic=True)


def template_message(template: VoucherTemplate) -> voucher_template_pb2.VoucherTemplate:
    """A template as answered."""
    voucher = voucher_pb2.Voucher.FromString(template.content)
    message = voucher_template_pb2.VoucherTemplate(
        company_id=str(template.company_id),
        code=template.code,
        name=template.name,
        journal_code=voucher.journal_code,
        payee=voucher.payee,
        narration=voucher.narration,
        lines=voucher.lines,
        next_date=_day(template.next_date),
        archived=template.archived,
    )
    if template.schedule:
        message.schedule.frequency = int(template.schedule.frequency)  # type: ignore[assignment]
        message.schedule.start_date = template.schedule.start.isoformat()
        message.schedule.end_date = _day(template.schedule.end)
    if template.failure:
        message.failure.posting_date = template.failure.posting_date.isoformat()
        message.failure.reason, message.failure.message = template.failure.reason, template.failure.message
        fill_timestamp(message.failure.try_time, template.failure.try_time)
    return fill_document(message, template)


def due_message(day: date, outcome: Draft | BusinessError) -> voucher_template_pb2.DueVoucher:
    """What a voucher that falls due would come to."""
    message = voucher_template_pb2.DueVoucher(posting_date=day.isoformat())
    if isinstance(outcome, BusinessError):
        message.error.CopyFrom(status_of(outcome))
    else:
        message.voucher.CopyFrom(draft_message(outcome))
        # Nobody is to remember the id of what was only looked at.
        message.voucher.id = ""
    return message


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
