"""Ids of a batch get."""

import uuid
from collections.abc import Iterable

from m_kit.errors import NotFound
from m_kit.ids import parse_id


def known_ids(texts: Iterable[str]) -> list[uuid.UUID]:
    """The ids in order; text that is no id names nothing and is left out, like an id that is not there."""
    ids = []
    for text in texts:
        try:
            ids.append(parse_id(text, "ids"))
        except NotFound:
            continue
    return ids
