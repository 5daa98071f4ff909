"""REST: a request is matched to an rpc, made into its message, called, and answered as JSON."""

import logging
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, NoReturn

from google.protobuf.descriptor import Descriptor
from starlette.types import Receive, Scope, Send

from m_gateway.http import calls
from m_gateway.http.body import ClientGone, read_body, refuse_body
from m_gateway.http.errors import (
    RestError,
    internal,
    invalid_field,
    method_not_allowed,
    no_such_route,
    status_json,
)
from m_gateway.http.json_encoder import EncodeError, encoder_of, value_encoder
from m_gateway.http.metadata import SET_COOKIE, CallHeaders
from m_gateway.http.requests import RequestBuilder
from m_gateway.http.responses import dumps, end_stream, send_error, send_json, send_line, start_stream
from m_gateway.http.routes import RouteTable
from m_gateway.http.rpcs import ChannelFor, Rpc, Rule
from m_gateway.http.templates import parse_template

logger = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class _Route:
    """One rule of an rpc, compiled."""

    rpc: Rpc
    builder: RequestBuilder
    encode: Callable[[Any], Any]

    def __str__(self) -> str:
        return str(self.rpc)


class Transcoder:
    """The ASGI application behind every path that an http rule names."""

    def __init__(self, rpcs: Iterable[Rpc], channel_for: ChannelFor, max_body_bytes: int) -> None:
        """Raises RouteConflict, TemplateError or ValueError where the contracts' rules do not fit together."""
        self._channel_for = channel_for
        self._max_body_bytes = max_body_bytes
        self._routes: RouteTable[_Route] = RouteTable()
        for rpc in rpcs:
            for rule in rpc.rules:
                self._add(rpc, rule)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route: _Route | None = None
        try:
            route, segments = self._match(scope)
            await self._serve(route, segments, scope, receive, send)
        except ClientGone:
            return
        except RestError as error:
            await send_error(send, error)
        except Exception:
            logger.exception("a REST request failed: %s", route)
            await send_error(send, internal())

    async def require_readable(self, scope: Scope, receive: Receive) -> None:
        """Reads a request as for a call, and makes none. Raises RestError, and ClientGone."""
        route, segments = self._match(scope)
        headers = CallHeaders(scope["headers"])
        request = await self._request(route.builder, segments, scope, receive)
        route.rpc.context_asked(request, headers.context)

    def require_unknown(self, scope: Scope) -> NoReturn:
        """Raises RestError: that there is no such path, or none by that verb; also where there is one."""
        self._match(scope)
        raise no_such_route(shown(raw_path(scope)))

    def _add(self, rpc: Rpc, rule: Rule) -> None:
        template = parse_template(rule.template)
        builder = RequestBuilder(rpc.method.input_type, template, rule.body)
        encode = response_encoder(rpc.method.output_type, rule.response_body)
        self._routes.add(rule.http_verb, template, _Route(rpc, builder, encode))

    def _match(self, scope: Scope) -> tuple[_Route, list[bytes]]:
        path = raw_path(scope)
        try:
            found = self._routes.find(scope["method"], path)
            if found is not None:
                return found
            allowed = self._routes.verbs(path)
        except UnicodeDecodeError:
            raise invalid_field("", "the path is not UTF-8") from None
        raise method_not_allowed(scope["method"], allowed) if allowed else no_such_route(shown(path))

    async def _serve(self, route: _Route, segments: list[bytes], scope: Scope, receive: Receive, send: Send) -> None:
        headers = CallHeaders(scope["headers"])
        request = await self._request(route.builder, segments, scope, receive)
        context = route.rpc.context_asked(request, headers.context)
        stub = route.rpc.stub(self._channel_for, context)
        timeout = route.rpc.timeout_seconds(headers.timeout_seconds)
        arguments = {"metadata": headers.metadata_for(context), "timeout": timeout}
        if route.rpc.method.server_streaming:
            await _answer_stream(route, calls.stream(stub, request, arguments, receive), send)
            return
        response, metadata = await calls.unary(stub, request, arguments, receive)
        await send_json(send, 200, _encoded(route, response), _passed_back(metadata))

    async def _request(self, builder: RequestBuilder, segments: list[bytes], scope: Scope, receive: Receive) -> Any:
        body = b""
        if builder.takes_body:
            body = await read_body(scope, receive, self._max_body_bytes)
        else:
            refuse_body(scope)
        return builder.build(body, segments, scope["query_string"])


def response_encoder(descriptor: Descriptor, response_body: str) -> Callable[[Any], Any]:
    """Encodes a response, or the one field of it that the rule's `response_body` names; raises ValueError."""
    if not response_body:
        return encoder_of(descriptor)
    if response_body not in descriptor.fields_by_name:
        raise ValueError(f"{descriptor.full_name}: response_body names {response_body}, which it has not")
    encode = value_encoder(descriptor.fields_by_name[response_body])
    return lambda message: encode(getattr(message, response_body))


def raw_path(scope: Scope) -> bytes:
    """The path as it was sent, still percent-encoded, without the query."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    return path.partition(b"?")[0]


def shown(path: bytes) -> str:
    """A path for an error message."""
    return path[:200].decode("ascii", "backslashreplace")


async def _answer_stream(route: _Route, responses: AsyncGenerator[Any], send: Send) -> None:
    """Lines of JSON. An error before the first is an error answer; a later one is the last line."""
    started = False
    try:
        async with aclosing(responses):
            async for response in responses:
                line = _encoded(route, response)
                if not started:
                    await start_stream(send)
                    started = True
                await send_line(send, line)
    except RestError as error:
        if not started:
            raise
        await send_line(send, dumps({"error": status_json(error.status)}))
    if not started:
        await start_stream(send)
    await end_stream(send)


def _encoded(route: _Route, response: Any) -> bytes:
    try:
        return dumps(route.encode(response))
    except EncodeError as error:
        logger.error("%s answered what JSON cannot say: %s", route, error)
        raise internal() from error


def _passed_back(metadata: Mapping[str, str | bytes]) -> dict[str, str]:
    found = ((name, metadata.get(name)) for name in ("idempotency-replayed", "retry-after", SET_COOKIE))
    return {name: value for name, value in found if isinstance(value, str)}
