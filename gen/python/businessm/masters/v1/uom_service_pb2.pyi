from buf.validate import validate_pb2 as _validate_pb2
from businessm.masters.v1 import uom_pb2 as _uom_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateUomRequest(_message.Message):
    __slots__ = ("request_id", "uom", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    UOM_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    uom: _uom_pb2.Uom
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateUomResponse(_message.Message):
    __slots__ = ("uom",)
    UOM_FIELD_NUMBER: _ClassVar[int]
    uom: _uom_pb2.Uom
    def __init__(self, uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ...) -> None: ...

class GetUomRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetUomResponse(_message.Message):
    __slots__ = ("uom",)
    UOM_FIELD_NUMBER: _ClassVar[int]
    uom: _uom_pb2.Uom
    def __init__(self, uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ...) -> None: ...

class BatchGetUomsRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetUomsResponse(_message.Message):
    __slots__ = ("uoms",)
    UOMS_FIELD_NUMBER: _ClassVar[int]
    uoms: _containers.RepeatedCompositeFieldContainer[_uom_pb2.Uom]
    def __init__(self, uoms: _Optional[_Iterable[_Union[_uom_pb2.Uom, _Mapping]]] = ...) -> None: ...

class ListUomsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "code", "include_archived", "order_by")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    code: str
    include_archived: bool
    order_by: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., code: _Optional[str] = ..., include_archived: _Optional[bool] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListUomsResponse(_message.Message):
    __slots__ = ("uoms", "next_page_token")
    UOMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    uoms: _containers.RepeatedCompositeFieldContainer[_uom_pb2.Uom]
    next_page_token: str
    def __init__(self, uoms: _Optional[_Iterable[_Union[_uom_pb2.Uom, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateUomRequest(_message.Message):
    __slots__ = ("request_id", "uom", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    UOM_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    uom: _uom_pb2.Uom
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateUomResponse(_message.Message):
    __slots__ = ("uom",)
    UOM_FIELD_NUMBER: _ClassVar[int]
    uom: _uom_pb2.Uom
    def __init__(self, uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ...) -> None: ...

class ArchiveUomRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveUomResponse(_message.Message):
    __slots__ = ("uom",)
    UOM_FIELD_NUMBER: _ClassVar[int]
    uom: _uom_pb2.Uom
    def __init__(self, uom: _Optional[_Union[_uom_pb2.Uom, _Mapping]] = ...) -> None: ...
