from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Strict(_message.Message):
    __slots__ = ("name", "child")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    name: str
    child: Strict
    def __init__(self, name: _Optional[str] = ..., child: _Optional[_Union[Strict, _Mapping]] = ...) -> None: ...
