"""The one normaliser: what differs between two runs of the same calls, and nothing else, is made equal.

UUIDs become #1, #2 by first appearance, wherever in a text they stand. Times, etags, page tokens and trace ids become
their type's name; empty ones stay empty. Amounts, codes, reasons, numbers, words and order are never touched.
"""

import re
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
_TYPES = {
    "etag": "etag",
    "page_token": "page token",
    "next_page_token": "page token",
    "trace_id": "trace id",
    "traceparent": "trace id",
}


class Normaliser:
    """Of one run. It remembers ids, so that the same one is the same number in every answer."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def __call__(self, value: Any, key: str = "") -> Any:
        """A JSON value as every run of the same calls has it; `key` is the name of the field it stands in."""
        if isinstance(value, dict):
            return {self._text(name, ""): self(one, name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self(one, key) for one in value]
        return self._text(value, key) if isinstance(value, str) else value

    def _text(self, text: str, key: str) -> str:
        if key in _TYPES and text:
            return _TYPES[key]
        if key.endswith("_time") and _TIME.fullmatch(text):
            return "time"
        return _UUID.sub(self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        return self._numbers.setdefault(found[0].lower(), f"#{len(self._numbers) + 1}")
