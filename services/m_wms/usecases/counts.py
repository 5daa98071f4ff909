"""What is expected where goods are counted, and that they were."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from businessm.stock.v1 import balance_pb2
from m_kit.errors import FieldRequired

from m_wms.clients import Clients
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import DocumentType, Line, StockDocument
from m_wms.usecases.pages import MOST_ASKED_ONE_BY_ONE, PAGE, all_pages


def require_all_counted(noun: Noun, document: StockDocument) -> None:
    """Raises FieldRequired for the first line of a count that nobody counted, or of a pick list that nobody picked."""
    for place, line in enumerate(document.lines):
        if document.type is DocumentType.STOCK_COUNT and line.stock_quantity is None:
            raise FieldRequired("it is not counted yet", field=f"{noun.field}.lines[{place}].counted_quantity")
        if document.type is DocumentType.PICK_LIST and line.picked is None:
            raise FieldRequired("it is not picked yet", field=f"{noun.field}.lines[{place}].picked_quantity")


async def with_expected(clients: Clients, document: StockDocument, *, anew: bool = False) -> StockDocument:
    """A count whose lines all say what stock has at the end of its posting date; `anew` asks for those too that say it
    already. Other documents as they are."""
    if document.type is not DocumentType.STOCK_COUNT:
        return document
    unknown = [line for line in document.lines if anew or line.expected is None]
    there = await _there(clients, document, unknown)

    def expecting(line: Line) -> Line:
        if line.expected is not None and not anew:
            return line
        return replace(line, expected=there.get((line.item.id, line.whereabouts.lot_id), Decimal(0)))

    return replace(document, lines=tuple(map(expecting, document.lines)))


async def _there(
    clients: Clients, document: StockDocument, lines: Sequence[Line]
) -> dict[tuple[uuid.UUID, str], Decimal]:
    """(item, lot or nothing) to quantity; those under no lot are of all lots together."""
    items = {line.item.id for line in lines}
    asked = [str(one) for one in items] if len(items) <= MOST_ASKED_ONE_BY_ONE else [""]
    found: dict[tuple[uuid.UUID, str], Decimal] = {}
    for balances in await asyncio.gather(*(_balances(clients, document, item_id) for item_id in asked)):
        for one in balances:
            for key in {(uuid.UUID(one.item_id), one.lot_id), (uuid.UUID(one.item_id), "")}:
                found[key] = found.get(key, Decimal(0)) + Decimal(one.on_hand.value)
    return found


async def _balances(clients: Clients, document: StockDocument, item_id: str) -> list[balance_pb2.Balance]:
    assert document.warehouse is not None, "a count is of a warehouse"
    balances: list[balance_pb2.Balance] = await all_pages(
        clients.stock.ListBalances,
        balance_pb2.ListBalancesRequest(
            company_id=str(document.company_id),
            warehouse_id=str(document.warehouse.id),
            item_id=item_id,
            as_of=document.posting_date.isoformat(),
            page_size=PAGE,
        ),
        "balances",
    )
    return balances
