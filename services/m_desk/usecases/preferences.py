"""How the caller likes the Desk."""

from dataclasses import replace
from datetime import datetime

from businessm.desk.v1 import preferences_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current
from m_kit.fieldmask import merge_masked
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_desk.convert import preferences_message
from m_desk.domain.preferences import Preferences
from m_desk.store.preferences import PreferencesRepository

UPDATABLE = frozenset({"theme", "language_code", "company_id", "density", "sidebar_collapsed"})


async def update_preferences(
    transaction: Transaction, message: preferences_pb2.Preferences, mask: FieldMask, username: str, now: datetime
) -> Preferences:
    """Changes the fields named. Raises EtagMismatch, or what a field is refused with."""
    kept = PreferencesRepository(transaction)
    current = await kept.of(username)
    require_current(current, message.etag, "preferences.etag")
    merged = merge_masked(preferences_message(current), message, mask, UPDATABLE)
    require_valid(merged, "preferences.")
    changed = replace(
        current,
        theme=merged.theme,
        language_code=merged.language_code,
        company_id=merged.company_id,
        density=merged.density,
        sidebar_collapsed=merged.sidebar_collapsed,
        revision=current.revision + 1,
        update_time=now,
    )
    await kept.keep(changed)
    return changed
