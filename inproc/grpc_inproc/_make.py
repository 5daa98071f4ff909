"""The short ways: a server, and a channel to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import grpc.aio

from ._channel import connect
from ._server import Server


def make_server(*args: Any, **kwargs: Any) -> Server:
    """A server; takes what grpc.aio.server takes, in its order.

    Raises ValueError for an interceptor that is no ServerInterceptor and for a limit below one call.
    """
    return Server(*args, **kwargs)


def make_channel(
    add_servicers: Callable[[grpc.aio.Server], None], interceptors: Sequence[Any] | None = None
) -> grpc.aio.Channel:
    """A channel to a new, started server on which `add_servicers` has put its servicers."""
    server = make_server()
    add_servicers(server)
    server.open()
    return connect(server, interceptors=interceptors)
