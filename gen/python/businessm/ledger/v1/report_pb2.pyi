import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.ledger.v1 import account_pb2 as _account_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import units_pb2 as _units_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BalanceRow(_message.Message):
    __slots__ = ("account_code", "currency_code", "debit", "credit", "balance", "account_type", "dimensions")
    class DimensionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_CODE_FIELD_NUMBER: _ClassVar[int]
    DEBIT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_TYPE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    account_code: str
    currency_code: str
    debit: str
    credit: str
    balance: str
    account_type: _account_pb2.Account.Type
    dimensions: _containers.ScalarMap[str, str]
    def __init__(self, account_code: _Optional[str] = ..., currency_code: _Optional[str] = ..., debit: _Optional[str] = ..., credit: _Optional[str] = ..., balance: _Optional[str] = ..., account_type: _Optional[_Union[_account_pb2.Account.Type, str]] = ..., dimensions: _Optional[_Mapping[str, str]] = ...) -> None: ...

class CurrencyTotal(_message.Message):
    __slots__ = ("currency_code", "debit", "credit")
    CURRENCY_CODE_FIELD_NUMBER: _ClassVar[int]
    DEBIT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    currency_code: str
    debit: str
    credit: str
    def __init__(self, currency_code: _Optional[str] = ..., debit: _Optional[str] = ..., credit: _Optional[str] = ...) -> None: ...

class UnitsRow(_message.Message):
    __slots__ = ("account_code", "unit_code", "units")
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    UNIT_CODE_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    account_code: str
    unit_code: str
    units: str
    def __init__(self, account_code: _Optional[str] = ..., unit_code: _Optional[str] = ..., units: _Optional[str] = ...) -> None: ...

class GetTrialBalanceRequest(_message.Message):
    __slots__ = ("company_id", "as_of", "from_date", "dimensions", "group_by", "functional", "as_known_at")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    GROUP_BY_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_FIELD_NUMBER: _ClassVar[int]
    AS_KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    from_date: str
    dimensions: _containers.RepeatedScalarFieldContainer[str]
    group_by: _containers.RepeatedScalarFieldContainer[str]
    functional: bool
    as_known_at: _timestamp_pb2.Timestamp
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., from_date: _Optional[str] = ..., dimensions: _Optional[_Iterable[str]] = ..., group_by: _Optional[_Iterable[str]] = ..., functional: _Optional[bool] = ..., as_known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetTrialBalanceResponse(_message.Message):
    __slots__ = ("company_id", "as_of", "rows", "totals", "unvalued")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    UNVALUED_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    rows: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    totals: _containers.RepeatedCompositeFieldContainer[CurrencyTotal]
    unvalued: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ..., totals: _Optional[_Iterable[_Union[CurrencyTotal, _Mapping]]] = ..., unvalued: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ...) -> None: ...

class GetBalancesRequest(_message.Message):
    __slots__ = ("company_id", "as_of", "account_code", "subtree", "dimensions", "group_by", "functional", "as_known_at")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    SUBTREE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    GROUP_BY_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_FIELD_NUMBER: _ClassVar[int]
    AS_KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    account_code: str
    subtree: bool
    dimensions: _containers.RepeatedScalarFieldContainer[str]
    group_by: _containers.RepeatedScalarFieldContainer[str]
    functional: bool
    as_known_at: _timestamp_pb2.Timestamp
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., account_code: _Optional[str] = ..., subtree: _Optional[bool] = ..., dimensions: _Optional[_Iterable[str]] = ..., group_by: _Optional[_Iterable[str]] = ..., functional: _Optional[bool] = ..., as_known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetBalancesResponse(_message.Message):
    __slots__ = ("company_id", "as_of", "rows", "units", "unvalued")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    UNVALUED_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    rows: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    units: _containers.RepeatedCompositeFieldContainer[UnitsRow]
    unvalued: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ..., units: _Optional[_Iterable[_Union[UnitsRow, _Mapping]]] = ..., unvalued: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ...) -> None: ...

class GetProfitAndLossRequest(_message.Message):
    __slots__ = ("company_id", "from_date", "to_date", "dimensions", "group_by", "functional")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    GROUP_BY_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    from_date: str
    to_date: str
    dimensions: _containers.RepeatedScalarFieldContainer[str]
    group_by: _containers.RepeatedScalarFieldContainer[str]
    functional: bool
    def __init__(self, company_id: _Optional[str] = ..., from_date: _Optional[str] = ..., to_date: _Optional[str] = ..., dimensions: _Optional[_Iterable[str]] = ..., group_by: _Optional[_Iterable[str]] = ..., functional: _Optional[bool] = ...) -> None: ...

