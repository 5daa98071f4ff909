"""The tables of migrations/ as SQLAlchemy Core sees them."""

from typing import Any

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)
_time = sa.TIMESTAMP(timezone=True)

saved_view = sa.Table(
    "saved_view",
    metadata,
    *document_columns(),
    sa.Column("document_type", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("visibility", sa.SmallInteger),
    sa.Column("owner", sa.Text),
    sa.Column("filters", JSONB),
    sa.Column("sorts", JSONB),
    sa.Column("columns", JSONB),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("theme", sa.SmallInteger),
    sa.Column("language_code", sa.Text),
    sa.Column("company_id", sa.Text),
    sa.Column("density", sa.SmallInteger),
    sa.Column("sidebar_collapsed", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("update_time", _time),
)

notification_count = sa.Table(
    "notification_count",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("username", sa.Text, primary_key=True),
    sa.Column("last", sa.BigInteger),
    sa.Column("announced", sa.BigInteger),
)


def _news() -> list[sa.Column[Any]]:
    """What there is to tell, whoever is told."""
    return [
        sa.Column("id", _uuid),
        sa.Column("event_type", sa.Text),
        sa.Column("document_type", sa.Text),
        sa.Column("document_id", _uuid),
        sa.Column("document_number", sa.Text),
        sa.Column("company_id", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("occur_time", _time),
    ]


notification = sa.Table(
    "notification",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("username", sa.Text, primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True),
    *_news(),
    sa.Column("read_time", _time),
)

announcement = sa.Table(
    "announcement",
    metadata,
    sa.Column("tenant", sa.Text, primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True),
    sa.Column("permission", sa.Text),
    *_news(),
)
