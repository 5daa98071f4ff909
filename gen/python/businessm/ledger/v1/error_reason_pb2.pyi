from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    VOUCHER_UNBALANCED: _ClassVar[ErrorReason]
    PERIOD_CLOSED: _ClassVar[ErrorReason]
    ACCOUNT_UNKNOWN: _ClassVar[ErrorReason]
    VOUCHER_ALREADY_REVERSED: _ClassVar[ErrorReason]
    POSTING_RULE_MISSING: _ClassVar[ErrorReason]
    ACCOUNT_ARCHIVED: _ClassVar[ErrorReason]
    FISCAL_YEAR_CLOSED: _ClassVar[ErrorReason]
    PERIOD_PENDING: _ClassVar[ErrorReason]
    LEDGER_ENGINE_DIFFERS: _ClassVar[ErrorReason]
    DIMENSION_UNKNOWN: _ClassVar[ErrorReason]
    DIMENSION_ARCHIVED: _ClassVar[ErrorReason]
    DIMENSION_REQUIRED: _ClassVar[ErrorReason]
    PERIOD_LOCKED: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
VOUCHER_UNBALANCED: ErrorReason
PERIOD_CLOSED: ErrorReason
ACCOUNT_UNKNOWN: ErrorReason
VOUCHER_ALREADY_REVERSED: ErrorReason
POSTING_RULE_MISSING: ErrorReason
ACCOUNT_ARCHIVED: ErrorReason
FISCAL_YEAR_CLOSED: ErrorReason
PERIOD_PENDING: ErrorReason
LEDGER_ENGINE_DIFFERS: ErrorReason
DIMENSION_UNKNOWN: ErrorReason
DIMENSION_ARCHIVED: ErrorReason
DIMENSION_REQUIRED: ErrorReason
PERIOD_LOCKED: ErrorReason
