"""The tables of migrations/0010_identity.sql as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)
_time = sa.TIMESTAMP(timezone=True)

app_user = sa.Table(
    "app_user",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("display_name", sa.Text),
    sa.Column("roles", ARRAY(sa.Text)),
    sa.Column("password_hash", sa.Text),
    sa.Column("archived", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)

role = sa.Table(
    "role",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("description", sa.Text),
    sa.Column("permissions", ARRAY(sa.Text)),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)

api_key = sa.Table(
    "api_key",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("username", sa.Text),
    sa.Column("secret_hash", BYTEA),
    sa.Column("revoke_time", _time),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)
