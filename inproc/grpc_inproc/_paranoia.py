"""PARANOID isolation: a copy with a digest of both halves, taken when it crosses and compared when the call ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Sealed:
    """A frame that remembers what the message was when it crossed."""

    __slots__ = ("copy", "digest", "opened", "original")

    def __init__(self, original: Any, copy: Any, digest: bytes) -> None:
        self.original = original
        self.copy = copy
        self.digest = digest
        self.opened: Any = None

    def open(self, owner: type | None, deserializer: Callable[[bytes], Any] | None) -> Any:
        """The receiver's message; of another class than the sender's, it is parsed from bytes."""
        if type(self.copy) is owner:
            self.opened = self.copy
            return self.copy
        raw = self.copy.SerializeToString()
        return raw if deserializer is None else deserializer(raw)

    def broken(self) -> str | None:
        """Says which side changed the message since it crossed; None when neither did."""
        if _digest(self.original) != self.digest:
            return f"the sender changed a {type(self.original).__name__} after handing it over"
        if self.opened is not None and _digest(self.opened) != self.digest:
            return f"the receiver changed a {type(self.opened).__name__} it was handed"
        return None


def seal(original: Any, copy: Any) -> Sealed:
    return Sealed(original, copy, _digest(original))


def _digest(message: Any) -> bytes:
    return bytes(message.SerializeToString(deterministic=True))
