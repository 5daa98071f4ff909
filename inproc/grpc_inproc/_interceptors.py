"""Client interceptors, sorted into the lists grpc.aio's channel keeps them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import grpc.aio

_KINDS = {
    "_unary_unary_interceptors": grpc.aio.UnaryUnaryClientInterceptor,
    "_unary_stream_interceptors": grpc.aio.UnaryStreamClientInterceptor,
    "_stream_unary_interceptors": grpc.aio.StreamUnaryClientInterceptor,
    "_stream_stream_interceptors": grpc.aio.StreamStreamClientInterceptor,
}


def sorted_interceptors(interceptors: Sequence[Any] | None) -> dict[str, list[Any]]:
    """The lists by name; raises ValueError for an interceptor of no known kind."""
    found: dict[str, list[Any]] = {name: [] for name in _KINDS}
    for interceptor in interceptors or ():
        found[_place(interceptor)].append(interceptor)
    return found


def _place(interceptor: Any) -> str:
    for name, kind in _KINDS.items():
        if isinstance(interceptor, kind):
            return name
    choices = " or ".join(kind.__name__ for kind in _KINDS.values())
    raise ValueError(f"Interceptor {interceptor} must be {choices}. ")
