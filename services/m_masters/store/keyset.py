"""Pages of everything there is, by id."""

from typing import Any

import sqlalchemy as sa
from m_kit.pagination import Page


def id_page_query(table: sa.Table, page: Page) -> sa.Select[Any]:
    """Up to one more than a page of all rows, by id alone."""
    query = sa.select(table).order_by(table.c.id).limit(page.size + 1)
    return query if page.after is None else query.where(table.c.id > page.after[0])
