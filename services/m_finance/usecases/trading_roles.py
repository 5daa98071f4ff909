"""Suppliers and customers: made of a party, changed, archived."""

import uuid
from datetime import datetime

from businessm.masters.v1 import party_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.contributions.extended import EXTENSION_VALUES, ExtendedDocuments
from m_kit.document import require_current, revised
from m_kit.errors import Archived, NotFound
from m_kit.fieldmask import merge_masked
from m_kit.ids import parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_finance.convert import Role, role_message
from m_finance.domain.trading_roles import RoleKind, TradingRole
from m_finance.store.trading_roles import TradingRoleRepository

UPDATABLE = frozenset({"payment_terms_days", "currency_code", "tax_class", EXTENSION_VALUES})


async def create_role(
    transaction: Transaction,
    extended: ExtendedDocuments,
    party: party_pb2.Party | None,
    message: Role,
    now: datetime,
) -> TradingRole:
    """The role of a party that masters answered with, None where it knows none, with the values that plugins' fields
    were given.

    Raises NotFound, Archived or Duplicate on `party_id`, FieldsInvalid on values.
    """
    kind = RoleKind(extended.name)
    if party is None:
        raise NotFound("no such party", field="party_id")
    if party.archived:
        raise Archived(f"{party.name} is archived", field="party_id")
    new = TradingRole(
        id=uuid.UUID(party.id),
        payment_terms_days=message.payment_terms_days,
        currency_code=message.currency_code,
        tax_class=message.tax_class,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await TradingRoleRepository(transaction, kind).add(new, "party_id")
    await extended.put_new(transaction, role_message(kind, new), message.extension_values)
    return new


async def update_role(
    transaction: Transaction, extended: ExtendedDocuments, message: Role, mask: FieldMask, now: datetime
) -> TradingRole:
    """Changes the fields named. Raises NotFound, EtagMismatch, or what a field is refused with."""
    kind = RoleKind(extended.name)
    roles = TradingRoleRepository(transaction, kind)
    current = await roles.get(parse_id(message.id, f"{kind}.id", kind), f"{kind}.id")
    require_current(current, message.etag, f"{kind}.etag")
    before = role_message(kind, current)
    merged = merge_masked(before, message, mask, UPDATABLE)
    require_valid(merged, f"{kind}.")
    changed = revised(
        current,
        now,
        payment_terms_days=merged.payment_terms_days,
        currency_code=merged.currency_code,
        tax_class=merged.tax_class,
    )
    await roles.update(changed, f"{kind}.etag")
    await extended.put_changed(transaction, before, role_message(kind, changed), merged.extension_values)
    return changed


async def archive_role(transaction: Transaction, kind: RoleKind, role_id: str, etag: str, now: datetime) -> TradingRole:
    """Out of use from now on; an archived one is answered as it is. Raises NotFound, EtagMismatch."""
    roles = TradingRoleRepository(transaction, kind)
    current = await roles.get(parse_id(role_id, "id", kind))
    require_current(current, etag)
    if current.archived:
        return current
    changed = revised(current, now, archived=True)
    await roles.update(changed, "etag")
    return changed
