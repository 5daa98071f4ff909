from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class Units(_message.Message):
    __slots__ = ("unit_code", "value")
    UNIT_CODE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    unit_code: str
    value: str
    def __init__(self, unit_code: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
