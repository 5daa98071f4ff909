"""Deadlines travel: calls made while serving an rpc get what is left of its time."""

import asyncio
from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit import outgoing
from m_kit.contracts import Method
from m_kit.interceptors.pipeline import Invoke


def keep_deadline(_: Method, call: Invoke) -> Invoke:
    """Notes the caller's deadline for outgoing calls."""

    async def limited(request: Message, context: grpc.aio.ServicerContext) -> Any:
        left = context.time_remaining()
        outgoing.deadline.set(None if left is None else asyncio.get_running_loop().time() + left)
        return await call(request, context)

    return limited
