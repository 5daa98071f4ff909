from businessm.ledger.v1 import account_pb2 as _account_pb2
from businessm.ledger.v1 import audit_pb2 as _audit_pb2
from businessm.ledger.v1 import chart_template_pb2 as _chart_template_pb2
from businessm.ledger.v1 import company_pb2 as _company_pb2
from businessm.ledger.v1 import dimension_pb2 as _dimension_pb2
from businessm.ledger.v1 import fiscal_year_pb2 as _fiscal_year_pb2
from businessm.ledger.v1 import period_pb2 as _period_pb2
from businessm.ledger.v1 import posting_rule_pb2 as _posting_rule_pb2
from businessm.ledger.v1 import report_pb2 as _report_pb2
from businessm.ledger.v1 import reservation_pb2 as _reservation_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from businessm.ledger.v1 import voucher_template_pb2 as _voucher_template_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
