"""Parties: made, changed, archived."""

from datetime import datetime

from businessm.masters.v1 import party_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_masters.convert import party_message
from m_masters.domain.parties import Party, PartyKind
from m_masters.store.parties import PartyRepository

UPDATABLE = frozenset({"name", "kind", "code", "email", "phone", "language_code"})


async def create_party(transaction: Transaction, message: party_pb2.Party, now: datetime) -> Party:
    """A new party. Raises Duplicate on code or id."""
    new = Party(
        id=given_or_new_id(message.id, "party.id"),
        name=message.name,
        kind=_kind(message),
        code=message.code,
        email=message.email,
        phone=message.phone,
        language_code=message.language_code,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await PartyRepository(transaction).add(new)
    return new


async def update_party(transaction: Transaction, message: party_pb2.Party, mask: FieldMask, now: datetime) -> Party:
    """Changes the fields named. Raises NotFound, EtagMismatch, Duplicate, or what a field is refused with."""
    parties = PartyRepository(transaction)
    current = await parties.get(parse_id(message.id, "party.id", "party"), "party.id")
    require_current(current, message.etag, "party.etag")
    merged = merge_masked(party_message(current), message, mask, UPDATABLE)
    require_valid(merged, "party.")
    changed = revised(
        current,
        now,
        name=merged.name,
        kind=_kind(merged),
        code=merged.code,
        email=merged.email,
        phone=merged.phone,
        language_code=merged.language_code,
    )
    await parties.update(changed, "party.etag")
    return changed


async def archive_party(transaction: Transaction, party_id: str, etag: str, now: datetime) -> Party:
    """Out of use from now on; an archived one is answered as it is. Raises NotFound, EtagMismatch."""
    parties = PartyRepository(transaction)
    current = await parties.get(parse_id(party_id, "id", "party"))
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await parties.update(changed, "etag")
    return changed


def _kind(message: party_pb2.Party) -> PartyKind:
    return PartyKind(message.kind or PartyKind.ORGANIZATION)
