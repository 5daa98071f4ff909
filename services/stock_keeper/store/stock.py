"""Balances, layers, movements and the stock ledger: reading."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from m_kit.errors import NotFound
from m_kit.pagination import Page
from m_kit.posting.reservation_pages import ReservationColumns
from m_kit.uow import Transaction

from stock_keeper.domain.stock import Balance, Layer, LayerTaken, Measure, Movement, WarehouseValue
from stock_keeper.store.balance_keys import NO_LOT

_MEASURE = """
join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
"""
_BALANCES = f"""
select b.*, case when b.promised > 0 then promised_now(b.key) else 0 end as promised_now,
  i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale
from balance b {_MEASURE} where b.company_id = :company
"""
_BALANCES_AS_OF = f"""
select b.item_id, b.warehouse_id, b.lot_id, x.on_hand, x.value, 0 as reserved, 0 as pending_in_value,
  0 as pending_out_value, 0 as promised_now, i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale
from balance b {_MEASURE} cross join lateral balance_as_of(b.key, :as_of) x where b.company_id = :company
"""
_LAYERS = f"""
select l.*, b.item_id, b.warehouse_id, r.posting_date, i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale
from balance b {_MEASURE} join layer l on l.balance_key = b.key
join movement m on m.id = l.movement_id join reservation r on r.id = m.posting_id
where b.company_id = :company and b.item_id = :item and b.warehouse_id = :warehouse and l.value_seq > :after
"""
_MOVEMENTS = f"""
select m.*, b.item_id, b.warehouse_id, r.state, r.posting_date, r.document_type, r.document_id, r.document_number,
  r.reserve_time, case when r.state = 2 then r.end_time end as confirm_time,
  r.first_sequence + m.line - 1 as sequence, coalesce(e.value_seq, 0) as value_seq,
  case when r.features & 2 > 0 then (
    select array_agg(x.number order by x.number) from serial_moved x where x.movement_id = m.id) end as serial_numbers,
  i.uom_code, i.quantity_scale, c.currency_code, c.currency_scale
from movement m join reservation r on r.id = m.posting_id join balance b on b.key = m.balance_key {_MEASURE}
left join value_event e on e.movement_id = m.id and e.kind <> 3
"""
_TAKEN = "select t.* from layer_taken t join layer l on l.movement_id = t.layer_movement_id where t.movement_id = :id"
_VALUES = """
select b.warehouse_id, c.currency_code, c.currency_scale, sum(b.value)::bigint as value,
  sum(b.pending_in_value - b.pending_out_value)::bigint as pending_value
from balance b join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
where b.company_id = :company group by 1, 2, 3 order by 1
"""
_VALUES_AS_OF = """
select b.warehouse_id, c.currency_code, c.currency_scale, sum(x.value)::bigint as value, 0 as pending_value
from balance b join stocked_company c on c.tenant = b.tenant and c.company_id = b.company_id
cross join lateral balance_as_of(b.key, :as_of) x
where b.company_id = :company group by 1, 2, 3 order by 1
"""
_LEDGER = f"""
{_MOVEMENTS} where r.company_id = :company and r.first_sequence is not null and r.state = 2
  and r.first_sequence >= coalesce((
    select max(x.first_sequence) from reservation x
    where x.company_id = :company and x.first_sequence <= :after + 1), 0)
  and r.first_sequence + m.line - 1 > :after
