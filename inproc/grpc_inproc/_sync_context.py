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

    def abort(self, code: Any, details: str = "", trailing_metadata: Any = ()) -> NoReturn:  # type: ignore[override]
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

    def is_active(self) -> bool:
        return self._context.rpc.final is None

    def cancel(self) -> None:
        self._loop.call_soon_threadsafe(self._context.rpc.stop_handler)

    def __getattribute__(self, name: str) -> Any:
        if name in _PASSED_ON:
            return getattr(object.__getattribute__(self, "_context"), name)
        return object.__getattribute__(self, name)

    def _wait_for(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()


_PASSED_ON = frozenset(
    "set_trailing_metadata trailing_metadata invocation_metadata set_code code set_details details set_compression "
    "disable_next_message_compression peer peer_identities peer_identity_key auth_context time_remaining".split()
)
SyncContext.__abstractmethods__ = frozenset()  # type: ignore[attr-defined]
