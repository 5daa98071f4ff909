"""What pick lists are about to fetch, or have made ready, for deliveries that are still drafts."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from m_kit.uow import Transaction

from m_wms.domain.documents import StockDocument
from m_wms.domain.picking import Claim

_CLAIMS = sa.text("""
select l.item_id, case p.state when 1 then l.location_id else p.staging_location_id end as location_id, l.lot_id,
  l.serial_numbers, case p.state when 1 then l.stock_quantity else l.picked end as quantity,
  exists (select from stock_document_line a
    where a.document_id = d.id and a.item_id = l.item_id and a.promise_id <> '') as promised
from stock_document d
join stock_document_line l on l.source_document_id = d.id
join stock_document p on p.id = l.document_id
where d.company_id = :company and d.type = 'wms.delivery' and d.state = 1
  and p.type = 'wms.pick_list' and p.state in (1, 2) and p.warehouse_id = :warehouse and p.id <> :mine
  and l.item_id = any(:items)
""")


async def claims_of_others(
    transaction: Transaction, document: StockDocument, items: Iterable[uuid.UUID]
) -> list[Claim]:
    """Of all pick lists in the warehouse but this one."""
    assert document.warehouse is not None, "a pick list is of a warehouse"
    given = {
        "company": document.company_id,
        "warehouse": document.warehouse.id,
        "mine": document.id,
        "items": list(items),
    }
    rows = await transaction.execute(_CLAIMS, given)
    return [
        Claim(row.item_id, row.location_id, row.lot_id, row.quantity, tuple(row.serial_numbers), row.promised)
        for row in rows
        if row.quantity
    ]
