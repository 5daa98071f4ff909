from buf.validate import validate_pb2 as _validate_pb2
from businessm.desk.v1 import saved_view_pb2 as _saved_view_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateSavedViewRequest(_message.Message):
    __slots__ = ("request_id", "saved_view", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SAVED_VIEW_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    saved_view: _saved_view_pb2.SavedView
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., saved_view: _Optional[_Union[_saved_view_pb2.SavedView, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateSavedViewResponse(_message.Message):
    __slots__ = ("saved_view",)
    SAVED_VIEW_FIELD_NUMBER: _ClassVar[int]
    saved_view: _saved_view_pb2.SavedView
    def __init__(self, saved_view: _Optional[_Union[_saved_view_pb2.SavedView, _Mapping]] = ...) -> None: ...

class GetSavedViewRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetSavedViewResponse(_message.Message):
    __slots__ = ("saved_view",)
    SAVED_VIEW_FIELD_NUMBER: _ClassVar[int]
    saved_view: _saved_view_pb2.SavedView
    def __init__(self, saved_view: _Optional[_Union[_saved_view_pb2.SavedView, _Mapping]] = ...) -> None: ...

class ListSavedViewsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "document_type", "order_by")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    document_type: str
    order_by: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., document_type: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListSavedViewsResponse(_message.Message):
    __slots__ = ("saved_views", "next_page_token")
    SAVED_VIEWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    saved_views: _containers.RepeatedCompositeFieldContainer[_saved_view_pb2.SavedView]
    next_page_token: str
    def __init__(self, saved_views: _Optional[_Iterable[_Union[_saved_view_pb2.SavedView, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateSavedViewRequest(_message.Message):
    __slots__ = ("request_id", "saved_view", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SAVED_VIEW_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    saved_view: _saved_view_pb2.SavedView
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., saved_view: _Optional[_Union[_saved_view_pb2.SavedView, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateSavedViewResponse(_message.Message):
    __slots__ = ("saved_view",)
    SAVED_VIEW_FIELD_NUMBER: _ClassVar[int]
    saved_view: _saved_view_pb2.SavedView
    def __init__(self, saved_view: _Optional[_Union[_saved_view_pb2.SavedView, _Mapping]] = ...) -> None: ...

class DeleteSavedViewRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteSavedViewResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
