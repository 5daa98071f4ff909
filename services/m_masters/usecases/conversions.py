"""Conversions between units: made, changed, archived, and quantities converted by them."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from businessm.masters.v1 import uom_conversion_pb2
from businessm.masters.v1.uom_conversion_service_pb2 import QuantityToConvert
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.decimals import parse_decimal
from m_kit.document import require_current, revised
from m_kit.errors import BusinessError, NotFound
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, known_ids, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import uom_conversion_message
from m_masters.domain.conversions import UomConversion, converted, require_consistent, require_dimensions
from m_masters.domain.items import Item
from m_masters.store.conversions import UomConversionRepository
from m_masters.store.items import ItemRepository
from m_masters.usecases.items import require_item
from m_masters.usecases.uoms import require_uom

UPDATABLE = frozenset({"numerator", "denominator"})


async def create_uom_conversion(
    transaction: Transaction, message: uom_conversion_pb2.UomConversion, now: datetime
) -> UomConversion:
    """A new conversion, of an item or in general.

    Raises NotFound or Archived on the item and the units, Duplicate, or what domain/conversions.py refuses it with.
    """
    conversions = UomConversionRepository(transaction)
    await conversions.one_writer()
    item_id = None
    if message.item_id:
        item_id = (await require_item(transaction, message.item_id, "uom_conversion.item_id")).id
    source = await require_uom(transaction, message.from_uom_code, "uom_conversion.from_uom_code")
    target = await require_uom(transaction, message.to_uom_code, "uom_conversion.to_uom_code")
    new = UomConversion(
        id=given_or_new_id(message.id, "uom_conversion.id"),
        item_id=item_id,
        from_uom_code=source.code,
        to_uom_code=target.code,
        **_ratio(message),
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    if item_id is None:
        require_dimensions(source, target, "uom_conversion.to_uom_code")
    await _require_consistent(conversions, new)
    await conversions.add(new)
    return new


async def update_uom_conversion(
    transaction: Transaction, message: uom_conversion_pb2.UomConversion, mask: FieldMask, now: datetime
) -> UomConversion:
    """Changes the factor. Raises NotFound, EtagMismatch, or what it is refused with."""
    conversions = UomConversionRepository(transaction)
    await conversions.one_writer()
    conversion_id = parse_id(message.id, "uom_conversion.id", "conversion")
    current = await conversions.get(conversion_id, "uom_conversion.id")
    require_current(current, message.etag, "uom_conversion.etag")
    merged = merge_masked(uom_conversion_message(current), message, mask, UPDATABLE)
    require_valid(merged, "uom_conversion.")
    changed = revised(current, now, **_ratio(merged))
    await _require_consistent(conversions, changed)
    await conversions.update(changed, "uom_conversion.etag")
    return changed


async def archive_uom_conversion(
    transaction: Transaction, conversion_id: str, etag: str, now: datetime
) -> UomConversion:
    """Nothing is converted by it any more; an archived one is answered as it is. Raises NotFound, EtagMismatch."""
    conversions = UomConversionRepository(transaction)
    current = await conversions.get(parse_id(conversion_id, "id", "conversion"))
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await conversions.update(changed, "etag")
    return changed


async def convert_quantities(
    transaction: Transaction, asked: Iterable[QuantityToConvert]
) -> list[tuple[str, Decimal] | BusinessError]:
    """(the item's unit, the quantity in it) or a refusal, for each quantity in order."""
    entries = list(asked)
    items = await ItemRepository(transaction).by_ids(known_ids({entry.item_id for entry in entries}))
    conversions = await UomConversionRepository(transaction).that_count_for(items)
    counting = {item_id: [one for one in conversions if one.item_id in (None, item_id)] for item_id in items}
    return [_converted(entry, items, counting) for entry in entries]


def _converted(
    entry: QuantityToConvert, items: Mapping[uuid.UUID, Item], counting: Mapping[uuid.UUID, list[UomConversion]]
) -> tuple[str, Decimal] | BusinessError:
    try:
        item = items.get(parse_id(entry.item_id, "item_id", "item"))
        if item is None:
            raise NotFound(f"no item {entry.item_id}", field="item_id")
        value = parse_decimal(entry.quantity.value, "quantity.value")
        unit = entry.quantity.uom_code
        return item.uom_code, converted(value, unit, item.uom_code, counting[item.id], item.quantity_scale)
    except BusinessError as refusal:
        return refusal


async def _require_consistent(conversions: UomConversionRepository, one: UomConversion) -> None:
    """An archived one no longer counts, so it contradicts nothing."""
    others = await conversions.that_count_for([one.item_id] if one.item_id else [])
    require_consistent(one, [] if one.archived else others)


def _ratio(message: uom_conversion_pb2.UomConversion) -> dict[str, Decimal]:
    return {
        "numerator": parse_decimal(message.numerator, "uom_conversion.numerator"),
        "denominator": parse_decimal(message.denominator or "1", "uom_conversion.denominator"),
    }
