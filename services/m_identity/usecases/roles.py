"""A tenant's own roles, beside the standard ones."""

from collections.abc import Collection
from datetime import datetime

from businessm.identity.v1 import role_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.errors import Duplicate
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from m_identity.convert import role_message
from m_identity.domain.roles import Role, permissions_of, standard_roles
from m_identity.store.roles import RoleRepository

UPDATABLE = frozenset({"description", "permissions"})


async def create_role(transaction: Transaction, message: role_pb2.Role, now: datetime) -> Role:
    """A new role. Raises Duplicate, for a standard role's name too."""
    if message.name in standard_roles():
        raise Duplicate(f"{message.name} is a standard role", field="role.name")
    role_id = given_or_new_id(message.id, "role.id")
    new = Role(role_id, message.name, message.description, tuple(message.permissions), 1, now, now)
    await RoleRepository(transaction).add(new)
    return new


async def update_role(transaction: Transaction, message: role_pb2.Role, mask: FieldMask, now: datetime) -> Role:
    """Changes description or permissions. Raises NotFound (standard roles too: they never change), EtagMismatch."""
    roles = RoleRepository(transaction)
    current = await roles.get(parse_id(message.id, "role.id", "role"), "role.id", lock=True)
    require_current(current, message.etag, "role.etag")
    merged = merge_masked(role_message(current), message, mask, UPDATABLE)
    require_valid(merged, "role.")
    changed = revised(
        current,
        now,
        description=merged.description,
        permissions=tuple(merged.permissions),
    )
    await roles.update(changed)
    return changed


async def get_role(transaction: Transaction, role_id: str) -> Role:
    """A role of either kind. Raises NotFound."""
    wanted = parse_id(role_id, "id", "role")
    standard = {role.id: role for role in standard_roles().values()}
    return standard.get(wanted) or await RoleRepository(transaction).get(wanted)


async def resolve_permissions(transaction: Transaction, names: Collection[str]) -> list[str]:
    """What these roles may do together."""
    return permissions_of(names, await RoleRepository(transaction).by_names(names))
