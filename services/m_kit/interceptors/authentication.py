"""Who calls: the bearer token, checked here again whatever a gateway did before."""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.caller import Caller, set_caller
from m_kit.contracts import Method
from m_kit.errors import TokenInvalid
from m_kit.interceptors.metadata import metadata_value
from m_kit.interceptors.pipeline import Invoke, Step
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
            scheme, _, token = metadata_value(context, "authorization").partition(" ")
            if scheme.lower() != "bearer" or not token:
                raise TokenInvalid("send a token: authorization: Bearer <token>")
            set_caller(verifier.caller(token, metadata_value(context, ACTOR)))
            return await call(request, context)

        return anonymous if method.is_public else authenticated

    return step
