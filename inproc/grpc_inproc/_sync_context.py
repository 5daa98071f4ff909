"""The context of a servicer method that is not async, used from a thread of the pool."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

import grpc

from ._context import Context


class SyncContext(grpc.ServicerContext):  # type: ignore[misc]
    """Passes on to the async context, by way of the loop where it has to wait."""

    def __init__(self, context: Context, loop: asyncio.AbstractEventLoop) -> None:
        self._context = context
        self._loop = loop
        self.callbacks: list[Callable[[], None]] = []

    def abort(self, code: Any, details: str = "", trailing_metadata: Any = ()) -> NoReturn:
        self._wait_for(self._context.abort(code, details, trailing_metadata))
        raise AssertionError("abort returned")

    def abort_with_status(self, status: grpc.Status) -> NoReturn:
        self._wait_for(self._context.abort_with_status(status))
        raise AssertionError("abort returned")

    def send_initial_metadata(self, initial_metadata: Any) -> None:
        self._wait_for(self._context.send_initial_metadata(initial_metadata))

    def add_callback(self, callback: Callable[[], None]) -> bool:
        self.callbacks.append(callback)
        return True

    def set_trailing_metadata(self, trailing_metadata: Any) -> None:
        self._context.set_trailing_metadata(trailing_metadata)

    def trailing_metadata(self) -> Any:
        return self._context.trailing_metadata()

    def invocation_metadata(self) -> Any:
        return self._context.invocation_metadata()

    def set_code(self, code: Any) -> None:
        self._context.set_code(code)

    def code(self) -> Any:
        return self._context.code()

    def set_details(self, details: str) -> None:
        self._context.set_details(details)

    def details(self) -> str:
        return self._context.details()

    def set_compression(self, compression: grpc.Compression) -> None:
        self._context.set_compression(compression)

    def disable_next_message_compression(self) -> None:
        self._context.disable_next_message_compression()

    def peer(self) -> str:
        return self._context.peer()

    def peer_identities(self) -> None:
        return self._context.peer_identities()

    def peer_identity_key(self) -> None:
        return self._context.peer_identity_key()

    def auth_context(self) -> dict[str, Any]:
        return self._context.auth_context()

    def time_remaining(self) -> float | None:
        return self._context.time_remaining()

    def is_active(self) -> bool:
        return self._context.rpc.final is None

    def cancel(self) -> None:
        self._loop.call_soon_threadsafe(self._context.rpc.stop_handler)

    def _wait_for(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()
