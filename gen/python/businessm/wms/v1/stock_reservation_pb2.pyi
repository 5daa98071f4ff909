import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StockReservation(_message.Message):
    __slots__ = ("id", "company_id", "state", "customer_id", "warehouse_id", "item_id", "lot_id", "quantity", "allow_partial", "reserved_quantity", "open_quantity", "expire_time", "reference", "narration", "etag", "create_time", "update_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StockReservation.State]
        RESERVING: _ClassVar[StockReservation.State]
        RESERVED: _ClassVar[StockReservation.State]
        FULFILLED: _ClassVar[StockReservation.State]
        RELEASED: _ClassVar[StockReservation.State]
        EXPIRED: _ClassVar[StockReservation.State]
    STATE_UNSPECIFIED: StockReservation.State
    RESERVING: StockReservation.State
    RESERVED: StockReservation.State
    FULFILLED: StockReservation.State
    RELEASED: StockReservation.State
    EXPIRED: StockReservation.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ALLOW_PARTIAL_FIELD_NUMBER: _ClassVar[int]
    RESERVED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    OPEN_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    state: StockReservation.State
    customer_id: str
    warehouse_id: str
    item_id: str
    lot_id: str
    quantity: _quantity_pb2.Quantity
    allow_partial: bool
    reserved_quantity: _quantity_pb2.Quantity
    open_quantity: _quantity_pb2.Quantity
    expire_time: _timestamp_pb2.Timestamp
    reference: str
    narration: str
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., state: _Optional[_Union[StockReservation.State, str]] = ..., customer_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., item_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., allow_partial: _Optional[bool] = ..., reserved_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., open_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reference: _Optional[str] = ..., narration: _Optional[str] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
