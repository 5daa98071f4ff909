from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    PLACE_OF_SUPPLY_INVALID: _ClassVar[ErrorReason]
    TAX_NOT_FOR_PLACE: _ClassVar[ErrorReason]
    TAX_FROM_COMPOSITION_DEALER: _ClassVar[ErrorReason]
    ITEM_CODE_INVALID: _ClassVar[ErrorReason]
    FIELD_TAKEN: _ClassVar[ErrorReason]
    CONDITION_INVALID: _ClassVar[ErrorReason]
    CHECKSUM_UNKNOWN: _ClassVar[ErrorReason]
    DOCUMENT_TYPE_UNKNOWN: _ClassVar[ErrorReason]
    FIELD_TYPE_CHANGED: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
PLACE_OF_SUPPLY_INVALID: ErrorReason
TAX_NOT_FOR_PLACE: ErrorReason
TAX_FROM_COMPOSITION_DEALER: ErrorReason
ITEM_CODE_INVALID: ErrorReason
FIELD_TAKEN: ErrorReason
CONDITION_INVALID: ErrorReason
CHECKSUM_UNKNOWN: ErrorReason
DOCUMENT_TYPE_UNKNOWN: ErrorReason
FIELD_TYPE_CHANGED: ErrorReason
