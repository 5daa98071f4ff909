"""The exceptions of grpc.aio's core, made here where the core is not there to raise them."""

from __future__ import annotations

from typing import Any

from grpc._cython import cygrpc

UsageError: Any = cygrpc.UsageError
InternalError: Any = cygrpc.InternalError
AbortError: Any = cygrpc.AbortError
ExecuteBatchError: Any = cygrpc.ExecuteBatchError
EOF: Any = cygrpc.EOF

FINISHED = "RPC already finished."
INVALID_METADATA = "Invalid metadata"
CHANNEL_CLOSED = "Channel is closed."


class ServerStoppedError(cygrpc.BaseError):  # type: ignore[misc]
    """The server stopped under a handler that still runs."""


def batch_error(what: str) -> Exception:
    """What the core raises when it refuses an operation."""
    error: Exception = ExecuteBatchError(f'Failed "execute_batch": {what}')
    return error
