import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Promise(_message.Message):
    __slots__ = ("id", "company_id", "item_id", "warehouse_id", "quantity", "quantity_open", "expire_time", "owner_type", "owner_id", "state", "create_time", "lot_id")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Promise.State]
        OPEN: _ClassVar[Promise.State]
        KEPT: _ClassVar[Promise.State]
        RELEASED: _ClassVar[Promise.State]
        EXPIRED: _ClassVar[Promise.State]
    STATE_UNSPECIFIED: Promise.State
    OPEN: Promise.State
    KEPT: Promise.State
    RELEASED: Promise.State
    EXPIRED: Promise.State
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_OPEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    OWNER_TYPE_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    LOT_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    item_id: str
    warehouse_id: str
    quantity: _quantity_pb2.Quantity
    quantity_open: _quantity_pb2.Quantity
    expire_time: _timestamp_pb2.Timestamp
    owner_type: str
    owner_id: str
    state: Promise.State
    create_time: _timestamp_pb2.Timestamp
    lot_id: str
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., quantity_open: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., owner_type: _Optional[str] = ..., owner_id: _Optional[str] = ..., state: _Optional[_Union[Promise.State, str]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lot_id: _Optional[str] = ...) -> None: ...

class CreatePromiseRequest(_message.Message):
    __slots__ = ("request_id", "promise", "allow_partial")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    ALLOW_PARTIAL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    promise: Promise
    allow_partial: bool
    def __init__(self, request_id: _Optional[str] = ..., promise: _Optional[_Union[Promise, _Mapping]] = ..., allow_partial: _Optional[bool] = ...) -> None: ...

class CreatePromiseResponse(_message.Message):
    __slots__ = ("promise",)
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    promise: Promise
    def __init__(self, promise: _Optional[_Union[Promise, _Mapping]] = ...) -> None: ...

class GetPromiseRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetPromiseResponse(_message.Message):
    __slots__ = ("promise",)
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    promise: Promise
    def __init__(self, promise: _Optional[_Union[Promise, _Mapping]] = ...) -> None: ...

class BatchGetPromisesRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetPromisesResponse(_message.Message):
    __slots__ = ("promises",)
    PROMISES_FIELD_NUMBER: _ClassVar[int]
    promises: _containers.RepeatedCompositeFieldContainer[Promise]
    def __init__(self, promises: _Optional[_Iterable[_Union[Promise, _Mapping]]] = ...) -> None: ...

class ListPromisesRequest(_message.Message):
    __slots__ = ("company_id", "item_id", "warehouse_id", "owner_id", "show_ended", "page_size", "page_token")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_ENDED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    item_id: str
    warehouse_id: str
    owner_id: str
    show_ended: bool
    page_size: int
    page_token: str
    def __init__(self, company_id: _Optional[str] = ..., item_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., show_ended: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPromisesResponse(_message.Message):
    __slots__ = ("promises", "next_page_token")
    PROMISES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    promises: _containers.RepeatedCompositeFieldContainer[Promise]
    next_page_token: str
    def __init__(self, promises: _Optional[_Iterable[_Union[Promise, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ReleasePromiseRequest(_message.Message):
    __slots__ = ("request_id", "id", "quantity")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    quantity: _quantity_pb2.Quantity
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ...) -> None: ...

class ReleasePromiseResponse(_message.Message):
    __slots__ = ("promise",)
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    promise: Promise
    def __init__(self, promise: _Optional[_Union[Promise, _Mapping]] = ...) -> None: ...
