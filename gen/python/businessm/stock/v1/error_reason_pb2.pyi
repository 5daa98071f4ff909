from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    INSUFFICIENT_STOCK: _ClassVar[ErrorReason]
    ITEM_DIFFERS: _ClassVar[ErrorReason]
    SOURCE_MOVEMENT_INVALID: _ClassVar[ErrorReason]
    LOCATION_IN_USE: _ClassVar[ErrorReason]
    LOT_REQUIRED: _ClassVar[ErrorReason]
    SERIAL_REQUIRED: _ClassVar[ErrorReason]
    SERIAL_IN_STOCK: _ClassVar[ErrorReason]
    SERIAL_NOT_IN_STOCK: _ClassVar[ErrorReason]
    PERIOD_CLOSED: _ClassVar[ErrorReason]
    PERIOD_PENDING: _ClassVar[ErrorReason]
    PROMISE_INVALID: _ClassVar[ErrorReason]
    VALUE_EXCEEDED: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
INSUFFICIENT_STOCK: ErrorReason
ITEM_DIFFERS: ErrorReason
SOURCE_MOVEMENT_INVALID: ErrorReason
LOCATION_IN_USE: ErrorReason
LOT_REQUIRED: ErrorReason
SERIAL_REQUIRED: ErrorReason
SERIAL_IN_STOCK: ErrorReason
SERIAL_NOT_IN_STOCK: ErrorReason
PERIOD_CLOSED: ErrorReason
PERIOD_PENDING: ErrorReason
PROMISE_INVALID: ErrorReason
VALUE_EXCEEDED: ErrorReason
