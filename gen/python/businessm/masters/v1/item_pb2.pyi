import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import field_value_pb2 as _field_value_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Item(_message.Message):
    __slots__ = ("id", "code", "name", "description", "uom_code", "quantity_scale", "valuation_method", "is_stocked", "allow_negative_stock", "barcodes", "archived", "etag", "create_time", "update_time", "tracking", "over_receipt_percent", "under_receipt_percent", "extension_values")
    class ValuationMethod(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VALUATION_METHOD_UNSPECIFIED: _ClassVar[Item.ValuationMethod]
        FIFO: _ClassVar[Item.ValuationMethod]
        MOVING_AVERAGE: _ClassVar[Item.ValuationMethod]
        STANDARD: _ClassVar[Item.ValuationMethod]
        PER_LOT: _ClassVar[Item.ValuationMethod]
        LIFO: _ClassVar[Item.ValuationMethod]
        HIFO: _ClassVar[Item.ValuationMethod]
    VALUATION_METHOD_UNSPECIFIED: Item.ValuationMethod
    FIFO: Item.ValuationMethod
    MOVING_AVERAGE: Item.ValuationMethod
    STANDARD: Item.ValuationMethod
    PER_LOT: Item.ValuationMethod
    LIFO: Item.ValuationMethod
    HIFO: Item.ValuationMethod
    class Tracking(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        TRACKING_UNSPECIFIED: _ClassVar[Item.Tracking]
        BY_LOT: _ClassVar[Item.Tracking]
        BY_SERIAL: _ClassVar[Item.Tracking]
    TRACKING_UNSPECIFIED: Item.Tracking
    BY_LOT: Item.Tracking
    BY_SERIAL: Item.Tracking
    class ExtensionValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _field_value_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_field_value_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    UOM_CODE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_SCALE_FIELD_NUMBER: _ClassVar[int]
    VALUATION_METHOD_FIELD_NUMBER: _ClassVar[int]
    IS_STOCKED_FIELD_NUMBER: _ClassVar[int]
    ALLOW_NEGATIVE_STOCK_FIELD_NUMBER: _ClassVar[int]
    BARCODES_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRACKING_FIELD_NUMBER: _ClassVar[int]
    OVER_RECEIPT_PERCENT_FIELD_NUMBER: _ClassVar[int]
    UNDER_RECEIPT_PERCENT_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_VALUES_FIELD_NUMBER: _ClassVar[int]
    id: str
    code: str
    name: str
    description: str
    uom_code: str
    quantity_scale: int
    valuation_method: Item.ValuationMethod
    is_stocked: bool
    allow_negative_stock: bool
    barcodes: _containers.RepeatedScalarFieldContainer[str]
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    tracking: Item.Tracking
    over_receipt_percent: str
    under_receipt_percent: str
    extension_values: _containers.MessageMap[str, _field_value_pb2.FieldValue]
    def __init__(self, id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., uom_code: _Optional[str] = ..., quantity_scale: _Optional[int] = ..., valuation_method: _Optional[_Union[Item.ValuationMethod, str]] = ..., is_stocked: _Optional[bool] = ..., allow_negative_stock: _Optional[bool] = ..., barcodes: _Optional[_Iterable[str]] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., tracking: _Optional[_Union[Item.Tracking, str]] = ..., over_receipt_percent: _Optional[str] = ..., under_receipt_percent: _Optional[str] = ..., extension_values: _Optional[_Mapping[str, _field_value_pb2.FieldValue]] = ...) -> None: ...
