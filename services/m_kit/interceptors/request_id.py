"""request_id over REST: from the header `Idempotency-Key`, or made where the gateway marked the call as REST."""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.contracts import Method
from m_kit.ids import new_id
from m_kit.interceptors.metadata import metadata_value
from m_kit.interceptors.pipeline import Invoke

IDEMPOTENCY_KEY = "idempotency-key"
REST = "x-businessm-rest"


def fill_request_id(method: Method, call: Invoke) -> Invoke:
    """Fills an empty request_id before validation. Over gRPC it stays empty, and validation refuses it."""

    async def filled(request: Message, context: grpc.aio.ServicerContext) -> Any:
        if not request.request_id:  # type: ignore[attr-defined]
            key = metadata_value(context, IDEMPOTENCY_KEY)
            if not key and metadata_value(context, REST):
                key = str(new_id())
            request = _with_request_id(request, key)
        return await call(request, context)

    return filled if method.takes_request_id else call


def _with_request_id(request: Message, request_id: str) -> Message:
    """A copy: what a caller handed over stays as it is."""
    copy = type(request)()
    copy.CopyFrom(request)
    copy.request_id = request_id  # type: ignore[attr-defined]
    return copy
