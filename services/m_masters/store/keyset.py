"""Where a page begins: by a text that people sort by, then by id, so that no two rows share a place."""

import uuid
from typing import Any

import sqlalchemy as sa
from m_kit.pagination import Page, text_key

KEYS = (text_key, uuid.UUID)


def page_query(table: sa.Table, order: sa.Column[str], page: Page) -> sa.Select[Any]:
    """Up to one more than a page of rows after the page's keys."""
    query = sa.select(table).order_by(order, table.c.id).limit(page.size + 1)
    if page.after is None:
        return query
    text, row_id = page.after
    return query.where(sa.tuple_(order, table.c.id) > sa.tuple_(sa.literal(text), sa.literal(row_id)))


def id_page_query(table: sa.Table, page: Page) -> sa.Select[Any]:
    """Up to one more than a page of all rows, by id alone."""
    query = sa.select(table).order_by(table.c.id).limit(page.size + 1)
    return query if page.after is None else query.where(table.c.id > page.after[0])
