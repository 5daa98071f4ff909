"""Voucher templates."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from book_keeper.domain.voucher_templates import Failure, Frequency, Schedule, VoucherTemplate
from book_keeper.store.tables import voucher_template

_columns = voucher_template.c


SORTING = Sorting(
    fields={
        "code": _columns.code,
        "name": _columns.name,
        "next_date": _columns.next_date,
        "archived": _columns.archived,
    },
    unique=(_columns.code,),
    default="code",
    nullable=frozenset({"next_date"}),
)


class VoucherTemplateRepository:
    """Reads and writes templates of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: VoucherTemplate) -> None:
        """Stores a template. Raises Duplicate on its code or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "code": new.code,
            "frequency": int(new.schedule.frequency) if new.schedule else 0,
            "start_date": new.schedule.start if new.schedule else None,
            "end_date": new.schedule.end if new.schedule else None,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(
            voucher_template_code_unique="voucher_template.code", voucher_template_pkey="voucher_template.id"
        ):
            await self._transaction.execute(voucher_template.insert().values(values))

    async def get(self, template_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> VoucherTemplate:
        """The template; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = sa.select(voucher_template).where(_columns.id == template_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no voucher template {template_id}", field=field)
        return _template(row)

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[VoucherTemplate], str]:
        """A page of a company's templates, and the next one's token."""
        query = sa.select(voucher_template).where(_columns.company_id == company_id)
        return await read_page(self._transaction, query, page, _template)

    async def due(self, day: date) -> list[VoucherTemplate]:
        """Templates of which something falls due up to a day, the longest overdue first."""
        query = sa.select(voucher_template).where(_columns.next_date <= day, ~_columns.archived)
        query = query.order_by(_columns.next_date, _columns.id)
        return [_template(row) for row in await self._transaction.execute(query)]

    async def update(self, changed: VoucherTemplate) -> None:
        """Writes all that may change."""
        await self._transaction.execute(
            voucher_template.update().where(_columns.id == changed.id).values(_values(changed))
        )


def _values(one: VoucherTemplate) -> dict[str, object]:
    failure = one.failure
    return {
        "name": one.name,
        "content": one.content,
        "next_date": one.next_date,
        "archived": one.archived,
        "actor": one.actor,
        "failure_date": failure.posting_date if failure else None,
        "failure_reason": failure.reason if failure else "",
        "failure_message": failure.message if failure else "",
        "failure_time": failure.try_time if failure else None,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _template(row: sa.Row[Any]) -> VoucherTemplate:
    schedule = Schedule(Frequency(row.frequency), row.start_date, row.end_date) if row.frequency else None
    failure = None
    if row.failure_date:
        failure = Failure(row.failure_date, row.failure_reason, row.failure_message, row.failure_time)
    return VoucherTemplate(
        row.id,
        row.company_id,
        row.code,
        row.name,
        bytes(row.content),
        schedule,
        row.next_date,
        row.archived,
        row.actor,
        failure,
        row.revision,
        row.create_time,
        row.update_time,
    )
