"""Identity served in process, called as its administrator."""

from typing import Any

import grpc
import pytest
from businessm.identity.v1 import (
    api_key_service_pb2_grpc,
    role_service_pb2_grpc,
    session_service_pb2_grpc,
    user_pb2,
    user_service_pb2,
    user_service_pb2_grpc,
)
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant
from m_kit.tokens import TokenIssuer

from m_identity.module import MODULE

PASSWORD = "correct horse battery"


class Identity:
    """Its four services, as somebody of one tenant."""

    def __init__(self, channel: grpc.aio.Channel, tenant: str, metadata: Metadata) -> None:
        self.tenant, self.metadata = tenant, metadata
        self.users: Any = user_service_pb2_grpc.UserServiceStub(channel)
        self.roles: Any = role_service_pb2_grpc.RoleServiceStub(channel)
        self.keys: Any = api_key_service_pb2_grpc.ApiKeyServiceStub(channel)
        self.sessions: Any = session_service_pb2_grpc.SessionServiceStub(channel)

    async def add_user(self, username: str = "asha", password: str = PASSWORD, **fields: Any) -> user_pb2.User:
        """A user who can sign in."""
        request = user_service_pb2.CreateUserRequest(
            request_id=str(new_id()), user=user_pb2.User(username=username, **fields), password=password
        )
        user: user_pb2.User = (await self.users.CreateUser(request, metadata=self.metadata)).user
        return user


@pytest.fixture
async def identity(serve: Any, issuer: TokenIssuer) -> Identity:
    tenant = new_tenant()
    return Identity(await serve(MODULE), tenant, calling_as(issuer, tenant))
