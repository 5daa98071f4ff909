"""Stock revaluations and their lines."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_wms.domain.documents import State
from m_wms.domain.revaluations import RevaluationLine, StockRevaluation, with_revaluation_facts

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
_DRAFTS = sa.text("select * from stock_revaluation where state = 1 order by posting_date, id limit :most")


_revaluation = sa.table(
    "stock_revaluation",
    sa.column("id", sa.Uuid),
    sa.column("company_id", sa.Uuid),
    sa.column("number", sa.Text),
    sa.column("posting_date", sa.Date),
    sa.column("state", sa.SmallInteger),
)
SORTING = Sorting(
    fields={
        "number": _revaluation.c.number,
        "posting_date": _revaluation.c.posting_date,
        "state": _revaluation.c.state,
    },
    unique=(_revaluation.c.id,),
    default="posting_date",
)


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

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[StockRevaluation], str]:
        """A page of a company's, without lines, and the next one's token."""
        query = sa.select(sa.text("stock_revaluation.*")).select_from(_revaluation)
        query = query.where(_revaluation.c.company_id == company_id)
        return await read_page(self._transaction, query, page, lambda row: revaluation_of(row._asdict(), ()))

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
