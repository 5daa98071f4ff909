"""The shape trailing metadata must have when a handler sets it."""

from __future__ import annotations

from typing import Any

_SHAPE = "Tuple[Tuple[str, Union[str, bytes]]...]"


def check_trailing_metadata(metadata: Any) -> None:
    """Raises TypeError, with grpc.aio's text, for anything but pairs of text and text or bytes."""
    if not hasattr(metadata, "__iter__") or isinstance(metadata, dict) or not all(_is_pair(item) for item in metadata):
        raise TypeError(f"Invalid trailing metadata type, expected {_SHAPE}: {metadata}")


def _is_pair(item: Any) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) and isinstance(item[1], (str, bytes))
