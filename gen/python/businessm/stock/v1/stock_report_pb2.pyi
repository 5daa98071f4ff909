from buf.validate import validate_pb2 as _validate_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StoredGoods(_message.Message):
    __slots__ = ("item_id", "warehouse_id", "location_id", "lot_id", "on_hand", "reserved", "serial_numbers")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    ON_HAND_FIELD_NUMBER: _ClassVar[int]
    RESERVED_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    warehouse_id: str
    location_id: str
    lot_id: str
    on_hand: _quantity_pb2.Quantity
    reserved: _quantity_pb2.Quantity
    serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., location_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., on_hand: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., reserved: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., serial_numbers: _Optional[_Iterable[str]] = ...) -> None: ...

class ListStoredGoodsRequest(_message.Message):
    __slots__ = ("company_id", "warehouse_id", "item_id", "location_id", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    warehouse_id: str
    item_id: str
    location_id: str
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., item_id: _Optional[str] = ..., location_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListStoredGoodsResponse(_message.Message):
    __slots__ = ("goods", "next_page_token", "sequence")
    GOODS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    goods: _containers.RepeatedCompositeFieldContainer[StoredGoods]
    next_page_token: str
    sequence: int
    def __init__(self, goods: _Optional[_Iterable[_Union[StoredGoods, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., sequence: _Optional[int] = ...) -> None: ...

class StockAge(_message.Message):
    __slots__ = ("item_id", "warehouse_id", "buckets")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    BUCKETS_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    warehouse_id: str
    buckets: _containers.RepeatedCompositeFieldContainer[AgeBucket]
    def __init__(self, item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., buckets: _Optional[_Iterable[_Union[AgeBucket, _Mapping]]] = ...) -> None: ...

class AgeBucket(_message.Message):
    __slots__ = ("first_day", "last_day", "quantity", "value")
    FIRST_DAY_FIELD_NUMBER: _ClassVar[int]
    LAST_DAY_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    first_day: int
    last_day: int
    quantity: _quantity_pb2.Quantity
    value: _money_pb2.Money
    def __init__(self, first_day: _Optional[int] = ..., last_day: _Optional[int] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class ListStockAgesRequest(_message.Message):
    __slots__ = ("company_id", "item_id", "warehouse_id", "as_of", "bucket_days", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    BUCKET_DAYS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    item_id: str
    warehouse_id: str
    as_of: str
    bucket_days: _containers.RepeatedScalarFieldContainer[int]
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., as_of: _Optional[str] = ..., bucket_days: _Optional[_Iterable[int]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListStockAgesResponse(_message.Message):
    __slots__ = ("ages", "next_page_token")
    AGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ages: _containers.RepeatedCompositeFieldContainer[StockAge]
    next_page_token: str
    def __init__(self, ages: _Optional[_Iterable[_Union[StockAge, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
