"""Pages by keyset: a token carries the last row's sort keys and the list it belongs to."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from google.protobuf.message import Message

from m_kit.errors import FieldInvalid

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 250

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page:
    """What to read: up to `size` rows after the row of these sort keys (None: from the start)."""

    size: int
    after: tuple[Any, ...] | None
    list_hash: str

    def token(self, keys: Sequence[object]) -> str:
        """The next page's token, after the row of these sort keys."""
        texts = [None if key is None else str(key) for key in keys]
        text = json.dumps([self.list_hash, *texts], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def cut(self, rows: Sequence[Row], keys: Callable[[Row], Sequence[object]]) -> tuple[list[Row], str]:
        """(the page's rows, the next page's token): `rows` are one more than the page where there is a next one."""
        shown = list(rows[: self.size])
        return shown, self.token(keys(shown[-1])) if len(rows) > self.size else ""


def text_key(text: str) -> str:
    """A sort key that is text. Raises ValueError for text that no row can hold: NUL, or half a character."""
    if "\0" in text:
        raise ValueError("NUL is in no row")
    text.encode()
    return text


def page_of(request: Message, *keys: Callable[[str], Any]) -> Page:
    """The page that a List request asks for; `keys` read the sort keys out of a token (`text_key` where none given).

    Raises FieldInvalid on `page_token` for a token that is not of this list (same filters) or not ours: a client may
    write one of its own, so what it says is checked like any other field.
    """
    list_hash = _hash_of_list(request)
    token: str = request.page_token  # type: ignore[attr-defined]
    size: int = request.page_size or DEFAULT_PAGE_SIZE  # type: ignore[attr-defined]
    if not 1 <= size <= MAX_PAGE_SIZE:
        raise FieldInvalid(f"1 to {MAX_PAGE_SIZE}", field="page_size")
    return Page(size, _keys_in(token, list_hash, keys or (text_key,)) if token else None, list_hash)


def _keys_in(token: str, list_hash: str, keys: Sequence[Callable[[str], Any]]) -> tuple[Any, ...]:
    try:
        found, *after = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if found != list_hash:
            raise FieldInvalid("a token of another list", field="page_token")
        return tuple(read(key) for read, key in zip(keys, after, strict=True))
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise FieldInvalid("not a token that a list answered", field="page_token") from None


def _hash_of_list(request: Message) -> str:
    """Names the list: the request without what differs from page to page."""
    plain = type(request)()
    plain.CopyFrom(request)
    plain.ClearField("page_token")
    plain.ClearField("page_size")
    content = request.DESCRIPTOR.full_name.encode() + plain.SerializeToString(deterministic=True)
    return hashlib.sha256(content).hexdigest()[:12]
