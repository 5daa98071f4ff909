"""Writes answers to ASGI: JSON bodies, errors, and newline-delimited streams."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.types import Send

from m_gateway.http.errors import RestError, status_json

JSON = b"application/json"
NDJSON = b"application/x-ndjson"
_NO_SNIFF = (b"x-content-type-options", b"nosniff")


async def send_json(send: Send, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
    """A whole answer."""
    raw = [(b"content-type", JSON), (b"content-length", str(len(body)).encode()), _NO_SNIFF]
    raw += encoded(headers or {})
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def send_error(send: Send, error: RestError) -> None:
    """An error as REST tells it."""
    await send_json(send, error.http_status, dumps(status_json(error.status)), error.headers)


async def start_stream(send: Send, headers: Mapping[str, str] | None = None) -> None:
    """The head of an answer whose lines follow."""
    raw = [(b"content-type", NDJSON), _NO_SNIFF, *encoded(headers or {})]
    await send({"type": "http.response.start", "status": 200, "headers": raw})


async def send_line(send: Send, line: bytes) -> None:
    """One line of a stream."""
    await send({"type": "http.response.body", "body": line + b"\n", "more_body": True})


async def end_stream(send: Send) -> None:
    """The end of a stream."""
    await send({"type": "http.response.body", "body": b""})


def dumps(value: Any) -> bytes:
    """A JSON value as UTF-8."""
    return orjson.dumps(value)


def encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI wants them; what is no printable ASCII is dropped rather than sent on."""
    return [
        (name.encode(), value.encode()) for name, value in headers.items() if value.isascii() and value.isprintable()
    ]
