"""Texts of a message that no database column can hold."""

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message

NUL = "\0"


def fields_with_nul(message: Message) -> list[str]:
    """Paths of the text fields that hold NUL (U+0000), which PostgreSQL's text cannot; none for nearly all messages.

    A message without the byte has no such text, so only one that has it is looked through.
    """
    return list(_found(message, "")) if b"\0" in message.SerializePartialToString() else []


def _found(message: Message, prefix: str) -> Iterator[str]:
    for field, value in message.ListFields():
        for place, item in _items(value) if field.is_repeated else [("", value)]:
            path = f"{prefix}{field.name}{place}"
            if isinstance(item, Message):
                yield from _found(item, f"{path}.")
            elif NUL in place or (isinstance(item, str) and NUL in item):
                yield path


def _items(value: Any) -> list[tuple[str, Any]]:
    """(subscript, item) of a list or a map."""
    pairs = value.items() if hasattr(value, "items") else enumerate(value)
    return [(f"[{key}]", item) for key, item in pairs]
