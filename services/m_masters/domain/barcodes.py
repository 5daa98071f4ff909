"""What a scanned code says: GTINs and GS1 element strings (GS1 General Specifications, 3 and 7.8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import biip
from biip import ParseError
from biip.gs1_messages import GS1Message
from m_kit.errors import FieldInvalid

from m_masters.domain.errors import FieldChecksum
from m_masters.domain.items import gtin_14

KILOGRAM = "KGM"
_PIECES = ("30", "37")
_KILOGRAMS = "310"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A GTIN of 14 digits and what was said beside it. `uom_code` is empty where `quantity` counts stock units."""

    gtin: str
    lot_number: str = ""
    serial_number: str = ""
    quantity: Decimal | None = None
    uom_code: str = ""
    expiry_date: date | None = None
    best_before_date: date | None = None
    production_date: date | None = None


def scanned_of(barcode: str, field: str) -> Scanned:
    """What a code means. Raises FieldInvalid where it is none of these or has no GTIN, FieldChecksum where the GTIN's
    check digit is wrong."""
    if barcode.isdecimal() and len(barcode) in (8, 12, 13, 14):
        return Scanned(gtin_14(barcode, field))
    try:
        message = biip.parse(barcode).gs1_message
    except ParseError as error:
        raise FieldInvalid(f"{barcode[:80]!r} is neither a GTIN nor what GS1 prints", field=field) from error
    gtin = message and (_text(message, "01") or _text(message, "02"))
    if not message or not gtin:
        raise FieldInvalid(f"{barcode[:80]!r} has no GTIN", field=field)
    try:
        gtin = gtin_14(gtin, field)
    except FieldChecksum as error:
        raise FieldChecksum(f"{gtin} is no GTIN: its check digit is wrong", field=field) from error
    quantity, uom_code = _quantity(message)
    return Scanned(
        gtin,
        lot_number=_text(message, "10"),
        serial_number=_text(message, "21"),
        quantity=quantity,
        uom_code=uom_code,
        expiry_date=_day(message, "17"),
        best_before_date=_day(message, "15"),
        production_date=_day(message, "11"),
    )


def _quantity(message: GS1Message) -> tuple[Decimal | None, str]:
    """Pieces where they are counted, else kilograms."""
    for identifier in _PIECES:
        if pieces := _text(message, identifier):
            return Decimal(pieces), ""
    weights = message.element_strings.filter(ai=_KILOGRAMS)
    return (weights[0].decimal, KILOGRAM) if weights else (None, "")


def _text(message: GS1Message, identifier: str) -> str:
    found = message.element_strings.get(ai=identifier)
    return found.value if found else ""


def _day(message: GS1Message, identifier: str) -> date | None:
    found = message.element_strings.get(ai=identifier)
    return found.date if found else None
