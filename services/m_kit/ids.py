"""Identifiers: UUIDv7 made by the server, or derived from what they stand for."""

import uuid
from collections.abc import Iterable

from uuid_utils.compat import uuid7

from m_kit.errors import FieldInvalid, NotFound

REQUEST_NAMESPACE = uuid.UUID("b1d2a3f4-0c5e-5d6f-8a9b-0c1d2e3f4a5b")


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by time of making."""
    return uuid7()


def parse_id(text: str, field: str, noun: str = "resource") -> uuid.UUID:
    """The UUID in `text`. Ids are opaque, so text that is none names nothing: NotFound on `field`."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound(f"no {noun} {text!r}", field=field) from None


def known_ids(texts: Iterable[str]) -> list[uuid.UUID]:
    """The ids of a batch get, in order; text that is no id names nothing and is left out, like an id not there."""
    ids = []
    for text in texts:
        try:
            ids.append(uuid.UUID(text))
        except ValueError:
            continue
    return ids


def given_or_new_id(text: str, field: str) -> uuid.UUID:
    """The client's own id, or a new one where it gave none. Raises FieldInvalid where the text is no UUID."""
    if not text:
        return new_id()
    try:
        return uuid.UUID(text)
    except ValueError:
        raise FieldInvalid("an id of your own is a UUID", field=field) from None


def request_uuid(request_id: str) -> uuid.UUID:
    """A request_id as the UUID it is stored under: itself where it is one, else derived from the text."""
    try:
        return uuid.UUID(request_id)
    except ValueError:
        return uuid.uuid5(REQUEST_NAMESPACE, request_id)


def derived_id(*parts: str | uuid.UUID) -> uuid.UUID:
    """uuid5 of the parts, the first being the namespace where it is a UUID: the same parts, the same id."""
    first, *rest = parts
    if isinstance(first, uuid.UUID):
        return uuid.uuid5(first, "\x1f".join(map(str, rest)))
    return uuid.uuid5(REQUEST_NAMESPACE, "\x1f".join(map(str, parts)))
