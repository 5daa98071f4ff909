"""UserService."""

import grpc
from businessm.identity.v1 import user_service_pb2 as pb
from businessm.identity.v1 import user_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.ids import parse_id
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_identity.convert import user_message
from m_identity.store.users import SORTING, UserRepository
from m_identity.usecases.users import archive_user, create_user, set_password, update_user


class UserServicer(user_service_pb2_grpc.UserServiceServicer):
    """See user_service.proto. Passwords are no part of what idempotency remembers of a request."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateUser(
        self, request: pb.CreateUserRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateUserResponse:
        async def create(transaction: Transaction) -> pb.CreateUserResponse:
            user = await create_user(transaction, request.user, request.password, self._clock.now())
            return pb.CreateUserResponse(user=user_message(user))

        remembered = pb.CreateUserRequest()
        remembered.CopyFrom(request)
        remembered.ClearField("password")
        return await self._write(remembered, context, pb.CreateUserResponse, create)

    async def GetUser(self, request: pb.GetUserRequest, _: grpc.aio.ServicerContext) -> pb.GetUserResponse:
        async with self._uow.transaction(current_caller().tenant) as transaction:
            user = await UserRepository(transaction).get(parse_id(request.id, "id", "user"))
        return pb.GetUserResponse(user=user_message(user))

    async def ListUsers(self, request: pb.ListUsersRequest, _: grpc.aio.ServicerContext) -> pb.ListUsersResponse:
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await UserRepository(transaction).page(page, request.username)
        return pb.ListUsersResponse(users=map(user_message, shown), next_page_token=token)

    async def UpdateUser(
        self, request: pb.UpdateUserRequest, context: grpc.aio.ServicerContext
    ) -> pb.UpdateUserResponse:
        async def update(transaction: Transaction) -> pb.UpdateUserResponse:
            user = await update_user(transaction, request.user, request.update_mask, self._clock.now())
            return pb.UpdateUserResponse(user=user_message(user))

        return await self._write(request, context, pb.UpdateUserResponse, update)

    async def SetPassword(
        self, request: pb.SetPasswordRequest, context: grpc.aio.ServicerContext
    ) -> pb.SetPasswordResponse:
        async def change(transaction: Transaction) -> pb.SetPasswordResponse:
            user = await set_password(transaction, request.id, request.password, self._clock.now())
            return pb.SetPasswordResponse(user=user_message(user))

        remembered = pb.SetPasswordRequest(request_id=request.request_id, id=request.id)
        return await self._write(remembered, context, pb.SetPasswordResponse, change)

    async def ArchiveUser(
        self, request: pb.ArchiveUserRequest, context: grpc.aio.ServicerContext
    ) -> pb.ArchiveUserResponse:
        async def archive(transaction: Transaction) -> pb.ArchiveUserResponse:
            user = await archive_user(transaction, request.id, request.etag, self._clock.now())
            return pb.ArchiveUserResponse(user=user_message(user))

        return await self._write(request, context, pb.ArchiveUserResponse, archive)
