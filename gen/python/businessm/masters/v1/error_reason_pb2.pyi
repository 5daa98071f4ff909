from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    UOM_CONVERSION_MISSING: _ClassVar[ErrorReason]
    UOM_DIMENSION_MISMATCH: _ClassVar[ErrorReason]
    UOM_CONVERSION_CONTRADICTORY: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
UOM_CONVERSION_MISSING: ErrorReason
UOM_DIMENSION_MISMATCH: ErrorReason
UOM_CONVERSION_CONTRADICTORY: ErrorReason
