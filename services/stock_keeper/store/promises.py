"""Promises."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.pagination import Page
from m_kit.uow import Transaction

from stock_keeper.domain.promises import Promise
from stock_keeper.domain.reservations import Method
from stock_keeper.domain.stock import Measure
from stock_keeper.store.balance_keys import NO_LOT

_MAKE = sa.text("""
select * from make_promise(
  :tenant, :id, :company, :item, :warehouse, :lot, :asked, :partial, :expires, :owner_type, :owner_id, :now)
""")
_RELEASE = sa.text("select release_promise(:id, cast(:asked as bigint))")
_PROMISES = """
select p.*, case when p.expire_time <= clock_timestamp() then 0 else p.open end as open_now,
  b.item_id, b.warehouse_id, b.lot_id, i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale
from promise p join balance b on b.key = p.balance_key
join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
"""
_KEEPS = "(p.held > 0 or p.open > 0 and (p.expire_time is null or p.expire_time > clock_timestamp()))"
_ITEM = sa.text("""
select i.uom_code, i.quantity_scale, i.method, c.currency_code, c.currency_scale
from stock_item i join stocked_company c on c.tenant = i.tenant and c.company_id = i.company_id
where i.tenant = :tenant and i.company_id = :company and i.item_id = :item
""")


class PromiseRepository:
    """Reads and writes promises of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def measure(self, company_id: uuid.UUID, item_id: uuid.UUID) -> tuple[Measure, Method] | None:
        """How an item that moved in the company is counted and valued; None where it never did."""
        given = {"tenant": self._transaction.tenant, "company": company_id, "item": item_id}
        row = (await self._transaction.execute(_ITEM, given)).one_or_none()
        return None if row is None else (_measure(row), Method(row.method))

    async def make(self, new: Promise, partial: bool) -> tuple[str, int]:
        """(promised, insufficient or expired; what was available). Raises Duplicate on the id."""
        given = {
            "tenant": self._transaction.tenant,
            "id": new.id,
            "company": new.company_id,
            "item": new.item_id,
            "warehouse": new.warehouse_id,
            "lot": new.lot_id or NO_LOT,
            "asked": new.quantity,
            "partial": partial,
            "expires": new.expire_time,
            "owner_type": new.owner_type,
            "owner_id": new.owner_id,
            "now": new.create_time,
        }
        with duplicates_refused(promise_pkey="promise.id"):
            row = (await self._transaction.execute(_MAKE, given)).one()
        return row.outcome, row.available

    async def release(self, promise_id: uuid.UUID, quantity: int | None) -> bool:
        """Gives up that much, all that is open where None; False where less is open. Raises NotFound."""
        outcome = (await self._transaction.execute(_RELEASE, {"id": promise_id, "asked": quantity})).scalar_one()
        if outcome == "missing":
            raise NotFound(f"no promise {promise_id}", field="id")
        return bool(outcome == "released")

    async def get(self, promise_id: uuid.UUID) -> Promise:
        """The promise. Raises NotFound."""
        rows = await self._transaction.execute(sa.text(f"{_PROMISES} where p.id = :id"), {"id": promise_id})
        row = rows.one_or_none()
        if row is None:
            raise NotFound(f"no promise {promise_id}", field="id")
        return _promise(row)

    async def many(self, promise_ids: Sequence[uuid.UUID]) -> list[Promise]:
        """Those of the promises that are there, in the order asked."""
        rows = await self._transaction.execute(sa.text(f"{_PROMISES} where p.id = any(:ids)"), {"ids": promise_ids})
        found = {row.id: _promise(row) for row in rows}
        return [found[one] for one in promise_ids if one in found]

    async def page(
        self,
        page: Page,
        company_id: uuid.UUID,
        *,
        item_id: uuid.UUID | None,
        warehouse_id: uuid.UUID | None,
        owner_id: str,
        show_ended: bool,
    ) -> list[Promise]:
        """Up to one more than a page, by id; without `show_ended` only those that keep something back."""
        wanted = {
            "p.id > :after": ("after", page.after and page.after[0]),
            "b.item_id = :item": ("item", item_id),
            "b.warehouse_id = :warehouse": ("warehouse", warehouse_id),
            "p.owner_id = :owner": ("owner", owner_id or None),
        }
        given = {name: value for name, value in wanted.values() if value is not None}
        filters = [sql for sql, (_, value) in wanted.items() if value is not None]
        if not show_ended:
            filters.append(_KEEPS)
        where = " and ".join(["p.company_id = :company", *filters])
        sql = sa.text(f"{_PROMISES} where {where} order by p.id limit :most")
        found = await self._transaction.execute(sql, {**given, "company": company_id, "most": page.size + 1})
        return [_promise(row) for row in found]


def _measure(row: sa.Row[Any]) -> Measure:
    return Measure(row.uom_code, row.quantity_scale, row.currency_code, row.currency_scale)


def _promise(row: sa.Row[Any]) -> Promise:
    return Promise(
        row.id,
        row.company_id,
        row.item_id,
        row.warehouse_id,
        None if row.lot_id == NO_LOT else row.lot_id,
        _measure(row),
        row.quantity,
        row.open_now,
        row.held,
        row.kept,
        row.released,
        row.expire_time,
        row.owner_type,
        row.owner_id,
        row.create_time,
    )
