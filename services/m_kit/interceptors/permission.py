"""Default deny: the contract names the permission, the caller's roles must carry it."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit import clock
from m_kit.caller import current_caller
from m_kit.contracts import Method
from m_kit.errors import PermissionMissing
from m_kit.interceptors.pipeline import Invoke, Step

KEPT_SECONDS = 10.0
_KEPT_MOST = 1024

Lookup = Callable[[str, tuple[str, ...]], Awaitable[Iterable[str]]]


class RolePermissions:
    """What sets of roles may do, asked of `lookup(tenant, roles)` and kept for ten seconds."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._kept: dict[tuple[str, tuple[str, ...]], tuple[float, re.Pattern[str]]] = {}

    async def allow(self, tenant: str, roles: tuple[str, ...], permission: str) -> bool:
        """Whether one of the roles carries the permission."""
        now = clock.monotonic_seconds()
        kept = self._kept.get((tenant, roles))
        if kept is None or now - kept[0] > KEPT_SECONDS:
            if len(self._kept) >= _KEPT_MOST:
                self._kept.clear()
            kept = (now, matcher(await self._lookup(tenant, roles)))
            self._kept[tenant, roles] = kept
        return kept[1].match(permission) is not None


def matcher(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression for permission patterns, in which "*" stands for any run of characters."""
    alternatives = [".*".join(re.escape(part) for part in pattern.split("*")) for pattern in patterns]
    return re.compile(rf"(?:{'|'.join(alternatives)})\Z" if alternatives else r"(?!)")


def require_permission(roles: RolePermissions) -> Step:
    """Raises PermissionMissing, naming the permission. Contexts may call everything; `.internal` is theirs alone."""

    def step(method: Method, call: Invoke) -> Invoke:
        async def permitted(request: Message, context: grpc.aio.ServicerContext) -> Any:
            caller = current_caller()
            allowed = caller.is_context or (
                not method.is_internal and await roles.allow(caller.tenant, caller.roles, method.permission)
            )
            if not allowed:
                raise PermissionMissing(
                    f"{caller.actor} lacks the permission {method.permission}",
                    metadata={"permission": method.permission},
                )
            return await call(request, context)

        return call if method.is_public else permitted

    return step
