import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StockPeriod(_message.Message):
    __slots__ = ("company_id", "month", "state", "etag", "close_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StockPeriod.State]
        OPEN: _ClassVar[StockPeriod.State]
        CLOSING: _ClassVar[StockPeriod.State]
        CLOSED: _ClassVar[StockPeriod.State]
    STATE_UNSPECIFIED: StockPeriod.State
    OPEN: StockPeriod.State
    CLOSING: StockPeriod.State
    CLOSED: StockPeriod.State
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    month: str
    state: StockPeriod.State
    etag: str
    close_time: _timestamp_pb2.Timestamp
    def __init__(self, company_id: _Optional[str] = ..., month: _Optional[str] = ..., state: _Optional[_Union[StockPeriod.State, str]] = ..., etag: _Optional[str] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListStockPeriodsRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListStockPeriodsResponse(_message.Message):
    __slots__ = ("periods", "next_page_token")
    PERIODS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    periods: _containers.RepeatedCompositeFieldContainer[StockPeriod]
    next_page_token: str
    def __init__(self, periods: _Optional[_Iterable[_Union[StockPeriod, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CloseStockPeriodRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "month")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    month: str
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., month: _Optional[str] = ...) -> None: ...

class CloseStockPeriodResponse(_message.Message):
    __slots__ = ("period",)
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    period: StockPeriod
    def __init__(self, period: _Optional[_Union[StockPeriod, _Mapping]] = ...) -> None: ...

class ReopenStockPeriodRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "month")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    month: str
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., month: _Optional[str] = ...) -> None: ...

class ReopenStockPeriodResponse(_message.Message):
    __slots__ = ("period",)
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    period: StockPeriod
    def __init__(self, period: _Optional[_Union[StockPeriod, _Mapping]] = ...) -> None: ...
