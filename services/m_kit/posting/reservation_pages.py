"""Reading what a keeper holds or held: pages by posting id, and batches. See reservations.py for the table."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa
from businessm.posting.v1 import reservation_state_pb2
from google.protobuf.message import Message

from m_kit.document import timestamp
from m_kit.pagination import Page
from m_kit.posting.reservations import posting_in
from m_kit.uow import Transaction

PENDING = reservation_state_pb2.PENDING

_COLUMNS = """
r.id, r.owner_context, r.company_id, r.document_type, r.document_id, r.purpose, r.revision, r.attempt, r.state,
r.reserve_time, r.end_time
"""
_BY_IDS = f"select {_COLUMNS}{{more}} from reservation r where r.id = any(:ids)"
# The state is written out: what is pending has an index of its own.
_PAGE = f"""
with page as (
  select r.id, sum({{weight}}) over (order by r.id) - {{weight}} as weight_before from reservation r
  where r.company_id = :company and r.state = {{state}} and r.id > :after order by r.id limit :most)
select {_COLUMNS}{{more}}, page.weight_before, case when page.weight_before < :most_weight then {{heavy}} end as heavy
from page join reservation r on r.id = page.id order by r.id
"""
_FIRST = uuid.UUID(int=0)

# With the columns of every reservation, and a keeper's own.
ReservationRow = sa.Row[Any]
M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class ReservationColumns:
    """What a keeper's reservations have beside what all have: `more` columns (", r.name, ..."), and what weighs.

    `heavy` is a column that is read only of rows that fit on a page of `most_weight`; `weight` says what each weighs.
    """

    weight: str
    most_weight: int
    heavy: str = "null"
    more: str = ""


class ReservationPages:
    """Reads the reservations of the transaction's tenant."""

    def __init__(self, transaction: Transaction, columns: ReservationColumns) -> None:
        self._transaction = transaction
        self._columns = columns

    async def page(self, page: Page, company_id: uuid.UUID, state: int) -> tuple[list[ReservationRow], str]:
        """(rows by posting id, the next page's token): as many as asked for, fewer where they weigh too much."""
        columns = self._columns
        sql = _PAGE.format(more=columns.more, weight=columns.weight, heavy=columns.heavy, state=int(state or PENDING))
        given = {
            "company": company_id,
            "after": page.after[0] if page.after else _FIRST,
            "most": page.size + 1,
            "most_weight": columns.most_weight,
        }
        rows = (await self._transaction.execute(sa.text(sql), given)).all()
        fitting = sum(row.weight_before < columns.most_weight for row in rows[: page.size])
        return replace(page, size=max(fitting, 1)).cut(rows, lambda row: (row.id,))

    async def by_ids(self, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ReservationRow]:
        """By posting id; those that are not there are left out."""
        statement = sa.text(_BY_IDS.format(more=self._columns.more))
        return {row.id: row for row in await self._transaction.execute(statement, {"ids": list(ids)})}


def in_order(
    ids: Sequence[uuid.UUID], found: dict[uuid.UUID, ReservationRow], made: Callable[[ReservationRow], M]
) -> list[M]:
    """Messages of what was found, in the order asked."""
    return [made(found[one]) for one in ids if one in found]


def fill_reservation(message: M, row: ReservationRow) -> M:
    """What every keeper's Reservation has: posting, state and times."""
    filled: Any = message
    filled.posting.CopyFrom(posting_in(row._mapping).message())
    filled.state = row.state
    for name in ("reserve_time", "end_time"):
        found = timestamp(getattr(row, name))
        if found is not None:
            getattr(filled, name).CopyFrom(found)
    return message
