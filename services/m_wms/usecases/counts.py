"""What is expected where goods are counted, and that they were."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from businessm.stock.v1 import balance_pb2, stock_report_pb2
from m_kit.errors import FieldInvalid, FieldRequired

from m_wms.clients import Clients
from m_wms.convert.nouns import Noun
from m_wms.domain.counting import with_pieces
from m_wms.domain.documents import DocumentType, Line, Method, Piece, StockDocument
from m_wms.usecases.pages import PAGE, all_pages, of_items
from m_wms.usecases.stored_goods import stored_goods


def require_countable(noun: Noun, by_place: bool, lines: Sequence[Line]) -> None:
    """Raises FieldInvalid where two lines count the same goods, where a place is named and not counted, and where the
    pieces found are not as many as were counted."""
    counted = set()
    for place, line in enumerate(lines):
        field = f"{noun.field}.lines[{place}]"
        if line.goods in counted:
            raise FieldInvalid("a line above counts it already", field=f"{field}.item_id")
        counted.add(line.goods)
        if line.whereabouts.location_id and not by_place:
            raise FieldInvalid("the whole warehouse is counted, not by place", field=f"{field}.location_id")
        found = len(line.whereabouts.serial_numbers)
        if found and not line.item.is_tracked_by_serial:
            raise FieldInvalid("the item has no serial numbers", field=f"{field}.serial_numbers")
        if line.item.is_tracked_by_serial and found != (line.stock_quantity or 0):
            raise FieldInvalid("name each piece that is counted", field=f"{field}.serial_numbers")


def require_all_counted(noun: Noun, document: StockDocument) -> None:
    """Raises FieldRequired for the first line of a count that nobody counted, or of a pick list that nobody picked."""
    for place, line in enumerate(document.lines):
        if document.type is DocumentType.STOCK_COUNT and line.stock_quantity is None:
            raise FieldRequired("it is not counted yet", field=f"{noun.field}.lines[{place}].counted_quantity")
        if document.type is DocumentType.PICK_LIST and line.picked is None:
            raise FieldRequired("it is not picked yet", field=f"{noun.field}.lines[{place}].picked_quantity")


def as_frozen(written: StockDocument, current: StockDocument) -> StockDocument:
    """A count written anew: what it expects of goods that it still counts stays as it was frozen."""
    frozen = {line.goods: line for line in current.lines}

    def kept(line: Line) -> Line:
        before = frozen.get(line.goods)
        return line if before is None else replace(line, expected=before.expected, pieces=before.pieces)

    return replace(written, lines=tuple(map(kept, written.lines)), freeze_time=current.freeze_time)


async def with_expected(clients: Clients, document: StockDocument, *, anew: bool = False) -> StockDocument:
    """A count whose lines all say what stock has: of a whole warehouse at the end of its posting date, of a place, of
    single pieces and of lots without a value of their own now. `anew` asks for those too that say it already. Other
    documents as they are."""
    if document.type is not DocumentType.STOCK_COUNT:
        return document
    unknown = [line for line in document.lines if anew or line.expected is None]
    balances, goods = await asyncio.gather(
        _balances(clients, document, [line for line in unknown if not _is_detailed(document, line)]),
        _goods(clients, document, [line for line in unknown if _is_detailed(document, line)]),
    )

    def expecting(line: Line) -> Line:
        if line.expected is not None and not anew:
            return line
        if not _is_detailed(document, line):
            return replace(line, expected=balances.get((line.item.id, line.whereabouts.lot_id), Decimal(0)))
        mine = [one for one in goods if _is_of(document, line, one)]
        there = sum((Decimal(one.on_hand.value) for one in mine), Decimal(0))
        return replace(line, expected=there, pieces=tuple(piece for one in mine for piece in _pieces(one)))

    return replace(document, lines=tuple(map(expecting, document.lines)))


async def with_differences(clients: Clients, document: StockDocument) -> StockDocument:
    """A count that is posted: what is expected, and of single pieces what is missing and what is elsewhere."""
    document = await with_expected(clients, document)
    single = [line for line in document.lines if line.item.is_tracked_by_serial]
    if document.type is not DocumentType.STOCK_COUNT or not single:
        return document
    goods = await _goods(clients, document, single)
    there = {(uuid.UUID(one.item_id), piece.serial_number): piece for one in goods for piece in _pieces(one)}
    return with_pieces(document, there)


def _is_detailed(document: StockDocument, line: Line) -> bool:
    """Balances do not say it."""
    has_own_lots = line.item.valuation_method == Method.PER_LOT
    return document.by_place or line.item.is_tracked_by_serial or bool(line.whereabouts.lot_id and not has_own_lots)


def _is_of(document: StockDocument, line: Line, goods: stock_report_pb2.StoredGoods) -> bool:
    """The line counts these goods."""
    return (
        uuid.UUID(goods.item_id) == line.item.id
        and (not document.by_place or goods.location_id == line.whereabouts.location_id)
        and line.whereabouts.lot_id in ("", goods.lot_id)
    )


def _pieces(goods: stock_report_pb2.StoredGoods) -> list[Piece]:
    return [Piece(number, goods.location_id, goods.lot_id) for number in goods.serial_numbers]


async def _goods(
    clients: Clients, document: StockDocument, lines: Sequence[Line]
) -> list[stock_report_pb2.StoredGoods]:
    assert document.warehouse is not None, "a count is of a warehouse"
    items = {line.item.id for line in lines}
    return await stored_goods(clients, document.company_id, document.warehouse.id, items)


async def _balances(
    clients: Clients, document: StockDocument, lines: Sequence[Line]
) -> dict[tuple[uuid.UUID, str], Decimal]:
    """(item, lot or nothing) to quantity; those under no lot are of all lots together."""
    assert document.warehouse is not None, "a count is of a warehouse"
    warehouse_id = str(document.warehouse.id)

    async def pages_of(item_id: str) -> list[balance_pb2.Balance]:
        request = balance_pb2.ListBalancesRequest(
            company_id=str(document.company_id),
            warehouse_id=warehouse_id,
            item_id=item_id,
            as_of=document.posting_date.isoformat(),
            page_size=PAGE,
        )
        balances: list[balance_pb2.Balance] = await all_pages(clients.stock.ListBalances, request, "balances")
        return balances

    found: dict[tuple[uuid.UUID, str], Decimal] = {}
    for one in await of_items({line.item.id for line in lines}, pages_of):
        for key in {(uuid.UUID(one.item_id), one.lot_id), (uuid.UUID(one.item_id), "")}:
            found[key] = found.get(key, Decimal(0)) + Decimal(one.on_hand.value)
    return found
