"""What is worked out once per method: how its messages cross, and what the handler needs."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

import grpc

from ._codec import Pack, Unpack, response_packer, unpacker
from ._isolation import Isolation


@dataclass(slots=True)
class MethodPlan:
    """The client's half of a method, and the handler last seen behind it."""

    method: str
    isolation: Isolation
    server_half: HandlerPlan | None = None

    def handler_plan(self, handler: grpc.RpcMethodHandler) -> HandlerPlan:
        """The server's half for this handler, made anew only when the handler is another one."""
        half = self.server_half
        if half is None or half.handler is not handler:
            half = self.server_half = plan_handler(handler, self.isolation)
        return half


@dataclass(slots=True)
class HandlerPlan:
    """A handler with its codecs and its style."""

    handler: Any
    behavior: Any
    unpack_request: Unpack
    pack_response: Pack
    is_async: bool
    is_coroutine: bool
    is_async_generator: bool
    request_streaming: bool
    response_streaming: bool
    is_plain: bool


def plan_handler(handler: Any, isolation: Isolation) -> HandlerPlan:
    behavior = _behavior(handler)
    coroutine = inspect.iscoroutinefunction(behavior)
    generator = inspect.isasyncgenfunction(behavior)
    return HandlerPlan(
        handler=handler,
        behavior=behavior,
        unpack_request=unpacker(handler.request_deserializer),
        pack_response=response_packer(handler.response_serializer, isolation),
        is_async=coroutine or generator or inspect.isawaitable(behavior),
        is_coroutine=coroutine,
        is_async_generator=generator,
        request_streaming=bool(handler.request_streaming),
        response_streaming=bool(handler.response_streaming),
        is_plain=coroutine and not handler.request_streaming and not handler.response_streaming,
    )


def _behavior(handler: Any) -> Any:
    if handler.request_streaming:
        return handler.stream_stream if handler.response_streaming else handler.stream_unary
    return handler.unary_stream if handler.response_streaming else handler.unary_unary
