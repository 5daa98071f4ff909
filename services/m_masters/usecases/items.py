"""Items: made, changed, archived."""

from datetime import datetime
from decimal import Decimal

from businessm.masters.v1 import item_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.contributions.extended import EXTENSION_VALUES, ExtendedDocuments
from m_kit.document import require_current, revised
from m_kit.errors import Archived
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import item_message
from m_masters.domain.items import (
    DEFAULT_QUANTITY_SCALE,
    Item,
    Tracking,
    ValuationMethod,
    require_barcodes,
    require_trackable,
)
from m_masters.store.items import ItemRepository
from m_masters.usecases.uoms import require_uom

# What stock is counted and valued by stays as it was: quantities and layers elsewhere rest on it.
UPDATABLE = frozenset(
    {
        *("code", "name", "description", "allow_negative_stock", "barcodes"),
        *("over_receipt_percent", "under_receipt_percent", EXTENSION_VALUES),
    }
)


async def create_item(
    transaction: Transaction, extended: ExtendedDocuments, message: item_pb2.Item, now: datetime
) -> Item:
    """A new item, with the values that plugins' fields were given.

    Raises Duplicate on code, id or barcodes, FieldChecksum, NotFound or Archived on its unit, FieldsInvalid on values.
    """
    require_barcodes(message.barcodes, "item.barcodes")
    uom = await require_uom(transaction, message.uom_code, "item.uom_code")
    new = Item(
        id=given_or_new_id(message.id, "item.id"),
        code=message.code,
        name=message.name,
        description=message.description,
        uom_code=uom.code,
        quantity_scale=message.quantity_scale if message.HasField("quantity_scale") else DEFAULT_QUANTITY_SCALE,
        valuation_method=ValuationMethod(message.valuation_method or ValuationMethod.FIFO),
        is_stocked=message.is_stocked if message.HasField("is_stocked") else True,
        allow_negative_stock=message.allow_negative_stock,
        barcodes=tuple(message.barcodes),
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
        tracking=Tracking(message.tracking),
        **_percents(message),
    )
    require_trackable(new, "item")
    await ItemRepository(transaction).add(new)
    await extended.put_new(transaction, item_message(new), message.extension_values)
    return new


async def update_item(
    transaction: Transaction, extended: ExtendedDocuments, message: item_pb2.Item, mask: FieldMask, now: datetime
) -> Item:
    """Changes the fields named. Raises NotFound, EtagMismatch, Duplicate, or what a field is refused with."""
    items = ItemRepository(transaction)
    current = await items.get(parse_id(message.id, "item.id", "item"), "item.id")
    require_current(current, message.etag, "item.etag")
    before = item_message(current)
    merged = merge_masked(before, message, mask, UPDATABLE)
    require_valid(merged, "item.")
    require_barcodes(merged.barcodes, "item.barcodes")
    changed = revised(
        current,
        now,
        code=merged.code,
        name=merged.name,
        description=merged.description,
        allow_negative_stock=merged.allow_negative_stock,
        barcodes=tuple(merged.barcodes),
        **_percents(merged),
    )
    await items.update(changed, "item.etag", with_barcodes=changed.barcodes != current.barcodes)
    await extended.put_changed(transaction, before, item_message(changed), merged.extension_values)
    return changed


async def archive_item(transaction: Transaction, item_id: str, etag: str, now: datetime) -> Item:
    """Out of use from now on; an archived one is answered as it is. Raises NotFound, EtagMismatch."""
    items = ItemRepository(transaction)
    current = await items.get(parse_id(item_id, "id", "item"))
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await items.update(changed, "etag")
    return changed


async def require_item(transaction: Transaction, item_id: str, field: str) -> Item:
    """The item that something new may name. Raises NotFound or Archived on `field`."""
    found = await ItemRepository(transaction).get(parse_id(item_id, field, "item"), field)
    if found.archived:
        raise Archived(f"{found.code} is archived", field=field)
    return found


def _percents(message: item_pb2.Item) -> dict[str, Decimal]:
    return {field: Decimal(getattr(message, field) or 0) for field in ("over_receipt_percent", "under_receipt_percent")}
