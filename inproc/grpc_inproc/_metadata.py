"""Metadata as it travels: a tuple of (key, value), checked as gRPC's core checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import grpc.aio
from grpc import _grpcio_metadata

from ._errors import INVALID_METADATA, batch_error

Pairs = tuple[tuple[str, "str | bytes"], ...]

_KEY = re.compile(rb"[0-9a-z_.\-]+\Z")
_VALUE = re.compile(rb"[\x20-\x7e]*\Z")

ENCODING_REQUEST = "grpc-internal-encoding-request"
_OF_THE_TRANSPORT = frozenset({"te", "content-type", "grpc-timeout", ENCODING_REQUEST})
_PLAIN_KEYS_AT_MOST = 1000
_plain_keys: set[str] = set()

USER_AGENT = f"grpc-python-asyncio/{_grpcio_metadata.__version__}"


class Metadatum(NamedTuple):
    """One pair, as handlers see it."""

    key: str
    value: str | bytes


def is_plain(metadata: tuple[Any, ...]) -> bool:
    """True for text under keys seen before, each once: there is nothing to group and nothing to refuse."""
    try:
        pairs = dict(metadata)
        text = "".join(pairs.values())
    except (TypeError, ValueError):
        return False
    return len(pairs) == len(metadata) and pairs.keys() <= _plain_keys and text.isascii() and text.isprintable()


def grouped(metadata: Any) -> Pairs:
    """A snapshot of what a client was given, grouped by key as grpc.aio.Metadata groups it.

    Raises TypeError or ValueError for what is no sequence of pairs, as making grpc.aio.Metadata of it does.
    """
    return tuple(metadata if isinstance(metadata, grpc.aio.Metadata) else grpc.aio.Metadata(*tuple(metadata)))


def outgoing_of_client(pairs: Pairs) -> Pairs:
    """`outgoing`, remembering the keys for `is_plain`."""
    checked = outgoing(pairs)
    if len(_plain_keys) < _PLAIN_KEYS_AT_MOST:
        _plain_keys.update(key for key, _ in checked if not key.endswith("-bin"))
    return checked


def outgoing(pairs: Iterable[tuple[Any, Any]]) -> Pairs:
    """Checks what one side sends, and leaves out what the transport keeps to itself.

    Raises TypeError for keys and values of another type than text or bytes, and grpc.aio.InternalError
    (an ExecuteBatchError) for those no HTTP/2 header can carry.
    """
    encoded = [(_encode(key), value) for key, value in pairs]
    checked = [_datum(key, value) for key, value in encoded]
    return tuple(datum for datum in checked if datum[0] not in _OF_THE_TRANSPORT)


def incoming(pairs: Pairs) -> tuple[Metadatum, ...]:
    """The pairs as the other side sees them."""
    return tuple(Metadatum(key, value) for key, value in pairs)


def _datum(key: bytes, value: Any) -> tuple[str, str | bytes]:
    raw = _bytes_of(key, value) if key.endswith(b"-bin") else _encode(value)
    if not _KEY.match(key) or not (key.endswith(b"-bin") or _VALUE.match(raw)):
        raise batch_error(INVALID_METADATA)
    return key.decode(), raw if key.endswith(b"-bin") else raw.decode()


def _bytes_of(key: bytes, value: Any) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError(f'Binary metadata key="{key.decode()}" expected bytes, got {type(value)}')
    return value


def _encode(text: Any) -> bytes:
    if isinstance(text, bytes):
        return text
    if text is None:
        return b""
    if isinstance(text, str):
        return text.encode("utf-8")
    raise TypeError(f"Expected str, not {type(text)}")
