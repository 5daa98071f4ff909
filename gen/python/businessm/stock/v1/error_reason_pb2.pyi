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
ERROR_REASON_UNSPECIFIED: ErrorReason
INSUFFICIENT_STOCK: ErrorReason
ITEM_DIFFERS: ErrorReason
SOURCE_MOVEMENT_INVALID: ErrorReason
LOCATION_IN_USE: ErrorReason
