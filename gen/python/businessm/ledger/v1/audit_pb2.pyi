from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VerifyAuditChainRequest(_message.Message):
    __slots__ = ("company_id", "after_sequence")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    after_sequence: int
    def __init__(self, company_id: _Optional[str] = ..., after_sequence: _Optional[int] = ...) -> None: ...

class VerifyAuditChainResponse(_message.Message):
    __slots__ = ("sealed_count", "last_sequence", "is_end", "first_broken", "voucher_count", "unsealed_voucher_ids")
    SEALED_COUNT_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    IS_END_FIELD_NUMBER: _ClassVar[int]
    FIRST_BROKEN_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNSEALED_VOUCHER_IDS_FIELD_NUMBER: _ClassVar[int]
    sealed_count: int
    last_sequence: int
    is_end: bool
    first_broken: BrokenSeal
    voucher_count: int
    unsealed_voucher_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, sealed_count: _Optional[int] = ..., last_sequence: _Optional[int] = ..., is_end: _Optional[bool] = ..., first_broken: _Optional[_Union[BrokenSeal, _Mapping]] = ..., voucher_count: _Optional[int] = ..., unsealed_voucher_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BrokenSeal(_message.Message):
    __slots__ = ("sequence", "voucher_id", "fault")
    class Fault(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        FAULT_UNSPECIFIED: _ClassVar[BrokenSeal.Fault]
        GAP: _ClassVar[BrokenSeal.Fault]
        MISSING: _ClassVar[BrokenSeal.Fault]
        CHANGED: _ClassVar[BrokenSeal.Fault]
    FAULT_UNSPECIFIED: BrokenSeal.Fault
    GAP: BrokenSeal.Fault
    MISSING: BrokenSeal.Fault
    CHANGED: BrokenSeal.Fault
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_ID_FIELD_NUMBER: _ClassVar[int]
    FAULT_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    voucher_id: str
    fault: BrokenSeal.Fault
    def __init__(self, sequence: _Optional[int] = ..., voucher_id: _Optional[str] = ..., fault: _Optional[_Union[BrokenSeal.Fault, str]] = ...) -> None: ...
