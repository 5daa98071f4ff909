from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import putaway_pb2 as _putaway_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreatePutawayRequest(_message.Message):
    __slots__ = ("request_id", "putaway", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    putaway: _putaway_pb2.Putaway
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreatePutawayResponse(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class GetPutawayRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetPutawayResponse(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class ListPutawaysRequest(_message.Message):
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

class ListPutawaysResponse(_message.Message):
    __slots__ = ("putaways", "next_page_token")
    PUTAWAYS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    putaways: _containers.RepeatedCompositeFieldContainer[_putaway_pb2.Putaway]
    next_page_token: str
    def __init__(self, putaways: _Optional[_Iterable[_Union[_putaway_pb2.Putaway, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdatePutawayRequest(_message.Message):
    __slots__ = ("request_id", "putaway", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    putaway: _putaway_pb2.Putaway
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdatePutawayResponse(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class DeletePutawayRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeletePutawayResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostPutawayRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostPutawayResponse(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...

class CancelPutawayRequest(_message.Message):
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

class CancelPutawayResponse(_message.Message):
    __slots__ = ("putaway",)
    PUTAWAY_FIELD_NUMBER: _ClassVar[int]
    putaway: _putaway_pb2.Putaway
    def __init__(self, putaway: _Optional[_Union[_putaway_pb2.Putaway, _Mapping]] = ...) -> None: ...
