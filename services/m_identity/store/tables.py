"""The tables of migrations/0010_identity.sql as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA

metadata = sa.MetaData()
_time = sa.TIMESTAMP(timezone=True)

app_user = sa.Table(
    "app_user",
    metadata,
    *document_columns(),
    sa.Column("username", sa.Text),
    sa.Column("display_name", sa.Text),
    sa.Column("roles", ARRAY(sa.Text)),
    sa.Column("password_hash", sa.Text),
    sa.Column("archived", sa.Boolean),
)

role = sa.Table(
    "role",
    metadata,
    *document_columns(),
    sa.Column("name", sa.Text),
    sa.Column("description", sa.Text),
    sa.Column("permissions", ARRAY(sa.Text)),
)

api_key = sa.Table(
    "api_key",
    metadata,
    *document_columns(),
    sa.Column("name", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("secret_hash", BYTEA),
    sa.Column("revoke_time", _time),
)
