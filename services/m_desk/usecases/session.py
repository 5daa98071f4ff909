"""Who calls, and what he may do: asked of identity."""

import re
from collections.abc import Sequence

from businessm.desk.v1.session_pb2 import Session
from businessm.identity.v1 import role_service_pb2, user_service_pb2
from m_kit.caller import Caller
from m_kit.interceptors.permission import matcher

from m_desk.clients import Clients

_ALL = ("*",)


async def session(clients: Clients, caller: Caller) -> Session:
    """A user that identity does not keep, as a token of the data directory's owner may name, is called by his name."""
    found = await clients.users.ListUsers(user_service_pb2.ListUsersRequest(username=caller.actor))
    display_name = next((user.display_name for user in found.users), "")
    return Session(
        tenant=caller.tenant,
        username=caller.actor,
        display_name=display_name or caller.actor,
        roles=caller.roles,
        permissions=await _permissions(clients, caller),
    )


async def allowed(clients: Clients, caller: Caller) -> re.Pattern[str]:
    """What the caller may do, to be matched with permissions."""
    return matcher(await _permissions(clients, caller))


async def _permissions(clients: Clients, caller: Caller) -> Sequence[str]:
    """Contexts may do everything."""
    if caller.is_context:
        return _ALL
    request = role_service_pb2.ResolvePermissionsRequest(roles=caller.roles)
    return list((await clients.roles.ResolvePermissions(request)).permissions)
