"""The tables of migrations 0010, 0012 and 0021 as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)

stock_document = sa.Table(
    "stock_document",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("type", sa.Text),
    sa.Column("posting_date", sa.Date),
    sa.Column("partner_id", _uuid),
    sa.Column("warehouse_id", _uuid),
    sa.Column("warehouse_code", sa.Text),
    sa.Column("currency_code", sa.Text),
    sa.Column("currency_scale", sa.SmallInteger),
    sa.Column("narration", sa.Text),
    sa.Column("target_warehouse_id", _uuid),
    sa.Column("target_warehouse_code", sa.Text),
    sa.Column("transit_warehouse_id", _uuid),
    sa.Column("transit_warehouse_code", sa.Text),
    sa.Column("source_document_id", _uuid),
    sa.Column("extra_cost", sa.BigInteger),
    sa.Column("charges", JSONB),
    sa.Column("allocation", sa.SmallInteger),
    sa.Column("freeze_time", sa.TIMESTAMP(timezone=True)),
    sa.Column("state", sa.SmallInteger),
    sa.Column("number", sa.Text),
    sa.Column("post_time", sa.TIMESTAMP(timezone=True)),
    sa.Column("facts", JSONB),
    sa.Column("differences_accepted", sa.Boolean),
)

stock_document_line = sa.Table(
    "stock_document_line",
    metadata,
    sa.Column("tenant", sa.Text),
    sa.Column("document_id", _uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("item_id", _uuid),
    sa.Column("uom_code", sa.Text),
    sa.Column("quantity", sa.Numeric),
    sa.Column("unit_cost", sa.Numeric),
    sa.Column("stock_uom_code", sa.Text),
    sa.Column("stock_quantity", sa.Numeric),
    sa.Column("quantity_scale", sa.SmallInteger),
    sa.Column("valuation_method", sa.SmallInteger),
    sa.Column("allow_negative_stock", sa.Boolean),
    sa.Column("tracking", sa.SmallInteger),
    sa.Column("standard_cost", sa.Numeric),
    sa.Column("value", sa.BigInteger),
    sa.Column("direction", sa.SmallInteger),
    sa.Column("warehouse_id", _uuid),
    sa.Column("warehouse_code", sa.Text),
    sa.Column("weight", sa.Numeric),
    sa.Column("share", sa.BigInteger),
    sa.Column("source_document_id", _uuid),
    sa.Column("source_number", sa.Integer),
    sa.Column("source_movement_id", sa.Text),
    sa.Column("expected", sa.Numeric),
    sa.Column("ordered", sa.Numeric),
    sa.Column("over_receipt_percent", sa.Numeric),
    sa.Column("under_receipt_percent", sa.Numeric),
    sa.Column("lot_id", sa.Text),
    sa.Column("serial_numbers", ARRAY(sa.Text)),
    sa.Column("location_id", sa.Text),
    sa.Column("promise_id", sa.Text),
)
