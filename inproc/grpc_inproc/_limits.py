"""Message size limits, for who asks for them in the channel's or server's options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

UNLIMITED = -1
_SEND = "grpc.max_send_message_length"
_RECEIVE = "grpc.max_receive_message_length"


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Bytes of the largest message each way; negative means unlimited."""

    send_bytes: int = UNLIMITED
    receive_bytes: int = UNLIMITED

    @classmethod
    def of(cls, options: Sequence[tuple[str, Any]] | None) -> SizeLimits:
        """Reads gRPC's own option names."""
        known = dict(options or ())
        return cls(int(known.get(_SEND, UNLIMITED)), int(known.get(_RECEIVE, UNLIMITED)))
