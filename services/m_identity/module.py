"""identity: wiring only."""

from pathlib import Path

from businessm.check.v1 import check_service_pb2_grpc
from businessm.identity.v1 import (
    api_key_service_pb2_grpc,
    role_service_pb2_grpc,
    session_service_pb2_grpc,
    user_service_pb2_grpc,
)
from m_kit.checks import CheckServicer
from m_kit.metadata import DESCRIBED, described
from m_kit.module import CHECKED, Environment, Module, Wiring
from m_kit.ui import SHOWN, shown

from m_identity.servicers.api_keys import ApiKeyServicer
from m_identity.servicers.roles import RoleServicer
from m_identity.servicers.sessions import SessionServicer
from m_identity.servicers.users import UserServicer
from m_identity.store.sortings import SORTINGS


def wire(environment: Environment) -> Wiring:
    """identity's servicers; it is the issuer, so it is given the key."""
    if environment.issuer is None:
        raise ValueError("identity signs tokens: give it the issuer")
    return Wiring(
        servicers=[
            (user_service_pb2_grpc.add_UserServiceServicer_to_server, UserServicer(environment)),
            (role_service_pb2_grpc.add_RoleServiceServicer_to_server, RoleServicer(environment)),
            (api_key_service_pb2_grpc.add_ApiKeyServiceServicer_to_server, ApiKeyServicer(environment)),
            (
                session_service_pb2_grpc.add_SessionServiceServicer_to_server,
                SessionServicer(environment.uow, environment.issuer),
            ),
            (check_service_pb2_grpc.add_CheckServiceServicer_to_server, CheckServicer(environment)),
            *described(environment, Path(__file__).parent / "document_types", SORTINGS).servicers,
            *shown(environment, Path(__file__).parent / "navigation.toml"),
        ]
    )


MODULE = Module(
    name="identity",
    services=(
        "businessm.identity.v1.ApiKeyService",
        "businessm.identity.v1.RoleService",
        "businessm.identity.v1.SessionService",
        "businessm.identity.v1.UserService",
    ),
    migrations=Path(__file__).parent / "store" / "migrations",
    wire=wire,
    shared_services=(CHECKED, DESCRIBED, SHOWN),
)
