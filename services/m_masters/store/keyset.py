"""Where a page begins: by a text that people sort by, then by id, so that no two rows share a place."""

import uuid
from typing import Any

import sqlalchemy as sa
from m_kit.errors import FieldInvalid
from m_kit.pagination import Page

KEYS = 2


def page_query(table: sa.Table, order: sa.Column[str], page: Page) -> sa.Select[Any]:
    """Up to one more than a page of rows after the page's keys. Raises FieldInvalid on a token that holds no keys."""
    query = sa.select(table).order_by(order, table.c.id).limit(page.size + 1)
    if page.after is None:
        return query
    text, row_id = _keys(page.after)
    return query.where(sa.tuple_(order, table.c.id) > sa.tuple_(sa.literal(text), sa.literal(row_id)))


def _keys(after: tuple[str, ...]) -> tuple[str, uuid.UUID]:
    """A client may write a token of its own: what it says is checked like any other field."""
    text, row_id = after
    try:
        if "\0" in text:
            raise ValueError("no text of a row")
        return text, uuid.UUID(row_id)
    except ValueError:
        raise FieldInvalid("not a token that a list answered", field="page_token") from None
