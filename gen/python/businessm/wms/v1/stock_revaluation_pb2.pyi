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

class StockRevaluation(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_state", "posting_date", "recompute_id", "lines", "etag", "create_time", "update_time", "post_time", "value")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StockRevaluation.State]
        DRAFT: _ClassVar[StockRevaluation.State]
        POSTED: _ClassVar[StockRevaluation.State]
    STATE_UNSPECIFIED: StockRevaluation.State
    DRAFT: StockRevaluation.State
    POSTED: StockRevaluation.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    RECOMPUTE_ID_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    POST_TIME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    state: StockRevaluation.State
    posting_state: _posting_state_pb2.PostingState
    posting_date: str
    recompute_id: str
    lines: _containers.RepeatedCompositeFieldContainer[StockRevaluationLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    post_time: _timestamp_pb2.Timestamp
    value: _money_pb2.Money
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[StockRevaluation.State, str]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., posting_date: _Optional[str] = ..., recompute_id: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[StockRevaluationLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class StockRevaluationLine(_message.Message):
    __slots__ = ("warehouse_id", "warehouse_code", "document_type", "purpose", "value")
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_CODE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    warehouse_id: str
    warehouse_code: str
    document_type: str
    purpose: str
    value: _money_pb2.Money
    def __init__(self, warehouse_id: _Optional[str] = ..., warehouse_code: _Optional[str] = ..., document_type: _Optional[str] = ..., purpose: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class GetStockRevaluationRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetStockRevaluationResponse(_message.Message):
    __slots__ = ("stock_revaluation",)
    STOCK_REVALUATION_FIELD_NUMBER: _ClassVar[int]
    stock_revaluation: StockRevaluation
    def __init__(self, stock_revaluation: _Optional[_Union[StockRevaluation, _Mapping]] = ...) -> None: ...

class ListStockRevaluationsRequest(_message.Message):
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

class ListStockRevaluationsResponse(_message.Message):
    __slots__ = ("stock_revaluations", "next_page_token")
    STOCK_REVALUATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    stock_revaluations: _containers.RepeatedCompositeFieldContainer[StockRevaluation]
    next_page_token: str
    def __init__(self, stock_revaluations: _Optional[_Iterable[_Union[StockRevaluation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PostStockRevaluationRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag", "posting_date")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    posting_date: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ..., posting_date: _Optional[str] = ...) -> None: ...

class PostStockRevaluationResponse(_message.Message):
    __slots__ = ("stock_revaluation",)
    STOCK_REVALUATION_FIELD_NUMBER: _ClassVar[int]
    stock_revaluation: StockRevaluation
    def __init__(self, stock_revaluation: _Optional[_Union[StockRevaluation, _Mapping]] = ...) -> None: ...
