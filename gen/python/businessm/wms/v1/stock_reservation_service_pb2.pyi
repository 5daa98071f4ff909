from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import delivery_pb2 as _delivery_pb2
from businessm.wms.v1 import stock_reservation_pb2 as _stock_reservation_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateStockReservationRequest(_message.Message):
    __slots__ = ("request_id", "stock_reservation")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STOCK_RESERVATION_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    stock_reservation: _stock_reservation_pb2.StockReservation
    def __init__(self, request_id: _Optional[str] = ..., stock_reservation: _Optional[_Union[_stock_reservation_pb2.StockReservation, _Mapping]] = ...) -> None: ...

class CreateStockReservationResponse(_message.Message):
    __slots__ = ("stock_reservation",)
    STOCK_RESERVATION_FIELD_NUMBER: _ClassVar[int]
    stock_reservation: _stock_reservation_pb2.StockReservation
    def __init__(self, stock_reservation: _Optional[_Union[_stock_reservation_pb2.StockReservation, _Mapping]] = ...) -> None: ...

class GetStockReservationRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetStockReservationResponse(_message.Message):
    __slots__ = ("stock_reservation",)
    STOCK_RESERVATION_FIELD_NUMBER: _ClassVar[int]
    stock_reservation: _stock_reservation_pb2.StockReservation
    def __init__(self, stock_reservation: _Optional[_Union[_stock_reservation_pb2.StockReservation, _Mapping]] = ...) -> None: ...

class ListStockReservationsRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token", "customer_id", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    customer_id: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., customer_id: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListStockReservationsResponse(_message.Message):
    __slots__ = ("stock_reservations", "next_page_token")
    STOCK_RESERVATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    stock_reservations: _containers.RepeatedCompositeFieldContainer[_stock_reservation_pb2.StockReservation]
    next_page_token: str
    def __init__(self, stock_reservations: _Optional[_Iterable[_Union[_stock_reservation_pb2.StockReservation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ReleaseStockReservationRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ReleaseStockReservationResponse(_message.Message):
    __slots__ = ("stock_reservation",)
    STOCK_RESERVATION_FIELD_NUMBER: _ClassVar[int]
    stock_reservation: _stock_reservation_pb2.StockReservation
    def __init__(self, stock_reservation: _Optional[_Union[_stock_reservation_pb2.StockReservation, _Mapping]] = ...) -> None: ...

class DeliverStockReservationsRequest(_message.Message):
    __slots__ = ("request_id", "ids", "posting_date")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    IDS_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    ids: _containers.RepeatedScalarFieldContainer[str]
    posting_date: str
    def __init__(self, request_id: _Optional[str] = ..., ids: _Optional[_Iterable[str]] = ..., posting_date: _Optional[str] = ...) -> None: ...

class DeliverStockReservationsResponse(_message.Message):
    __slots__ = ("delivery",)
    DELIVERY_FIELD_NUMBER: _ClassVar[int]
    delivery: _delivery_pb2.Delivery
    def __init__(self, delivery: _Optional[_Union[_delivery_pb2.Delivery, _Mapping]] = ...) -> None: ...
