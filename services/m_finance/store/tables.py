"""The tables of migrations/ as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import JSONB, UUID

metadata = sa.MetaData()
_uuid = UUID(as_uuid=True)

journal_entry = sa.Table(
    "journal_entry",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("posting_date", sa.Date),
    sa.Column("payee", sa.Text),
    sa.Column("narration", sa.Text),
    sa.Column("state", sa.SmallInteger),
    sa.Column("number", sa.Text),
    sa.Column("post_time", sa.TIMESTAMP(timezone=True)),
    sa.Column("facts", JSONB),
    sa.Column("exchange_rates", sa.Text),
    sa.Column("settle_exchange", sa.Boolean),
)

journal_entry_line = sa.Table(
    "journal_entry_line",
    metadata,
    sa.Column("tenant", sa.Text),
    sa.Column("journal_entry_id", _uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("account_code", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("is_credit", sa.Boolean),
    sa.Column("currency_code", sa.Text),
    sa.Column("amount", sa.Text),
    sa.Column("unit_code", sa.Text),
    sa.Column("units", sa.Text),
    sa.Column("narration", sa.Text),
    sa.Column("dimensions", sa.Text),
    sa.Column("functional_amount", sa.Text),
)


def _trading_role(name: str) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        *document_columns(),
        sa.Column("payment_terms_days", sa.Integer),
        sa.Column("currency_code", sa.Text),
        sa.Column("tax_class", sa.Text),
        sa.Column("archived", sa.Boolean),
    )


supplier = _trading_role("supplier")
customer = _trading_role("customer")
