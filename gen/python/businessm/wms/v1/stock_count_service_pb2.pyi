from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import stock_count_pb2 as _stock_count_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateStockCountRequest(_message.Message):
    __slots__ = ("request_id", "stock_count", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    stock_count: _stock_count_pb2.StockCount
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class GetStockCountRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class ListStockCountsRequest(_message.Message):
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

class ListStockCountsResponse(_message.Message):
    __slots__ = ("stock_counts", "next_page_token")
    STOCK_COUNTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    stock_counts: _containers.RepeatedCompositeFieldContainer[_stock_count_pb2.StockCount]
    next_page_token: str
    def __init__(self, stock_counts: _Optional[_Iterable[_Union[_stock_count_pb2.StockCount, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateStockCountRequest(_message.Message):
    __slots__ = ("request_id", "stock_count", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    stock_count: _stock_count_pb2.StockCount
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class DeleteStockCountRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteStockCountResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostStockCountRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class CancelStockCountRequest(_message.Message):
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

class CancelStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...

class FreezeStockCountRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class FreezeStockCountResponse(_message.Message):
    __slots__ = ("stock_count",)
    STOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    stock_count: _stock_count_pb2.StockCount
    def __init__(self, stock_count: _Optional[_Union[_stock_count_pb2.StockCount, _Mapping]] = ...) -> None: ...
