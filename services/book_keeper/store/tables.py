"""The tables of the migrations as SQLAlchemy Core sees them."""

import sqlalchemy as sa
from m_kit.document import document_columns
from sqlalchemy.dialects.postgresql import BYTEA, JSONB, UUID

metadata = sa.MetaData()


_uuid = UUID(as_uuid=True)
_time = sa.TIMESTAMP(timezone=True)

known_tenant = sa.Table("known_tenant", metadata, sa.Column("name", sa.Text, primary_key=True))

company = sa.Table(
    "company",
    metadata,
    *document_columns(),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("currency_code", sa.Text),
    sa.Column("engine", sa.Text),
)

company_currency = sa.Table(
    "company_currency",
    metadata,
    sa.Column("ledger", sa.BigInteger, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("currency_code", sa.Text),
    sa.Column("scale", sa.SmallInteger),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("id", _uuid),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("type", sa.SmallInteger),
    sa.Column("parent_key", sa.BigInteger),
    sa.Column("archived", sa.Boolean),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
    sa.Column("required_dimensions", sa.ARRAY(sa.BigInteger)),
    sa.Column("required_since", _time),
)

dimension_type = sa.Table(
    "dimension_type",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("id", _uuid),
    sa.Column("tenant", sa.Text),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
    sa.Column("company_id", _uuid),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("archived", sa.Boolean),
)

dimension = sa.Table(
    "dimension",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("id", _uuid),
    sa.Column("tenant", sa.Text),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
    sa.Column("company_id", _uuid),
    sa.Column("type_key", sa.BigInteger),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("parent_key", sa.BigInteger),
    sa.Column("archived", sa.Boolean),
)

dimension_set = sa.Table(
    "dimension_set",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("type_keys", sa.ARRAY(sa.BigInteger)),
    sa.Column("dimension_keys", sa.ARRAY(sa.BigInteger)),
    sa.Column("codes", JSONB),
)

fiscal_year = sa.Table(
    "fiscal_year",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True),
    sa.Column("id", _uuid),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("label", sa.Text),
    sa.Column("start_date", sa.Date),
    sa.Column("end_date", sa.Date),
    sa.Column("state", sa.SmallInteger),
    sa.Column("closing_voucher_id", _uuid),
    sa.Column("revision", sa.Integer),
    sa.Column("create_time", _time),
    sa.Column("update_time", _time),
)

period = sa.Table(
    "period",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("id", _uuid),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("fiscal_year_key", sa.BigInteger),
    sa.Column("year_label", sa.Text),
    sa.Column("start_date", sa.Date),
    sa.Column("end_date", sa.Date),
    sa.Column("state", sa.SmallInteger),
    sa.Column("close_time", _time),
    sa.Column("content_hash", BYTEA),
    sa.Column("closed_with_year", sa.Boolean),
    sa.Column("locked_domains", sa.Integer),
    sa.Column("revision", sa.Integer),
)

posting_rule = sa.Table(
    "posting_rule",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("role", sa.Text),
    sa.Column("account_key", sa.BigInteger),
)

voucher = sa.Table(
    "voucher",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("request_id", _uuid),
    sa.Column("input_hash", BYTEA),
    sa.Column("journal_code", sa.Text),
    sa.Column("year_label", sa.Text),
    sa.Column("sequence", sa.BigInteger),
    sa.Column("posting_date", sa.Date),
    sa.Column("period_key", sa.Integer),
    sa.Column("payee", sa.Text),
    sa.Column("narration", sa.Text),
    sa.Column("source_type", sa.Text),
    sa.Column("source_id", sa.Text),
    sa.Column("source_purpose", sa.Text),
    sa.Column("reverses_voucher_id", _uuid),
    sa.Column("closing", sa.Boolean),
    sa.Column("actor", sa.Text),
    sa.Column("post_time", _time),
    sa.Column("reserved", sa.Boolean),
    sa.Column("document_number", sa.Text),
    sa.Column("domain", sa.SmallInteger),
)

line = sa.Table(
    "line",
    metadata,
    sa.Column("voucher_id", _uuid, primary_key=True),
    sa.Column("number", sa.SmallInteger, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("account_key", sa.BigInteger),
    sa.Column("ledger", sa.BigInteger),
    sa.Column("amount", sa.BigInteger),
    sa.Column("is_credit", sa.Boolean),
    sa.Column("unit_code", sa.Text),
    sa.Column("units", sa.Numeric),
    sa.Column("role", sa.Text),
    sa.Column("narration", sa.Text),
    sa.Column("posting_date", sa.Date),
    sa.Column("posting_order", sa.BigInteger),
    sa.Column("dimension_set", sa.Integer),
    sa.Column("functional_amount", sa.BigInteger),
)

voucher_template = sa.Table(
    "voucher_template",
    metadata,
    *document_columns(),
    sa.Column("company_id", _uuid),
    sa.Column("code", sa.Text),
    sa.Column("name", sa.Text),
    sa.Column("content", BYTEA),
    sa.Column("frequency", sa.SmallInteger),
    sa.Column("start_date", sa.Date),
    sa.Column("end_date", sa.Date),
    sa.Column("next_date", sa.Date),
    sa.Column("archived", sa.Boolean),
    sa.Column("actor", sa.Text),
    sa.Column("failure_date", sa.Date),
    sa.Column("failure_reason", sa.Text),
    sa.Column("failure_message", sa.Text),
    sa.Column("failure_time", _time),
)

seal = sa.Table(
    "seal",
    metadata,
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid, primary_key=True),
    sa.Column("sequence", sa.BigInteger, primary_key=True),
    sa.Column("voucher_id", _uuid),
    sa.Column("hash", BYTEA),
    sa.Column("seal_time", _time),
)

audit_event = sa.Table(
    "audit_event",
    metadata,
    sa.Column("id", _uuid, primary_key=True),
    sa.Column("tenant", sa.Text),
    sa.Column("company_id", _uuid),
    sa.Column("action", sa.Text),
    sa.Column("subject_id", _uuid),
    sa.Column("actor", sa.Text),
    sa.Column("event_time", _time),
)
