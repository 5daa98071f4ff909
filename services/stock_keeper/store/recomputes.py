"""Recomputes and what they found: reading, and the end of one."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.errors import NotFound
from m_kit.pagination import Page
from m_kit.posting import Posting
from m_kit.posting.reservations import posting_in
from m_kit.uow import Transaction

from stock_keeper.domain.recompute import Recompute, Share, ValueAdjustment

WAITING = 1

_FINISH = sa.text("select finish_recompute(:id) as state")
_RECOMPUTES = """
select r.*, k.* from recompute r
cross join lateral (
  select count(*) as keys_total, count(*) filter (where done) as keys_done,
    count(*) filter (where waits) as keys_waiting, count(*) filter (where problem <> '') as keys_left_out
  from recompute_key where recompute_id = r.id) k
"""
_FOLLOWED = sa.text("""
select coalesce(k.sequence, 0) as followed, c.last_sequence from stocked_company c
left join recompute_mark k on k.tenant = c.tenant and k.company_id = c.company_id where c.company_id = :company
""")
_ADJUSTMENTS = """
select a.place, a.recompute_id, a.movement_id, b.item_id, b.warehouse_id, a.amount, c.currency_code, c.currency_scale,
  v.id as revaluation_id, r.posting_date as movement_day
from value_adjustment a join balance b on b.key = a.balance_key
join stocked_company c on c.tenant = a.tenant and c.company_id = a.company_id
join movement m on m.id = a.movement_id join reservation r on r.id = m.posting_id
left join revaluation v on v.recompute_id = a.recompute_id and v.month = a.month
where a.company_id = :company and a.place > :after
"""
_REVALUATIONS = f"""
select v.id as revaluation_id, v.recompute_id, v.company_id, coalesce(h.posting_day, v.posting_day) as day,
  coalesce(h.state + 1, {WAITING}) as standing, c.currency_code, c.currency_scale, h.owner_context, h.document_type,
  h.document_id, h.purpose, h.revision, h.attempt
from revaluation v join stocked_company c on c.tenant = v.tenant and c.company_id = v.company_id
left join revaluation_hold h on h.revaluation_id = v.id and h.state in (1, 2)
"""
_SHARES = sa.text("""
select * from revaluation_share where revaluation_id = any(:ids) order by warehouse_id, document_type, purpose
""")
_NOTHING = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Revaluation:
    """What a recompute changes of one month. `state` is the contract's number; `posting` is None while it waits."""

    id: uuid.UUID
    recompute_id: uuid.UUID
    company_id: uuid.UUID
    state: int
    posting_day: date
    currency_code: str
    currency_scale: int
    posting: Posting | None
    shares: Sequence[Share]


class RecomputeRepository:
    """Reads the recomputes of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, recompute_id: uuid.UUID) -> Recompute:
        """One with its progress. Raises NotFound."""
        rows = await self._rows(f"{_RECOMPUTES} where r.id = :id", {"id": recompute_id})
        if not rows:
            raise NotFound(f"no recompute {recompute_id}", field="id")
        return _recompute(rows[0])

    async def page(self, page: Page, company_id: uuid.UUID) -> list[Recompute]:
        """Up to one more than a page, the latest first."""
        sql = f"{_RECOMPUTES} where r.company_id = :company"
        given: dict[str, Any] = {"company": company_id, "most": page.size + 1}
        if page.after is not None:
            sql += " and (r.create_time, r.id) < (:after_time, :after_id)"
            given["after_time"], given["after_id"] = page.after
        sql += " order by r.create_time desc, r.id desc limit :most"
        return [_recompute(row) for row in await self._rows(sql, given)]

    async def followed(self, company_id: uuid.UUID) -> tuple[int, int]:
        """(the entry of the stock ledger up to which it was looked through, its last one)."""
        row = (await self._transaction.execute(_FOLLOWED, {"company": company_id})).one_or_none()
        return (row.followed, row.last_sequence) if row else (0, 0)

    async def adjustments(
        self, page: Page, company_id: uuid.UUID, recompute_id: uuid.UUID | None, movement_id: uuid.UUID | None
    ) -> list[ValueAdjustment]:
        """Up to one more than a page, in the order they were found."""
        sql, given = _ADJUSTMENTS, {"company": company_id, "most": page.size + 1}
        given["after"] = page.after[0] if page.after else 0
        for column, wanted in (("recompute_id", recompute_id), ("movement_id", movement_id)):
            if wanted is not None:
                sql += f" and a.{column} = :{column}"
                given[column] = wanted
        rows = await self._rows(f"{sql} order by a.place limit :most", given)
        return [ValueAdjustment(**row._asdict()) for row in rows]

    async def finish(self, recompute_id: uuid.UUID) -> bool:
        """Whether it ends with this: all is valued, and what each month comes to is written."""
        return (await self._transaction.execute(_FINISH, {"id": recompute_id})).scalar_one() is not None

    async def revaluations_of(self, recompute_id: uuid.UUID) -> list[Revaluation]:
        """Those that wait for a document."""
        sql = f"{_REVALUATIONS} where v.recompute_id = :recompute and h.state is null order by v.month"
        return await self._revaluations(sql, {"recompute": recompute_id})

    async def revaluations(self, page: Page, company_id: uuid.UUID, state: int) -> list[Revaluation]:
        """Up to one more than a page, by id; all that are not final where no state is named."""
        chosen = f"coalesce(h.state + 1, {WAITING}) = :state" if state else "h.state is distinct from 2"
        sql = f"{_REVALUATIONS} where v.company_id = :company and v.id > :after and {chosen} order by v.id limit :most"
        given: dict[str, Any] = {"company": company_id, "most": page.size + 1}
        given |= {"state": state} if state else {}
        return await self._revaluations(sql, given | {"after": page.after[0] if page.after else _NOTHING})

    async def revaluations_by_posting(self, posting_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Revaluation]:
        """By the posting that holds or has confirmed it; those that are not there are left out."""
        found = await self._revaluations(f"{_REVALUATIONS} where h.id = any(:ids)", {"ids": list(posting_ids)})
        return {one.posting.id: one for one in found if one.posting}

    async def _revaluations(self, sql: str, given: dict[str, Any]) -> list[Revaluation]:
        rows = await self._rows(sql, given)
        shares: dict[uuid.UUID, list[Share]] = defaultdict(list)
        for row in await self._transaction.execute(_SHARES, {"ids": [row.revaluation_id for row in rows]}):
            shares[row.revaluation_id].append(Share(row.warehouse_id, row.document_type, row.purpose, row.value))
        return [_revaluation(row, shares[row.revaluation_id]) for row in rows]

    async def _rows(self, sql: str, given: dict[str, Any]) -> Sequence[sa.Row[Any]]:
        return (await self._transaction.execute(sa.text(sql), given)).all()


def _recompute(row: sa.Row[Any]) -> Recompute:
    return Recompute(
        row.id,
        row.company_id,
        row.state,
        row.from_day,
        row.keys_total,
        row.keys_done,
        row.keys_waiting,
        row.keys_left_out,
        row.movements_replayed,
        row.movements_adjusted,
        row.create_time,
        row.update_time,
        row.end_time,
    )


def _revaluation(row: sa.Row[Any], shares: Sequence[Share]) -> Revaluation:
    return Revaluation(
        row.revaluation_id,
        row.recompute_id,
        row.company_id,
        row.standing,
        row.day,
        row.currency_code,
        row.currency_scale,
        posting_in(row._mapping) if row.owner_context else None,
        shares,
    )