class GetProfitAndLossResponse(_message.Message):
    __slots__ = ("company_id", "rows", "income", "expenses", "net", "unvalued")
    class IncomeEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ExpensesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class NetEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    INCOME_FIELD_NUMBER: _ClassVar[int]
    EXPENSES_FIELD_NUMBER: _ClassVar[int]
    NET_FIELD_NUMBER: _ClassVar[int]
    UNVALUED_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    rows: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    income: _containers.ScalarMap[str, str]
    expenses: _containers.ScalarMap[str, str]
    net: _containers.ScalarMap[str, str]
    unvalued: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    def __init__(self, company_id: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ..., income: _Optional[_Mapping[str, str]] = ..., expenses: _Optional[_Mapping[str, str]] = ..., net: _Optional[_Mapping[str, str]] = ..., unvalued: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ...) -> None: ...

class GetBalanceSheetRequest(_message.Message):
    __slots__ = ("company_id", "as_of", "functional")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    functional: bool
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., functional: _Optional[bool] = ...) -> None: ...

class GetBalanceSheetResponse(_message.Message):
    __slots__ = ("company_id", "as_of", "rows", "assets", "liabilities", "equity", "unclosed_result", "unvalued")
    class AssetsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class LiabilitiesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class EquityEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class UnclosedResultEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ASSETS_FIELD_NUMBER: _ClassVar[int]
    LIABILITIES_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    UNCLOSED_RESULT_FIELD_NUMBER: _ClassVar[int]
    UNVALUED_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    as_of: str
    rows: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    assets: _containers.ScalarMap[str, str]
    liabilities: _containers.ScalarMap[str, str]
    equity: _containers.ScalarMap[str, str]
    unclosed_result: _containers.ScalarMap[str, str]
    unvalued: _containers.RepeatedCompositeFieldContainer[BalanceRow]
    def __init__(self, company_id: _Optional[str] = ..., as_of: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ..., assets: _Optional[_Mapping[str, str]] = ..., liabilities: _Optional[_Mapping[str, str]] = ..., equity: _Optional[_Mapping[str, str]] = ..., unclosed_result: _Optional[_Mapping[str, str]] = ..., unvalued: _Optional[_Iterable[_Union[BalanceRow, _Mapping]]] = ...) -> None: ...

class GetAccountStatementRequest(_message.Message):
    __slots__ = ("company_id", "account_code", "from_date", "to_date", "page_size", "page_token", "dimensions", "as_known_at")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    AS_KNOWN_AT_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    account_code: str
    from_date: str
    to_date: str
    page_size: int
    page_token: str
    dimensions: _containers.RepeatedScalarFieldContainer[str]
    as_known_at: _timestamp_pb2.Timestamp
    def __init__(self, company_id: _Optional[str] = ..., account_code: _Optional[str] = ..., from_date: _Optional[str] = ..., to_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., dimensions: _Optional[_Iterable[str]] = ..., as_known_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetAccountStatementResponse(_message.Message):
    __slots__ = ("opening", "entries", "next_page_token")
    class OpeningEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    OPENING_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    opening: _containers.ScalarMap[str, str]
    entries: _containers.RepeatedCompositeFieldContainer[AccountEntry]
    next_page_token: str
    def __init__(self, opening: _Optional[_Mapping[str, str]] = ..., entries: _Optional[_Iterable[_Union[AccountEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class AccountEntry(_message.Message):
    __slots__ = ("voucher_id", "voucher_number", "posting_date", "payee", "narration", "debit", "credit", "units", "balance", "dimensions", "functional_amount")
    class DimensionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_NUMBER_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    DEBIT_FIELD_NUMBER: _ClassVar[int]
    CREDIT_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    voucher_id: str
    voucher_number: str
    posting_date: str
    payee: str
    narration: str
    debit: _money_pb2.Money
    credit: _money_pb2.Money
    units: _units_pb2.Units
    balance: str
    dimensions: _containers.ScalarMap[str, str]
    functional_amount: str
    def __init__(self, voucher_id: _Optional[str] = ..., voucher_number: _Optional[str] = ..., posting_date: _Optional[str] = ..., payee: _Optional[str] = ..., narration: _Optional[str] = ..., debit: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., credit: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., units: _Optional[_Union[_units_pb2.Units, _Mapping]] = ..., balance: _Optional[str] = ..., dimensions: _Optional[_Mapping[str, str]] = ..., functional_amount: _Optional[str] = ...) -> None: ...

class StreamGeneralLedgerRequest(_message.Message):
    __slots__ = ("company_id", "after_sequence", "limit")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    after_sequence: int
    limit: int
    def __init__(self, company_id: _Optional[str] = ..., after_sequence: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class StreamGeneralLedgerResponse(_message.Message):
    __slots__ = ("sequence", "voucher")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    voucher: _voucher_pb2.Voucher
    def __init__(self, sequence: _Optional[int] = ..., voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...