order by r.first_sequence, m.line limit :most
"""

# A page of reservations ends after so many movements: answers stay well below what a message may have.
RESERVATIONS = ReservationColumns(weight="r.movement_count", most_weight=2_000)


class StockReader:
    """Reads the stock of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def balances(
        self,
        page: Page,
        company_id: uuid.UUID,
        item_id: uuid.UUID | None,
        warehouse_id: uuid.UUID | None,
        as_of: date | None = None,
    ) -> list[Balance]:
        """Up to one more than a page, by item, warehouse and lot: now, or at the end of a day."""
        sql: str = _BALANCES
        given: dict[str, Any] = {"company": company_id, "most": page.size + 1}
        if as_of is not None:
            sql, given["as_of"] = _BALANCES_AS_OF, as_of
        sql, given = _filtered(sql, given, "b.item_id", "item", item_id)
        sql, given = _filtered(sql, given, "b.warehouse_id", "warehouse", warehouse_id)
        if page.after is not None:
            sql += " and (b.item_id, b.warehouse_id, b.lot_id) > (:after_item, :after_warehouse, :after_lot)"
            given["after_item"], given["after_warehouse"], given["after_lot"] = page.after
        ordered = f"{sql} order by b.item_id, b.warehouse_id, b.lot_id limit :most"
        return [_balance(row) for row in await self._rows(ordered, given)]

    async def layers(
        self, page: Page, company_id: uuid.UUID, item_id: uuid.UUID, warehouse_id: uuid.UUID, show_empty: bool
    ) -> list[Layer]:
        """Up to one more than a page, the oldest first."""
        sql = _LAYERS if show_empty else f"{_LAYERS} and l.is_open"
        given = {
            "company": company_id,
            "item": item_id,
            "warehouse": warehouse_id,
            "after": page.after[0] if page.after else 0,
            "most": page.size + 1,
        }
        return [_layer(row) for row in await self._rows(f"{sql} order by l.value_seq limit :most", given)]

    async def movements(
        self,
        page: Page,
        company_id: uuid.UUID,
        item_id: uuid.UUID | None,
        warehouse_id: uuid.UUID | None,
        document_id: uuid.UUID | None,
    ) -> list[Movement]:
        """Up to one more than a page, in the order they were reserved."""
        sql = f"{_MOVEMENTS} where m.company_id = :company and m.place > :after"
        given: dict[str, Any] = {
            "company": company_id,
            "after": page.after[0] if page.after else 0,
            "most": page.size + 1,
        }
        sql, given = _filtered(sql, given, "b.item_id", "item", item_id)
        sql, given = _filtered(sql, given, "b.warehouse_id", "warehouse", warehouse_id)
        sql, given = _filtered(sql, given, "r.document_id", "document", document_id)
        return [_movement(row) for row in await self._rows(f"{sql} order by m.place limit :most", given)]

    async def movement(self, movement_id: uuid.UUID) -> tuple[Movement, list[LayerTaken]]:
        """One movement with the layers it took from. Raises NotFound."""
        found = await self._rows(f"{_MOVEMENTS} where m.id = :id", {"id": movement_id})
        if not found:
            raise NotFound(f"no movement {movement_id}", field="id")
        taken = await self._rows(f"{_TAKEN} order by l.value_seq", {"id": movement_id})
        return _movement(found[0]), [LayerTaken(row.layer_movement_id, row.quantity, row.value) for row in taken]

    async def moved_by(self, posting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Movement]]:
        """The movements of postings, by line."""
        moved: dict[uuid.UUID, list[Movement]] = {}
        sql = f"{_MOVEMENTS} where m.posting_id = any(:postings) order by m.posting_id, m.line"
        for row in await self._rows(sql, {"postings": list(posting_ids)}):
            moved.setdefault(row.posting_id, []).append(_movement(row))
        return moved

    async def ledger(self, company_id: uuid.UUID, after: int, most: int) -> list[Movement]:
        """Up to `most` confirmed movements after a sequence, in the order of confirming."""
        return [
            _movement(row) for row in await self._rows(_LEDGER, {"company": company_id, "after": after, "most": most})
        ]

    async def values(self, company_id: uuid.UUID, as_of: date | None = None) -> list[WarehouseValue]:
        """Of each warehouse that ever had stock: now, or at the end of a day."""
        given: dict[str, Any] = {"company": company_id}
        if as_of is not None:
            given["as_of"] = as_of
        return [
            WarehouseValue(row.warehouse_id, row.currency_code, row.currency_scale, row.value, row.pending_value)
            for row in await self._rows(_VALUES if as_of is None else _VALUES_AS_OF, given)
        ]

    async def _rows(self, sql: str, given: dict[str, Any]) -> list[sa.Row[Any]]:
        return list((await self._transaction.execute(sa.text(sql), given)).all())


def _filtered(
    sql: str, given: dict[str, Any], column: str, name: str, wanted: uuid.UUID | None
) -> tuple[str, dict[str, Any]]:
    if wanted is None:
        return sql, given
    return f"{sql} and {column} = :{name}", {**given, name: wanted}


def _measure(row: sa.Row[Any]) -> Measure:
    return Measure(row.uom_code, row.quantity_scale, row.currency_code, row.currency_scale)


def _balance(row: sa.Row[Any]) -> Balance:
    return Balance(
        row.item_id,
        row.warehouse_id,
        _measure(row),
        row.on_hand,
        row.reserved,
        row.value,
        row.pending_in_value - row.pending_out_value,
        row.promised_now,
        None if row.lot_id == NO_LOT else row.lot_id,
    )


def _layer(row: sa.Row[Any]) -> Layer:
    return Layer(
        row.movement_id,
        row.item_id,
        row.warehouse_id,
        _measure(row),
        row.value_seq,
        row.quantity,
        row.remaining,
        row.value,
        row.remaining_value,
        row.posting_date,
    )


def _movement(row: sa.Row[Any]) -> Movement:
    return Movement(
        row.id,
        row.place,
        row.sequence,
        row.company_id,
        row.item_id,
        row.warehouse_id,
        _measure(row),
        row.direction,
        row.state,
        row.posting_date,
        row.quantity,
        row.value,
        row.value_seq,
        row.source_movement_id,
        row.document_type,
        row.document_id,
        row.document_number,
        row.line,
        row.reserve_time,
        row.confirm_time,
        row.variance,
        row.correction,
        row.lot_id,
        row.location_id,
        row.to_location_id,
        tuple(row.serial_numbers or ()),
        row.value_flow,
        row.value_flow_weight,
        row.promise_id,
    )
