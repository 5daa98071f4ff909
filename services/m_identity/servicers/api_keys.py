"""ApiKeyService."""

import grpc
from businessm.identity.v1 import api_key_service_pb2 as pb
from businessm.identity.v1 import api_key_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.module import Environment
from m_kit.sorting import sorted_page_of
from m_kit.uow import Transaction

from m_identity.convert import api_key_message
from m_identity.store.api_keys import SORTING, ApiKeyRepository
from m_identity.usecases.api_keys import create_api_key, revoke_api_key


class ApiKeyServicer(api_key_service_pb2_grpc.ApiKeyServiceServicer):
    """See api_key_service.proto."""

    def __init__(self, environment: Environment) -> None:
        self._uow, self._write, self._clock = environment.uow, environment.write, environment.clock

    async def CreateApiKey(
        self, request: pb.CreateApiKeyRequest, context: grpc.aio.ServicerContext
    ) -> pb.CreateApiKeyResponse:
        """The secret is added after the answer was stored: it is never kept, and no replay shows it."""
        secrets: list[str] = []

        async def create(transaction: Transaction) -> pb.CreateApiKeyResponse:
            username = request.api_key.username or current_caller().actor
            key, secret = await create_api_key(transaction, request.api_key, username, self._clock.now())
            secrets.append(secret)
            return pb.CreateApiKeyResponse(api_key=api_key_message(key))

        response = await self._write(request, context, pb.CreateApiKeyResponse, create)
        return pb.CreateApiKeyResponse(api_key=response.api_key, secret=secrets[0] if secrets else "")

    async def ListApiKeys(self, request: pb.ListApiKeysRequest, _: grpc.aio.ServicerContext) -> pb.ListApiKeysResponse:
        page = sorted_page_of(request, SORTING)
        async with self._uow.transaction(current_caller().tenant) as transaction:
            shown, token = await ApiKeyRepository(transaction).page(page)
        return pb.ListApiKeysResponse(api_keys=map(api_key_message, shown), next_page_token=token)

    async def RevokeApiKey(
        self, request: pb.RevokeApiKeyRequest, context: grpc.aio.ServicerContext
    ) -> pb.RevokeApiKeyResponse:
        async def revoke(transaction: Transaction) -> pb.RevokeApiKeyResponse:
            key = await revoke_api_key(transaction, request.id, self._clock.now())
            return pb.RevokeApiKeyResponse(api_key=api_key_message(key))

        return await self._write(request, context, pb.RevokeApiKeyResponse, revoke)
