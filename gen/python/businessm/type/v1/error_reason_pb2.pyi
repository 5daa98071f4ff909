from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    FIELD_REQUIRED: _ClassVar[ErrorReason]
    FIELD_PATTERN: _ClassVar[ErrorReason]
    FIELD_CHECKSUM: _ClassVar[ErrorReason]
    FIELD_INVALID: _ClassVar[ErrorReason]
    AMOUNT_MALFORMED: _ClassVar[ErrorReason]
    AMOUNT_SCALE_EXCEEDED: _ClassVar[ErrorReason]
    REQUEST_ID_REUSED: _ClassVar[ErrorReason]
    CONTEXT_REQUIRED: _ClassVar[ErrorReason]
    RESOURCE_NOT_FOUND: _ClassVar[ErrorReason]
    DUPLICATE_RESOURCE: _ClassVar[ErrorReason]
    ETAG_MISMATCH: _ClassVar[ErrorReason]
    PERMISSION_MISSING: _ClassVar[ErrorReason]
    TOKEN_INVALID: _ClassVar[ErrorReason]
    RESOURCE_ARCHIVED: _ClassVar[ErrorReason]
    STATE_INVALID: _ClassVar[ErrorReason]
    DEPENDENCY_UNAVAILABLE: _ClassVar[ErrorReason]
    CONFLICT_RETRY: _ClassVar[ErrorReason]
    METHOD_NOT_ALLOWED: _ClassVar[ErrorReason]
    RATE_LIMITED: _ClassVar[ErrorReason]
    ORIGIN_REFUSED: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
FIELD_REQUIRED: ErrorReason
FIELD_PATTERN: ErrorReason
FIELD_CHECKSUM: ErrorReason
FIELD_INVALID: ErrorReason
AMOUNT_MALFORMED: ErrorReason
AMOUNT_SCALE_EXCEEDED: ErrorReason
REQUEST_ID_REUSED: ErrorReason
CONTEXT_REQUIRED: ErrorReason
RESOURCE_NOT_FOUND: ErrorReason
DUPLICATE_RESOURCE: ErrorReason
ETAG_MISMATCH: ErrorReason
PERMISSION_MISSING: ErrorReason
TOKEN_INVALID: ErrorReason
RESOURCE_ARCHIVED: ErrorReason
STATE_INVALID: ErrorReason
DEPENDENCY_UNAVAILABLE: ErrorReason
CONFLICT_RETRY: ErrorReason
METHOD_NOT_ALLOWED: ErrorReason
RATE_LIMITED: ErrorReason
ORIGIN_REFUSED: ErrorReason
