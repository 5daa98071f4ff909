"""Keys for programs."""

from datetime import datetime

from businessm.identity.v1 import api_key_pb2
from m_kit.errors import NotFound
from m_kit.ids import given_or_new_id, parse_id
from m_kit.uow import Transaction

from m_identity.domain.secrets import hash_key, new_key_secret
from m_identity.domain.users import ApiKey
from m_identity.store.api_keys import ApiKeyRepository
from m_identity.store.users import UserRepository


async def create_api_key(
    transaction: Transaction, message: api_key_pb2.ApiKey, username: str, now: datetime
) -> tuple[ApiKey, str]:
    """(the key, its secret). Raises NotFound for a user that is not there."""
    if await UserRepository(transaction).by_name(username) is None:
        raise NotFound(f"no user {username!r}", field="api_key.username")
    key_id = given_or_new_id(message.id, "api_key.id")
    secret = new_key_secret(transaction.tenant, str(key_id))
    new = ApiKey(key_id, message.name, username, hash_key(secret), None, 1, now, now)
    await ApiKeyRepository(transaction).add(new)
    return new, secret


async def revoke_api_key(transaction: Transaction, key_id: str, now: datetime) -> ApiKey:
    """Ends a key for good. Raises NotFound."""
    keys, wanted = ApiKeyRepository(transaction), parse_id(key_id, "id", "key")
    await keys.get(wanted)
    await keys.revoke(wanted, now)
    return await keys.get(wanted)
