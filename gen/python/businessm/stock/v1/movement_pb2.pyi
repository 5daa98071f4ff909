import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.posting.v1 import posting_pb2 as _posting_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_UNSPECIFIED: _ClassVar[Direction]
    IN: _ClassVar[Direction]
    OUT: _ClassVar[Direction]
    REVALUE: _ClassVar[Direction]
    RELOCATE: _ClassVar[Direction]

class ValuationMethod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VALUATION_METHOD_UNSPECIFIED: _ClassVar[ValuationMethod]
    FIFO: _ClassVar[ValuationMethod]
    MOVING_AVERAGE: _ClassVar[ValuationMethod]
    STANDARD: _ClassVar[ValuationMethod]
    PER_LOT: _ClassVar[ValuationMethod]
    LIFO: _ClassVar[ValuationMethod]
    HIFO: _ClassVar[ValuationMethod]

class Tracking(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRACKING_UNSPECIFIED: _ClassVar[Tracking]
    BY_LOT: _ClassVar[Tracking]
    BY_SERIAL: _ClassVar[Tracking]
DIRECTION_UNSPECIFIED: Direction
IN: Direction
OUT: Direction
REVALUE: Direction
RELOCATE: Direction
VALUATION_METHOD_UNSPECIFIED: ValuationMethod
FIFO: ValuationMethod
MOVING_AVERAGE: ValuationMethod
STANDARD: ValuationMethod
PER_LOT: ValuationMethod
LIFO: ValuationMethod
HIFO: ValuationMethod
TRACKING_UNSPECIFIED: Tracking
BY_LOT: Tracking
BY_SERIAL: Tracking

class Movement(_message.Message):
    __slots__ = ("id", "company_id", "item_id", "warehouse_id", "direction", "state", "posting_date", "quantity", "value", "value_seq", "source_movement_id", "document_type", "document_id", "document_number", "line", "reserve_time", "confirm_time", "layers_taken", "variance", "correction", "lot_id", "location_id", "to_location_id", "serial_numbers", "value_flow", "value_flow_weight", "promise_id")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Movement.State]
        PENDING: _ClassVar[Movement.State]
        CONFIRMED: _ClassVar[Movement.State]
        CANCELLED: _ClassVar[Movement.State]
    STATE_UNSPECIFIED: Movement.State
    PENDING: Movement.State
    CONFIRMED: Movement.State
    CANCELLED: Movement.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    VALUE_SEQ_FIELD_NUMBER: _ClassVar[int]
    SOURCE_MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    RESERVE_TIME_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_TIME_FIELD_NUMBER: _ClassVar[int]
    LAYERS_TAKEN_FIELD_NUMBER: _ClassVar[int]
    VARIANCE_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    TO_LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FLOW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FLOW_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    PROMISE_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    item_id: str
    warehouse_id: str
    direction: Direction
    state: Movement.State
    posting_date: str
    quantity: _quantity_pb2.Quantity
    value: _money_pb2.Money
    value_seq: int
    source_movement_id: str
    document_type: str
    document_id: str
    document_number: str
    line: int
    reserve_time: _timestamp_pb2.Timestamp
    confirm_time: _timestamp_pb2.Timestamp
    layers_taken: _containers.RepeatedCompositeFieldContainer[LayerTaken]
    variance: _money_pb2.Money
    correction: _money_pb2.Money
    lot_id: str
    location_id: str
    to_location_id: str
    serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    value_flow: int
    value_flow_weight: str
    promise_id: str
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., direction: _Optional[_Union[Direction, str]] = ..., state: _Optional[_Union[Movement.State, str]] = ..., posting_date: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., value_seq: _Optional[int] = ..., source_movement_id: _Optional[str] = ..., document_type: _Optional[str] = ..., document_id: _Optional[str] = ..., document_number: _Optional[str] = ..., line: _Optional[int] = ..., reserve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., confirm_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., layers_taken: _Optional[_Iterable[_Union[LayerTaken, _Mapping]]] = ..., variance: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., correction: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., lot_id: _Optional[str] = ..., location_id: _Optional[str] = ..., to_location_id: _Optional[str] = ..., serial_numbers: _Optional[_Iterable[str]] = ..., value_flow: _Optional[int] = ..., value_flow_weight: _Optional[str] = ..., promise_id: _Optional[str] = ...) -> None: ...

