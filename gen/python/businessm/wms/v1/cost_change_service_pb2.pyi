from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.wms.v1 import cost_change_pb2 as _cost_change_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateCostChangeRequest(_message.Message):
    __slots__ = ("request_id", "cost_change", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    cost_change: _cost_change_pb2.CostChange
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateCostChangeResponse(_message.Message):
    __slots__ = ("cost_change",)
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    cost_change: _cost_change_pb2.CostChange
    def __init__(self, cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ...) -> None: ...

class GetCostChangeRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetCostChangeResponse(_message.Message):
    __slots__ = ("cost_change",)
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    cost_change: _cost_change_pb2.CostChange
    def __init__(self, cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ...) -> None: ...

class ListCostChangesRequest(_message.Message):
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

class ListCostChangesResponse(_message.Message):
    __slots__ = ("cost_changes", "next_page_token")
    COST_CHANGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    cost_changes: _containers.RepeatedCompositeFieldContainer[_cost_change_pb2.CostChange]
    next_page_token: str
    def __init__(self, cost_changes: _Optional[_Iterable[_Union[_cost_change_pb2.CostChange, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateCostChangeRequest(_message.Message):
    __slots__ = ("request_id", "cost_change", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    cost_change: _cost_change_pb2.CostChange
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateCostChangeResponse(_message.Message):
    __slots__ = ("cost_change",)
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    cost_change: _cost_change_pb2.CostChange
    def __init__(self, cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ...) -> None: ...

class DeleteCostChangeRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteCostChangeResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostCostChangeRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostCostChangeResponse(_message.Message):
    __slots__ = ("cost_change",)
    COST_CHANGE_FIELD_NUMBER: _ClassVar[int]
    cost_change: _cost_change_pb2.CostChange
    def __init__(self, cost_change: _Optional[_Union[_cost_change_pb2.CostChange, _Mapping]] = ...) -> None: ...
