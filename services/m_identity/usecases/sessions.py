"""Signing in."""

from m_kit.caller import OWNER, SERVICE_PREFIX, Caller
from m_kit.clock import monotonic_seconds
from m_kit.errors import FieldPattern, NotFound, PermissionMissing, TokenInvalid
from m_kit.ids import parse_id
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

from m_identity.domain.secrets import key_matches, key_parts, password_matches
from m_identity.domain.throttle import LoginThrottle
from m_identity.domain.users import User
from m_identity.store.api_keys import ApiKeyRepository
from m_identity.store.users import UserRepository

LIFETIME_SECONDS = 3600
# A browser keeps its token where nobody reads it, for a working day.
BROWSER_SECONDS = 28_800
DEFAULT_TENANT = "default"
FIRST_USER, FIRST_ROLE = "admin", "admin"


def require_owner(caller: Caller) -> None:
    """Raises PermissionMissing for everybody but the data directory's owner: a context that fell into wrong hands gets
    no token of somebody else here either."""
    if caller.subject != OWNER:
        permission = "identity.session.internal"
        raise PermissionMissing(
            f"{caller.actor} lacks the permission {permission}", metadata={"permission": permission}
        )


class SignIn:
    """Passwords and keys in, (token, expiry in seconds since 1970) out."""

    def __init__(self, uow: UnitOfWork, issuer: TokenIssuer) -> None:
        self._uow = uow
        self._issuer = issuer
        self._throttle = LoginThrottle()

    async def with_password(
        self, tenant: str, username: str, password: str, lifetime_seconds: int = LIFETIME_SECONDS
    ) -> tuple[str, int]:
        """Raises TokenInvalid, the same for an unknown name and a wrong password; LoginThrottled."""
        name, now = f"{tenant}\x1f{username}", monotonic_seconds()
        self._throttle.require_open(name, now)
        async with self._uow.transaction(tenant) as transaction:
            user = await UserRepository(transaction).by_name(username)
        matches = await password_matches(user.password_hash if user else None, password)
        if user is None or not matches or user.archived:
            self._throttle.note_failure(name, now)
            raise TokenInvalid("the name or the password is wrong")
        self._throttle.forget(name)
        return self._issue(user, tenant, lifetime_seconds)

    async def with_key(self, secret: str) -> tuple[str, int]:
        """Raises TokenInvalid."""
        parts = key_parts(secret)
        if parts is None:
            raise TokenInvalid("this is no key")
        tenant, key_id = parts
        async with self._uow.transaction(tenant) as transaction:
            try:
                key = await ApiKeyRepository(transaction).get(parse_id(key_id, "secret"))
            except NotFound:
                raise TokenInvalid("this is no key") from None
            user = await UserRepository(transaction).by_name(key.username)
        if not key_matches(key.secret_hash, secret) or key.revoke_time or user is None or user.archived:
            raise TokenInvalid("this is no key")
        return self._issue(user, tenant)

    async def for_user(
        self, tenant: str, username: str, roles: tuple[str, ...], lifetime_seconds: int
    ) -> tuple[str, int]:
        """A token for anybody: with these roles, else the user's own. In a tenant that has no users yet, `admin` is
        its administrator. Raises NotFound, and FieldPattern for a name that only contexts have."""
        if username.startswith(SERVICE_PREFIX):
            raise FieldPattern(f"no user's name starts with {SERVICE_PREFIX}", field="username")
        if not roles:
            async with self._uow.transaction(tenant) as transaction:
                user = await UserRepository(transaction).by_name(username)
            if user is None and username != FIRST_USER:
                raise NotFound(f"no user {username!r} in tenant {tenant!r}: name a role", field="username")
            roles = user.roles if user else (FIRST_ROLE,)
        return self._issuer.issue(username, tenant, roles, lifetime_seconds or LIFETIME_SECONDS)

    def _issue(self, user: User, tenant: str, lifetime_seconds: int = LIFETIME_SECONDS) -> tuple[str, int]:
        return self._issuer.issue(user.username, tenant, user.roles, lifetime_seconds)
