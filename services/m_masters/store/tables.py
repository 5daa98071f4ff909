"""The tables of migrations/0010_masters.sql as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)
_time = sa.TIMESTAMP(timezone=True)

# The tenant of what comes with the product.
EVERYONE = ""

party = sa.Table(
    "party",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("kind", sa.SmallInteger),
    sa.Column("code", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("language_code", sa.Text),
    sa.Column("archived", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)

currency = sa.Table(
    "currency",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("minor_unit_digits", sa.SmallInteger),
    sa.Column("symbol", sa.Text),
    sa.Column("archived", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)

uom = sa.Table(
    "uom",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("symbol", sa.Text),
    sa.Column("whole", sa.Boolean),
    sa.Column("archived", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)
