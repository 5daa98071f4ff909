"""What a document names in other contexts, asked there before anything is written and under the caller's tenant."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import grpc
from businessm.finance.v1 import customer_service_pb2, supplier_service_pb2
from businessm.ledger.v1 import company_pb2
from businessm.masters.v1 import item_pb2, item_service_pb2, uom_conversion_service_pb2
from businessm.stock.v1 import location_pb2
from m_kit.errors import Archived, BusinessError, FieldInvalid, NotFound
from m_kit.statuses import error_renamed

from m_wms.clients import Clients
from m_wms.convert.nouns import Noun, WrittenLine
from m_wms.domain.documents import DocumentType, StockedItem, Warehouse
from m_wms.usecases.places import require_places
from m_wms.usecases.sources import Sources

BATCH = 250
# Fields of lines whose places are asked for when they are written.
_PLACES_OF_LINES = {DocumentType.STOCK_COUNT: "location_id", DocumentType.PUTAWAY: "to_location_id"}
_WAREHOUSES = ("warehouse_id", "target_warehouse_id", "transit_warehouse_id")


@dataclass(frozen=True, slots=True)
class References:
    """All that was named, found. Items and stock quantities come in the order of the written lines; a line of no
    quantity has None. Warehouses are by their id as it was written."""

    company_id: uuid.UUID
    currency_code: str
    currency_scale: int
    partner_id: uuid.UUID | None
    warehouses: Mapping[str, Warehouse]
    items: Sequence[StockedItem]
    stock_quantities: Sequence[Decimal | None]
    sources: Sources


async def find_references(clients: Clients, noun: Noun, message: Any, sources: Sources) -> References:
    """What `message` (of the noun's type) names; `sources` are the documents that its lines rest on.

    Raises NotFound, Archived or FieldInvalid on the field that names it.
    """
    written = list(noun.written(message))
    company, warehouses, partner_id, items, quantities = await asyncio.gather(
        _company(clients, message.company_id, f"{noun.field}.company_id"),
        _warehouses(clients, _named_warehouses(noun, message, written)),
        _partner(clients, noun, message),
        _items(clients, written, sources),
        _stock_quantities(clients, written, sources),
        return_exceptions=True,
    )
    for found in (company, warehouses, partner_id, items, quantities):
        if isinstance(found, BaseException):
            raise found
    assert isinstance(company, company_pb2.Company)
    for location, field in warehouses.values():  # type: ignore[union-attr]
        if location.company_id != company.id:
            raise NotFound(f"the company has no warehouse {location.id}", field=field)
    if places := _named_places(noun, message, written):
        await require_places(clients, message.warehouse_id, places)
    return References(
        uuid.UUID(company.id),
        company.currency_code,
        next(one.scale for one in company.scales if one.currency_code == company.currency_code),
        partner_id,  # type: ignore[arg-type]
        {key: Warehouse(uuid.UUID(one.id), one.code) for key, (one, _) in warehouses.items()},  # type: ignore[union-attr]
        items,  # type: ignore[arg-type]
        quantities,  # type: ignore[arg-type]
        sources,
    )


async def _company(clients: Clients, company_id: str, field: str) -> company_pb2.Company:
    try:
        response: company_pb2.GetCompanyResponse = await clients.ledger.GetCompany(
            company_pb2.GetCompanyRequest(id=company_id)
        )
    except grpc.aio.AioRpcError as error:
        if error.code() is not grpc.StatusCode.NOT_FOUND:
            raise
        raise NotFound(f"no company {company_id!r}", field=field) from error
    return response.company


def _named_warehouses(noun: Noun, message: Any, written: Sequence[WrittenLine]) -> dict[str, str]:
    """Id to the first path that names it."""
    named = {
        getattr(message, field): f"{noun.field}.{field}" for field in reversed(_WAREHOUSES) if field in noun.fields
    }
    for line in reversed(written):
        if line.has("warehouse_id"):
            named.setdefault(line.message.warehouse_id, f"{line.path}.warehouse_id")
    return {warehouse_id: field for warehouse_id, field in named.items() if warehouse_id}


async def _warehouses(clients: Clients, named: Mapping[str, str]) -> dict[str, tuple[location_pb2.Location, str]]:
    ids = list(named)
    batches = await asyncio.gather(
        *(
            clients.stock.BatchGetLocations(location_pb2.BatchGetLocationsRequest(ids=ids[i : i + BATCH]))
            for i in range(0, len(ids), BATCH)
        )
    )
    found = {location.id: location for batch in batches for location in batch.locations}
    return {warehouse_id: (_warehouse(found, warehouse_id, field), field) for warehouse_id, field in named.items()}


def _warehouse(found: Mapping[str, location_pb2.Location], warehouse_id: str, field: str) -> location_pb2.Location:
    try:
        location = found[str(uuid.UUID(warehouse_id))]
    except (ValueError, KeyError):
        raise NotFound(f"no warehouse {warehouse_id!r}", field=field) from None
    if location.kind != location_pb2.Location.WAREHOUSE:
        raise FieldInvalid(f"{location.code} is no warehouse but a part of one", field=field)
    if location.archived:
        raise Archived(f"warehouse {location.code} is archived", field=field)
    return location


def _named_places(noun: Noun, message: Any, written: Sequence[WrittenLine]) -> dict[str, str]:
    """Id to the first path that names it: places that have to be of the document's warehouse. What leaves a place stock
    refuses itself where it is not there."""
    named: dict[str, str] = {}
    if "staging_location_id" in noun.fields:
        named[message.staging_location_id] = f"{noun.field}.staging_location_id"
    name = _PLACES_OF_LINES.get(noun.document_type, "")
    for line in written:
        if name and getattr(line.message, name):
            named.setdefault(getattr(line.message, name), f"{line.path}.{name}")
    return named


async def _partner(clients: Clients, noun: Noun, message: Any) -> uuid.UUID | None:
    if not noun.partner:
        return None
    partner_id, field = getattr(message, noun.partner_field), f"{noun.field}.{noun.partner_field}"
    if noun.partner == "supplier":
        suppliers = await clients.suppliers.BatchGetSuppliers(
            supplier_service_pb2.BatchGetSuppliersRequest(ids=[partner_id])
        )
        found = list(suppliers.suppliers)
    else:
        customers = await clients.customers.BatchGetCustomers(
            customer_service_pb2.BatchGetCustomersRequest(ids=[partner_id])
        )
        found = list(customers.customers)
    if not found:
        raise NotFound(f"no {noun.partner} {partner_id!r}", field=field)
    if found[0].archived:
        raise Archived(f"{noun.partner} {partner_id} is archived", field=field)
    return uuid.UUID(found[0].id)


async def _items(clients: Clients, written: Sequence[WrittenLine], sources: Sources) -> list[StockedItem]:
    """A line that rests on another is of that one's item, as it was then; archived or not, what came may go back."""
    if sources.lines:
        return [line.item for line in sources.lines]
    ids = list(dict.fromkeys(line.message.item_id for line in written))
    batches = await asyncio.gather(
        *(
            clients.items.BatchGetItems(item_service_pb2.BatchGetItemsRequest(ids=ids[i : i + BATCH]))
            for i in range(0, len(ids), BATCH)
        )
    )
    found = {uuid.UUID(item.id): item for batch in batches for item in batch.items}
    return [_stocked(found, line.message.item_id, f"{line.path}.item_id") for line in written]


def _stocked(found: dict[uuid.UUID, item_pb2.Item], item_id: str, field: str) -> StockedItem:
    try:
        item = found[uuid.UUID(item_id)]
    except (ValueError, KeyError):
        raise NotFound(f"no item {item_id!r}", field=field) from None
    if item.archived:
        raise Archived(f"item {item.code} is archived", field=field)
    if not item.is_stocked:
        raise FieldInvalid(f"no stock is kept of item {item.code}", field=field)
    return StockedItem(
        uuid.UUID(item.id),
        item.uom_code,
        item.quantity_scale,
        item.valuation_method,
        item.allow_negative_stock,
        item.tracking,
        over_receipt_percent=Decimal(item.over_receipt_percent or 0),
        under_receipt_percent=Decimal(item.under_receipt_percent or 0),
    )


async def _stock_quantities(clients: Clients, written: Sequence[WrittenLine], sources: Sources) -> list[Decimal | None]:
    asked: dict[int, uom_conversion_service_pb2.QuantityToConvert] = {}
    for place, line in enumerate(written):
        item_id = str(sources.lines[place].item.id) if sources.lines else line.message.item_id
        if line.quantity_field and line.message.HasField(line.quantity_field):
            quantity = getattr(line.message, line.quantity_field)
            asked[place] = uom_conversion_service_pb2.QuantityToConvert(item_id=item_id, quantity=quantity)
    quantities = list(asked.values())
    batches = await asyncio.gather(
        *(
            clients.conversions.ConvertQuantities(
                uom_conversion_service_pb2.ConvertQuantitiesRequest(quantities=quantities[i : i + BATCH])
            )
            for i in range(0, len(quantities), BATCH)
        )
    )
    results = [result for batch in batches for result in batch.results]
    converted = dict(zip(asked, results, strict=True))
    return [_converted(converted.get(place), line) for place, line in enumerate(written)]


def _converted(result: uom_conversion_service_pb2.ConvertedQuantity | None, line: WrittenLine) -> Decimal | None:
    if result is None:
        return None
    if result.HasField("error"):
        raise _refusal(result, line)
    return Decimal(result.quantity.value)


def _refusal(result: uom_conversion_service_pb2.ConvertedQuantity, line: WrittenLine) -> BusinessError:
    """What they call `quantity` is what the line calls it."""
    name = f"{line.path}.{line.quantity_field}"
    return error_renamed(
        result.error, lambda path: name + path.removeprefix("quantity") if path.startswith("quantity") else name
    )
