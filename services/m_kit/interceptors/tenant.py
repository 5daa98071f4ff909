"""Tenants: a claim of the token, of a form that is safe everywhere."""

import re
from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.caller import current_caller
from m_kit.contracts import Method
from m_kit.errors import TokenInvalid
from m_kit.interceptors.pipeline import Invoke

_TENANT = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z", re.ASCII)


def require_tenant(method: Method, call: Invoke) -> Invoke:
    """Raises TokenInvalid for a tenant that is no lower-case name of up to 63 characters."""

    async def checked(request: Message, context: grpc.aio.ServicerContext) -> Any:
        if not _TENANT.match(current_caller().tenant):
            raise TokenInvalid("the token names no tenant")
        return await call(request, context)

    return call if method.is_public else checked
