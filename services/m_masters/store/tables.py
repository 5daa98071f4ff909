"""The tables of migrations/ as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import ARRAY, UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)

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
    sa.Column("dimension", sa.SmallInteger),
    sa.Column("archived", sa.Boolean),
)

item = sa.Table(
    "item",
    metadata,
    *document_columns(),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("description", sa.Text),
    sa.Column("uom_code", sa.Text),
    sa.Column("quantity_scale", sa.SmallInteger),
    sa.Column("valuation_method", sa.SmallInteger),
    sa.Column("tracking", sa.SmallInteger),
    sa.Column("is_stocked", sa.Boolean),
    sa.Column("allow_negative_stock", sa.Boolean),
    sa.Column("over_receipt_percent", sa.Numeric),
    sa.Column("under_receipt_percent", sa.Numeric),
    sa.Column("archived", sa.Boolean),
)

item_barcode = sa.Table(
    "item_barcode",
    metadata,
    sa.Column("tenant", sa.Text),
    sa.Column("item_id", _uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("barcode", sa.Text),
    sa.Column("gtin_14", sa.Text),
)

uom_conversion = sa.Table(
    "uom_conversion",
    metadata,
    *document_columns(),
    sa.Column("item_id", _uuid),
    sa.Column("from_uom_code", sa.Text),
    sa.Column("to_uom_code", sa.Text),
    sa.Column("numerator", sa.Numeric),
    sa.Column("denominator", sa.Numeric),
    sa.Column("archived", sa.Boolean),
)

address = sa.Table(
    "address",
    metadata,
    *document_columns(),
    sa.Column("party_id", _uuid),
    sa.Column("kind", sa.SmallInteger),
    sa.Column("label", sa.Text),
    sa.Column("lines", ARRAY(sa.Text)),
    sa.Column("city", sa.Text),
    sa.Column("region_code", sa.Text),
    sa.Column("postal_code", sa.Text),
    sa.Column("country_code", sa.Text),
    sa.Column("is_default", sa.Boolean),
    sa.Column("archived", sa.Boolean),
)

standard_cost = sa.Table(
    "standard_cost",
    metadata,
    *document_columns(),
    sa.Column("item_id", _uuid),
    sa.Column("currency_code", sa.Text),
    sa.Column("unit_cost", sa.Numeric),
    sa.Column("from_date", sa.Date),
)
