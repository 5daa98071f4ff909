"""Users and roles as their administrator meets them."""

import asyncio
from typing import Any

import pytest
from businessm.identity.v1 import role_pb2, role_service_pb2, user_pb2, user_service_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import MigratedDatabases, calling_as, new_tenant, refusal_of
from m_kit.tokens import TokenIssuer

from m_identity.module import MODULE
from m_identity.tests.conftest import PASSWORD, Identity


def update_user(identity: Identity, user: user_pb2.User, **fields: Any) -> Any:
    request = user_service_pb2.UpdateUserRequest(
        request_id=str(new_id()),
        user=user_pb2.User(id=user.id, etag=user.etag, **fields),
        update_mask=FieldMask(paths=list(fields)),
    )
    return identity.users.UpdateUser(request, metadata=identity.metadata)


async def add_role(identity: Identity, name: str = "till", permissions: tuple[str, ...] = ()) -> role_pb2.Role:
    request = role_service_pb2.CreateRoleRequest(
        request_id=str(new_id()), role=role_pb2.Role(name=name, permissions=permissions)
    )
    role: role_pb2.Role = (await identity.roles.CreateRole(request, metadata=identity.metadata)).role
    return role


async def test_a_name_is_taken_once_in_a_tenant_and_free_in_another(identity: Identity, issuer: TokenIssuer) -> None:
    await identity.add_user()
    refused = await refusal_of(identity.add_user())
    assert (refused.code, refused.reason, refused.fields) == (
        "ALREADY_EXISTS",
        "DUPLICATE_RESOURCE",
        ("user.username",),
    )
    identity.metadata = calling_as(issuer, new_tenant())
    assert (await identity.add_user()).username == "asha"


async def test_a_foreign_tenant_finds_nobody(identity: Identity, issuer: TokenIssuer) -> None:
    user = await identity.add_user()
    stranger = calling_as(issuer, new_tenant())
    refused = await refusal_of(identity.users.GetUser(user_service_pb2.GetUserRequest(id=user.id), metadata=stranger))
    assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert not (await identity.users.ListUsers(user_service_pb2.ListUsersRequest(), metadata=stranger)).users


async def test_of_two_changes_with_one_etag_one_wins(identity: Identity) -> None:
    user = await identity.add_user()
    answers = await asyncio.gather(
        *(update_user(identity, user, display_name=name) for name in ("Asha", "Asha Rao")), return_exceptions=True
    )
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    refused = await refusal_of(update_user(identity, user, display_name="late"))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("user.etag",))


async def test_a_username_never_changes(identity: Identity) -> None:
    user = await identity.add_user()
    assert (await refusal_of(update_user(identity, user, username="ravi"))).fields == ("update_mask",)


async def test_a_reader_may_read_and_not_write(identity: Identity, issuer: TokenIssuer) -> None:
    identity.metadata = calling_as(issuer, identity.tenant, roles=["reader"])
    refused = await refusal_of(identity.add_user())
    assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "PERMISSION_MISSING")
    await identity.users.ListUsers(user_service_pb2.ListUsersRequest(), metadata=identity.metadata)


async def test_standard_roles_come_first_and_cannot_be_made_or_changed(identity: Identity) -> None:
    await add_role(identity)
    listed = (await identity.roles.ListRoles(role_service_pb2.ListRolesRequest(), metadata=identity.metadata)).roles
    assert [role.name for role in listed] == ["admin", "accountant", "bookkeeper", "viewer", "till"]
    assert [role.standard for role in listed] == [True] * 4 + [False]
    assert (await refusal_of(add_role(identity, "admin"))).reason == "DUPLICATE_RESOURCE"
    change = role_service_pb2.UpdateRoleRequest(
        request_id=str(new_id()),
        role=role_pb2.Role(id=listed[0].id, etag=listed[0].etag, permissions=["nothing"]),
        update_mask=FieldMask(paths=["permissions"]),
    )
    refused = await refusal_of(identity.roles.UpdateRole(change, metadata=identity.metadata))
    assert (refused.code, refused.fields) == ("NOT_FOUND", ("role.id",))
    got = await identity.roles.GetRole(role_service_pb2.GetRoleRequest(id=listed[0].id), metadata=identity.metadata)
    assert got.role == listed[0]


async def test_contexts_learn_what_roles_carry_and_people_do_not(identity: Identity, issuer: TokenIssuer) -> None:
    await add_role(identity, permissions=("ledger.voucher.post",))
    request = role_service_pb2.ResolvePermissionsRequest(roles=["till", "viewer"])
    context = calling_as(issuer, identity.tenant, user="service:finance", roles=())
    answer = await identity.roles.ResolvePermissions(request, metadata=context)
    assert list(answer.permissions) == ["*.read", "desk.*", "ledger.voucher.post"]
    refused = await refusal_of(identity.roles.ResolvePermissions(request, metadata=identity.metadata))
    assert refused.reason == "PERMISSION_MISSING"


@pytest.mark.parametrize("pattern", ["", "Ledger.*", "ledger..x", "ledger.voucher.post; drop table role", "*.read\n"])
async def test_a_permission_that_is_no_pattern_is_refused_on_its_field(identity: Identity, pattern: str) -> None:
    refused = await refusal_of(add_role(identity, permissions=("*.read", pattern)))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("role.permissions[1]",))


async def test_no_password_is_left_in_the_database(identity: Identity, migrated_databases: MigratedDatabases) -> None:
    user = await identity.add_user()
    database = await migrated_databases.of(MODULE)
    async with database.driver() as connection, connection.transaction():
        await connection.execute("select set_config('m.tenant', $1, true)", identity.tenant)
        stored = str([*await connection.fetch("select * from app_user"), *await connection.fetch("table idempotency")])
    await database.close()
    assert user.id in stored
    assert "$argon2id$" in stored
    assert PASSWORD not in stored
