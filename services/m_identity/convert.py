"""Domain to messages."""

from datetime import UTC, datetime

from businessm.identity.v1 import api_key_pb2, role_pb2, user_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from m_kit.document import fill_document, timestamp

from m_identity.domain.roles import Role
from m_identity.domain.users import ApiKey, User


def expiry(epoch_seconds: int) -> Timestamp:
    """When a token ends."""
    stamp = Timestamp()
    stamp.FromDatetime(datetime.fromtimestamp(epoch_seconds, UTC))
    return stamp


def user_message(user: User) -> user_pb2.User:
    """A user as answered: without the hash."""
    message = user_pb2.User(
        username=user.username,
        display_name=user.display_name,
        roles=user.roles,
        archived=user.archived,
    )
    return fill_document(message, user)


def role_message(role: Role) -> role_pb2.Role:
    """A role as answered."""
    message = role_pb2.Role(
        name=role.name,
        description=role.description,
        permissions=role.permissions,
        standard=role.standard,
    )
    return fill_document(message, role)


def api_key_message(key: ApiKey) -> api_key_pb2.ApiKey:
    """A key as answered: without the hash."""
    message = api_key_pb2.ApiKey(
        name=key.name,
        username=key.username,
        revoke_time=timestamp(key.revoke_time),
    )
    return fill_document(message, key)
