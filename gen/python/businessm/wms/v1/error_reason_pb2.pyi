from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    DOCUMENT_IN_USE: _ClassVar[ErrorReason]
    OVER_RECEIPT: _ClassVar[ErrorReason]
    UNDER_RECEIPT: _ClassVar[ErrorReason]
    DELIVERY_CHANGED: _ClassVar[ErrorReason]
    STANDARD_COST_MISSING: _ClassVar[ErrorReason]
    OVER_CAPACITY: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
DOCUMENT_IN_USE: ErrorReason
OVER_RECEIPT: ErrorReason
UNDER_RECEIPT: ErrorReason
DELIVERY_CHANGED: ErrorReason
STANDARD_COST_MISSING: ErrorReason
OVER_CAPACITY: ErrorReason
