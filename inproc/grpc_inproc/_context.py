"""The context a handler is given: what it may say and ask about its call."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import grpc
import grpc.aio

from ._errors import EOF, FINISHED, AbortError, ServerStoppedError, UsageError
from ._metadata import Pairs, incoming, outgoing
from ._plan import HandlerPlan
from ._status import CANCELLED, OK, UNKNOWN, code_number, status_from_server
from ._trailing import check_trailing_metadata

if TYPE_CHECKING:
    from ._server import Server

_LOGGER = logging.getLogger("grpc_inproc")


class Context(grpc.aio.ServicerContext):  # type: ignore[misc]
    """grpc.aio's ServicerContext over an in-process call."""

    abort_error: Exception | None = None
    said = False
    status_sent = False
    initial_sent = False
    status_code = OK
    _py_code: Any = None
    _details = ""
    _trailing: Pairs = ()
    _invocation: Any = None
    callbacks: list[Callable[[], None]] | None = None

    def __init__(self, rpc: Any, server: Server, plan: HandlerPlan | None = None) -> None:
        self.rpc = rpc
        self._server = server
        self.plan: Any = plan

    def raise_for_termination(self) -> None:
        """Halts a handler whose call is over, be it that it swallowed its own abort."""
        if self.abort_error is not None:
            raise self.abort_error
        if self.status_sent:
            raise UsageError(FINISHED)
        if self._server.is_stopped:
            raise ServerStoppedError("Server already stopped.")

    async def read(self) -> Any:
        if self.said or self._server.is_stopped:
            self.raise_for_termination()
        frame = await self.rpc.read_request()
        if self.said or self._server.is_stopped:
            self.raise_for_termination()
        return EOF if frame is None else self.plan.unpack_request(frame)

    async def write(self, message: Any) -> None:
        if self.said or self._server.is_stopped:
            self.raise_for_termination()
        frame = self.plan.pack_response(message)
        if not self.initial_sent:
            self.send_initial_if_not_sent()
        rpc = self.rpc
        if rpc.is_limited or not rpc.offer_response(frame):
            await rpc.write_response(frame)

    async def send_initial_metadata(self, initial_metadata: Any) -> None:
        self.raise_for_termination()
        if self.initial_sent:
            raise UsageError("Send initial metadata failed: already sent")
        pairs = outgoing(tuple(initial_metadata))
        self.initial_sent = True
        self.rpc.receive_initial_metadata(pairs)

    def send_initial_if_not_sent(self) -> None:
        if not self.initial_sent:
            self.initial_sent = True
            self.rpc.receive_initial_metadata(())

    async def abort(self, code: Any, details: str = "", trailing_metadata: Any = ()) -> NoReturn:
        _check_type("details", details, str)
        _check_type("trailing_metadata", trailing_metadata, tuple)
        if self.abort_error is not None:
            raise UsageError("Abort already called!")
        self.said = True
        self.abort_error = AbortError("Locally aborted.")
        if trailing_metadata or not self._trailing:
            self.set_trailing_metadata(trailing_metadata)
        self._details = details or self._details
        self.set_code(code)
        self.conclude(self.status_code or UNKNOWN, self._details)
        assert self.abort_error is not None
        raise self.abort_error

    async def abort_with_status(self, status: grpc.Status) -> NoReturn:
        await self.abort(status.code, status.details, status.trailing_metadata)

    def conclude(self, code: int, details: str, frame: Any = None) -> None:
        """Sends the final status; nothing of this call leaves after it."""
        trailing = outgoing(self._trailing) if self._trailing else ()
        self.send_initial_if_not_sent()
        self.said = self.status_sent = True
        self.rpc.answered = True
        self.rpc.answer(status_from_server(code, details, trailing), frame)

    def conclude_refused(self, code: int, details: str) -> None:
        """Sends a final status in the handler's place."""
        self.conclude(code, details)

    def conclude_unanswered(self) -> None:
        """After a cancellation: nobody waits any more, or the handler cancelled itself and someone still does."""
        if not self.status_sent and self.rpc.final is None:
            self.conclude(UNKNOWN if self.status_code == OK else self.status_code, "RPC cancelled by the handler")

    def run_callbacks(self) -> None:
        """Calls back who asked to hear of the end; the first that raises is logged and ends the round."""
        try:
            for callback in self.callbacks or ():
                callback()
        except Exception:
            _LOGGER.exception("Error in callback for method [%s]", self.rpc.plan.method)

    def set_trailing_metadata(self, trailing_metadata: Any) -> None:
        check_trailing_metadata(trailing_metadata)
        self.said = True
        self._trailing = tuple(trailing_metadata)

    def trailing_metadata(self) -> Any:
        return self._trailing

    def invocation_metadata(self) -> Any:
        if self._invocation is None:
            self._invocation = incoming(self.rpc.received_metadata())
        return self._invocation

    def set_code(self, code: Any) -> None:
        self.said = True
        self.status_code = code_number(code)
        self._py_code = code

    def code(self) -> Any:
        return self._py_code

    def set_details(self, details: str) -> None:
        _check_type("details", details, str)
        self.said = True
        self._details = details

    def details(self) -> str:
        return self._details

    def set_compression(self, compression: grpc.Compression) -> None:
        if self.initial_sent:
            raise RuntimeError("Compression setting must be specified before sending initial metadata")

    def disable_next_message_compression(self) -> None:
        """Nothing is compressed in process."""

    def peer(self) -> str:
        return "inproc:client"

    def peer_identities(self) -> None:
        return None

    def peer_identity_key(self) -> None:
        return None

    def auth_context(self) -> dict[str, Any]:
        return {"transport_security_type": [b"insecure"], "security_level": [b"TSI_SECURITY_NONE"]}

    def time_remaining(self) -> float | None:
        seconds: float | None = self.rpc.seconds_left()
        return seconds

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self.said = True
        self.callbacks = self.callbacks or []
        self.callbacks.append(functools.partial(callback, self))

    def done(self) -> bool:
        return self.status_sent

    def cancelled(self) -> bool:
        return self.status_code == CANCELLED


def _check_type(name: str, value: Any, expected: type) -> None:
    if value is not None and not isinstance(value, expected):
        raise TypeError(
            f"Argument '{name}' has incorrect type (expected {expected.__name__}, got {type(value).__name__})"
        )
