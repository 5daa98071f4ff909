"""A call and its answers as NATS carries them: a head in JSON, its length before it, and the message's own bytes.

NATS' headers would not do: gRPC's metadata have an order, repeat keys, and may be bytes.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

Pairs = Sequence[tuple[str, str | bytes]]

_LENGTH_BYTES = 4
_BYTES_SUFFIX = "-bin"


class FrameUnreadable(ValueError):
    """Bytes that are no call and no answer."""


@dataclass(frozen=True, slots=True)
class CallFrame:
    """`seconds` is what its caller gives it, None for as long as it takes."""

    path: str
    seconds: float | None
    metadata: Pairs
    message: bytes

    def packed(self) -> bytes:
        """As it is sent."""
        head = {"path": self.path, "seconds": self.seconds, "metadata": _texts(self.metadata)}
        return _packed(head, self.message)

    @classmethod
    def parse(cls, content: bytes) -> "CallFrame":
        """Raises FrameUnreadable."""
        head, message = _unpacked(content)
        try:
            return cls(head["path"], head["seconds"], _pairs(head["metadata"]), message)
        except (KeyError, TypeError, ValueError) as error:
            raise FrameUnreadable(f"this is no call: {error}") from error


@dataclass(frozen=True, slots=True)
class AnswerFrame:
    """The status a call ended with, and its message where that is OK (0).

    Without a code it ends nothing: it says that the call is being worked on, and has its initial metadata once they
    are known.
    """

    code: int | None = None
    details: str | None = None
    initial: Pairs | None = None
    trailing: Pairs = ()
    message: bytes = b""

    def packed(self) -> bytes:
        """As it is sent."""
        head = {
            "code": self.code,
            "details": self.details,
            "initial": None if self.initial is None else _texts(self.initial),
            "trailing": _texts(self.trailing),
        }
        return _packed(head, self.message)

    @classmethod
    def parse(cls, content: bytes) -> "AnswerFrame":
        """Raises FrameUnreadable."""
        head, message = _unpacked(content)
        try:
            initial = None if head["initial"] is None else _pairs(head["initial"])
            return cls(head["code"], head["details"], initial, _pairs(head["trailing"]), message)
        except (KeyError, TypeError, ValueError) as error:
            raise FrameUnreadable(f"this is no answer: {error}") from error


def _packed(head: dict[str, Any], message: bytes) -> bytes:
    content = orjson.dumps(head)
    return b"".join((len(content).to_bytes(_LENGTH_BYTES), content, message))


def _unpacked(content: bytes) -> tuple[dict[str, Any], bytes]:
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES])
    try:
        head = orjson.loads(content[_LENGTH_BYTES:end])
    except orjson.JSONDecodeError as error:
        raise FrameUnreadable(f"the head cannot be read: {error}") from error
    if not isinstance(head, dict):
        raise FrameUnreadable("the head is no object")
    return head, content[end:]


def _texts(pairs: Pairs) -> list[tuple[str, str]]:
    return [(key, base64.b64encode(value).decode() if isinstance(value, bytes) else value) for key, value in pairs]


def _pairs(texts: Sequence[tuple[str, str]]) -> Pairs:
    return tuple(
        (key, base64.b64decode(value, validate=True) if key.endswith(_BYTES_SUFFIX) else value) for key, value in texts
    )
