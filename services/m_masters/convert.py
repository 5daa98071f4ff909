"""Domain to messages."""

from datetime import date
from decimal import Decimal

from businessm.masters.v1 import (
    address_pb2,
    currency_pb2,
    item_pb2,
    item_service_pb2,
    party_pb2,
    standard_cost_pb2,
    uom_conversion_pb2,
    uom_conversion_service_pb2,
    uom_pb2,
)
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.decimals import format_decimal
from m_kit.document import fill_document
from m_kit.errors import BusinessError
from m_kit.statuses import status_of

from m_masters.domain.addresses import Address
from m_masters.domain.barcodes import Scanned
from m_masters.domain.conversions import UomConversion
from m_masters.domain.currencies import Currency
from m_masters.domain.items import Item
from m_masters.domain.parties import Party
from m_masters.domain.standard_costs import StandardCost
from m_masters.domain.uoms import Uom


def party_message(party: Party) -> party_pb2.Party:
    """A party as answered."""
    message = party_pb2.Party(
        name=party.name,
        kind=party.kind.name,
        code=party.code,
        email=party.email,
        phone=party.phone,
        language_code=party.language_code,
        archived=party.archived,
    )
    return fill_document(message, party)


def address_message(address: Address) -> address_pb2.Address:
    """An address as answered."""
    message = address_pb2.Address(
        party_id=str(address.party_id),
        kind=address.kind.name,
        label=address.label,
        lines=address.lines,
        city=address.city,
        region_code=address.region_code,
        postal_code=address.postal_code,
        country_code=address.country_code,
        is_default=address.is_default,
        archived=address.archived,
    )
    return fill_document(message, address)


def currency_message(currency: Currency) -> currency_pb2.Currency:
    """A currency as answered."""
    message = currency_pb2.Currency(
        code=currency.code,
        name=currency.name,
        minor_unit_digits=currency.minor_unit_digits,
        symbol=currency.symbol,
        standard=currency.standard,
        archived=currency.archived,
    )
    return fill_document(message, currency)


def uom_message(uom: Uom) -> uom_pb2.Uom:
    """A unit of measure as answered."""
    message = uom_pb2.Uom(
        code=uom.code,
        name=uom.name,
        symbol=uom.symbol,
        whole=uom.whole,
        dimension="DIMENSION_UNSPECIFIED" if not uom.dimension else uom.dimension.name,
        standard=uom.standard,
        archived=uom.archived,
    )
    return fill_document(message, uom)


def item_message(item: Item) -> item_pb2.Item:
    """An item as answered."""
    message = item_pb2.Item(
        code=item.code,
        name=item.name,
        description=item.description,
        uom_code=item.uom_code,
        quantity_scale=item.quantity_scale,
        valuation_method=item.valuation_method.name,
        tracking=item.tracking.value,  # type: ignore[arg-type]
        is_stocked=item.is_stocked,
        allow_negative_stock=item.allow_negative_stock,
        barcodes=item.barcodes,
        archived=item.archived,
        over_receipt_percent=_percent(item.over_receipt_percent),
        under_receipt_percent=_percent(item.under_receipt_percent),
    )
    return fill_document(message, item)


def _percent(value: Decimal) -> str:
    return format_decimal(value) if value else ""


def scanned_message(scanned: Scanned, item: Item) -> item_service_pb2.ResolveBarcodeResponse:
    """What a scanned code means, of the item that has its GTIN."""
    response = item_service_pb2.ResolveBarcodeResponse(
        item=item_message(item),
        gtin=scanned.gtin,
        lot_number=scanned.lot_number,
        serial_number=scanned.serial_number,
        expiry_date=_day(scanned.expiry_date),
        best_before_date=_day(scanned.best_before_date),
        production_date=_day(scanned.production_date),
    )
    if scanned.quantity is not None:
        response.quantity.uom_code = scanned.uom_code or item.uom_code
        response.quantity.value = format_decimal(scanned.quantity)
    return response


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def standard_cost_message(cost: StandardCost) -> standard_cost_pb2.StandardCost:
    """A standard cost as answered: its own digits."""
    message = standard_cost_pb2.StandardCost(
        item_id=str(cost.item_id),
        unit_cost=money_pb2.Money(currency_code=cost.currency_code, amount=format_decimal(cost.unit_cost)),
        from_date=cost.from_date.isoformat(),
    )
    return fill_document(message, cost)


def uom_conversion_message(conversion: UomConversion) -> uom_conversion_pb2.UomConversion:
    """A conversion as answered."""
    message = uom_conversion_pb2.UomConversion(
        item_id=str(conversion.item_id or ""),
        from_uom_code=conversion.from_uom_code,
        to_uom_code=conversion.to_uom_code,
        numerator=format_decimal(conversion.numerator),
        denominator=format_decimal(conversion.denominator),
        archived=conversion.archived,
    )
    return fill_document(message, conversion)


def converted_message(
    result: tuple[str, Decimal] | BusinessError,
) -> uom_conversion_service_pb2.ConvertedQuantity:
    """(unit, quantity), or why not."""
    if isinstance(result, BusinessError):
        return uom_conversion_service_pb2.ConvertedQuantity(error=status_of(result))
    uom_code, value = result
    quantity = quantity_pb2.Quantity(uom_code=uom_code, value=format_decimal(value))
    return uom_conversion_service_pb2.ConvertedQuantity(quantity=quantity)
