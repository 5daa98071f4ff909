"""gRPC-Web and Connect: every rpc at the path that gRPC gives it, `/package.Service/Method`.

The one file that knows the package connectrpc, which speaks both protocols. Errors carry the same rich status as on any
other way in. Plain gRPC needs HTTP/2 and has a port of its own.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import grpc
from connectrpc.code import Code
from connectrpc.compat import google_protobuf_binary_codec, google_protobuf_json_codec
from connectrpc.errors import ConnectError, ErrorDetail
from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType
from connectrpc.request import RequestContext
from connectrpc.server import ConnectASGIApplication, Endpoint
from google.protobuf.descriptor_pb2 import MethodOptions
from google.rpc import status_pb2
from protobuf.wkt import Any as ConnectAny
from starlette.types import Receive, Scope, Send

from m_gateway.http import calls
from m_gateway.http.descriptors import message_class
from m_gateway.http.errors import RestError, internal, unsupported_media_type
from m_gateway.http.metadata import SET_COOKIE, CallHeaders
from m_gateway.http.responses import send_error
from m_gateway.http.rpcs import ChannelFor, Rpc

logger = logging.getLogger(__name__)

_CODES = {
    code.value[0]: Code["CANCELED" if code.name == "CANCELLED" else code.name]
    for code in grpc.StatusCode
    if code.value[0]
}
_PASSED_BACK = ("idempotency-replayed", "retry-after")


class Connect:
    """The ASGI application behind the paths of gRPC."""

    def __init__(self, rpcs: Iterable[Rpc], channel_for: ChannelFor, max_body_bytes: int) -> None:
        made = {rpc.path: _endpoint(rpc, channel_for) for rpc in rpcs if not rpc.method.client_streaming}
        self._paths = frozenset(made)
        self._application = _Application(made, max_body_bytes)

    def serves(self, scope: Scope) -> bool:
        """Whether it is an rpc's path, spoken to in one of these protocols; anything else is REST's to refuse."""
        return scope["path"] in self._paths and _speaks(scope)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_plain_grpc(scope):
            await send_error(
                send,
                unsupported_media_type("gRPC itself is served on a port of its own; here are gRPC-Web and Connect"),
            )
            return
        await self._application(scope, receive, send)


class _Application(ConnectASGIApplication[None]):
    """connectrpc's, made of endpoints instead of generated code. JSON is read as strictly as in REST."""

    path = "/"

    def __init__(self, endpoints: Mapping[str, Any], max_body_bytes: int) -> None:
        codecs = (google_protobuf_binary_codec(), google_protobuf_json_codec(ignore_unknown_fields=False))
        super().__init__(service=None, endpoints=lambda _: endpoints, read_max_bytes=max_body_bytes, codecs=codecs)


def _endpoint(rpc: Rpc, channel_for: ChannelFor) -> Any:
    streams = rpc.method.server_streaming
    safe = rpc.method.GetOptions().idempotency_level == MethodOptions.NO_SIDE_EFFECTS
    info = MethodInfo(
        name=rpc.method.name,
        service_name=rpc.service,
        input=message_class(rpc.method.input_type),
        output=message_class(rpc.method.output_type),
        idempotency_level=IdempotencyLevel.NO_SIDE_EFFECTS if safe else IdempotencyLevel.UNKNOWN,
        stream_type=StreamType.SERVER_STREAM if streams else StreamType.UNARY,
    )
    if streams:
        return Endpoint.server_stream(info, _streaming(rpc, channel_for))
    return Endpoint.unary(info, _answering(rpc, channel_for))


def _answering(rpc: Rpc, channel_for: ChannelFor) -> Callable[[Any, RequestContext[Any, Any]], Any]:
    async def answer(request: Any, context: RequestContext[Any, Any]) -> Any:
        with _told(rpc), calls.translated():
            call = _called(rpc, channel_for, request, context)
            try:
                response = await call
            except asyncio.CancelledError:
                call.cancel()
                raise
            _pass_back(context, await calls.answered_with(call))
            return response

    return answer


def _streaming(rpc: Rpc, channel_for: ChannelFor) -> Callable[[Any, RequestContext[Any, Any]], AsyncIterator[Any]]:
    async def stream(request: Any, context: RequestContext[Any, Any]) -> AsyncGenerator[Any]:
        with _told(rpc), calls.translated():
            call = _called(rpc, channel_for, request, context)
            try:
                async for response in call:
                    yield response
            finally:
                call.cancel()

    return stream


def _called(rpc: Rpc, channel_for: ChannelFor, request: Any, context: RequestContext[Any, Any]) -> Any:
    """A call on its way. Raises RestError where the headers do not let it begin."""
    headers = CallHeaders(
        ((name.encode("latin-1"), value.encode("latin-1")) for name, value in context.request_headers.allitems()),
        is_rest=False,
    )
    owner = rpc.context_asked(request, headers.context)
    asked = headers.timeout_seconds if context.timeout_ms is None else context.timeout_ms / 1000
    return rpc.stub(channel_for, owner)(
        request, metadata=headers.metadata_for(owner), timeout=rpc.timeout_seconds(asked)
    )


@contextmanager
def _told(rpc: Rpc) -> Iterator[None]:
    """Turns what ends a call into Connect's error, which gRPC-Web's trailers are made of too."""
    try:
        yield
    except RestError as error:
        raise _connect_error(error.status) from error
    except ConnectError:
        raise
    except Exception as error:
        logger.exception("a call failed: %s", rpc)
        raise _connect_error(internal().status) from error


def _connect_error(status: status_pb2.Status) -> ConnectError:
    details = [ErrorDetail(ConnectAny(type_url=one.type_url, value=one.value)) for one in status.details]
    return ConnectError(_CODES.get(status.code, Code.UNKNOWN), status.message, details)


def _pass_back(context: RequestContext[Any, Any], metadata: Mapping[str, str | bytes]) -> None:
    """In trailers, but for what a browser is to see."""
    for name in _PASSED_BACK:
        value = metadata.get(name)
        if isinstance(value, str):
            context.response_trailers[name] = value
    cookie = metadata.get(SET_COOKIE)
    if isinstance(cookie, str):
        context.response_headers[SET_COOKIE] = cookie


def _speaks(scope: Scope) -> bool:
    """JSON may be anybody's: Connect's says its version."""
    if scope["method"] == "GET":
        return b"connect=v1" in scope["query_string"].split(b"&")
    kind = _header(scope, b"content-type")
    if kind.startswith(b"application/json"):
        return _header(scope, b"connect-protocol-version") != b""
    return kind.startswith((b"application/grpc", b"application/proto", b"application/connect+"))


def _is_plain_grpc(scope: Scope) -> bool:
    kind = _header(scope, b"content-type")
    return kind.startswith(b"application/grpc") and not kind.startswith(b"application/grpc-web")


def _header(scope: Scope, wanted: bytes) -> bytes:
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""
