"""Locations: made, renamed, archived."""

from datetime import datetime

from businessm.stock.v1 import location_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.errors import Archived, FieldInvalid, FieldRequired
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from stock_keeper.convert import location_message
from stock_keeper.domain.errors import LocationInUse
from stock_keeper.domain.locations import Location, LocationKind, require_fitting_parent
from stock_keeper.store.locations import LocationRepository

UPDATABLE = frozenset({"name"})


async def create_location(transaction: Transaction, message: location_pb2.Location, now: datetime) -> Location:
    """A new location. Raises Duplicate on code or id, and what its parent is refused with."""
    locations = LocationRepository(transaction)
    new = Location(
        id=given_or_new_id(message.id, "location.id"),
        company_id=parse_id(message.company_id, "location.company_id", "company"),
        code=message.code,
        name=message.name or message.code,
        kind=LocationKind(message.kind),
        parent_id=parse_id(message.parent_id, "location.parent_id", "location") if message.parent_id else None,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await _require_place(locations, new)
    await locations.add(new)
    return new


async def update_location(
    transaction: Transaction, message: location_pb2.Location, mask: FieldMask, now: datetime
) -> Location:
    """Changes the fields named. Raises NotFound, EtagMismatch, or what a field is refused with."""
    locations = LocationRepository(transaction)
    current = await locations.get(parse_id(message.id, "location.id", "location"), "location.id")
    require_current(current, message.etag, "location.etag")
    merged = merge_masked(location_message(current), message, mask, UPDATABLE)
    require_valid(merged, "location.")
    changed = revised(current, now, name=merged.name or current.code)
    await locations.update(changed, "location.etag")
    return changed


async def archive_location(transaction: Transaction, location_id: str, etag: str, now: datetime) -> Location:
    """Takes nothing new from now on; an archived one is answered as it is.

    Raises NotFound, EtagMismatch, LocationInUse.
    """
    locations = LocationRepository(transaction)
    known = parse_id(location_id, "id", "location")
    await locations.hold_still(known)
    current = await locations.get(known)
    require_current(current, etag)
    if current.archived:
        return current
    if await locations.in_use(known):
        raise LocationInUse("it has stock, or locations below it", field="id")
    changed = revised(current, now, archived=True)
    await locations.update(changed, "etag")
    return changed


async def _require_place(locations: LocationRepository, new: Location) -> None:
    if new.kind is LocationKind.WAREHOUSE:
        if new.parent_id:
            raise FieldInvalid("a warehouse stands in nothing", field="location.parent_id")
        return
    if new.parent_id is None:
        raise FieldRequired("say where it stands", field="location.parent_id")
    await locations.hold_still(new.parent_id)
    parent = await locations.get(new.parent_id, "location.parent_id")
    require_fitting_parent(new.kind, new.company_id, parent, "location.parent_id")
    if parent.archived:
        raise Archived(f"{parent.code} is archived", field="location.parent_id")
