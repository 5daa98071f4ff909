"""gRPC inside one process: grpc.aio's stubs and servicers, with no socket and no serialization."""

import warnings

from ._isolation import COPY, IMMUTABLE, PARANOID, WIRE, Isolation
from ._selfcheck import unfit
from .context_variables import ContextVariables

_unfit = unfit()
if _unfit:
    warnings.warn(
        "grpc_inproc goes over a socket, for this grpcio is not what it was written for: " + "; ".join(_unfit),
        RuntimeWarning,
        stacklevel=2,
    )
    from ._socket import Server, connect, connect_sync, make_channel, make_server
else:
    from ._channel import connect
    from ._make import make_channel, make_server
    from ._server import Server
    from ._sync_channel import connect_sync

__all__ = [
    "COPY",
    "IMMUTABLE",
    "PARANOID",
    "WIRE",
    "ContextVariables",
    "Isolation",
    "Server",
    "connect",
    "connect_sync",
    "make_channel",
    "make_server",
]
