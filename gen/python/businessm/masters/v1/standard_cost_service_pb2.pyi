from buf.validate import validate_pb2 as _validate_pb2
from businessm.masters.v1 import standard_cost_pb2 as _standard_cost_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateStandardCostRequest(_message.Message):
    __slots__ = ("request_id", "standard_cost", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STANDARD_COST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    standard_cost: _standard_cost_pb2.StandardCost
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., standard_cost: _Optional[_Union[_standard_cost_pb2.StandardCost, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateStandardCostResponse(_message.Message):
    __slots__ = ("standard_cost",)
    STANDARD_COST_FIELD_NUMBER: _ClassVar[int]
    standard_cost: _standard_cost_pb2.StandardCost
    def __init__(self, standard_cost: _Optional[_Union[_standard_cost_pb2.StandardCost, _Mapping]] = ...) -> None: ...

class GetStandardCostRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetStandardCostResponse(_message.Message):
    __slots__ = ("standard_cost",)
    STANDARD_COST_FIELD_NUMBER: _ClassVar[int]
    standard_cost: _standard_cost_pb2.StandardCost
    def __init__(self, standard_cost: _Optional[_Union[_standard_cost_pb2.StandardCost, _Mapping]] = ...) -> None: ...

class ListStandardCostsRequest(_message.Message):
    __slots__ = ("item_id", "page_size", "page_token", "order_by")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    page_size: int
    page_token: str
    order_by: str
    def __init__(self, item_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListStandardCostsResponse(_message.Message):
    __slots__ = ("standard_costs", "next_page_token")
    STANDARD_COSTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    standard_costs: _containers.RepeatedCompositeFieldContainer[_standard_cost_pb2.StandardCost]
    next_page_token: str
    def __init__(self, standard_costs: _Optional[_Iterable[_Union[_standard_cost_pb2.StandardCost, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ResolveStandardCostsRequest(_message.Message):
    __slots__ = ("item_ids", "currency_code", "on_date")
    ITEM_IDS_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_CODE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    item_ids: _containers.RepeatedScalarFieldContainer[str]
    currency_code: str
    on_date: str
    def __init__(self, item_ids: _Optional[_Iterable[str]] = ..., currency_code: _Optional[str] = ..., on_date: _Optional[str] = ...) -> None: ...

class ResolveStandardCostsResponse(_message.Message):
    __slots__ = ("standard_costs",)
    STANDARD_COSTS_FIELD_NUMBER: _ClassVar[int]
    standard_costs: _containers.RepeatedCompositeFieldContainer[_standard_cost_pb2.StandardCost]
    def __init__(self, standard_costs: _Optional[_Iterable[_Union[_standard_cost_pb2.StandardCost, _Mapping]]] = ...) -> None: ...
