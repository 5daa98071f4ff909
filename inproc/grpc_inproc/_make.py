"""The short ways: a server, and a channel to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

import grpc
import grpc.aio

from ._channel import connect
from ._server import Server
from .context_variables import ContextVariables, joined, server_interceptors


def make_server(
    migration_thread_pool: Executor | None = None,
    handlers: Sequence[grpc.GenericRpcHandler] | None = None,
    interceptors: Sequence[Any] | None = None,
    options: Sequence[tuple[str, Any]] | None = None,
    maximum_concurrent_rpcs: int | None = None,
    compression: grpc.Compression | None = None,
    *,
    context_variables: ContextVariables | None = None,
) -> Server:
    """A server; takes what grpc.aio.server takes, in its order, and the variables its handlers get from metadata.

    Raises ValueError for an interceptor that is no ServerInterceptor, for a limit below one call, and for a key that no
    metadata can have.
    """
    setting = server_interceptors(context_variables) if context_variables else None
    return Server(
        migration_thread_pool,
        handlers,
        joined(setting, interceptors),
        options,
        maximum_concurrent_rpcs,
        compression,
    )


def make_channel(
    add_servicers: Callable[[grpc.aio.Server], None], interceptors: Sequence[Any] | None = None
) -> grpc.aio.Channel:
    """A channel to a new, started server on which `add_servicers` has put its servicers."""
    server = make_server()
    add_servicers(server)
    server.open()
    return connect(server, interceptors=interceptors)
