from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportJournalRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "source", "tolerance", "transactions", "validate_only", "scales")
    class ScalesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    TRANSACTIONS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    SCALES_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    source: str
    tolerance: str
    transactions: _containers.RepeatedCompositeFieldContainer[JournalTransaction]
    validate_only: bool
    scales: _containers.ScalarMap[str, int]
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., source: _Optional[str] = ..., tolerance: _Optional[str] = ..., transactions: _Optional[_Iterable[_Union[JournalTransaction, _Mapping]]] = ..., validate_only: _Optional[bool] = ..., scales: _Optional[_Mapping[str, int]] = ...) -> None: ...

class JournalTransaction(_message.Message):
    __slots__ = ("txn", "date", "payee", "narration", "rows")
    TXN_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    txn: str
    date: str
    payee: str
    narration: str
    rows: _containers.RepeatedCompositeFieldContainer[JournalRow]
    def __init__(self, txn: _Optional[str] = ..., date: _Optional[str] = ..., payee: _Optional[str] = ..., narration: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[JournalRow, _Mapping]]] = ...) -> None: ...

class JournalRow(_message.Message):
    __slots__ = ("row", "account", "ledger_amount", "ledger_currency", "units", "unit_currency")
    ROW_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    LEDGER_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    LEDGER_CURRENCY_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    UNIT_CURRENCY_FIELD_NUMBER: _ClassVar[int]
    row: int
    account: str
    ledger_amount: str
    ledger_currency: str
    units: str
    unit_currency: str
    def __init__(self, row: _Optional[int] = ..., account: _Optional[str] = ..., ledger_amount: _Optional[str] = ..., ledger_currency: _Optional[str] = ..., units: _Optional[str] = ..., unit_currency: _Optional[str] = ...) -> None: ...

class ImportJournalResponse(_message.Message):
    __slots__ = ("results", "errors")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[JournalTransactionResult]
    errors: _containers.RepeatedCompositeFieldContainer[JournalRowError]
    def __init__(self, results: _Optional[_Iterable[_Union[JournalTransactionResult, _Mapping]]] = ..., errors: _Optional[_Iterable[_Union[JournalRowError, _Mapping]]] = ...) -> None: ...

class JournalTransactionResult(_message.Message):
    __slots__ = ("txn", "voucher_id", "voucher_number", "already_posted", "residuals")
    class ResidualsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TXN_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ALREADY_POSTED_FIELD_NUMBER: _ClassVar[int]
    RESIDUALS_FIELD_NUMBER: _ClassVar[int]
    txn: str
    voucher_id: str
    voucher_number: str
    already_posted: bool
    residuals: _containers.ScalarMap[str, str]
    def __init__(self, txn: _Optional[str] = ..., voucher_id: _Optional[str] = ..., voucher_number: _Optional[str] = ..., already_posted: _Optional[bool] = ..., residuals: _Optional[_Mapping[str, str]] = ...) -> None: ...

class JournalRowError(_message.Message):
    __slots__ = ("row", "column", "reason", "message")
    ROW_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    row: int
    column: str
    reason: str
    message: str
    def __init__(self, row: _Optional[int] = ..., column: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
