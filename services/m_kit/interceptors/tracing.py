"""Trace context: the rpc becomes a span of its caller's trace."""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit.contracts import Method
from m_kit.interceptors.metadata import metadata_value
from m_kit.interceptors.pipeline import Invoke
from m_kit.tracing import enter_span


def trace(_: Method, call: Invoke) -> Invoke:
    """Reads `traceparent`."""

    async def traced(request: Message, context: grpc.aio.ServicerContext) -> Any:
        enter_span(metadata_value(context, "traceparent"))
        return await call(request, context)

    return traced
