"""Views: kept, changed and forgotten by their owners."""

from datetime import datetime

from businessm.desk.v1 import saved_view_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_desk.convert import columns_of, filters_of, saved_view_message, sorts_of, visibility_of
from m_desk.domain.saved_views import SavedView, require_values
from m_desk.store.saved_views import SavedViewRepository

UPDATABLE = frozenset({"name", "visibility", "filters", "sorts", "columns"})


async def create_saved_view(
    transaction: Transaction, message: saved_view_pb2.SavedView, owner: str, now: datetime
) -> SavedView:
    """A new view of this user's. Raises Duplicate on name or id, FieldInvalid on a filter's values."""
    new = SavedView(
        id=given_or_new_id(message.id, "saved_view.id"),
        document_type=message.document_type,
        name=message.name,
        visibility=visibility_of(message),
        owner=owner,
        filters=filters_of(message),
        sorts=sorts_of(message),
        columns=columns_of(message),
        revision=1,
        create_time=now,
        update_time=now,
    )
    require_values(new.filters, "saved_view.")
    await SavedViewRepository(transaction).add(new)
    return new


async def update_saved_view(
    transaction: Transaction, message: saved_view_pb2.SavedView, mask: FieldMask, username: str, now: datetime
) -> SavedView:
    """Changes the fields named. Raises NotFound, PermissionMissing, EtagMismatch, Duplicate, or what a field is refused
    with."""
    views = SavedViewRepository(transaction)
    current = await views.get(parse_id(message.id, "saved_view.id", "saved view"), username, "saved_view.id")
    current.require_owner(username)
    require_current(current, message.etag, "saved_view.etag")
    merged = merge_masked(saved_view_message(current), message, mask, UPDATABLE)
    require_valid(merged, "saved_view.")
    changed = revised(
        current,
        now,
        name=merged.name,
        visibility=visibility_of(merged),
        filters=filters_of(merged),
        sorts=sorts_of(merged),
        columns=columns_of(merged),
    )
    require_values(changed.filters, "saved_view.")
    await views.update(changed, "saved_view.etag")
    return changed


async def delete_saved_view(transaction: Transaction, view_id: str, etag: str, username: str) -> None:
    """Forgets it. Raises NotFound, PermissionMissing, EtagMismatch."""
    views = SavedViewRepository(transaction)
    current = await views.get(parse_id(view_id, "id", "saved view"), username)
    current.require_owner(username)
    require_current(current, etag)
    await views.delete(current)