class LayerTaken(_message.Message):
    __slots__ = ("layer_movement_id", "quantity", "value")
    LAYER_MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    layer_movement_id: str
    quantity: _quantity_pb2.Quantity
    value: _money_pb2.Money
    def __init__(self, layer_movement_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class MovedItem(_message.Message):
    __slots__ = ("item_id", "uom_code", "quantity_scale", "valuation_method", "allow_negative_stock", "tracking", "standard_cost")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    UOM_CODE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_SCALE_FIELD_NUMBER: _ClassVar[int]
    VALUATION_METHOD_FIELD_NUMBER: _ClassVar[int]
    ALLOW_NEGATIVE_STOCK_FIELD_NUMBER: _ClassVar[int]
    TRACKING_FIELD_NUMBER: _ClassVar[int]
    STANDARD_COST_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    uom_code: str
    quantity_scale: int
    valuation_method: ValuationMethod
    allow_negative_stock: bool
    tracking: Tracking
    standard_cost: _money_pb2.Money
    def __init__(self, item_id: _Optional[str] = ..., uom_code: _Optional[str] = ..., quantity_scale: _Optional[int] = ..., valuation_method: _Optional[_Union[ValuationMethod, str]] = ..., allow_negative_stock: _Optional[bool] = ..., tracking: _Optional[_Union[Tracking, str]] = ..., standard_cost: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class MovementToReserve(_message.Message):
    __slots__ = ("item_id", "warehouse_id", "direction", "quantity", "value", "source_movement_id", "lot_id", "serial_numbers", "location_id", "to_location_id", "at_last_cost", "promise_id")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    TO_LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    AT_LAST_COST_FIELD_NUMBER: _ClassVar[int]
    PROMISE_ID_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    warehouse_id: str
    direction: Direction
    quantity: _quantity_pb2.Quantity
    value: _money_pb2.Money
    source_movement_id: str
    lot_id: str
    serial_numbers: _containers.RepeatedScalarFieldContainer[str]
    location_id: str
    to_location_id: str
    at_last_cost: bool
    promise_id: str
    def __init__(self, item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., direction: _Optional[_Union[Direction, str]] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., source_movement_id: _Optional[str] = ..., lot_id: _Optional[str] = ..., serial_numbers: _Optional[_Iterable[str]] = ..., location_id: _Optional[str] = ..., to_location_id: _Optional[str] = ..., at_last_cost: _Optional[bool] = ..., promise_id: _Optional[str] = ...) -> None: ...

class ValueFlow(_message.Message):
    __slots__ = ("from_lines", "extra_cost", "to")
    FROM_LINES_FIELD_NUMBER: _ClassVar[int]
    EXTRA_COST_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    from_lines: _containers.RepeatedScalarFieldContainer[int]
    extra_cost: _money_pb2.Money
    to: _containers.RepeatedCompositeFieldContainer[ValueShare]
    def __init__(self, from_lines: _Optional[_Iterable[int]] = ..., extra_cost: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., to: _Optional[_Iterable[_Union[ValueShare, _Mapping]]] = ...) -> None: ...

class ValueShare(_message.Message):
    __slots__ = ("line", "weight")
    LINE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    line: int
    weight: str
    def __init__(self, line: _Optional[int] = ..., weight: _Optional[str] = ...) -> None: ...

class ReserveMovementsRequest(_message.Message):
    __slots__ = ("posting", "posting_date", "currency_code", "currency_scale", "items", "movements", "value_flows")
    POSTING_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_CODE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_SCALE_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    MOVEMENTS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FLOWS_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    posting_date: str
    currency_code: str
    currency_scale: int
    items: _containers.RepeatedCompositeFieldContainer[MovedItem]
    movements: _containers.RepeatedCompositeFieldContainer[MovementToReserve]
    value_flows: _containers.RepeatedCompositeFieldContainer[ValueFlow]
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ..., posting_date: _Optional[str] = ..., currency_code: _Optional[str] = ..., currency_scale: _Optional[int] = ..., items: _Optional[_Iterable[_Union[MovedItem, _Mapping]]] = ..., movements: _Optional[_Iterable[_Union[MovementToReserve, _Mapping]]] = ..., value_flows: _Optional[_Iterable[_Union[ValueFlow, _Mapping]]] = ...) -> None: ...

class ReserveMovementsResponse(_message.Message):
    __slots__ = ("movements",)
    MOVEMENTS_FIELD_NUMBER: _ClassVar[int]
    movements: _containers.RepeatedCompositeFieldContainer[ReservedMovement]
    def __init__(self, movements: _Optional[_Iterable[_Union[ReservedMovement, _Mapping]]] = ...) -> None: ...

class ReservedMovement(_message.Message):
    __slots__ = ("movement_id", "value", "variance", "correction")
    MOVEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    VARIANCE_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    movement_id: str
    value: _money_pb2.Money
    variance: _money_pb2.Money
    correction: _money_pb2.Money
    def __init__(self, movement_id: _Optional[str] = ..., value: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., variance: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., correction: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class ConfirmMovementsRequest(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: _posting_pb2.Decision
    def __init__(self, decision: _Optional[_Union[_posting_pb2.Decision, _Mapping]] = ...) -> None: ...

class ConfirmMovementsResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CancelMovementsRequest(_message.Message):
    __slots__ = ("posting",)
    POSTING_FIELD_NUMBER: _ClassVar[int]
    posting: _posting_pb2.Posting
    def __init__(self, posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ...) -> None: ...

class CancelMovementsResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetMovementRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetMovementResponse(_message.Message):
    __slots__ = ("movement",)
    MOVEMENT_FIELD_NUMBER: _ClassVar[int]
    movement: Movement
    def __init__(self, movement: _Optional[_Union[Movement, _Mapping]] = ...) -> None: ...

class ListMovementsRequest(_message.Message):
    __slots__ = ("company_id", "item_id", "warehouse_id", "document_id", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    item_id: str
    warehouse_id: str
    document_id: str
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., document_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListMovementsResponse(_message.Message):
    __slots__ = ("movements", "next_page_token")
    MOVEMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    movements: _containers.RepeatedCompositeFieldContainer[Movement]
    next_page_token: str
    def __init__(self, movements: _Optional[_Iterable[_Union[Movement, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class StreamStockLedgerRequest(_message.Message):
    __slots__ = ("company_id", "after_sequence", "limit")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    after_sequence: int
    limit: int
    def __init__(self, company_id: _Optional[str] = ..., after_sequence: _Optional[int] = ..., limit: _Optional[int] = ...) -> None: ...

class StreamStockLedgerResponse(_message.Message):
    __slots__ = ("sequence", "movement")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MOVEMENT_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    movement: Movement
    def __init__(self, sequence: _Optional[int] = ..., movement: _Optional[_Union[Movement, _Mapping]] = ...) -> None: ...
