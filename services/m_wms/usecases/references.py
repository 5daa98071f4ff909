"""What a document names in other contexts, asked there before anything is written and under the caller's tenant."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import grpc
from businessm.finance.v1 import customer_service_pb2, supplier_service_pb2
from businessm.ledger.v1 import company_pb2
from businessm.masters.v1 import item_pb2, item_service_pb2, uom_conversion_service_pb2
from businessm.stock.v1 import location_pb2
from m_kit.errors import Archived, BusinessError, FieldInvalid, NotFound
from m_kit.statuses import error_of

from m_wms.clients import Clients
from m_wms.convert import Noun
from m_wms.domain.documents import DocumentType, StockedItem, Warehouse

BATCH = 250


@dataclass(frozen=True, slots=True)
class References:
    """All that was named, found."""

    company_id: uuid.UUID
    currency_code: str
    currency_scale: int
    partner_id: uuid.UUID
    warehouse: Warehouse
    items: Sequence[StockedItem]
    stock_quantities: Sequence[Decimal]


async def find_references(clients: Clients, noun: Noun, message: Any) -> References:
    """What `message` (of the noun's type) names. Items and stock quantities come in the order of its lines.

    Raises NotFound, Archived or FieldInvalid on the field that names it.
    """
    company, location, partner_id, items, quantities = await asyncio.gather(
        _company(clients, message.company_id, f"{noun.field}.company_id"),
        _warehouse(clients, message.warehouse_id, f"{noun.field}.warehouse_id"),
        _partner(clients, noun, getattr(message, noun.partner_field)),
        _items(clients, noun, message),
        _stock_quantities(clients, noun, message),
        return_exceptions=True,
    )
    for found in (company, location, partner_id, items, quantities):
        if isinstance(found, BaseException):
            raise found
    assert isinstance(company, company_pb2.Company)
    assert isinstance(location, location_pb2.Location)
    if location.company_id != company.id:
        raise NotFound(f"the company has no warehouse {location.id}", field=f"{noun.field}.warehouse_id")
    return References(
        uuid.UUID(company.id),
        company.currency_code,
        next(one.scale for one in company.scales if one.currency_code == company.currency_code),
        partner_id,  # type: ignore[arg-type]
        Warehouse(uuid.UUID(location.id), location.code),
        items,  # type: ignore[arg-type]
        quantities,  # type: ignore[arg-type]
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


async def _warehouse(clients: Clients, warehouse_id: str, field: str) -> location_pb2.Location:
    response = await clients.stock.BatchGetLocations(location_pb2.BatchGetLocationsRequest(ids=[warehouse_id]))
    if not response.locations:
        raise NotFound(f"no warehouse {warehouse_id!r}", field=field)
    location: location_pb2.Location = response.locations[0]
    if location.kind != location_pb2.Location.WAREHOUSE:
        raise FieldInvalid(f"{location.code} is no warehouse but a part of one", field=field)
    if location.archived:
        raise Archived(f"warehouse {location.code} is archived", field=field)
    return location


async def _partner(clients: Clients, noun: Noun, partner_id: str) -> uuid.UUID:
    field = f"{noun.field}.{noun.partner_field}"
    if noun.document_type is DocumentType.GOODS_RECEIPT:
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


async def _items(clients: Clients, noun: Noun, message: Any) -> list[StockedItem]:
    ids = list(dict.fromkeys(line.item_id for line in message.lines))
    batches = await asyncio.gather(
        *(
            clients.items.BatchGetItems(item_service_pb2.BatchGetItemsRequest(ids=ids[i : i + BATCH]))
            for i in range(0, len(ids), BATCH)
        )
    )
    found = {uuid.UUID(item.id): item for batch in batches for item in batch.items}
    return [_stocked(found, line.item_id, f"{noun.field}.lines[{i}].item_id") for i, line in enumerate(message.lines)]


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
        uuid.UUID(item.id), item.uom_code, item.quantity_scale, item.valuation_method, item.allow_negative_stock
    )


async def _stock_quantities(clients: Clients, noun: Noun, message: Any) -> list[Decimal]:
    asked = [
        uom_conversion_service_pb2.QuantityToConvert(item_id=line.item_id, quantity=line.quantity)
        for line in message.lines
    ]
    batches = await asyncio.gather(
        *(
            clients.conversions.ConvertQuantities(
                uom_conversion_service_pb2.ConvertQuantitiesRequest(quantities=asked[i : i + BATCH])
            )
            for i in range(0, len(asked), BATCH)
        )
    )
    results = [result for batch in batches for result in batch.results]
    return [_converted(result, f"{noun.field}.lines[{i}].") for i, result in enumerate(results)]


def _converted(result: uom_conversion_service_pb2.ConvertedQuantity, field: str) -> Decimal:
    if result.HasField("error"):
        raise _refusal(result, field)
    return Decimal(result.quantity.value)


def _refusal(result: uom_conversion_service_pb2.ConvertedQuantity, field: str) -> BusinessError:
    return error_of(result.error, field)
