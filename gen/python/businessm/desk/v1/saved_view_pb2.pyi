import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SavedView(_message.Message):
    __slots__ = ("id", "document_type", "name", "visibility", "owner", "filters", "sorts", "columns", "etag", "create_time", "update_time")
    class Visibility(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VISIBILITY_UNSPECIFIED: _ClassVar[SavedView.Visibility]
        PRIVATE: _ClassVar[SavedView.Visibility]
        SHARED: _ClassVar[SavedView.Visibility]
    VISIBILITY_UNSPECIFIED: SavedView.Visibility
    PRIVATE: SavedView.Visibility
    SHARED: SavedView.Visibility
    ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VISIBILITY_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    FILTERS_FIELD_NUMBER: _ClassVar[int]
    SORTS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    document_type: str
    name: str
    visibility: SavedView.Visibility
    owner: str
    filters: _containers.RepeatedCompositeFieldContainer[ViewFilter]
    sorts: _containers.RepeatedCompositeFieldContainer[ViewSort]
    columns: _containers.RepeatedCompositeFieldContainer[ViewColumn]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., document_type: _Optional[str] = ..., name: _Optional[str] = ..., visibility: _Optional[_Union[SavedView.Visibility, str]] = ..., owner: _Optional[str] = ..., filters: _Optional[_Iterable[_Union[ViewFilter, _Mapping]]] = ..., sorts: _Optional[_Iterable[_Union[ViewSort, _Mapping]]] = ..., columns: _Optional[_Iterable[_Union[ViewColumn, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ViewFilter(_message.Message):
    __slots__ = ("field", "operator", "values")
    class Operator(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OPERATOR_UNSPECIFIED: _ClassVar[ViewFilter.Operator]
        EQUALS: _ClassVar[ViewFilter.Operator]
        NOT_EQUALS: _ClassVar[ViewFilter.Operator]
        LESS: _ClassVar[ViewFilter.Operator]
        LESS_OR_EQUAL: _ClassVar[ViewFilter.Operator]
        GREATER: _ClassVar[ViewFilter.Operator]
        GREATER_OR_EQUAL: _ClassVar[ViewFilter.Operator]
        CONTAINS: _ClassVar[ViewFilter.Operator]
        IN: _ClassVar[ViewFilter.Operator]
        IS_SET: _ClassVar[ViewFilter.Operator]
        IS_EMPTY: _ClassVar[ViewFilter.Operator]
    OPERATOR_UNSPECIFIED: ViewFilter.Operator
    EQUALS: ViewFilter.Operator
    NOT_EQUALS: ViewFilter.Operator
    LESS: ViewFilter.Operator
    LESS_OR_EQUAL: ViewFilter.Operator
    GREATER: ViewFilter.Operator
    GREATER_OR_EQUAL: ViewFilter.Operator
    CONTAINS: ViewFilter.Operator
    IN: ViewFilter.Operator
    IS_SET: ViewFilter.Operator
    IS_EMPTY: ViewFilter.Operator
    FIELD_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    field: str
    operator: ViewFilter.Operator
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, field: _Optional[str] = ..., operator: _Optional[_Union[ViewFilter.Operator, str]] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class ViewSort(_message.Message):
    __slots__ = ("field", "descending")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    DESCENDING_FIELD_NUMBER: _ClassVar[int]
    field: str
    descending: bool
    def __init__(self, field: _Optional[str] = ..., descending: _Optional[bool] = ...) -> None: ...

class ViewColumn(_message.Message):
    __slots__ = ("field", "width_pixels")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    WIDTH_PIXELS_FIELD_NUMBER: _ClassVar[int]
    field: str
    width_pixels: int
    def __init__(self, field: _Optional[str] = ..., width_pixels: _Optional[int] = ...) -> None: ...
