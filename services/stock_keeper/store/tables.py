"""The tables of migrations/ as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)

location = sa.Table(
    "location",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("kind", sa.SmallInteger),
    sa.Column("parent_id", _uuid),
    sa.Column("archived", sa.Boolean),
)

lot = sa.Table(
    "lot",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("item_id", _uuid),
    sa.Column("number", sa.Text),
    sa.Column("expiry_date", sa.Date),
)

stock_period = sa.Table(
    "stock_period",
    metadata,
    sa.Column("company_id", _uuid, primary_key=True),
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("state", sa.SmallInteger),
    sa.Column("revision", sa.Integer),
    sa.Column("close_time", sa.TIMESTAMP(timezone=True)),
)
