from buf.validate import validate_pb2 as _validate_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Balance(_message.Message):
    __slots__ = ("item_id", "warehouse_id", "on_hand", "reserved", "value", "pending_value", "promised", "available", "lot_id")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    ON_HAND_FIELD_NUMBER: _ClassVar[int]
    RESERVED_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PENDING_VALUE_FIELD_NUMBER: _ClassVar[int]
    PROMISED_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    warehouse_id: str
    on_hand: _quantity_pb2.Quantity
    reserved: _quantity_pb2.Quantity
    value: _money_pb2.Money
    pending_value: _money_pb2.Money
    promised: _quantity_pb2.Quantity
    available: _quantity_pb2.Quantity
    lot_id: str
    def __init__(self, item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., on_hand: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., reserved: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., pending_value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., promised: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., available: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., lot_id: _Optional[str] = ...) -> None: ...

class ListBalancesRequest(_message.Message):
    __slots__ = ("company_id", "item_id", "warehouse_id", "page_size", "page_token", "as_of")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    item_id: str
    warehouse_id: str
    page_size: int
    page_token: str
    as_of: str
    def __init__(self, company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., as_of: _Optional[str] = ...) -> None: ...

class ListBalancesResponse(_message.Message):
    __slots__ = ("balances", "next_page_token")
    BALANCES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    balances: _containers.RepeatedCompositeFieldContainer[Balance]
    next_page_token: str
    def __init__(self, balances: _Optional[_Iterable[_Union[Balance, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Layer(_message.Message):
    __slots__ = ("movement_id", "item_id", "warehouse_id", "value_seq", "quantity_received", "quantity_remaining", "value_received", "value_remaining", "posting_date")
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_SEQ_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_RECEIVED_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_REMAINING_FIELD_NUMBER: _ClassVar[int]
    VALUE_RECEIVED_FIELD_NUMBER: _ClassVar[int]
    VALUE_REMAINING_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    movement_id: str
    item_id: str
    warehouse_id: str
    value_seq: int
    quantity_received: _quantity_pb2.Quantity
    quantity_remaining: _quantity_pb2.Quantity
    value_received: _money_pb2.Money
    value_remaining: _money_pb2.Money
    posting_date: str
    def __init__(self, movement_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., value_seq: _Optional[int] = ..., quantity_received: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., quantity_remaining: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value_received: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., value_remaining: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., posting_date: _Optional[str] = ...) -> None: ...

class ListLayersRequest(_message.Message):
    __slots__ = ("company_id", "item_id", "warehouse_id", "show_empty", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_EMPTY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    item_id: str
    warehouse_id: str
    show_empty: bool
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., show_empty: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListLayersResponse(_message.Message):
    __slots__ = ("layers", "next_page_token")
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    layers: _containers.RepeatedCompositeFieldContainer[Layer]
    next_page_token: str
    def __init__(self, layers: _Optional[_Iterable[_Union[Layer, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetStockValueRequest(_message.Message):
    __slots__ = ("company_id", "as_of")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ...) -> None: ...

class GetStockValueResponse(_message.Message):
    __slots__ = ("warehouses",)
    WAREHOUSES_FIELD_NUMBER: _ClassVar[int]
    warehouses: _containers.RepeatedCompositeFieldContainer[WarehouseValue]
    def __init__(self, warehouses: _Optional[_Iterable[_Union[WarehouseValue, _Mapping]]] = ...) -> None: ...

class WarehouseValue(_message.Message):
    __slots__ = ("warehouse_id", "value", "pending_value")
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PENDING_VALUE_FIELD_NUMBER: _ClassVar[int]
    warehouse_id: str
    value: _money_pb2.Money
    pending_value: _money_pb2.Money
    def __init__(self, warehouse_id: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., pending_value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...
