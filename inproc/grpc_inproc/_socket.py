"""The fallback: the same names over a real socket, made of grpc.aio's public parts alone.

Slow, and right whatever grpcio looks like inside. It is taken when the self-check finds grpcio changed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

import grpc
import grpc.aio

from .context_variables import (
    ContextVariables,
    client_interceptors,
    joined,
    server_interceptors,
    sync_client_interceptors,
)

Server = grpc.aio.Server
_targets: dict[int, tuple[Any, str]] = {}


def make_server(
    migration_thread_pool: Executor | None = None,
    handlers: Sequence[grpc.GenericRpcHandler] | None = None,
    interceptors: Sequence[Any] | None = None,
    options: Sequence[tuple[str, Any]] | None = None,
    maximum_concurrent_rpcs: int | None = None,
    compression: grpc.Compression | None = None,
    *,
    context_variables: ContextVariables | None = None,
) -> grpc.aio.Server:
    """A grpc.aio.Server listening to a unix socket in a directory of its own."""
    if context_variables:
        interceptors = joined(server_interceptors(context_variables), interceptors)
    server = grpc.aio.server(
        migration_thread_pool, handlers, interceptors, options, maximum_concurrent_rpcs, compression
    )
    target = f"unix:{tempfile.mkdtemp(prefix='grpc-inproc-')}/socket"
    server.add_insecure_port(target)
    _targets[id(server)] = (server, target)
    return server


def connect(
    server: grpc.aio.Server,
    *,
    options: Sequence[tuple[str, Any]] | None = None,
    compression: grpc.Compression | None = None,
    interceptors: Sequence[Any] | None = None,
    isolation: Any = None,
    context_variables: ContextVariables | None = None,
) -> grpc.aio.Channel:
    """A channel to such a server; `isolation` needs no doing, for every message is serialized."""
    if context_variables:
        interceptors = joined(interceptors, client_interceptors(context_variables))
    return grpc.aio.insecure_channel(_target(server), options, compression, interceptors)


def connect_sync(
    server: grpc.aio.Server,
    *,
    options: Sequence[tuple[str, Any]] | None = None,
    compression: grpc.Compression | None = None,
    interceptors: Sequence[Any] | None = None,
    isolation: Any = None,
    context_variables: ContextVariables | None = None,
) -> grpc.Channel:
    """A blocking channel to such a server."""
    if context_variables:
        interceptors = joined(interceptors, sync_client_interceptors(context_variables))
    channel = grpc.insecure_channel(_target(server), options, compression)
    return grpc.intercept_channel(channel, *interceptors) if interceptors else channel


def make_channel(
    add_servicers: Callable[[grpc.aio.Server], None], interceptors: Sequence[Any] | None = None
) -> grpc.aio.Channel:
    """A channel to a new server, which starts with the loop's next turn; calls wait for it."""
    import asyncio

    server = make_server()
    add_servicers(server)
    starting = asyncio.ensure_future(server.start())
    channel = connect(server, interceptors=interceptors)
    starting.add_done_callback(lambda done: done.exception())
    return channel


def _target(server: grpc.aio.Server) -> str:
    known = _targets.get(id(server))
    if known is None:
        raise TypeError(f"connect needs a server made by make_server, not {type(server).__name__}")
    return known[1]
