"""gRPC inside one process: grpc.aio's stubs and servicers, with no socket and no serialization."""

from ._channel import connect
from ._isolation import COPY, IMMUTABLE, PARANOID, WIRE, Isolation
from ._make import make_channel, make_server
from ._server import Server
from ._sync_channel import connect_sync

__all__ = [
    "COPY",
    "IMMUTABLE",
    "PARANOID",
    "WIRE",
    "Isolation",
    "Server",
    "connect",
    "connect_sync",
    "make_channel",
    "make_server",
]
