"""Metadata as it travels: a tuple of (key, value), checked as gRPC's core checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from grpc import _grpcio_metadata

from ._errors import batch_error

Pairs = tuple[tuple[str, "str | bytes"], ...]

_KEY = re.compile(rb"[0-9a-z_.\-]+\Z")
_VALUE = re.compile(rb"[\x20-\x7e]*\Z")

USER_AGENT = f"grpc-python-asyncio/{_grpcio_metadata.__version__}"


class Metadatum(NamedTuple):
    """One pair, as handlers see it."""

    key: str
    value: str | bytes


def outgoing(pairs: Iterable[tuple[Any, Any]]) -> Pairs:
    """Checks and normalizes what one side sends.

    Raises TypeError for keys and values of another type than text or bytes, and grpc.aio.InternalError
    (an ExecuteBatchError) for those no HTTP/2 header can carry.
    """
    encoded = [(_encode(key), value) for key, value in pairs]
    return tuple(_datum(key, value) for key, value in encoded)


def incoming(pairs: Pairs) -> tuple[Metadatum, ...]:
    """The pairs as the other side sees them: named, and without the spaces HTTP/2 strips."""
    return tuple(Metadatum(key, value) for key, value in pairs)


def _datum(key: bytes, value: Any) -> tuple[str, str | bytes]:
    if not _KEY.match(key):
        raise batch_error("metadata")
    if key.endswith(b"-bin"):
        if not isinstance(value, bytes):
            raise TypeError(f"Expected bytes, {type(value)}")
        return key.decode(), value
    raw = _encode(value)
    if not _VALUE.match(raw):
        raise batch_error("metadata")
    return key.decode(), raw.decode().strip(" ")


def _encode(text: Any) -> bytes:
    if isinstance(text, bytes):
        return text
    if isinstance(text, str):
        return text.encode("utf-8")
    raise TypeError(f"Expected str, not {type(text)}")
