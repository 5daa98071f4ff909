"""Domain to messages."""

from datetime import UTC, datetime

from businessm.identity.v1 import api_key_pb2, role_pb2, user_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from m_kit.etag import etag_of

from m_identity.domain.roles import Role
from m_identity.domain.users import ApiKey, User


def timestamp(instant: datetime | None) -> Timestamp | None:
    """An instant as the wire has it; None stays unset."""
    if instant is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(instant)
    return stamp


def expiry(epoch_seconds: int) -> Timestamp:
    """When a token ends."""
    stamp = Timestamp()
    stamp.FromDatetime(datetime.fromtimestamp(epoch_seconds, UTC))
    return stamp


def user_message(user: User) -> user_pb2.User:
    """A user as answered: without the hash."""
    return user_pb2.User(
        id=str(user.id),
        username=user.username,
        display_name=user.display_name,
        roles=user.roles,
        archived=user.archived,
        etag=etag_of(user.id, user.revision),
        create_time=timestamp(user.create_time),
        update_time=timestamp(user.update_time),
    )


def role_message(role: Role) -> role_pb2.Role:
    """A role as answered."""
    return role_pb2.Role(
        id=str(role.id),
        name=role.name,
        description=role.description,
        permissions=role.permissions,
        standard=role.standard,
        etag=etag_of(role.id, role.revision),
        create_time=timestamp(role.create_time),
        update_time=timestamp(role.update_time),
    )


def api_key_message(key: ApiKey) -> api_key_pb2.ApiKey:
    """A key as answered: without the hash."""
    return api_key_pb2.ApiKey(
        id=str(key.id),
        name=key.name,
        username=key.username,
        revoke_time=timestamp(key.revoke_time),
        etag=etag_of(key.id, key.revision),
        create_time=timestamp(key.create_time),
        update_time=timestamp(key.update_time),
    )
