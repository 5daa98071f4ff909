from businessm.stock.v1 import recompute_pb2 as _recompute_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RevaluationFound(_message.Message):
    __slots__ = ("revaluation", "currency_scale")
    REVALUATION_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_SCALE_FIELD_NUMBER: _ClassVar[int]
    revaluation: _recompute_pb2.Revaluation
    currency_scale: int
    def __init__(self, revaluation: _Optional[_Union[_recompute_pb2.Revaluation, _Mapping]] = ..., currency_scale: _Optional[int] = ...) -> None: ...
