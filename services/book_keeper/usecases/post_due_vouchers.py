"""Posting what falls due, each once.

A due voucher's request_id comes from its template and its date, so whoever posts it a second time, after a crash or
beside another process, finds it posted. Only then the template goes on to the next date. What was missed while nobody
ran is posted when somebody does, date by date. What is refused is tried again until it is not; later dates wait.
"""

import hashlib
import logging
import uuid
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, takewhile

from m_kit.clock import Clock, today
from m_kit.errors import BusinessError, ConflictRetry, Unavailable
from m_kit.ids import derived_id, new_id
from m_kit.uow import UnitOfWork

from book_keeper.convert_drafts import draft_of
from book_keeper.domain.voucher_templates import Failure, VoucherTemplate
from book_keeper.domain.vouchers import Draft, Source
from book_keeper.store.voucher_templates import VoucherTemplateRepository
from book_keeper.usecases.post_vouchers import Posted, Posting
from book_keeper.usecases.voucher_templates import dated
from book_keeper.usecases.voucher_terms import VoucherTerms

DOCUMENT_TYPE = "book_keeper.voucher_template"
MOST_PREVIEWED = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DueVouchers:
    """See module."""

    uow: UnitOfWork
    terms: VoucherTerms
    posting: Posting
    clock: Clock

    async def post_due(self, tenant: str) -> int:
        """Posts what is due today or was before, and answers how many vouchers that were."""
        async with self.uow.transaction(tenant) as transaction:
            templates = await VoucherTemplateRepository(transaction).due(today(self.clock))
        return sum([await self._post_template(tenant, one) for one in templates])

    async def post(
        self, tenant: str, template: VoucherTemplate, day: date, request_id: str, input_hash: bytes, actor: str
    ) -> Posted:
        """Posts it by hand. Raises what a voucher is refused with."""
        draft = await self._draft(tenant, template, day, request_id, input_hash)
        source = _source(template, str(draft.request_id))
        return await self.posting.post_one(tenant, replace(draft, source=source, actor=actor))

    async def preview(
        self, tenant: str, template: VoucherTemplate, until: date
    ) -> list[tuple[date, Draft | BusinessError]]:
        """What falls due up to a day, and what it would come to today."""
        if template.schedule is None or template.next_date is None:
            return []
        first = template.next_date
        coming = takewhile(lambda day: day <= until, (day for day in template.schedule.dates() if day >= first))
        return [(day, await self._rehearsed(tenant, template, day)) for day in islice(coming, MOST_PREVIEWED)]

    async def _post_template(self, tenant: str, template: VoucherTemplate) -> int:
        count = 0
        while template.next_date and template.next_date <= today(self.clock):
            day = template.next_date
            try:
                await self._post_date(tenant, template, day)
            except (Unavailable, ConflictRetry):
                raise
            except BusinessError as refusal:
                await self._failed(tenant, template, day, refusal)
                return count
            template = await self._gone_on(tenant, template.id, day)
            count += 1
        return count

    async def _post_date(self, tenant: str, template: VoucherTemplate, day: date) -> None:
        request_id = derived_id(template.id, "due", day.isoformat())
        # The date's own, whatever the lines have become since: it was posted, or it is posted as they are now.
        draft = await self._draft(tenant, template, day, str(request_id), hashlib.sha256(request_id.bytes).digest())
        source = _source(template, day.isoformat())
        await self.posting.post_one(tenant, replace(draft, request_id=request_id, source=source))

    async def _rehearsed(self, tenant: str, template: VoucherTemplate, day: date) -> Draft | BusinessError:
        try:
            draft = await self._draft(tenant, template, day, str(new_id()), b"")
            return (await self.posting.post_one(tenant, draft, rehearse=True)).draft
        except BusinessError as refusal:
            return refusal

    async def _draft(
        self, tenant: str, template: VoucherTemplate, day: date, request_id: str, input_hash: bytes
    ) -> Draft:
        voucher = dated(template, day.isoformat())
        return draft_of(
            voucher,
            company_id=template.company_id,
            request_id=request_id,
            input_hash=input_hash,
            terms=await self.terms.of(tenant, template.company_id, [voucher]),
            actor=template.actor,
            field="",
        )

    async def _gone_on(self, tenant: str, template_id: uuid.UUID, day: date) -> VoucherTemplate:
        """The template as it is now, with its next date: somebody else may have gone on already."""
        async with self.uow.transaction(tenant) as transaction:
            templates = VoucherTemplateRepository(transaction)
            current = await templates.get(template_id, lock=True)
            if current.next_date == day and current.schedule:
                current = replace(
                    current, next_date=current.schedule.after(day), failure=None, revision=current.revision + 1
                )
                await templates.update(current)
        return current

    async def _failed(self, tenant: str, template: VoucherTemplate, day: date, refusal: BusinessError) -> None:
        failure = Failure(day, refusal.reason, refusal.message, self.clock.now())
        async with self.uow.transaction(tenant) as transaction:
            templates = VoucherTemplateRepository(transaction)
            current = await templates.get(template.id, lock=True)
            if current.next_date != day:
                return
            # Tried again and again: only another failure is news.
            news = current.failure is None or (current.failure.posting_date, current.failure.reason) != (
                day,
                refusal.reason,
            )
            await templates.update(replace(current, failure=failure, revision=current.revision + news))
        if news:
            log.warning("template %s of %s is not posted on %s: %s", template.code, tenant, day, refusal)


def _source(template: VoucherTemplate, purpose: str) -> Source:
    return Source(DOCUMENT_TYPE, str(template.id), purpose)
