"""Who calls: the token in the header or in a browser's cookie, checked here again whatever a gateway did before."""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.caller import Caller, set_caller
from m_kit.contracts import Method
from m_kit.errors import TokenInvalid
from m_kit.interceptors.metadata import metadata_value
from m_kit.interceptors.pipeline import Invoke, Step
from m_kit.interceptors.session_cookie import require_same_origin, session_token
from m_kit.outgoing import ACTOR
from m_kit.tokens import TokenVerifier

ANONYMOUS = Caller(tenant="", subject="anonymous", actor="anonymous")


def authenticate(verifier: TokenVerifier) -> Step:
    """Sets the caller. Raises TokenInvalid, but for rpcs that are public."""

    def step(method: Method, call: Invoke) -> Invoke:
        async def anonymous(request: Message, context: grpc.aio.ServicerContext) -> Any:
            set_caller(ANONYMOUS)
            return await call(request, context)

        async def authenticated(request: Message, context: grpc.aio.ServicerContext) -> Any:
            set_caller(_caller(verifier, context))
            return await call(request, context)

        return anonymous if method.is_public else authenticated

    return step


def _caller(verifier: TokenVerifier, context: grpc.aio.ServicerContext) -> Caller:
    """Of the header, else of the cookie. Where both come both must verify, as gateways have it."""
    header, cookie = metadata_value(context, "authorization"), session_token(context)
    by_cookie = verifier.caller(cookie) if cookie else None
    if header or by_cookie is None:
        return verifier.caller(_bearer(header), metadata_value(context, ACTOR))
    require_same_origin(context)
    return by_cookie


def _bearer(header: str) -> str:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenInvalid("send a token: authorization: Bearer <token>")
    return token
