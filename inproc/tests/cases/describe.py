"""Values as a notebook keeps them: plain, comparable, without what may differ between two runs."""

from __future__ import annotations

import enum
import re
from typing import Any

import grpc
import grpc.aio
from google.protobuf.message import Message
from google.protobuf.text_format import MessageToString

_PLACES = re.compile(r"(unix|ipv4|ipv6|inproc):\S*( Failed to connect.*\)| the server is not running)?")
_UNREACHABLE = re.compile(r"last error: .*", re.DOTALL)
_REMOVED = re.compile(r"Stream removed \((.*)\)")


def describe(value: Any) -> Any:
    """A plain value for a message, exception, metadata or enum; others as they are."""
    if isinstance(value, Message):
        text = MessageToString(value, as_one_line=True)
        return f"{type(value).__name__}({text})" if len(text) < 2000 else f"{type(value).__name__} of {len(text)}"
    if isinstance(value, grpc.aio.AioRpcError):
        return ("AioRpcError", *_error(value))
    if isinstance(value, grpc.RpcError):
        return ("RpcError", value.code().name, _place(value.details()))
    if isinstance(value, grpc.aio.InternalError):
        return (type(value).__name__, str(value).split(":")[0])
    if isinstance(value, BaseException):
        return (type(value).__name__, _place(str(value)))
    if isinstance(value, grpc.aio.Metadata):
        return ("Metadata", *value)
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, (list, tuple)):
        return tuple(describe(item) for item in value)
    return _place(value) if isinstance(value, str) else value


def _error(error: grpc.aio.AioRpcError) -> tuple[Any, ...]:
    return (
        error.code().name,
        _place(error.details()),
        describe(error.initial_metadata()),
        describe(error.trailing_metadata()),
    )


def _place(text: str | None) -> str | None:
    return None if text is None else _REMOVED.sub(r"\1", _PLACES.sub("PLACE", _UNREACHABLE.sub("last error", text)))
