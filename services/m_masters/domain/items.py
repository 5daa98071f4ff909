"""Items: what is bought, stored and sold."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

from biip import ParseError
from biip.gtin import Gtin
from m_kit.errors import Duplicate, FieldInvalid

from m_masters.domain.errors import FieldChecksum

DEFAULT_QUANTITY_SCALE = 3


class ValuationMethod(IntEnum):
    """How stock is valued; the numbers are the contract's."""

    FIFO = 1
    MOVING_AVERAGE = 2
    STANDARD = 3
    PER_LOT = 4
    LIFO = 5
    HIFO = 6


class Tracking(IntEnum):
    """What single goods are told apart by; the numbers are the contract's."""

    NONE = 0
    BY_LOT = 1
    BY_SERIAL = 2


@dataclass(frozen=True, slots=True)
class Item:
    """An item. Quantities of it are in `uom_code` with up to `quantity_scale` digits after the point. The percents say
    what may come more, or less, than was ordered."""

    id: uuid.UUID
    code: str
    name: str
    description: str
    uom_code: str
    quantity_scale: int
    valuation_method: ValuationMethod
    is_stocked: bool
    allow_negative_stock: bool
    barcodes: tuple[str, ...]
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime
    tracking: Tracking = Tracking.NONE
    over_receipt_percent: Decimal = Decimal(0)
    under_receipt_percent: Decimal = Decimal(0)


def require_trackable(item: Item, field: str) -> None:
    """Raises FieldInvalid where what is valued by lot has none, or a part of a piece would have a serial number."""
    if item.valuation_method is ValuationMethod.PER_LOT and item.tracking is not Tracking.BY_LOT:
        raise FieldInvalid("what is valued by lot is tracked by lot", field=f"{field}.tracking")
    if item.tracking is Tracking.BY_SERIAL and item.quantity_scale:
        raise FieldInvalid("a serial number is of a whole piece", field=f"{field}.quantity_scale")


def gtin_14(barcode: str, field: str = "barcode") -> str:
    """A GTIN of 8 to 14 digits in 14, so that the same code is equal however it was scanned.

    Raises FieldChecksum for a wrong check digit (GS1 General Specifications, 7.9), or text that is no GTIN.
    """
    try:
        return Gtin.parse(barcode).as_gtin_14()
    except ParseError as error:
        raise FieldChecksum(f"{barcode[:32]!r} is no GTIN: its check digit is wrong", field=field) from error


def require_barcodes(barcodes: Iterable[str], field: str) -> None:
    """Raises FieldChecksum, or Duplicate for one code given twice, on the barcode's place in `field`."""
    seen: set[str] = set()
    for i, barcode in enumerate(barcodes):
        place = f"{field}[{i}]"
        gtin = gtin_14(barcode, place)
        if gtin in seen:
            raise Duplicate(f"{barcode} is given twice", field=place)
        seen.add(gtin)
