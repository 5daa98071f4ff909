import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_state_pb2 as _posting_state_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CostChange(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_state", "posting_date", "warehouse_id", "narration", "lines", "etag", "create_time", "update_time", "post_time", "value")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[CostChange.State]
        DRAFT: _ClassVar[CostChange.State]
        POSTED: _ClassVar[CostChange.State]
    STATE_UNSPECIFIED: CostChange.State
    DRAFT: CostChange.State
    POSTED: CostChange.State
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
    VALUE_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    state: CostChange.State
    posting_state: _posting_state_pb2.PostingState
    posting_date: str
    warehouse_id: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[CostChangeLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    post_time: _timestamp_pb2.Timestamp
    value: _money_pb2.Money
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[CostChange.State, str]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., posting_date: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[CostChangeLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class CostChangeLine(_message.Message):
    __slots__ = ("item_id", "warehouse_id", "value", "movement_id")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    warehouse_id: str
    value: _money_pb2.Money
    movement_id: str
    def __init__(self, item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., movement_id: _Optional[str] = ...) -> None: ...
