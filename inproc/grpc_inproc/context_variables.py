"""Context variables that travel with a call, as metadata.

Nothing else crosses from the caller's context to the handler's. What is listed in `context_variables`, metadata key to
`(variable, to_text, from_text)`, does: the client writes those that are set where the call is made, the server sets
them for the handler. Keys that end in `-bin` carry bytes. `make_server` and `connect` take the list as a keyword; over
a network the interceptors of this module, which are grpc's plain ones, do the same.
"""

from __future__ import annotations

import contextvars
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import grpc
import grpc.aio

ContextVariables = Mapping[
    str, tuple[contextvars.ContextVar[Any], Callable[[Any], "str | bytes"], Callable[["str | bytes"], Any]]
]

_KEY = re.compile(r"(?!grpc-|:)[0-9a-z_.\-]+")
_OF_THE_TRANSPORT = frozenset({"te", "content-type", "user-agent"})
_UNSET = object()
_END = object()


def client_interceptors(context_variables: ContextVariables) -> list[grpc.aio.ClientInterceptor]:
    """For a grpc.aio channel: an interceptor per kind of call. Give them last, and they see what others set.

    Raises ValueError for a key that no metadata can have.
    """
    writer = _Writer(context_variables)
    return [kind(writer) for kind in (_UnaryUnary, _UnaryStream, _StreamUnary, _StreamStream)]


def sync_client_interceptors(context_variables: ContextVariables) -> list[Any]:
    """The same for grpc.intercept_channel."""
    return [_Blocking(_Writer(context_variables))]


def server_interceptors(context_variables: ContextVariables) -> list[grpc.aio.ServerInterceptor]:
    """For a grpc.aio server. Give it first, and others see what it set.

    A value that `from_text` raises ValueError for ends the call with INVALID_ARGUMENT, naming the key.
    """
    return [_Reader(context_variables)]


def _checked(context_variables: ContextVariables) -> ContextVariables:
    for key in context_variables:
        if not _KEY.fullmatch(key) or key in _OF_THE_TRANSPORT:
            raise ValueError(f"{key!r} is no key that metadata of an application can have")
    return dict(context_variables)


# The client's side.


class _Writer:
    def __init__(self, context_variables: ContextVariables) -> None:
        self._variables = _checked(context_variables)

    def added_to(self, metadata: Any) -> tuple[tuple[str, Any], ...]:
        """The call's metadata and, behind it, the variables that are set here; a key that it has already stays its."""
        given = tuple(tuple(pair) for pair in metadata or ())
        keys = {key for key, _ in given}
        here = contextvars.copy_context()
        return given + tuple(
            (key, to_text(here[variable]))
            for key, (variable, to_text, _) in self._variables.items()
            if key not in keys and here.get(variable, _UNSET) is not _UNSET
        )


class _Adding:
    def __init__(self, writer: _Writer) -> None:
        self._writer = writer

    async def _pass_on(self, continuation: Any, details: Any, request: Any) -> Any:
        metadata = grpc.aio.Metadata(*self._writer.added_to(details.metadata))
        return await continuation(
            grpc.aio.ClientCallDetails(
                details.method, details.timeout, metadata, details.credentials, details.wait_for_ready
            ),
            request,
        )


