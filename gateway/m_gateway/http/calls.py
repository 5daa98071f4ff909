"""Makes calls for clients who may leave: a call whose client is gone is cancelled."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from typing import Any

import grpc
from starlette.types import Receive

from m_gateway.http.body import ClientGone
from m_gateway.http.errors import from_rpc_error, internal, unavailable


async def unary(stub: Any, request: Any, arguments: dict[str, Any], receive: Receive) -> tuple[Any, Any]:
    """Calls and waits: the response, and the metadata that came before and after it. Raises RestError, and
    ClientGone."""
    with translated():
        call = stub(request, **arguments)
        with _cancelled_with_client(call, receive):
            response = await call
            return response, await answered_with(call)


async def stream(stub: Any, request: Any, arguments: dict[str, Any], receive: Receive) -> AsyncGenerator[Any]:
    """Calls and yields responses as they come. Raises RestError, and ClientGone."""
    with translated():
        call = stub(request, **arguments)
        with _cancelled_with_client(call, receive):
            try:
                async for response in call:
                    yield response
            finally:
                call.cancel()


async def answered_with(call: Any) -> dict[str, str | bytes]:
    """Initial and trailing metadata of a call that was answered; the last value where a key came twice."""
    return {**dict(await call.initial_metadata() or ()), **dict(await call.trailing_metadata() or ())}


@contextmanager
def translated() -> Iterator[None]:
    """Turns what a call raises into RestError."""
    try:
        yield
    except grpc.RpcError as error:
        raise from_rpc_error(error) from error
    except grpc.aio.UsageError as error:  # the channel was closed
        raise unavailable() from error
    except grpc.aio.InternalError as error:
        raise internal() from error


@contextmanager
def _cancelled_with_client(call: Any, receive: Receive) -> Iterator[None]:
    """Cancels the call when the client disconnects, and then says so with ClientGone."""
    watcher = asyncio.ensure_future(_cancel_on_disconnect(call, receive))
    try:
        yield
    except asyncio.CancelledError:
        if watcher.done() and not watcher.cancelled():
            raise ClientGone from None
        call.cancel()
        raise
    finally:
        watcher.cancel()


async def _cancel_on_disconnect(call: Any, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    call.cancel()
