from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import stock_revaluation_pb2 as _stock_revaluation_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
