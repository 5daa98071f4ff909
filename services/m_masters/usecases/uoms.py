"""Units of measure of a tenant's own: made, changed, archived. Standard ones stay as they are."""

from datetime import datetime

from businessm.masters.v1 import uom_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.errors import Archived, NotFound
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import uom_message
from m_masters.domain.standard import require_not_standard, require_own
from m_masters.domain.uoms import Uom, UomDimension, standard_uoms
from m_masters.store.uoms import UomRepository

UPDATABLE = frozenset({"name", "symbol", "whole"})


async def create_uom(transaction: Transaction, message: uom_pb2.Uom, now: datetime) -> Uom:
    """A new unit. Raises Duplicate on code or id, for a standard unit's code too."""
    require_not_standard(message.code, standard_uoms(), "uom.code")
    new = Uom(
        id=given_or_new_id(message.id, "uom.id"),
        code=message.code,
        name=message.name,
        symbol=message.symbol,
        whole=message.whole,
        dimension=UomDimension(message.dimension),
        standard=False,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await UomRepository(transaction).add(new)
    return new


async def update_uom(transaction: Transaction, message: uom_pb2.Uom, mask: FieldMask, now: datetime) -> Uom:
    """Changes the fields named.

    Raises NotFound, StateInvalid for a standard one, EtagMismatch, or what a field is refused with.
    """
    uoms = UomRepository(transaction)
    current = await uoms.get(parse_id(message.id, "uom.id", "uom"), "uom.id")
    require_own(current.standard, current.code, "uom.id")
    require_current(current, message.etag, "uom.etag")
    merged = merge_masked(uom_message(current), message, mask, UPDATABLE)
    require_valid(merged, "uom.")
    changed = revised(
        current,
        now,
        name=merged.name,
        symbol=merged.symbol,
        whole=merged.whole,
    )
    await uoms.update(changed, "uom.etag")
    return changed


async def archive_uom(transaction: Transaction, uom_id: str, etag: str, now: datetime) -> Uom:
    """Out of use from now on; an archived one is answered as it is.

    Raises NotFound, StateInvalid for a standard one, EtagMismatch.
    """
    uoms = UomRepository(transaction)
    current = await uoms.get(parse_id(uom_id, "id", "uom"))
    require_own(current.standard, current.code, "id")
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await uoms.update(changed, "etag")
    return changed


async def require_uom(transaction: Transaction, code: str, field: str) -> Uom:
    """The unit that something new may name. Raises NotFound or Archived on `field`."""
    found = (await UomRepository(transaction).by_codes([code])).get(code)
    if found is None:
        raise NotFound(f"no uom {code!r}", field=field)
    if found.archived:
        raise Archived(f"{code} is archived", field=field)
    return found
