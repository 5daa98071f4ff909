"""Stock revaluations and their lines."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.errors import NotFound
from m_kit.pagination import Page
from m_kit.uow import Transaction

from m_wms.domain.documents import State
from m_wms.domain.revaluations import RevaluationLine, StockRevaluation, with_revaluation_facts

KEYS = (date.fromisoformat, uuid.UUID)
MOST_DRAFTS = 50

_ADD = sa.text("""
insert into stock_revaluation (id, tenant, company_id, posting_date, recompute_id, currency_code, currency_scale,
  create_time, update_time)
values (:id, :tenant, :company_id, :posting_date, :recompute_id, :currency_code, :currency_scale, :now, :now)
on conflict do nothing
""")
_ADD_LINE = sa.text("""
insert into stock_revaluation_line values (:tenant, :document, :number, :warehouse_id, :document_type, :purpose, :value)
""")
# Whoever posts drafts visits this tenant from now on.
_REMEMBER = sa.text("insert into working_tenant values (:tenant) on conflict do nothing")
_ONE = sa.text("select * from stock_revaluation where id = :id")
_LINES = sa.text("select * from stock_revaluation_line where document_id = any(:ids) order by document_id, number")
_PAGE = """
select * from stock_revaluation where company_id = :company {after} order by posting_date, id limit :most
"""
_AFTER = "and (posting_date, id) > (:after_day, :after_id)"
_DRAFTS = sa.text("select * from stock_revaluation where state = 1 order by posting_date, id limit :most")


class RevaluationRepository:
    """Reads and writes the stock revaluations of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: StockRevaluation) -> None:
        """A draft; one that is there stays as it is."""
        tenant = self._transaction.tenant
        values = {
            "id": new.id,
            "tenant": tenant,
            "company_id": new.company_id,
            "posting_date": new.posting_date,
            "recompute_id": new.recompute_id,
            "currency_code": new.currency_code,
            "currency_scale": new.currency_scale,
            "now": new.create_time,
        }
        if not (await self._transaction.execute(_ADD, values)).rowcount:
            return
        lines = [_line_values(tenant, new, place) for place in range(len(new.lines))]
        await self._transaction.execute(_ADD_LINE, lines)
        await self._transaction.execute(_REMEMBER, {"tenant": tenant})

    async def get(self, document_id: uuid.UUID) -> StockRevaluation:
        """One with its lines. Raises NotFound."""
        row = (await self._transaction.execute(_ONE, {"id": document_id})).one_or_none()
        if row is None:
            raise missing(document_id)
        lines = await self._transaction.execute(_LINES, {"ids": [document_id]})
        return revaluation_of(row._asdict(), [line._asdict() for line in lines])

    async def page(self, page: Page, company_id: uuid.UUID) -> list[StockRevaluation]:
        """Up to one more than a page of a company's, without lines, by posting date."""
        given: dict[str, Any] = {"company": company_id, "most": page.size + 1}
        if page.after is not None:
            given["after_day"], given["after_id"] = page.after
        sql = sa.text(_PAGE.format(after=_AFTER if page.after is not None else ""))
        return [revaluation_of(row._asdict(), ()) for row in await self._transaction.execute(sql, given)]

    async def drafts(self) -> list[StockRevaluation]:
        """Without lines, the earliest day first."""
        rows = await self._transaction.execute(_DRAFTS, {"most": MOST_DRAFTS})
        return [revaluation_of(row._asdict(), ()) for row in rows]


def revaluation_of(row: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> StockRevaluation:
    """Of its rows."""
    found = StockRevaluation(
        id=row["id"],
        company_id=row["company_id"],
        posting_date=row["posting_date"],
        recompute_id=row["recompute_id"],
        currency_code=row["currency_code"],
        currency_scale=row["currency_scale"],
        lines=tuple(
            RevaluationLine(line["warehouse_id"], line["document_type"], line["purpose"], line["value"])
            for line in lines
        ),
        revision=row["revision"],
        create_time=row["create_time"],
        update_time=row["update_time"],
        state=State(row["state"]),
        number=row["number"],
        post_time=row["post_time"],
    )
    return with_revaluation_facts(found, row["facts"])


def missing(document_id: uuid.UUID) -> NotFound:
    """What naming one that is not there is refused with."""
    return NotFound(f"no stock revaluation {document_id}", field="id")


def _line_values(tenant: str, new: StockRevaluation, place: int) -> dict[str, Any]:
    line = new.lines[place]
    return {
        "tenant": tenant,
        "document": new.id,
        "number": place + 1,
        "warehouse_id": line.warehouse_id,
        "document_type": line.document_type,
        "purpose": line.purpose,
        "value": line.value,
    }
