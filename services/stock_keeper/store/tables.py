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
