"""SessionService."""

import grpc
from businessm.identity.v1 import session_service_pb2 as pb
from businessm.identity.v1 import session_service_pb2_grpc
from m_kit.caller import current_caller
from m_kit.interceptors.session_cookie import cookie_kept, require_same_origin
from m_kit.tokens import TokenIssuer
from m_kit.uow import UnitOfWork

from m_identity.convert import expiry
from m_identity.usecases.sessions import BROWSER_SECONDS, DEFAULT_TENANT, SignIn, require_owner


class SessionServicer(session_service_pb2_grpc.SessionServiceServicer):
    """See session_service.proto."""

    def __init__(self, uow: UnitOfWork, issuer: TokenIssuer) -> None:
        self._sign_in = SignIn(uow, issuer)
        self._issuer = issuer

    async def Login(self, request: pb.LoginRequest, _: grpc.aio.ServicerContext) -> pb.LoginResponse:
        tenant = request.tenant or DEFAULT_TENANT
        token, ends = await self._sign_in.with_password(tenant, request.username, request.password)
        return pb.LoginResponse(access_token=token, expire_time=expiry(ends))

    async def SignIn(self, request: pb.SignInRequest, context: grpc.aio.ServicerContext) -> pb.SignInResponse:
        """From a page of the same origin alone, or another could sign somebody in as whom it likes."""
        require_same_origin(context)
        tenant = request.tenant or DEFAULT_TENANT
        token, ends = await self._sign_in.with_password(tenant, request.username, request.password, BROWSER_SECONDS)
        await context.send_initial_metadata((cookie_kept(context, token, BROWSER_SECONDS),))
        return pb.SignInResponse(expire_time=expiry(ends))

    async def SignOut(self, _: pb.SignOutRequest, context: grpc.aio.ServicerContext) -> pb.SignOutResponse:
        require_same_origin(context)
        await context.send_initial_metadata((cookie_kept(context, "", 0),))
        return pb.SignOutResponse()

    async def ExchangeApiKey(
        self, request: pb.ExchangeApiKeyRequest, _: grpc.aio.ServicerContext
    ) -> pb.ExchangeApiKeyResponse:
        token, ends = await self._sign_in.with_key(request.secret)
        return pb.ExchangeApiKeyResponse(access_token=token, expire_time=expiry(ends))

    async def IssueToken(self, request: pb.IssueTokenRequest, _: grpc.aio.ServicerContext) -> pb.IssueTokenResponse:
        caller = current_caller()
        require_owner(caller)
        tenant, roles = request.tenant or caller.tenant, tuple(request.roles)
        token, ends = await self._sign_in.for_user(tenant, request.username, roles, request.lifetime_seconds)
        return pb.IssueTokenResponse(access_token=token, expire_time=expiry(ends))

    async def ListSigningKeys(
        self, _: pb.ListSigningKeysRequest, __: grpc.aio.ServicerContext
    ) -> pb.ListSigningKeysResponse:
        return pb.ListSigningKeysResponse(keys=[pb.SigningKey(**self._issuer.jwk)])
