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

class LandedCost(_message.Message):
    __slots__ = ("id", "company_id", "number", "state", "posting_state", "posting_date", "narration", "lines", "etag", "create_time", "update_time", "post_time", "cancel_date", "value", "charges", "allocation")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[LandedCost.State]
        DRAFT: _ClassVar[LandedCost.State]
        POSTED: _ClassVar[LandedCost.State]
        CANCELLED: _ClassVar[LandedCost.State]
    STATE_UNSPECIFIED: LandedCost.State
    DRAFT: LandedCost.State
    POSTED: LandedCost.State
    CANCELLED: LandedCost.State
    class Allocation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ALLOCATION_UNSPECIFIED: _ClassVar[LandedCost.Allocation]
        BY_VALUE: _ClassVar[LandedCost.Allocation]
        BY_QUANTITY: _ClassVar[LandedCost.Allocation]
        BY_WEIGHT: _ClassVar[LandedCost.Allocation]
    ALLOCATION_UNSPECIFIED: LandedCost.Allocation
    BY_VALUE: LandedCost.Allocation
    BY_QUANTITY: LandedCost.Allocation
    BY_WEIGHT: LandedCost.Allocation
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    POST_TIME_FIELD_NUMBER: _ClassVar[int]
    CANCEL_DATE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CHARGES_FIELD_NUMBER: _ClassVar[int]
    ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    number: str
    state: LandedCost.State
    posting_state: _posting_state_pb2.PostingState
    posting_date: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[LandedCostLine]
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    post_time: _timestamp_pb2.Timestamp
    cancel_date: str
    value: _money_pb2.Money
    charges: _containers.RepeatedCompositeFieldContainer[LandedCostCharge]
    allocation: LandedCost.Allocation
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[LandedCost.State, str]] = ..., posting_state: _Optional[_Union[_posting_state_pb2.PostingState, str]] = ..., posting_date: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[LandedCostLine, _Mapping]]] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., post_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cancel_date: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., charges: _Optional[_Iterable[_Union[LandedCostCharge, _Mapping]]] = ..., allocation: _Optional[_Union[LandedCost.Allocation, str]] = ...) -> None: ...

class LandedCostCharge(_message.Message):
    __slots__ = ("description", "amount", "exchange_rate", "exchange_date", "functional_amount")
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_RATE_FIELD_NUMBER: _ClassVar[int]
    EXCHANGE_DATE_FIELD_NUMBER: _ClassVar[int]
    FUNCTIONAL_AMOUNT_FIELD_NUMBER: _ClassVar[int]
    description: str
    amount: _money_pb2.Money
    exchange_rate: str
    exchange_date: str
    functional_amount: _money_pb2.Money
    def __init__(self, description: _Optional[str] = ..., amount: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., exchange_rate: _Optional[str] = ..., exchange_date: _Optional[str] = ..., functional_amount: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class LandedCostLine(_message.Message):
    __slots__ = ("goods_receipt_id", "goods_receipt_line", "weight", "item_id", "share", "value")
    GOODS_RECEIPT_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_RECEIPT_LINE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    goods_receipt_id: str
    goods_receipt_line: int
    weight: str
    item_id: str
    share: _money_pb2.Money
    value: _money_pb2.Money
    def __init__(self, goods_receipt_id: _Optional[str] = ..., goods_receipt_line: _Optional[int] = ..., weight: _Optional[str] = ..., item_id: _Optional[str] = ..., share: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...
