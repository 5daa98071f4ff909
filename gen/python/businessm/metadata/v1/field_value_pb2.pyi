from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class FieldValue(_message.Message):
    __slots__ = ("text", "int64", "bool", "decimal", "date", "ref")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INT64_FIELD_NUMBER: _ClassVar[int]
    BOOL_FIELD_NUMBER: _ClassVar[int]
    DECIMAL_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    REF_FIELD_NUMBER: _ClassVar[int]
    text: str
    int64: int
    bool: bool
    decimal: str
    date: str
    ref: str
    def __init__(self, text: _Optional[str] = ..., int64: _Optional[int] = ..., bool: _Optional[bool] = ..., decimal: _Optional[str] = ..., date: _Optional[str] = ..., ref: _Optional[str] = ...) -> None: ...
