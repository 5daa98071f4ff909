import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_pb2 as _posting_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Recompute(_message.Message):
    __slots__ = ("id", "company_id", "state", "from_date", "keys_total", "keys_done", "keys_waiting", "movements_replayed", "movements_adjusted", "create_time", "update_time", "end_time", "keys_left_out")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Recompute.State]
        RUNNING: _ClassVar[Recompute.State]
        VALUED: _ClassVar[Recompute.State]
        POSTED: _ClassVar[Recompute.State]
    STATE_UNSPECIFIED: Recompute.State
    RUNNING: Recompute.State
    VALUED: Recompute.State
    POSTED: Recompute.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    KEYS_TOTAL_FIELD_NUMBER: _ClassVar[int]
    KEYS_DONE_FIELD_NUMBER: _ClassVar[int]
    KEYS_WAITING_FIELD_NUMBER: _ClassVar[int]
    MOVEMENTS_REPLAYED_FIELD_NUMBER: _ClassVar[int]
    MOVEMENTS_ADJUSTED_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    KEYS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    state: Recompute.State
    from_date: str
    keys_total: int
    keys_done: int
    keys_waiting: int
    movements_replayed: int
    movements_adjusted: int
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    keys_left_out: int
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., state: _Optional[_Union[Recompute.State, str]] = ..., from_date: _Optional[str] = ..., keys_total: _Optional[int] = ..., keys_done: _Optional[int] = ..., keys_waiting: _Optional[int] = ..., movements_replayed: _Optional[int] = ..., movements_adjusted: _Optional[int] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., keys_left_out: _Optional[int] = ...) -> None: ...

class GetRecomputeRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetRecomputeResponse(_message.Message):
    __slots__ = ("recompute",)
    RECOMPUTE_FIELD_NUMBER: _ClassVar[int]
    recompute: Recompute
    def __init__(self, recompute: _Optional[_Union[Recompute, _Mapping]] = ...) -> None: ...

class ListRecomputesRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRecomputesResponse(_message.Message):
    __slots__ = ("recomputes", "next_page_token", "sequence_followed", "sequence_last")
    RECOMPUTES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FOLLOWED_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_LAST_FIELD_NUMBER: _ClassVar[int]
    recomputes: _containers.RepeatedCompositeFieldContainer[Recompute]
    next_page_token: str
    sequence_followed: int
    sequence_last: int
    def __init__(self, recomputes: _Optional[_Iterable[_Union[Recompute, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., sequence_followed: _Optional[int] = ..., sequence_last: _Optional[int] = ...) -> None: ...

class ValueAdjustment(_message.Message):
    __slots__ = ("recompute_id", "movement_id", "item_id", "warehouse_id", "amount", "revaluation_id", "movement_date")
    RECOMPUTE_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    REVALUATION_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_DATE_FIELD_NUMBER: _ClassVar[int]
    recompute_id: str
    movement_id: str
    item_id: str
    warehouse_id: str
    amount: _money_pb2.Money
    revaluation_id: str
    movement_date: str
    def __init__(self, recompute_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., amount: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., revaluation_id: _Optional[str] = ..., movement_date: _Optional[str] = ...) -> None: ...

class ListValueAdjustmentsRequest(_message.Message):
    __slots__ = ("company_id", "recompute_id", "movement_id", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    RECOMPUTE_ID_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    recompute_id: str
    movement_id: str
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., recompute_id: _Optional[str] = ..., movement_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListValueAdjustmentsResponse(_message.Message):
    __slots__ = ("value_adjustments", "next_page_token")
    VALUE_ADJUSTMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    value_adjustments: _containers.RepeatedCompositeFieldContainer[ValueAdjustment]
    next_page_token: str
    def __init__(self, value_adjustments: _Optional[_Iterable[_Union[ValueAdjustment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Revaluation(_message.Message):
    __slots__ = ("id", "recompute_id", "company_id", "state", "posting_date", "shares", "posting")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Revaluation.State]
        WAITING: _ClassVar[Revaluation.State]
        PENDING: _ClassVar[Revaluation.State]
        CONFIRMED: _ClassVar[Revaluation.State]
    STATE_UNSPECIFIED: Revaluation.State
    WAITING: Revaluation.State
    PENDING: Revaluation.State
    CONFIRMED: Revaluation.State
    ID_FIELD_NUMBER: _ClassVar[int]
    RECOMPUTE_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    SHARES_FIELD_NUMBER: _ClassVar[int]
    POSTING_FIELD_NUMBER: _ClassVar[int]
    id: str
    recompute_id: str
    company_id: str
    state: Revaluation.State
    posting_date: str
    shares: _containers.RepeatedCompositeFieldContainer[RevaluationShare]
    posting: _posting_pb2.Posting
    def __init__(self, id: _Optional[str] = ..., recompute_id: _Optional[str] = ..., company_id: _Optional[str] = ..., state: _Optional[_Union[Revaluation.State, str]] = ..., posting_date: _Optional[str] = ..., shares: _Optional[_Iterable[_Union[RevaluationShare, _Mapping]]] = ..., posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ...) -> None: ...

class RevaluationShare(_message.Message):
    __slots__ = ("warehouse_id", "document_type", "purpose", "value")
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    warehouse_id: str
    document_type: str
    purpose: str
    value: _money_pb2.Money
    def __init__(self, warehouse_id: _Optional[str] = ..., document_type: _Optional[str] = ..., purpose: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class ListRevaluationsRequest(_message.Message):
    __slots__ = ("company_id", "state", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    state: Revaluation.State
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., state: _Optional[_Union[Revaluation.State, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRevaluationsResponse(_message.Message):
    __slots__ = ("revaluations", "next_page_token")
    REVALUATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    revaluations: _containers.RepeatedCompositeFieldContainer[Revaluation]
    next_page_token: str
    def __init__(self, revaluations: _Optional[_Iterable[_Union[Revaluation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class BatchGetRevaluationsRequest(_message.Message):
    __slots__ = ("posting_ids",)
    POSTING_IDS_FIELD_NUMBER: _ClassVar[int]
    posting_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, posting_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetRevaluationsResponse(_message.Message):
    __slots__ = ("revaluations",)
    REVALUATIONS_FIELD_NUMBER: _ClassVar[int]
    revaluations: _containers.RepeatedCompositeFieldContainer[Revaluation]
    def __init__(self, revaluations: _Optional[_Iterable[_Union[Revaluation, _Mapping]]] = ...) -> None: ...

class ReserveRevaluationRequest(_message.Message):
    __slots__ = ("posting", "revaluation_id", "posting_date")
    POSTING_FIELD_NUMBER: _ClassVar[int]
    REVALUATION_ID_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    revaluation_id: str
    posting_date: str
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ..., revaluation_id: _Optional[str] = ..., posting_date: _Optional[str] = ...) -> None: ...

class ReserveRevaluationResponse(_message.Message):
    __slots__ = ("shares",)
    SHARES_FIELD_NUMBER: _ClassVar[int]
    shares: _containers.RepeatedCompositeFieldContainer[RevaluationShare]
    def __init__(self, shares: _Optional[_Iterable[_Union[RevaluationShare, _Mapping]]] = ...) -> None: ...

class ConfirmRevaluationRequest(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: _posting_pb2.Decision
    def __init__(self, decision: _Optional[_Union[_posting_pb2.Decision, _Mapping]] = ...) -> None: ...

class ConfirmRevaluationResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CancelRevaluationRequest(_message.Message):
    __slots__ = ("posting",)
    POSTING_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ...) -> None: ...

class CancelRevaluationResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
