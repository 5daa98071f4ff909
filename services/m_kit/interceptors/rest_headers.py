"""What a REST client is to see of an answer's trailers goes ahead of it as well.

A gateway that makes JSON of answers has nowhere to show trailers: only what comes first becomes a header of HTTP.
"""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.contracts import Method
from m_kit.idempotency import REPLAYED_TRAILER
from m_kit.interceptors.metadata import metadata_value
from m_kit.interceptors.pipeline import Invoke
from m_kit.interceptors.request_id import REST


def show_replayed(method: Method, call: Invoke) -> Invoke:
    """Says `idempotency-replayed` in the initial metadata too, to who calls over REST."""

    async def told(request: Message, context: grpc.aio.ServicerContext) -> Any:
        response = await call(request, context)
        trailing = tuple(map(tuple, context.trailing_metadata() or ()))
        if REPLAYED_TRAILER in trailing and metadata_value(context, REST):
            await context.send_initial_metadata((REPLAYED_TRAILER,))
        return response

    return told if method.takes_request_id else call
