"""Addresses of parties: made, changed, archived. One of a kind is the default."""

from datetime import datetime

from businessm.masters.v1 import address_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.contributions.extended import EXTENSION_VALUES, ExtendedDocuments
from m_kit.document import require_current, revised
from m_kit.errors import Archived, FieldInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import address_message
from m_masters.domain.addresses import Address, AddressKind, require_country
from m_masters.store.addresses import AddressRepository
from m_masters.store.parties import PartyRepository

UPDATABLE = frozenset(
    {"label", "lines", "city", "region_code", "postal_code", "country_code", "is_default", EXTENSION_VALUES}
)


async def create_address(
    transaction: Transaction, extended: ExtendedDocuments, message: address_pb2.Address, now: datetime
) -> Address:
    """A new address, the default where it is asked to be or is the first of its kind.

    Raises NotFound or Archived on the party, Duplicate on id, FieldInvalid for no country, FieldsInvalid on the values
    that plugins' fields were given.
    """
    addresses = AddressRepository(transaction)
    party_id = parse_id(message.party_id, "address.party_id", "party")
    party = await PartyRepository(transaction).locked(party_id, "address.party_id")
    if party.archived:
        raise Archived(f"{party.name} is archived", field="address.party_id")
    kind = AddressKind(message.kind or AddressKind.OTHER)
    default = await addresses.default(party.id, kind)
    new = Address(
        id=given_or_new_id(message.id, "address.id"),
        party_id=party.id,
        kind=kind,
        label=message.label,
        lines=tuple(message.lines),
        city=message.city,
        region_code=message.region_code,
        postal_code=message.postal_code,
        country_code=require_country(message.country_code, "address.country_code"),
        is_default=message.is_default or default is None,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    if default and new.is_default:
        await addresses.update(revised(default, now, is_default=False), "address.is_default")
    await addresses.add(new)
    await extended.put_new(transaction, address_message(new), message.extension_values)
    return new


async def update_address(
    transaction: Transaction, extended: ExtendedDocuments, message: address_pb2.Address, mask: FieldMask, now: datetime
) -> Address:
    """Changes the fields named. Raises NotFound, EtagMismatch, Archived, or what a field is refused with."""
    addresses = AddressRepository(transaction)
    current = await addresses.get(parse_id(message.id, "address.id", "address"), "address.id")
    await PartyRepository(transaction).locked(current.party_id)
    require_current(current, message.etag, "address.etag")
    before = address_message(current)
    merged = merge_masked(before, message, mask, UPDATABLE)
    require_valid(merged, "address.")
    changed = revised(
        current,
        now,
        label=merged.label,
        lines=tuple(merged.lines),
        city=merged.city,
        region_code=merged.region_code,
        postal_code=merged.postal_code,
        country_code=require_country(merged.country_code, "address.country_code"),
        is_default=merged.is_default,
    )
    if changed.is_default != current.is_default:
        await _make_default(addresses, changed, now)
    await addresses.update(changed, "address.etag")
    await extended.put_changed(transaction, before, address_message(changed), merged.extension_values)
    return changed


async def archive_address(transaction: Transaction, address_id: str, etag: str, now: datetime) -> Address:
    """Out of use from now on, and no default; an archived one is answered as it is. Raises NotFound, EtagMismatch."""
    addresses = AddressRepository(transaction)
    current = await addresses.get(parse_id(address_id, "id", "address"))
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True, is_default=False)
    await addresses.update(changed, "etag")
    return changed


async def _make_default(addresses: AddressRepository, changed: Address, now: datetime) -> None:
    """Takes it from whichever was. A default is not merely taken away: a kind would be left without."""
    if not changed.is_default:
        raise FieldInvalid("make another address of this kind the default instead", field="address.is_default")
    if changed.archived:
        raise Archived("an archived address is nobody's default", field="address.is_default")
    before = await addresses.default(changed.party_id, changed.kind)
    if before:
        await addresses.update(revised(before, now, is_default=False), "address.etag")
