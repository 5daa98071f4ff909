import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DimensionType(_message.Message):
    __slots__ = ("id", "company_id", "code", "name", "archived", "etag", "create_time", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    code: str
    name: str
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Dimension(_message.Message):
    __slots__ = ("id", "company_id", "type_code", "code", "name", "parent_code", "archived", "etag", "create_time", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_CODE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PARENT_CODE_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    type_code: str
    code: str
    name: str
    parent_code: str
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., type_code: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., parent_code: _Optional[str] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateDimensionTypeRequest(_message.Message):
    __slots__ = ("request_id", "dimension_type", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dimension_type: DimensionType
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateDimensionTypeResponse(_message.Message):
    __slots__ = ("dimension_type",)
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    dimension_type: DimensionType
    def __init__(self, dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ...) -> None: ...

class GetDimensionTypeRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetDimensionTypeResponse(_message.Message):
    __slots__ = ("dimension_type",)
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    dimension_type: DimensionType
    def __init__(self, dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ...) -> None: ...

class ListDimensionTypesRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListDimensionTypesResponse(_message.Message):
    __slots__ = ("dimension_types", "next_page_token")
    DIMENSION_TYPES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    dimension_types: _containers.RepeatedCompositeFieldContainer[DimensionType]
    next_page_token: str
    def __init__(self, dimension_types: _Optional[_Iterable[_Union[DimensionType, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateDimensionTypeRequest(_message.Message):
    __slots__ = ("request_id", "dimension_type", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dimension_type: DimensionType
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateDimensionTypeResponse(_message.Message):
    __slots__ = ("dimension_type",)
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    dimension_type: DimensionType
    def __init__(self, dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ...) -> None: ...

class ArchiveDimensionTypeRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveDimensionTypeResponse(_message.Message):
    __slots__ = ("dimension_type",)
    DIMENSION_TYPE_FIELD_NUMBER: _ClassVar[int]
    dimension_type: DimensionType
    def __init__(self, dimension_type: _Optional[_Union[DimensionType, _Mapping]] = ...) -> None: ...

class CreateDimensionRequest(_message.Message):
    __slots__ = ("request_id", "dimension", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dimension: Dimension
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., dimension: _Optional[_Union[Dimension, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateDimensionResponse(_message.Message):
    __slots__ = ("dimension",)
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    dimension: Dimension
    def __init__(self, dimension: _Optional[_Union[Dimension, _Mapping]] = ...) -> None: ...

class GetDimensionRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetDimensionResponse(_message.Message):
    __slots__ = ("dimension",)
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    dimension: Dimension
    def __init__(self, dimension: _Optional[_Union[Dimension, _Mapping]] = ...) -> None: ...

class ListDimensionsRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token", "type_code", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TYPE_CODE_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    type_code: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., type_code: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListDimensionsResponse(_message.Message):
    __slots__ = ("dimensions", "next_page_token")
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    dimensions: _containers.RepeatedCompositeFieldContainer[Dimension]
    next_page_token: str
    def __init__(self, dimensions: _Optional[_Iterable[_Union[Dimension, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateDimensionRequest(_message.Message):
    __slots__ = ("request_id", "dimension", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dimension: Dimension
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., dimension: _Optional[_Union[Dimension, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateDimensionResponse(_message.Message):
    __slots__ = ("dimension",)
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    dimension: Dimension
    def __init__(self, dimension: _Optional[_Union[Dimension, _Mapping]] = ...) -> None: ...

class ArchiveDimensionRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveDimensionResponse(_message.Message):
    __slots__ = ("dimension",)
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    dimension: Dimension
    def __init__(self, dimension: _Optional[_Union[Dimension, _Mapping]] = ...) -> None: ...
