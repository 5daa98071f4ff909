"""The tables of migrations/0010_masters.sql as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns

metadata = sa.MetaData()

# The tenant of what comes with the product.
EVERYONE = ""

party = sa.Table(
    "party",
    metadata,
    *document_columns(),
    sa.Column("name", sa.Text),
    sa.Column("kind", sa.SmallInteger),
    sa.Column("code", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("language_code", sa.Text),
    sa.Column("archived", sa.Boolean),
)

currency = sa.Table(
    "currency",
    metadata,
    *document_columns(),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("minor_unit_digits", sa.SmallInteger),
    sa.Column("symbol", sa.Text),
    sa.Column("archived", sa.Boolean),
)

uom = sa.Table(
    "uom",
    metadata,
    *document_columns(),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("symbol", sa.Text),
    sa.Column("whole", sa.Boolean),
    sa.Column("archived", sa.Boolean),
)
