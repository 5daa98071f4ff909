"""Writing voucher templates down."""

from dataclasses import dataclass, replace

from businessm.ledger.v1 import voucher_pb2, voucher_template_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.clock import Clock
from m_kit.dates import parse_date, parse_optional_date
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from book_keeper.convert_templates import content_of, template_message
from book_keeper.domain.voucher_templates import Frequency, Schedule, VoucherTemplate, require_order
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.voucher_templates import VoucherTemplateRepository

UPDATABLE = frozenset({"name", "journal_code", "payee", "narration", "lines"})
FIELD = "voucher_template"

Message = voucher_template_pb2.VoucherTemplate


@dataclass(frozen=True, slots=True)
class VoucherTemplates:
    """Use cases inside a request's own transaction. What a template's lines name is judged when it is posted."""

    clock: Clock

    async def create(self, transaction: Transaction, message: Message, actor: str) -> VoucherTemplate:
        """A new template. Raises NotFound (company), FieldInvalid, FieldPattern, Duplicate."""
        company_id = parse_id(message.company_id, f"{FIELD}.company_id", "company")
        await CompanyRepository(transaction).get(company_id, f"{FIELD}.company_id")
        schedule, now = _schedule(message), self.clock.now()
        new = VoucherTemplate(
            id=given_or_new_id(message.id, f"{FIELD}.id"),
            company_id=company_id,
            code=message.code,
            name=message.name or message.code,
            content=content_of(message),
            schedule=schedule,
            next_date=next(schedule.dates(), None) if schedule else None,
            archived=False,
            actor=actor,
            failure=None,
            revision=1,
            create_time=now,
            update_time=now,
        )
        await VoucherTemplateRepository(transaction).add(new)
        return new

    async def update(self, transaction: Transaction, message: Message, mask: FieldMask, actor: str) -> VoucherTemplate:
        """Changes it for vouchers from now on. Raises NotFound, EtagMismatch, or what a field is refused with."""
        templates = VoucherTemplateRepository(transaction)
        template_id = parse_id(message.id, f"{FIELD}.id", "voucher template")
        current = await templates.get(template_id, f"{FIELD}.id", lock=True)
        require_current(current, message.etag, f"{FIELD}.etag")
        merged = merge_masked(template_message(current), message, mask, UPDATABLE)
        require_valid(merged, f"{FIELD}.")
        changed = revised(
            current, self.clock.now(), name=merged.name or current.code, content=content_of(merged), actor=actor
        )
        await templates.update(changed)
        return changed

    async def archive(self, transaction: Transaction, template_id: str, etag: str) -> VoucherTemplate:
        """Posts it no more. Raises NotFound, EtagMismatch."""
        templates = VoucherTemplateRepository(transaction)
        current = await templates.get(parse_id(template_id, "id", "voucher template"), lock=True)
        require_current(current, etag)
        changed = replace(revised(current, self.clock.now(), archived=True), next_date=None, failure=None)
        await templates.update(changed)
        return changed


def dated(template: VoucherTemplate, posting_date: str) -> voucher_pb2.Voucher:
    """The template's voucher of a day."""
    voucher = voucher_pb2.Voucher.FromString(template.content)
    voucher.posting_date = posting_date
    return voucher


def _schedule(message: Message) -> Schedule | None:
    if not message.HasField("schedule"):
        return None
    given, field = message.schedule, f"{FIELD}.schedule"
    schedule = Schedule(
        Frequency(given.frequency),
        parse_date(given.start_date, f"{field}.start_date"),
        parse_optional_date(given.end_date, f"{field}.end_date"),
    )
    require_order(schedule, field)
    return schedule
