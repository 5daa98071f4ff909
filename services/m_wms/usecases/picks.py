"""Lines of pick lists: what was written of them, and where stock has goods for those that say no quantity."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from businessm.stock.v1 import balance_pb2, lot_pb2, stock_report_pb2
from m_kit.caller import current_caller
from m_kit.dates import parse_optional_date
from m_kit.decimals import format_decimal, parse_minor
from m_kit.errors import FieldInvalid, FieldRequired
from m_kit.uow import UnitOfWork

from m_wms.clients import Clients
from m_wms.convert.nouns import Noun, WrittenLine
from m_wms.domain.documents import DocumentType, Line, StockDocument
from m_wms.domain.picking import Goods, Shelves
from m_wms.store.picks import claims_of_others
from m_wms.usecases.pages import PAGE, all_pages, of_items
from m_wms.usecases.places import places_above
from m_wms.usecases.references import References
from m_wms.usecases.stored_goods import stored_goods


def to_pick(written: WrittenLine, line: Line, source: Line) -> Line:
    """A line of a pick list for a delivery's line. Raises what a field is refused with."""
    if source.whereabouts.lot_id and line.whereabouts.lot_id not in ("", source.whereabouts.lot_id):
        raise FieldInvalid("the delivery is of another lot", field=f"{written.path}.lot_id")
    if line.quantity is None:
        if written.message.HasField("picked_quantity"):
            raise FieldRequired("say how much was to be picked", field=f"{written.path}.quantity")
        return replace(line, stock_quantity=source.counted, whereabouts=source.whereabouts)
    lot_id = line.whereabouts.lot_id or source.whereabouts.lot_id
    return replace(line, whereabouts=replace(line.whereabouts, lot_id=lot_id), picked=_picked(written, line))


def require_in_warehouse(noun: Noun, written: WrittenLine, found: References, place: int) -> None:
    """Raises FieldInvalid where the goods of a delivery's line are in another warehouse than the pick list's."""
    document = found.sources.documents[found.sources.owners[place]]
    where = document.place_of(found.sources.lines[place])
    if where not in found.warehouses.values():
        raise FieldInvalid(f"its goods are in {where.code}", field=f"{written.path}.{noun.source}_line")


def require_no_more_than_asked(noun: Noun, lines: Sequence[Line], asked: Sequence[Line]) -> None:
    """Raises FieldInvalid where lines together are for more than a delivery's line, or two of them leave open where."""
    known: dict[object, Decimal] = {}
    wishes = set()
    for place, line in enumerate(lines):
        field = f"{noun.field}.lines[{place}]"
        if line.quantity is None:
            if line.source in wishes:
                raise FieldInvalid("a line above asks for it already", field=f"{field}.delivery_line")
            wishes.add(line.source)
            continue
        known[line.source] = known.get(line.source, Decimal(0)) + line.counted
        if known[line.source] > asked[place].counted:
            most = f"{format_decimal(asked[place].counted)} {line.item.uom_code}"
            raise FieldInvalid(f"the delivery's line is for {most}", field=f"{field}.quantity.value")


async def with_places(clients: Clients, uow: UnitOfWork, document: StockDocument) -> StockDocument:
    """A pick list whose lines all say how much is to be fetched where. Other documents as they are."""
    wishes = [line for line in document.lines if line.quantity is None]
    if document.type is not DocumentType.PICK_LIST or not wishes:
        return document
    items = {line.item.id for line in wishes}
    async with uow.transaction(current_caller().tenant) as transaction:
        claims = await claims_of_others(transaction, document, items)
    goods, unpromised = await asyncio.gather(_goods(clients, document, items), _unpromised(clients, document, items))
    shelves = Shelves(goods, unpromised, claims)
    said: dict[object, Decimal] = {}
    for line in document.lines:
        if line.quantity is not None:
            said[line.source] = said.get(line.source, Decimal(0)) + line.counted
    lines: list[Line] = []
    for line in document.lines:
        needed = line.counted - said.get(line.source, Decimal(0))
        lines += [line] if line.quantity is not None else shelves.fetched(line, needed)
    return replace(document, lines=tuple(lines))


