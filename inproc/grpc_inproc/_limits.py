"""Message size limits, for who asks for them in the channel's or server's options."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ._codec import size_of
from ._status import RESOURCE_EXHAUSTED, Status

UNLIMITED = -1
_SEND = "grpc.max_send_message_length"
_RECEIVE = "grpc.max_receive_message_length"


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Bytes of the largest message one side sends and receives; negative means unlimited."""

    side: str
    send_bytes: int = UNLIMITED
    receive_bytes: int = UNLIMITED

    @classmethod
    def of(cls, side: str, options: Sequence[tuple[str, Any]] | None) -> SizeLimits:
        """Reads gRPC's own option names."""
        known = dict(options or ())
        return cls(side, int(known.get(_SEND, UNLIMITED)), int(known.get(_RECEIVE, UNLIMITED)))

    @property
    def any(self) -> bool:
        return self.send_bytes >= 0 or self.receive_bytes >= 0

    def refuse_sent(self, frame: Any) -> Status | None:
        """The status of a call whose message is too large to leave; None when it may."""
        return _refusal(f"{self.side}: Sent", frame, self.send_bytes)

    def refuse_received(self, frame: Any) -> Status | None:
        """The status of a call whose message is too large to be let in; None when it may."""
        return _refusal(f"{self.side}: Received", frame, self.receive_bytes)


def least(one: int, other: int) -> int:
    """The tighter of two limits, both of which may be unlimited."""
    return min((limit for limit in (one, other) if limit >= 0), default=sys.maxsize)


def _refusal(act: str, frame: Any, limit_bytes: int) -> Status | None:
    if limit_bytes < 0 or frame is None or (size_bytes := size_of(frame)) <= limit_bytes:
        return None
    details = f"{act} message larger than max ({size_bytes} vs. {limit_bytes})"
    return Status(RESOURCE_EXHAUSTED, details, (), details)
