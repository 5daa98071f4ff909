import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import units_pb2 as _units_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Voucher(_message.Message):
    __slots__ = ("id", "company_id", "number", "journal_code", "state", "posting_date", "payee", "narration", "lines", "etag", "reverses_voucher_id", "source", "post_time", "actor", "closing", "document_number", "exchange_rates", "settle_exchange", "domain")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Voucher.State]
        DRAFT: _ClassVar[Voucher.State]
        POSTED: _ClassVar[Voucher.State]
        PENDING: _ClassVar[Voucher.State]
    STATE_UNSPECIFIED: Voucher.State
    DRAFT: Voucher.State
    POSTED: Voucher.State
    PENDING: Voucher.State
    class Domain(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DOMAIN_UNSPECIFIED: _ClassVar[Voucher.Domain]
        GENERAL: _ClassVar[Voucher.Domain]
        STOCK: _ClassVar[Voucher.Domain]
        RECEIVABLE: _ClassVar[Voucher.Domain]
        PAYABLE: _ClassVar[Voucher.Domain]
    DOMAIN_UNSPECIFIED: Voucher.Domain
    GENERAL: Voucher.Domain
    STOCK: Voucher.Domain
    RECEIVABLE: Voucher.Domain
    PAYABLE: Voucher.Domain
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_CODE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REVERSES_VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    POST_TIME_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CLOSING_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_RATES_FIELD_NUMBER: _ClassVar[int]
    SETTLE_EXCHANGE_FIELD_NUMBER: _ClassVar[int]
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    journal_code: str
    state: Voucher.State
    posting_date: str
    payee: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[VoucherLine]
    etag: str
    reverses_voucher_id: str
    source: VoucherSource
    post_time: _timestamp_pb2.Timestamp
    actor: str
    closing: bool
    document_number: str
    exchange_rates: _containers.RepeatedCompositeFieldContainer[ExchangeRate]
    settle_exchange: bool
    domain: Voucher.Domain
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., journal_code: _Optional[str] = ..., state: _Optional[_Union[Voucher.State, str]] = ..., posting_date: _Optional[str] = ..., payee: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[VoucherLine, _Mapping]]] = ..., etag: _Optional[str] = ..., reverses_voucher_id: _Optional[str] = ..., source: _Optional[_Union[VoucherSource, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., closing: _Optional[bool] = ..., document_number: _Optional[str] = ..., exchange_rates: _Optional[_Iterable[_Union[ExchangeRate, _Mapping]]] = ..., settle_exchange: _Optional[bool] = ..., domain: _Optional[_Union[Voucher.Domain, str]] = ...) -> None: ...

class VoucherLine(_message.Message):
    __slots__ = ("account_code", "role", "debit", "credit", "units", "narration", "functional_amount", "dimensions")
    class DimensionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    DEBIT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    account_code: str
    role: str
    debit: _money_pb2.Money
    credit: _money_pb2.Money
    units: _units_pb2.Units
    narration: str
    functional_amount: str
    dimensions: _containers.ScalarMap[str, str]
    def __init__(self, account_code: _Optional[str] = ..., role: _Optional[str] = ..., debit: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., credit: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., units: _Optional[_Union[_units_pb2.Units, _Mapping]] = ..., narration: _Optional[str] = ..., functional_amount: _Optional[str] = ..., dimensions: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ExchangeRate(_message.Message):
    __slots__ = ("currency_code", "rate")
    CURRENCY_CODE_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    currency_code: str
    rate: str
    def __init__(self, currency_code: _Optional[str] = ..., rate: _Optional[str] = ...) -> None: ...

class VoucherSource(_message.Message):
    __slots__ = ("document_type", "document_id", "purpose")
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    document_type: str
    document_id: str
    purpose: str
    def __init__(self, document_type: _Optional[str] = ..., document_id: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class PostVoucherRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "voucher", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    voucher: Voucher
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., voucher: _Optional[_Union[Voucher, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PostVoucherResponse(_message.Message):
    __slots__ = ("voucher",)
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    voucher: Voucher
    def __init__(self, voucher: _Optional[_Union[Voucher, _Mapping]] = ...) -> None: ...

class PostVouchersRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "vouchers", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHERS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    vouchers: _containers.RepeatedCompositeFieldContainer[VoucherToPost]
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., vouchers: _Optional[_Iterable[_Union[VoucherToPost, _Mapping]]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class VoucherToPost(_message.Message):
    __slots__ = ("request_id", "voucher")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    voucher: Voucher
    def __init__(self, request_id: _Optional[str] = ..., voucher: _Optional[_Union[Voucher, _Mapping]] = ...) -> None: ...

class PostVouchersResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[VoucherResult]
    def __init__(self, results: _Optional[_Iterable[_Union[VoucherResult, _Mapping]]] = ...) -> None: ...

class VoucherResult(_message.Message):
    __slots__ = ("voucher", "error", "replayed")
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    voucher: Voucher
    error: _status_pb2.Status
    replayed: bool
    def __init__(self, voucher: _Optional[_Union[Voucher, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ..., replayed: _Optional[bool] = ...) -> None: ...

class ReverseVoucherRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag", "posting_date", "narration")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    posting_date: str
    narration: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ..., posting_date: _Optional[str] = ..., narration: _Optional[str] = ...) -> None: ...

class ReverseVoucherResponse(_message.Message):
    __slots__ = ("voucher",)
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    voucher: Voucher
    def __init__(self, voucher: _Optional[_Union[Voucher, _Mapping]] = ...) -> None: ...

class GetVoucherRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetVoucherResponse(_message.Message):
    __slots__ = ("voucher", "reversed_by_voucher_id")
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    REVERSED_BY_VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    voucher: Voucher
    reversed_by_voucher_id: str
    def __init__(self, voucher: _Optional[_Union[Voucher, _Mapping]] = ..., reversed_by_voucher_id: _Optional[str] = ...) -> None: ...

class ListVouchersRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token", "from_date", "to_date", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    from_date: str
    to_date: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., from_date: _Optional[str] = ..., to_date: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListVouchersResponse(_message.Message):
    __slots__ = ("vouchers", "next_page_token")
    VOUCHERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    vouchers: _containers.RepeatedCompositeFieldContainer[Voucher]
    next_page_token: str
    def __init__(self, vouchers: _Optional[_Iterable[_Union[Voucher, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
