"""The first administrator: made at the first start, through the same API as every other user."""

import secrets

from businessm.identity.v1 import user_pb2, user_service_pb2, user_service_pb2_grpc
from m_kit.caller import Caller, acting_as

from business_m.keys import APP, IDENTITY
from business_m.topology import Application

TENANT = "default"
USERNAME = "admin"
_OURSELVES = Caller(tenant=TENANT, subject="service:business_m", actor="business_m")


async def ensure_admin(application: Application) -> str | None:
    """Makes the user `admin` where there is none; answers the password it made up, None where none was needed."""
    stub = user_service_pb2_grpc.UserServiceStub(application.calling(APP, IDENTITY))
    with acting_as(_OURSELVES):
        found = await stub.ListUsers(user_service_pb2.ListUsersRequest(username=USERNAME))
        if found.users:
            return None
        given = application.settings.admin_password
        password = given or secrets.token_urlsafe(12)
        user = user_pb2.User(username=USERNAME, display_name="Administrator", roles=["admin"])
        await stub.CreateUser(
            user_service_pb2.CreateUserRequest(request_id="first-admin", user=user, password=password)
        )
    return None if given else password