class _UnaryUnary(_Adding, grpc.aio.UnaryUnaryClientInterceptor):  # type: ignore[misc]
    async def intercept_unary_unary(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        return await self._pass_on(continuation, client_call_details, request)


class _UnaryStream(_Adding, grpc.aio.UnaryStreamClientInterceptor):  # type: ignore[misc]
    async def intercept_unary_stream(self, continuation: Any, client_call_details: Any, request: Any) -> Any:
        return await self._pass_on(continuation, client_call_details, request)


class _StreamUnary(_Adding, grpc.aio.StreamUnaryClientInterceptor):  # type: ignore[misc]
    async def intercept_stream_unary(self, continuation: Any, client_call_details: Any, request_iterator: Any) -> Any:
        return await self._pass_on(continuation, client_call_details, request_iterator)


class _StreamStream(_Adding, grpc.aio.StreamStreamClientInterceptor):  # type: ignore[misc]
    async def intercept_stream_stream(self, continuation: Any, client_call_details: Any, request_iterator: Any) -> Any:
        return await self._pass_on(continuation, client_call_details, request_iterator)


class _Details(NamedTuple):
    method: str
    timeout: float | None
    metadata: Any
    credentials: Any
    wait_for_ready: bool | None
    compression: Any


class _BlockingDetails(_Details, grpc.ClientCallDetails):  # type: ignore[misc]
    """What grpc's sync interceptors pass on."""


class _Blocking(
    grpc.UnaryUnaryClientInterceptor,  # type: ignore[misc]
    grpc.UnaryStreamClientInterceptor,  # type: ignore[misc]
    grpc.StreamUnaryClientInterceptor,  # type: ignore[misc]
    grpc.StreamStreamClientInterceptor,  # type: ignore[misc]
):
    def __init__(self, writer: _Writer) -> None:
        self._writer = writer

    def _pass_on(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(
            _BlockingDetails(
                details.method,
                details.timeout,
                self._writer.added_to(details.metadata),
                details.credentials,
                details.wait_for_ready,
                details.compression,
            ),
            request,
        )

    intercept_unary_unary = intercept_unary_stream = intercept_stream_unary = intercept_stream_stream = _pass_on


# The server's side.


class _Reader(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    def __init__(self, context_variables: ContextVariables) -> None:
        self._variables = _checked(context_variables)

    async def intercept_service(self, continuation: Any, handler_call_details: Any) -> Any:
        try:
            found = self._read(handler_call_details.invocation_metadata)
        except _MalformedError as error:
            handler = await continuation(handler_call_details)
            return handler and _replaced(handler, _refusing(str(error)))
        # The handler runs in the task that interceptors do, which is the call's own.
        for variable, value in found.items():
            variable.set(value)
        handler = await continuation(handler_call_details)
        if handler is None or not found or _is_async(_behavior(handler)):
            return handler
        return _replaced(handler, _in_threads(handler, found))

    def _read(self, metadata: Any) -> dict[contextvars.ContextVar[Any], Any]:
        found: dict[contextvars.ContextVar[Any], Any] = {}
        for key, text in metadata or ():
            variable, _, from_text = self._variables.get(key, (None, None, None))
            if variable is None or from_text is None or variable in found:
                continue
            try:
                found[variable] = from_text(text)
            except ValueError as error:
                raise _MalformedError(f"metadata {key}: {error}") from error
        return found


class _MalformedError(Exception):
    pass


def _refusing(details: str) -> Callable[[Any, Any], Any]:
    async def refuse(_: Any, context: Any) -> None:
        await context.abort(grpc.StatusCode.INVALID_ARGUMENT, details)

    return refuse


def _in_threads(handler: Any, found: Mapping[contextvars.ContextVar[Any], Any]) -> Callable[[Any, Any], Any]:
    """The behavior of a method that is not async, which runs in threads of a pool, with the variables set there."""
    behavior = _behavior(handler)

    def once(request: Any, context: Any) -> Any:
        return _context_of(found).run(behavior, request, context)

    def stream(request: Any, context: Any) -> Iterator[Any]:
        here = _context_of(found)
        responses = here.run(lambda: iter(behavior(request, context)))
        try:
            while (response := here.run(next, responses, _END)) is not _END:
                yield response
        finally:
            here.run(getattr(responses, "close", lambda: None))

    return stream if handler.response_streaming else once


def _context_of(found: Mapping[contextvars.ContextVar[Any], Any]) -> contextvars.Context:
    made = contextvars.Context()
    for variable, value in found.items():
        made.run(variable.set, value)
    return made


def _is_async(behavior: Any) -> bool:
    return (
        inspect.isawaitable(behavior) or inspect.iscoroutinefunction(behavior) or inspect.isasyncgenfunction(behavior)
    )


def _kind(handler: Any) -> str:
    return "_".join(
        "stream" if streaming else "unary" for streaming in (handler.request_streaming, handler.response_streaming)
    )


def _behavior(handler: Any) -> Any:
    return getattr(handler, _kind(handler))


def _replaced(handler: Any, behavior: Callable[[Any, Any], Any]) -> Any:
    """A handler of the same kind and codecs that does this."""
    make = getattr(grpc, f"{_kind(handler)}_rpc_method_handler")
    return make(behavior, handler.request_deserializer, handler.response_serializer)


def joined(first: Sequence[Any] | None, then: Sequence[Any] | None) -> list[Any] | None:
    """Interceptors one after the other; None where there are none."""
    return [*(first or ()), *(then or ())] or None
