import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_state_pb2 as _posting_state_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Putaway(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_state", "posting_date", "warehouse_id", "narration", "lines", "etag", "create_time", "update_time", "post_time", "cancel_date")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Putaway.State]
        DRAFT: _ClassVar[Putaway.State]
        POSTED: _ClassVar[Putaway.State]
        CANCELLED: _ClassVar[Putaway.State]
    STATE_UNSPECIFIED: Putaway.State
    DRAFT: Putaway.State
    POSTED: Putaway.State
    CANCELLED: Putaway.State
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
    id: str
    company_id: str
    number: str
    state: Putaway.State
    posting_state: _posting_state_pb2.PostingState
    posting_date: str
    warehouse_id: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[PutawayLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    post_time: _timestamp_pb2.Timestamp
    cancel_date: str
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[Putaway.State, str]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., posting_date: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[PutawayLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancel_date: _Optional[str] = ...) -> None: ...

class PutawayLine(_message.Message):
    __slots__ = ("item_id", "quantity", "stock_quantity", "location_id", "to_location_id", "lot_id", "serial_numbers", "movement_id")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    STOCK_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    TO_LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: _quantity_pb2.Quantity
    stock_quantity: _quantity_pb2.Quantity
    location_id: str
    to_location_id: str
    lot_id: str
    serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    movement_id: str
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., stock_quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., location_id: _Optional[str] = ..., to_location_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., serial_numbers: _Optional[_Iterable[str]] = ..., movement_id: _Optional[str] = ...) -> None: ...
