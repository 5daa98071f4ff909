"""Compression: nothing is compressed in process, but a server that forbids an algorithm refuses who asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import grpc

from ._metadata import ENCODING_REQUEST
from ._status import UNIMPLEMENTED, Status

_ALLOWED = "grpc.compression_enabled_algorithms_bitset"
_DEFAULT = "grpc.default_compression_algorithm"
_NAMES = ("identity", "deflate", "gzip")


def forbidden_algorithms(options: Sequence[tuple[str, Any]] | None) -> frozenset[str]:
    """What a server's options leave out; `identity` cannot be forbidden."""
    allowed = dict(options or ()).get(_ALLOWED)
    if allowed is None:
        return frozenset()
    return frozenset(name for bit, name in enumerate(_NAMES) if bit and not int(allowed) >> bit & 1)


def algorithm_of_channel(options: Sequence[tuple[str, Any]] | None, compression: grpc.Compression | None) -> str:
    """What calls of a channel ask for that say nothing themselves."""
    number = int(compression or dict(options or ()).get(_DEFAULT) or 0)
    return _NAMES[number] if number < len(_NAMES) else _NAMES[0]


def algorithm_of_call(metadata: Any) -> str | None:
    """What a call asks for; grpc.aio writes it among the metadata."""
    return next((value for key, value in metadata or () if key == ENCODING_REQUEST), None)


def refuse_algorithm(name: str) -> Status:
    """The status of a call that asks for a forbidden algorithm."""
    details = f"Compression algorithm '{name}' is disabled."
    return Status(UNIMPLEMENTED, details, (), details)
