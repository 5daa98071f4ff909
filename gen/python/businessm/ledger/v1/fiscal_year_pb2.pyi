import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FiscalYear(_message.Message):
    __slots__ = ("id", "company_id", "start_date", "end_date", "state", "closing_voucher_id", "etag", "create_time", "update_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[FiscalYear.State]
        OPEN: _ClassVar[FiscalYear.State]
        CLOSED: _ClassVar[FiscalYear.State]
    STATE_UNSPECIFIED: FiscalYear.State
    OPEN: FiscalYear.State
    CLOSED: FiscalYear.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CLOSING_VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    start_date: str
    end_date: str
    state: FiscalYear.State
    closing_voucher_id: str
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., state: _Optional[_Union[FiscalYear.State, str]] = ..., closing_voucher_id: _Optional[str] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateFiscalYearRequest(_message.Message):
    __slots__ = ("request_id", "fiscal_year", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    fiscal_year: FiscalYear
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., fiscal_year: _Optional[_Union[FiscalYear, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateFiscalYearResponse(_message.Message):
    __slots__ = ("fiscal_year",)
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    fiscal_year: FiscalYear
    def __init__(self, fiscal_year: _Optional[_Union[FiscalYear, _Mapping]] = ...) -> None: ...

class GetFiscalYearRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetFiscalYearResponse(_message.Message):
    __slots__ = ("fiscal_year",)
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    fiscal_year: FiscalYear
    def __init__(self, fiscal_year: _Optional[_Union[FiscalYear, _Mapping]] = ...) -> None: ...

class ListFiscalYearsRequest(_message.Message):
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

class ListFiscalYearsResponse(_message.Message):
    __slots__ = ("fiscal_years", "next_page_token")
    FISCAL_YEARS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fiscal_years: _containers.RepeatedCompositeFieldContainer[FiscalYear]
    next_page_token: str
    def __init__(self, fiscal_years: _Optional[_Iterable[_Union[FiscalYear, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CloseFiscalYearRequest(_message.Message):
    __slots__ = ("request_id", "id", "retained_earnings_account_code", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    RETAINED_EARNINGS_ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    retained_earnings_account_code: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., retained_earnings_account_code: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class CloseFiscalYearResponse(_message.Message):
    __slots__ = ("fiscal_year", "closing_voucher")
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    CLOSING_VOUCHER_FIELD_NUMBER: _ClassVar[int]
    fiscal_year: FiscalYear
    closing_voucher: _voucher_pb2.Voucher
    def __init__(self, fiscal_year: _Optional[_Union[FiscalYear, _Mapping]] = ..., closing_voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...

class ReopenFiscalYearRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ReopenFiscalYearResponse(_message.Message):
    __slots__ = ("fiscal_year", "reversing_voucher")
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    REVERSING_VOUCHER_FIELD_NUMBER: _ClassVar[int]
    fiscal_year: FiscalYear
    reversing_voucher: _voucher_pb2.Voucher
    def __init__(self, fiscal_year: _Optional[_Union[FiscalYear, _Mapping]] = ..., reversing_voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...
