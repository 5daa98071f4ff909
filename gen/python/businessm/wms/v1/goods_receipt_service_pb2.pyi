from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import goods_receipt_pb2 as _goods_receipt_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateGoodsReceiptRequest(_message.Message):
    __slots__ = ("request_id", "goods_receipt", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateGoodsReceiptResponse(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class GetGoodsReceiptRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetGoodsReceiptResponse(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class ListGoodsReceiptsRequest(_message.Message):
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

class ListGoodsReceiptsResponse(_message.Message):
    __slots__ = ("goods_receipts", "next_page_token")
    GOODS_RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    goods_receipts: _containers.RepeatedCompositeFieldContainer[_goods_receipt_pb2.GoodsReceipt]
    next_page_token: str
    def __init__(self, goods_receipts: _Optional[_Iterable[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateGoodsReceiptRequest(_message.Message):
    __slots__ = ("request_id", "goods_receipt", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateGoodsReceiptResponse(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class DeleteGoodsReceiptRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteGoodsReceiptResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostGoodsReceiptRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostGoodsReceiptResponse(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...

class CancelGoodsReceiptRequest(_message.Message):
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

class CancelGoodsReceiptResponse(_message.Message):
    __slots__ = ("goods_receipt",)
    GOODS_RECEIPT_FIELD_NUMBER: _ClassVar[int]
    goods_receipt: _goods_receipt_pb2.GoodsReceipt
    def __init__(self, goods_receipt: _Optional[_Union[_goods_receipt_pb2.GoodsReceipt, _Mapping]] = ...) -> None: ...
