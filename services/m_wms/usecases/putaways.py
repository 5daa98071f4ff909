"""Where goods of a warehouse are to be put: by its rules, and by what stock has there now."""

import asyncio
import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from businessm.masters.v1 import uom_conversion_service_pb2
from businessm.type.v1 import quantity_pb2
from businessm.wms.v1 import putaway_pb2, putaway_rule_service_pb2
from m_kit.caller import current_caller
from m_kit.decimals import format_decimal
from m_kit.errors import BusinessError, FieldInvalid, FieldRequired
from m_kit.statuses import error_renamed, status_of
from m_kit.uow import UnitOfWork

from m_wms.clients import Clients
from m_wms.convert.nouns import PUTAWAY, Noun
from m_wms.domain.documents import DocumentType, StockDocument, StockedItem
from m_wms.domain.errors import OverCapacity
from m_wms.domain.putaway import Capacities, Put, PutawayRule, Rooms, Stored, put_away
from m_wms.store.putaway_rules import PutawayRuleRepository
from m_wms.usecases.pages import PAGE
from m_wms.usecases.places import above, places_above
from m_wms.usecases.references import References, find_references
from m_wms.usecases.sources import Sources
from m_wms.usecases.stored_goods import stored_goods

Suggestion = tuple[StockedItem, list[Put], Decimal]


async def suggested(
    clients: Clients, uow: UnitOfWork, request: putaway_rule_service_pb2.SuggestPutawayRequest
) -> list[Suggestion]:
    """(item, places, what is left) for each line. Raises what a field is refused with, and OverCapacity."""
    found = await _found(clients, request)
    rooms = await _rooms(clients, uow, found.company_id, _warehouse_id(found), found.items)
    suggestions: list[Suggestion] = []
    for i, (line, item, quantity) in enumerate(zip(request.lines, found.items, found.stock_quantities, strict=True)):
        assert quantity is not None, "the contract requires a quantity"
        if quantity <= 0:
            raise FieldInvalid("a quantity is positive", field=f"lines[{i}].quantity.value")
        if line.location_id:
            put = _wanted(rooms, item, quantity, line.location_id, f"lines[{i}].location_id")
            suggestions.append((item, [put], Decimal(0)))
        else:
            suggestions.append((item, *rooms.put(item, quantity)))
    return suggestions


async def with_suggested_places(clients: Clients, uow: UnitOfWork, document: StockDocument) -> StockDocument:
    """A put-away whose lines go where rules say, as far as they have room. Other documents as they are."""
    if document.type is not DocumentType.PUTAWAY or all(line.to_location_id for line in document.lines):
        return document
    assert document.warehouse is not None, "goods are put away in a warehouse"
    items = [line.item for line in document.lines]
    rooms = await _rooms(clients, uow, document.company_id, document.warehouse.id, items)
    said = (line for line in document.lines if line.to_location_id)
    rooms.take(Stored(line.item.id, line.to_location_id, line.counted) for line in said)
    lines = [[line] if line.to_location_id else put_away(line, rooms) for line in document.lines]
    return replace(document, lines=tuple(one for some in lines for one in some))


def require_all_put(noun: Noun, document: StockDocument) -> None:
    """Raises FieldRequired for the first line of a put-away that goes nowhere."""
    for place, line in enumerate(document.lines):
        if document.type is DocumentType.PUTAWAY and not line.to_location_id:
            field = f"{noun.field}.lines[{place}].to_location_id"
            raise FieldRequired("say where it goes: no rule has room for it", field=field)


async def capacities(clients: Clients, rules: Sequence[PutawayRule], items: Collection[uuid.UUID]) -> Capacities:
    """What each rule takes of each item that it is for, and that its unit converts to."""
    asked = [
        (rule, item_id)
        for rule in rules
        for item_id in ([rule.item_id] if rule.item_id else items)
        if rule.capacity is not None and item_id in items
    ]
    quantities = [
        uom_conversion_service_pb2.QuantityToConvert(
            item_id=str(item_id),
            quantity=quantity_pb2.Quantity(uom_code=rule.capacity_uom_code, value=format_decimal(rule.capacity)),
        )
        for rule, item_id in asked
        if rule.capacity is not None
    ]
    answers = await asyncio.gather(
        *(
            clients.conversions.ConvertQuantities(
                uom_conversion_service_pb2.ConvertQuantitiesRequest(quantities=quantities[i : i + PAGE])
            )
            for i in range(0, len(quantities), PAGE)
        )
    )
    results = [result for answer in answers for result in answer.results]
    return {
        (rule.id, item_id): Decimal(result.quantity.value)
        for (rule, item_id), result in zip(asked, results, strict=True)
        if not result.HasField("error")
    }


async def _found(clients: Clients, request: putaway_rule_service_pb2.SuggestPutawayRequest) -> References:
    """What the lines name is found and judged as a put-away's."""
    asked = putaway_pb2.Putaway(
        company_id=request.company_id,
        warehouse_id=request.warehouse_id,
        lines=[
            putaway_pb2.PutawayLine(item_id=one.item_id, quantity=one.quantity, to_location_id=one.location_id)
            for one in request.lines
        ],
    )
    try:
        return await find_references(clients, PUTAWAY, asked, Sources())
    except BusinessError as error:
        raise error_renamed(status_of(error), _path_of_asked) from error


def _path_of_asked(path: str) -> str:
    return path.removeprefix("putaway.").replace("to_location_id", "location_id")


def _warehouse_id(found: References) -> uuid.UUID:
    (warehouse,) = found.warehouses.values()
    return warehouse.id


def _wanted(rooms: Rooms, item: StockedItem, quantity: Decimal, location_id: str, field: str) -> Put:
    """All of it where somebody wants it. Raises OverCapacity."""
    place = str(uuid.UUID(location_id))
    room = rooms.room(item, place)
    if room is not None and room < quantity:
        left = format_decimal(room)
        raise OverCapacity(
            f"there is room for {left} {item.uom_code}", field=field, metadata={"location_id": place, "room": left}
        )
    rooms.take([Stored(item.id, place, quantity)])
    return Put(place, quantity)


async def _rooms(
    clients: Clients, uow: UnitOfWork, company_id: uuid.UUID, warehouse_id: uuid.UUID, items: Sequence[StockedItem]
) -> Rooms:
    """What stock has now taken off. Goods of other items count where a rule is for all."""
    async with uow.transaction(current_caller().tenant) as transaction:
        rules = await PutawayRuleRepository(transaction).of_warehouse(warehouse_id, [item.id for item in items])
    for_all = any(rule.item_id is None and rule.capacity is not None for rule in rules)
    goods = [
        Stored(uuid.UUID(one.item_id), one.location_id, Decimal(one.on_hand.value))
        for one in await stored_goods(clients, company_id, warehouse_id, None if for_all else {i.id for i in items})
    ]
    stored = [one for one in goods if one.location_id]
    about = {item.id for item in items} | {one.item_id for one in stored}
    takes, places = await asyncio.gather(
        capacities(clients, rules, about),
        places_above(clients, {*(str(rule.location_id) for rule in rules), *(one.location_id for one in stored)}),
    )
    rules = [rule for rule in rules if not places[str(rule.location_id)].archived]
    enclosing = {place_id: [place_id, *above(places, place_id)] for place_id in places}
    rooms = Rooms(rules, takes, enclosing, {place_id: place.code for place_id, place in places.items()})
    rooms.take(stored)
    return rooms
