from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Condition(_message.Message):
    __slots__ = ("field", "operator", "values")
    class Operator(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OPERATOR_UNSPECIFIED: _ClassVar[Condition.Operator]
        IN: _ClassVar[Condition.Operator]
        NOT_IN: _ClassVar[Condition.Operator]
        IS_SET: _ClassVar[Condition.Operator]
        IS_EMPTY: _ClassVar[Condition.Operator]
    OPERATOR_UNSPECIFIED: Condition.Operator
    IN: Condition.Operator
    NOT_IN: Condition.Operator
    IS_SET: Condition.Operator
    IS_EMPTY: Condition.Operator
    FIELD_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    field: str
    operator: Condition.Operator
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, field: _Optional[str] = ..., operator: _Optional[_Union[Condition.Operator, str]] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...
