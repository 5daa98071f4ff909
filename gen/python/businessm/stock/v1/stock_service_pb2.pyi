from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.stock.v1 import balance_pb2 as _balance_pb2
from businessm.stock.v1 import location_pb2 as _location_pb2
from businessm.stock.v1 import lot_pb2 as _lot_pb2
from businessm.stock.v1 import movement_pb2 as _movement_pb2
from businessm.stock.v1 import promise_pb2 as _promise_pb2
from businessm.stock.v1 import reservation_pb2 as _reservation_pb2
from businessm.stock.v1 import stock_period_pb2 as _stock_period_pb2
from businessm.stock.v1 import stock_report_pb2 as _stock_report_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
