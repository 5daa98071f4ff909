"""PostgreSQL's text form of one-dimensional arrays: `{1,2,NULL}`, texts in quotes."""

from collections.abc import Callable, Iterable
from typing import Any


def array_text(kind: str, values: Iterable[Any]) -> str:
    """An array of that PostgreSQL kind; None becomes NULL. Raises KeyError for a kind it does not write."""
    write = _WRITERS[kind]
    return "{" + ",".join(["NULL" if value is None else write(value) for value in values]) + "}"


def _quoted(text: str) -> str:
    if '"' in text or "\\" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


_WRITERS: dict[str, Callable[[Any], str]] = {
    "int": str,
    "bigint": str,
    "numeric": str,
    "uuid": str,
    "date": str,
    "boolean": lambda value: "t" if value else "f",
    "text": _quoted,
    "bytea": lambda value: f'"\\\\x{value.hex()}"',
}
