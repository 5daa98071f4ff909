"""Running the handler of one call: find it, feed it, send its answer, translate what it raises."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from grpc._cython import cygrpc

from ._bridge import drain_in_thread, iterate_from_thread
from ._context import Context
from ._errors import EOF, AbortError, ExecuteBatchError, ServerStoppedError
from ._status import OK, RESOURCE_EXHAUSTED, UNIMPLEMENTED, UNKNOWN
from ._sync_context import SyncContext

if TYPE_CHECKING:
    from ._server import Server

_LOGGER = logging.getLogger("grpc_inproc")
_STRICT = hasattr(cygrpc, "_MethodResolver")


class CallDetails:
    """What an interceptor is told of a call."""

    __slots__ = ("invocation_metadata", "method")

    def __init__(self, method: str, invocation_metadata: Any) -> None:
        self.method = method
        self.invocation_metadata = invocation_metadata


def check_details(details: Any) -> None:
    """Raises the TypeError grpc.aio raises for call details an interceptor made itself."""
    if _STRICT and type(details) is not CallDetails:
        raise TypeError(
            "Argument 'handler_call_details' has incorrect type "
            f"(expected grpc._cython.cygrpc._HandlerCallDetails, got {type(details).__name__})"
        )


async def serve(server: Server, context: Context, over_limit: bool) -> None:
    """One call from the first interceptor to the last callback. Raises only KeyboardInterrupt and SystemExit."""
    try:
        await _run(server, context, over_limit)
    except (Exception, asyncio.CancelledError) as error:
        end_badly(context, error)


async def _run(server: Server, context: Context, over_limit: bool) -> None:
    handler = await _find(server, context)
    if handler is None:
        context.conclude_refused(UNIMPLEMENTED, "Method not found!")
    elif over_limit:
        context.conclude_refused(RESOURCE_EXHAUSTED, "Concurrent RPC limit exceeded!")
    else:
        context.plan = context.rpc.plan.handler_plan(handler)
        await _answer(server, context)


async def _find(server: Server, context: Context) -> Any:
    details = CallDetails(context.rpc.plan.method, context.invocation_metadata())
    if not server.interceptors:
        return server.resolve(details)
    return await _intercept(iter(server.interceptors), server, details)


async def _intercept(rest: Iterator[Any], server: Server, details: Any) -> Any:
    interceptor = next(rest, None)
    if interceptor is None:
        return server.resolve(details)
    return await interceptor.intercept_service(functools.partial(_intercept, rest, server), details)


async def _answer(server: Server, context: Context) -> None:
    plan = context.plan
    if plan.request_streaming:
        request: Any = Requests(context) if plan.is_async else drain_in_thread(context.read, server.loop)
    else:
        frame = await context.rpc.read_request()
        if frame is None:
            return
        request = plan.unpack_request(frame)
    if plan.response_streaming:
        await _answer_stream(server, context, request)
    else:
        await _answer_once(server, context, request)


async def _answer_once(server: Server, context: Context, request: Any) -> None:
    plan = context.plan
    if plan.is_async:
        response = await plan.behavior(request, context)
    else:
        response = await _in_thread(server, context, request)
    conclude_once(context, response)


def conclude_once(context: Context, response: Any) -> None:
    """Sends the answer of a unary handler that returned."""
    context.raise_for_termination()
    frame = context.plan.pack_response(response) if context.status_code == OK else None
    context.conclude(context.status_code, context.details(), frame)


async def _in_thread(server: Server, context: Context, request: Any) -> Any:
    sync_context = SyncContext(context, server.loop)
    response = await server.loop.run_in_executor(server.thread_pool, context.plan.behavior, request, sync_context)
    for callback in sync_context.callbacks:
        callback()
    return response


async def _answer_stream(server: Server, context: Context, request: Any) -> None:
    if context.plan.is_coroutine:
        await context.plan.behavior(request, context)
    else:
        async for response in _responses(server, context, request):
            await context.write(response)
    context.raise_for_termination()
    context.conclude(context.status_code, context.details())


def _responses(server: Server, context: Context, request: Any) -> AsyncIterator[Any]:
    if context.plan.is_async_generator:
        generator: AsyncIterator[Any] = context.plan.behavior(request, context)
        return generator
    iterator = context.plan.behavior(request, SyncContext(context, server.loop))
    return iterate_from_thread(iterator, server.loop, server.thread_pool)


def end_badly(context: Context, error: BaseException) -> None:
    """Translates what a handler raised."""
    method = context.rpc.plan.method
    if isinstance(error, AbortError):
        if error is not context.abort_error:
            _LOGGER.error("Abort error has been replaced in method [%s]", method)
    elif isinstance(error, asyncio.CancelledError):
        _LOGGER.debug("RPC cancelled for servicer method [%s]", method)
        context.conclude_unanswered()
    elif isinstance(error, ServerStoppedError):
        _LOGGER.warning("Aborting method [%s] due to server stop.", method)
    else:
        _failed(context, error)


def _failed(context: Context, error: BaseException) -> None:
    if isinstance(error, ExecuteBatchError) and context.rpc.final is not None:
        return
    _LOGGER.error(
        "Unexpected [%s] raised by servicer method [%s]",
        type(error).__name__,
        context.rpc.plan.method,
        exc_info=error,
    )
    if not context.status_sent:
        context.conclude(context.status_code or UNKNOWN, f"Unexpected {type(error)}: {error}")


class Requests:
    """The requests of a call as an async iterator."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._generator: AsyncIterator[Any] | None = None

    def __aiter__(self) -> AsyncIterator[Any]:
        if self._generator is None:
            self._generator = self._read_all()
        return self._generator

    async def __anext__(self) -> Any:
        return await self.__aiter__().__anext__()

    async def _read_all(self) -> AsyncIterator[Any]:
        while (message := await self._context.read()) is not EOF:
            yield message
