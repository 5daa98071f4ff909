"""Users: made, changed, archived, given passwords."""

from datetime import datetime

from businessm.identity.v1 import user_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_identity.convert import user_message
from m_identity.domain.secrets import hash_password
from m_identity.domain.users import User
from m_identity.store.users import UserRepository

UPDATABLE = frozenset({"display_name", "roles"})


async def create_user(transaction: Transaction, message: user_pb2.User, password: str, now: datetime) -> User:
    """A new user. Raises Duplicate."""
    new = User(
        id=given_or_new_id(message.id, "user.id"),
        username=message.username,
        display_name=message.display_name or message.username,
        roles=tuple(message.roles),
        password_hash=await hash_password(password) if password else None,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    await UserRepository(transaction).add(new)
    return new


async def update_user(transaction: Transaction, message: user_pb2.User, mask: FieldMask, now: datetime) -> User:
    """Changes name or roles. Raises NotFound, EtagMismatch."""
    users = UserRepository(transaction)
    current = await users.get(parse_id(message.id, "user.id", "user"), "user.id", lock=True)
    require_current(current, message.etag, "user.etag")
    merged = merge_masked(user_message(current), message, mask, UPDATABLE)
    require_valid(merged, "user.")
    changed = revised(
        current,
        now,
        display_name=merged.display_name,
        roles=tuple(merged.roles),
    )
    await users.update(changed)
    return changed


async def archive_user(transaction: Transaction, user_id: str, etag: str, now: datetime) -> User:
    """No sign-in from now on. Raises NotFound, EtagMismatch."""
    users = UserRepository(transaction)
    current = await users.get(parse_id(user_id, "id", "user"), lock=True)
    require_current(current, etag)
    changed = revised(current, now, archived=True)
    await users.update(changed)
    return changed


async def set_password(transaction: Transaction, user_id: str, password: str, now: datetime) -> User:
    """Replaces the password. Raises NotFound."""
    users = UserRepository(transaction)
    current = await users.get(parse_id(user_id, "id", "user"), lock=True)
    hashed = await hash_password(password)
    changed = revised(current, now, password_hash=hashed)
    await users.update(changed)
    return changed
