import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_state_pb2 as _posting_state_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StockCount(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_state", "posting_date", "warehouse_id", "narration", "lines", "etag", "create_time", "update_time", "post_time", "cancel_date", "value", "freeze_time", "by_place")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StockCount.State]
        DRAFT: _ClassVar[StockCount.State]
        POSTED: _ClassVar[StockCount.State]
        CANCELLED: _ClassVar[StockCount.State]
    STATE_UNSPECIFIED: StockCount.State
    DRAFT: StockCount.State
    POSTED: StockCount.State
    CANCELLED: StockCount.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    POST_TIME_FIELD_NUMBER: _ClassVar[int]
    CANCEL_DATE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    FREEZE_TIME_FIELD_NUMBER: _ClassVar[int]
    BY_PLACE_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    state: StockCount.State
    posting_state: _posting_state_pb2.PostingState
    posting_date: str
    warehouse_id: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[StockCountLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    post_time: _timestamp_pb2.Timestamp
    cancel_date: str
    value: _money_pb2.Money
    freeze_time: _timestamp_pb2.Timestamp
    by_place: bool
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[StockCount.State, str]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., posting_date: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[StockCountLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancel_date: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., freeze_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., by_place: _Optional[bool] = ...) -> None: ...

class StockCountLine(_message.Message):
    __slots__ = ("item_id", "counted_quantity", "unit_cost", "stock_quantity", "expected_quantity", "value", "movement_ids", "lot_id", "location_id", "serial_numbers", "expected_serial_numbers")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UNIT_COST_FIELD_NUMBER: _ClassVar[int]
    STOCK_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    counted_quantity: _quantity_pb2.Quantity
    unit_cost: _money_pb2.Money
    stock_quantity: _quantity_pb2.Quantity
    expected_quantity: _quantity_pb2.Quantity
    value: _money_pb2.Money
    movement_ids: _containers.RepeatedScalarFieldContainer[str]
    lot_id: str
    location_id: str
    serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    expected_serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, item_id: _Optional[str] = ..., counted_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., unit_cost: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., stock_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., expected_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., movement_ids: _Optional[_Iterable[str]] = ..., lot_id: _Optional[str] = ..., location_id: _Optional[str] = ..., serial_numbers: _Optional[_Iterable[str]] = ..., expected_serial_numbers: _Optional[_Iterable[str]] = ...) -> None: ...