def _picked(written: WrittenLine, line: Line) -> Decimal | None:
    """In the item's unit, nothing included."""
    if not written.message.HasField("picked_quantity"):
        return None
    picked, field = written.message.picked_quantity, f"{written.path}.picked_quantity"
    if picked.uom_code != line.item.uom_code:
        raise FieldInvalid(f"its stock unit is {line.item.uom_code}", field=f"{field}.uom_code")
    minor = parse_minor(picked.value, line.item.quantity_scale, f"{field}.value")
    value = Decimal(minor).scaleb(-line.item.quantity_scale)
    if value < 0:
        raise FieldInvalid("what was picked is not negative", field=f"{field}.value")
    if value > line.counted:
        raise FieldInvalid(f"the line is for {format_decimal(line.counted)}", field=f"{field}.value")
    return value


async def _goods(clients: Clients, document: StockDocument, items: set[uuid.UUID]) -> list[Goods]:
    """What is free place by place, but for lots that have expired."""
    assert document.warehouse is not None, "a pick list is of a warehouse"
    found = await stored_goods(clients, document.company_id, document.warehouse.id, items)
    lots, places = await asyncio.gather(
        _lots(clients, {one.lot_id for one in found if one.lot_id}),
        places_above(clients, {one.location_id for one in found if one.location_id}),
    )
    order = {lot.id: place for place, lot in enumerate(sorted(lots.values(), key=_age))}
    goods = []
    for one in found:
        expiry = parse_optional_date(lots[one.lot_id].expiry_date, "expiry_date") if one.lot_id else None
        if not _has_expired(expiry, document.posting_date):
            code = places[one.location_id].code if one.location_id in places else ""
            goods.append(_of_stored(one, code, order.get(one.lot_id, 0), expiry))
    return goods


def _of_stored(one: stock_report_pb2.StoredGoods, code: str, lot_order: int, expiry: date | None) -> Goods:
    return Goods(
        uuid.UUID(one.item_id),
        one.location_id,
        code,
        one.lot_id,
        lot_order,
        expiry,
        Decimal(one.on_hand.value) - Decimal(one.reserved.value),
        tuple(one.serial_numbers),
    )


def _age(lot: lot_pb2.Lot) -> tuple[int, int, str]:
    return lot.create_time.seconds, lot.create_time.nanos, lot.id


def _has_expired(expiry: date | None, day: date) -> bool:
    return expiry is not None and expiry < day


async def _unpromised(clients: Clients, document: StockDocument, items: set[uuid.UUID]) -> dict[uuid.UUID, Decimal]:
    assert document.warehouse is not None, "a pick list is of a warehouse"
    warehouse_id = str(document.warehouse.id)
    balances = await of_items(
        items,
        lambda item_id: all_pages(
            clients.stock.ListBalances,
            balance_pb2.ListBalancesRequest(
                company_id=str(document.company_id), warehouse_id=warehouse_id, item_id=item_id, page_size=PAGE
            ),
            "balances",
        ),
    )
    found: dict[uuid.UUID, Decimal] = {}
    for one in balances:
        item_id = uuid.UUID(one.item_id)
        found[item_id] = found.get(item_id, Decimal(0)) + Decimal(one.available.value)
    return found


async def _lots(clients: Clients, ids: set[str]) -> Mapping[str, lot_pb2.Lot]:
    wanted = sorted(ids)
    answers = await asyncio.gather(
        *(
            clients.stock.BatchGetLots(lot_pb2.BatchGetLotsRequest(ids=wanted[i : i + PAGE]))
            for i in range(0, len(wanted), PAGE)
        )
    )
    return {lot.id: lot for answer in answers for lot in answer.lots}
