from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DescribeContextRequest(_message.Message):
    __slots__ = ("context",)
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    context: str
    def __init__(self, context: _Optional[str] = ...) -> None: ...

class DescribeContextResponse(_message.Message):
    __slots__ = ("context", "pid", "database", "schema", "healthy", "engines")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    DATABASE_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    HEALTHY_FIELD_NUMBER: _ClassVar[int]
    ENGINES_FIELD_NUMBER: _ClassVar[int]
    context: str
    pid: int
    database: str
    schema: str
    healthy: bool
    engines: _containers.RepeatedCompositeFieldContainer[Engine]
    def __init__(self, context: _Optional[str] = ..., pid: _Optional[int] = ..., database: _Optional[str] = ..., schema: _Optional[str] = ..., healthy: _Optional[bool] = ..., engines: _Optional[_Iterable[_Union[Engine, _Mapping]]] = ...) -> None: ...

class Engine(_message.Message):
    __slots__ = ("name", "adapter", "version", "address", "healthy")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ADAPTER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    HEALTHY_FIELD_NUMBER: _ClassVar[int]
    name: str
    adapter: str
    version: str
    address: str
    healthy: bool
    def __init__(self, name: _Optional[str] = ..., adapter: _Optional[str] = ..., version: _Optional[str] = ..., address: _Optional[str] = ..., healthy: _Optional[bool] = ...) -> None: ...

class RunChecksRequest(_message.Message):
    __slots__ = ("context",)
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    context: str
    def __init__(self, context: _Optional[str] = ...) -> None: ...

class RunChecksResponse(_message.Message):
    __slots__ = ("invariants",)
    INVARIANTS_FIELD_NUMBER: _ClassVar[int]
    invariants: _containers.RepeatedCompositeFieldContainer[Invariant]
    def __init__(self, invariants: _Optional[_Iterable[_Union[Invariant, _Mapping]]] = ...) -> None: ...

class Invariant(_message.Message):
    __slots__ = ("id", "status", "checked", "violations", "title")
    class Status(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATUS_UNSPECIFIED: _ClassVar[Invariant.Status]
        OK: _ClassVar[Invariant.Status]
        VIOLATED: _ClassVar[Invariant.Status]
        NOT_APPLICABLE: _ClassVar[Invariant.Status]
    STATUS_UNSPECIFIED: Invariant.Status
    OK: Invariant.Status
    VIOLATED: Invariant.Status
    NOT_APPLICABLE: Invariant.Status
    ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    CHECKED_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    status: Invariant.Status
    checked: int
    violations: _containers.RepeatedScalarFieldContainer[str]
    title: str
    def __init__(self, id: _Optional[str] = ..., status: _Optional[_Union[Invariant.Status, str]] = ..., checked: _Optional[int] = ..., violations: _Optional[_Iterable[str]] = ..., title: _Optional[str] = ...) -> None: ...
