"""RoleService."""

import grpc
from businessm.identity.v1 import role_service_pb2 as pb
from businessm.identity.v1 import role_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_identity.convert import role_message
from m_identity.domain.roles import standard_roles
from m_identity.store.roles import SORTING, RoleRepository
from m_identity.usecases.roles import create_role, get_role, resolve_permissions, update_role


class RoleServicer(role_service_pb2_grpc.RoleServiceServicer):
    """See role_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateRole(
        self, request: pb.CreateRoleRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateRoleResponse:
        async def create(transaction: Transaction) -> pb.CreateRoleResponse:
            role = await create_role(transaction, request.role, self._clock.now())
            return pb.CreateRoleResponse(role=role_message(role))

        return await self._write(request, context, pb.CreateRoleResponse, create)

    async def GetRole(self, request: pb.GetRoleRequest, _: grpc.aio.ServicerContext) -> pb.GetRoleResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            return pb.GetRoleResponse(role=role_message(await get_role(transaction, request.id)))

    async def ListRoles(self, request: pb.ListRolesRequest, _: grpc.aio.ServicerContext) -> pb.ListRolesResponse:
        """The standard roles stand on the first page, before the tenant's own."""
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await RoleRepository(transaction).page(page)
        standard = [] if page.after else [*standard_roles().values()]
        return pb.ListRolesResponse(roles=map(role_message, standard + shown), next_page_token=token)

    async def UpdateRole(
        self, request: pb.UpdateRoleRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateRoleResponse:
        async def update(transaction: Transaction) -> pb.UpdateRoleResponse:
            role = await update_role(transaction, request.role, request.update_mask, self._clock.now())
            return pb.UpdateRoleResponse(role=role_message(role))

        return await self._write(request, context, pb.UpdateRoleResponse, update)

    async def ResolvePermissions(
        self, request: pb.ResolvePermissionsRequest, _: grpc.aio.ServicerContext
    ) -> pb.ResolvePermissionsResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            return pb.ResolvePermissionsResponse(permissions=await resolve_permissions(transaction, request.roles))
