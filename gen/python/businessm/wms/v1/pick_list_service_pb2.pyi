from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import pick_list_pb2 as _pick_list_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreatePickListRequest(_message.Message):
    __slots__ = ("request_id", "pick_list", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    pick_list: _pick_list_pb2.PickList
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreatePickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class GetPickListRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetPickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class ListPickListsRequest(_message.Message):
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

class ListPickListsResponse(_message.Message):
    __slots__ = ("pick_lists", "next_page_token")
    PICK_LISTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    pick_lists: _containers.RepeatedCompositeFieldContainer[_pick_list_pb2.PickList]
    next_page_token: str
    def __init__(self, pick_lists: _Optional[_Iterable[_Union[_pick_list_pb2.PickList, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdatePickListRequest(_message.Message):
    __slots__ = ("request_id", "pick_list", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    pick_list: _pick_list_pb2.PickList
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdatePickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class DeletePickListRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeletePickListResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostPickListRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostPickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class CancelPickListRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag", "posting_date")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    posting_date: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ..., posting_date: _Optional[str] = ...) -> None: ...

class CancelPickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...

class ApplyPickListRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ApplyPickListResponse(_message.Message):
    __slots__ = ("pick_list",)
    PICK_LIST_FIELD_NUMBER: _ClassVar[int]
    pick_list: _pick_list_pb2.PickList
    def __init__(self, pick_list: _Optional[_Union[_pick_list_pb2.PickList, _Mapping]] = ...) -> None: ...
