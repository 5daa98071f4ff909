import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_pb2 as _posting_pb2
from businessm.posting.v1 import reservation_state_pb2 as _reservation_state_pb2
from businessm.stock.v1 import movement_pb2 as _movement_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Reservation(_message.Message):
    __slots__ = ("posting", "state", "movements", "reserve_time", "end_time")
    POSTING_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENTS_FIELD_NUMBER: _ClassVar[int]
    RESERVE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    state: _reservation_state_pb2.ReservationState
    movements: _containers.RepeatedCompositeFieldContainer[_movement_pb2.Movement]
    reserve_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ..., state: _Optional[_Union[_reservation_state_pb2.ReservationState, str]] = ..., movements: _Optional[_Iterable[_Union[_movement_pb2.Movement, _Mapping]]] = ..., reserve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListReservationsRequest(_message.Message):
    __slots__ = ("company_id", "state", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    state: _reservation_state_pb2.ReservationState
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., state: _Optional[_Union[_reservation_state_pb2.ReservationState, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListReservationsResponse(_message.Message):
    __slots__ = ("reservations", "next_page_token")
    RESERVATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reservations: _containers.RepeatedCompositeFieldContainer[Reservation]
    next_page_token: str
    def __init__(self, reservations: _Optional[_Iterable[_Union[Reservation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class BatchGetReservationsRequest(_message.Message):
    __slots__ = ("posting_ids",)
    POSTING_IDS_FIELD_NUMBER: _ClassVar[int]
    posting_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, posting_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetReservationsResponse(_message.Message):
    __slots__ = ("reservations",)
    RESERVATIONS_FIELD_NUMBER: _ClassVar[int]
    reservations: _containers.RepeatedCompositeFieldContainer[Reservation]
    def __init__(self, reservations: _Optional[_Iterable[_Union[Reservation, _Mapping]]] = ...) -> None: ...
