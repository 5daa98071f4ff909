import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from businessm.posting.v1 import posting_state_pb2 as _posting_state_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JournalEntry(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_date", "payee", "narration", "lines", "etag", "create_time", "update_time", "posting_state", "post_time", "reverse_date", "voucher_id", "reversing_voucher_id", "exchange_rates", "settle_exchange")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[JournalEntry.State]
        DRAFT: _ClassVar[JournalEntry.State]
        POSTED: _ClassVar[JournalEntry.State]
        REVERSED: _ClassVar[JournalEntry.State]
    STATE_UNSPECIFIED: JournalEntry.State
    DRAFT: JournalEntry.State
    POSTED: JournalEntry.State
    REVERSED: JournalEntry.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    POSTING_STATE_FIELD_NUMBER: _ClassVar[int]
    POST_TIME_FIELD_NUMBER: _ClassVar[int]
    REVERSE_DATE_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    REVERSING_VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_RATES_FIELD_NUMBER: _ClassVar[int]
    SETTLE_EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    state: JournalEntry.State
    posting_date: str
    payee: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[_voucher_pb2.VoucherLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    posting_state: _posting_state_pb2.PostingState
    post_time: _timestamp_pb2.Timestamp
    reverse_date: str
    voucher_id: str
    reversing_voucher_id: str
    exchange_rates: _containers.RepeatedCompositeFieldContainer[_voucher_pb2.ExchangeRate]
    settle_exchange: bool
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[JournalEntry.State, str]] = ..., posting_date: _Optional[str] = ..., payee: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[_voucher_pb2.VoucherLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reverse_date: _Optional[str] = ..., voucher_id: _Optional[str] = ..., reversing_voucher_id: _Optional[str] = ..., exchange_rates: _Optional[_Iterable[_Union[_voucher_pb2.ExchangeRate, _Mapping]]] = ..., settle_exchange: _Optional[bool] = ...) -> None: ...
