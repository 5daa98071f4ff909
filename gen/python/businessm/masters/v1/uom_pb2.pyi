import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Uom(_message.Message):
    __slots__ = ("id", "code", "name", "symbol", "whole", "standard", "archived", "etag", "create_time", "update_time", "dimension")
    class Dimension(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DIMENSION_UNSPECIFIED: _ClassVar[Uom.Dimension]
        COUNT: _ClassVar[Uom.Dimension]
        LENGTH: _ClassVar[Uom.Dimension]
        AREA: _ClassVar[Uom.Dimension]
        VOLUME: _ClassVar[Uom.Dimension]
        MASS: _ClassVar[Uom.Dimension]
        TIME: _ClassVar[Uom.Dimension]
        ENERGY: _ClassVar[Uom.Dimension]
        POWER: _ClassVar[Uom.Dimension]
        DATA: _ClassVar[Uom.Dimension]
        PRESSURE: _ClassVar[Uom.Dimension]
        TEMPERATURE: _ClassVar[Uom.Dimension]
        OTHER: _ClassVar[Uom.Dimension]
    DIMENSION_UNSPECIFIED: Uom.Dimension
    COUNT: Uom.Dimension
    LENGTH: Uom.Dimension
    AREA: Uom.Dimension
    VOLUME: Uom.Dimension
    MASS: Uom.Dimension
    TIME: Uom.Dimension
    ENERGY: Uom.Dimension
    POWER: Uom.Dimension
    DATA: Uom.Dimension
    PRESSURE: Uom.Dimension
    TEMPERATURE: Uom.Dimension
    OTHER: Uom.Dimension
    ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    WHOLE_FIELD_NUMBER: _ClassVar[int]
    STANDARD_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    id: str
    code: str
    name: str
    symbol: str
    whole: bool
    standard: bool
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    dimension: Uom.Dimension
    def __init__(self, id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., symbol: _Optional[str] = ..., whole: _Optional[bool] = ..., standard: _Optional[bool] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., dimension: _Optional[_Union[Uom.Dimension, str]] = ...) -> None: ...
