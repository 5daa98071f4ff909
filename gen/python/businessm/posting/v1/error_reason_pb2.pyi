from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    RESERVATION_CANCELLED: _ClassVar[ErrorReason]
    RESERVATION_UNKNOWN: _ClassVar[ErrorReason]
    RESERVATION_DIFFERS: _ClassVar[ErrorReason]
    DOCUMENT_POSTING: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
RESERVATION_CANCELLED: ErrorReason
RESERVATION_UNKNOWN: ErrorReason
RESERVATION_DIFFERS: ErrorReason
DOCUMENT_POSTING: ErrorReason
