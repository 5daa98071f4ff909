"""What is where, and since when: reading."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.pagination import Page
from m_kit.uow import Transaction

from stock_keeper.domain.ages import Piece, StockAge, aged
from stock_keeper.domain.stock import Measure, StoredGoods
from stock_keeper.store.balance_keys import NO_LOT

# Rows of stored_goods, and what a balance has more than all of them: that is on the floor.
_GOODS = """
with asked as (
  select b.*, i.uom_code, i.quantity_scale, i.tracking, c.currency_code, c.currency_scale from balance b
  join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
  join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
  where b.company_id = :company and b.warehouse_id = :warehouse
    and (cast(:item as uuid) is null or b.item_id = cast(:item as uuid))),
goods as (
  select a.key, a.item_id, g.location_id, g.lot_id, g.on_hand, g.reserved
  from asked a join stored_goods g on g.balance_key = a.key
  union all
  select a.key, a.item_id, a.warehouse_id, :no_lot, a.on_hand - coalesce(p.on_hand, 0),
    a.reserved + a.relocating - coalesce(p.reserved, 0)
  from asked a left join (
    select g.balance_key, sum(g.on_hand)::bigint as on_hand, sum(g.reserved)::bigint as reserved
    from stored_goods g join asked b on b.key = g.balance_key group by 1) p on p.balance_key = a.key),
page as (
  select * from goods where (on_hand <> 0 or reserved <> 0)
    and (cast(:location as uuid) is null or location_id = cast(:location as uuid))
    and (cast(:after_item as uuid) is null or (item_id, location_id, lot_id) >
      (cast(:after_item as uuid), cast(:after_location as uuid), cast(:after_lot as uuid)))
  order by item_id, location_id, lot_id limit :most)
select s.last_sequence, p.*, a.warehouse_id, a.uom_code, a.quantity_scale, a.currency_code, a.currency_scale,
  case when a.tracking = 2 then (
    select array_agg(n.number order by n.number) from serial n
    where n.balance_key = p.key and n.state in (2, 3) and coalesce(n.location_id, a.warehouse_id) = p.location_id
      and coalesce(n.lot_id, :no_lot) = p.lot_id) end as serial_numbers
from (select coalesce(max(c.last_sequence), 0) as last_sequence from stocked_company c where c.company_id = :company) s
left join page p on true left join asked a on a.key = p.key
order by p.item_id, p.location_id, p.lot_id
"""
_AGED = """
select b.item_id, b.warehouse_id, i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale,
  array_agg(b.key) as balance_keys
from balance b join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
where b.company_id = :company and b.on_hand > b.reserved
  and (cast(:item as uuid) is null or b.item_id = cast(:item as uuid))
  and (cast(:warehouse as uuid) is null or b.warehouse_id = cast(:warehouse as uuid))
  and (cast(:after_item as uuid) is null or (b.item_id, b.warehouse_id) >
    (cast(:after_item as uuid), cast(:after_warehouse as uuid)))
group by 1, 2, 3, 4, 5, 6 order by 1, 2 limit :most
"""
_PIECES = """
select k.key, x.day, sum(x.quantity)::bigint as quantity, sum(x.value)::bigint as value
from unnest(cast(:keys as bigint[])) k (key) cross join lateral stock_pieces(k.key) x group by 1, 2
"""


class ReportReader:
    """Reads where the stock of the transaction's tenant is, and since when."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def goods(
        self,
        page: Page,
        company_id: uuid.UUID,
        warehouse_id: uuid.UUID,
        item_id: uuid.UUID | None,
        location_id: uuid.UUID | None,
    ) -> tuple[list[StoredGoods], int]:
        """(up to one more than a page by item, place and lot, the last number of the stock ledger)."""
        after_item, after_location, after_lot = page.after or (None, None, None)
        given = {
            "company": company_id,
            "warehouse": warehouse_id,
            "item": item_id,
            "location": location_id,
            "after_item": after_item,
            "after_location": after_location,
            "after_lot": after_lot,
            "no_lot": NO_LOT,
            "most": page.size + 1,
        }
        rows = (await self._transaction.execute(sa.text(_GOODS), given)).all()
        return [_goods(row) for row in rows if row.item_id], rows[0].last_sequence

    async def ages(
        self,
        page: Page,
        company_id: uuid.UUID,
        item_id: uuid.UUID | None,
        warehouse_id: uuid.UUID | None,
        as_of: date,
        last_days: Sequence[int],
    ) -> list[StockAge]:
        """Up to one more than a page, by item and warehouse."""
        after_item, after_warehouse = page.after or (None, None)
        given = {
            "company": company_id,
            "item": item_id,
            "warehouse": warehouse_id,
            "after_item": after_item,
            "after_warehouse": after_warehouse,
            "most": page.size + 1,
        }
        rows = (await self._transaction.execute(sa.text(_AGED), given)).all()
        pieces = await self._pieces([key for row in rows for key in row.balance_keys])
        return [
            StockAge(
                row.item_id,
                row.warehouse_id,
                _measure(row),
                aged([piece for key in row.balance_keys for piece in pieces.get(key, ())], as_of, last_days),
            )
            for row in rows
        ]

    async def _pieces(self, keys: Sequence[int]) -> dict[int, list[Piece]]:
        found: dict[int, list[Piece]] = {}
        for row in await self._transaction.execute(sa.text(_PIECES), {"keys": list(keys)}):
            found.setdefault(row.key, []).append(Piece(row.day, row.quantity, row.value))
        return found


def _measure(row: sa.Row[Any]) -> Measure:
    return Measure(row.uom_code, row.quantity_scale, row.currency_code, row.currency_scale)


def _goods(row: sa.Row[Any]) -> StoredGoods:
    return StoredGoods(
        row.item_id,
        row.warehouse_id,
        None if row.location_id == row.warehouse_id else row.location_id,
        None if row.lot_id == NO_LOT else row.lot_id,
        _measure(row),
        row.on_hand,
        row.reserved,
        tuple(row.serial_numbers or ()),
    )
