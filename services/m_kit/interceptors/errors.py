"""Errors become a Status once, here. What is no business error is logged whole and answered as INTERNAL, bare."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import grpc
from google.protobuf.message import Message
from google.rpc import status_pb2
from grpc_status import rpc_status

from m_kit.contracts import Method
from m_kit.errors import BusinessError, Code, Unavailable
from m_kit.interceptors.pipeline import Invoke
from m_kit.statuses import internal_status, status_of, status_of_rpc_error

log = logging.getLogger(__name__)

# A context that was called could not answer: the caller may send the same call again.
_UNREACHABLE = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}
_DEFECTS = {grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNIMPLEMENTED}


def translate_errors(method: Method, call: Invoke) -> Invoke:
    """The outermost step."""

    async def translated(request: Message, context: grpc.aio.ServicerContext) -> Any:
        try:
            return await call(request, context)
        except (asyncio.CancelledError, grpc.aio.AbortError):
            raise
        except Exception as error:  # noqa: BLE001 - every error of a handler ends here, logged where it is a defect
            await context.abort_with_status(rpc_status.to_status(status_for(error, method.path)))

    return translated


async def guard_stream(stream: AsyncIterator[Any], context: grpc.aio.ServicerContext) -> AsyncIterator[Any]:
    """As translate_errors, for what a stream raises after it was opened."""
    try:
        async for response in stream:
            yield response
    except (asyncio.CancelledError, grpc.aio.AbortError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        await context.abort_with_status(rpc_status.to_status(status_for(error, "stream")))


def status_for(error: Exception, path: str) -> status_pb2.Status:
    """The Status a caller gets for an error."""
    if isinstance(error, BusinessError):
        return status_of(error)
    if isinstance(error, grpc.aio.AioRpcError):
        return _status_of_nested(error, path)
    if isinstance(error, TimeoutError):
        return status_pb2.Status(code=int(Code.DEADLINE_EXCEEDED), message="Deadline Exceeded")
    log.error("%s failed", path, exc_info=error)
    return internal_status()


def _status_of_nested(error: grpc.aio.AioRpcError, path: str) -> status_pb2.Status:
    if error.code() in _UNREACHABLE:
        return status_of(Unavailable("a service that this call needs does not answer"))
    if error.code() in _DEFECTS:
        log.error("%s: a nested call failed: %s %s", path, error.code(), error.details())
        return internal_status()
    return status_of_rpc_error(error)
