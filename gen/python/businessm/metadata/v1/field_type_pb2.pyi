from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class FieldType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIELD_TYPE_UNSPECIFIED: _ClassVar[FieldType]
    TEXT: _ClassVar[FieldType]
    LONG_TEXT: _ClassVar[FieldType]
    INTEGER: _ClassVar[FieldType]
    BOOLEAN: _ClassVar[FieldType]
    DECIMAL: _ClassVar[FieldType]
    DATE: _ClassVar[FieldType]
    TIME: _ClassVar[FieldType]
    CHOICE: _ClassVar[FieldType]
    LINK: _ClassVar[FieldType]
    MONEY: _ClassVar[FieldType]
    QUANTITY: _ClassVar[FieldType]
    TABLE: _ClassVar[FieldType]
    MAP: _ClassVar[FieldType]

class ChecksumKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHECKSUM_KIND_UNSPECIFIED: _ClassVar[ChecksumKind]
    LUHN: _ClassVar[ChecksumKind]
    LUHN_MOD_36: _ClassVar[ChecksumKind]
    VERHOEFF: _ClassVar[ChecksumKind]
    ISO_7064_MOD_97_10: _ClassVar[ChecksumKind]
    ISO_7064_MOD_11_10: _ClassVar[ChecksumKind]
FIELD_TYPE_UNSPECIFIED: FieldType
TEXT: FieldType
LONG_TEXT: FieldType
INTEGER: FieldType
BOOLEAN: FieldType
DECIMAL: FieldType
DATE: FieldType
TIME: FieldType
CHOICE: FieldType
LINK: FieldType
MONEY: FieldType
QUANTITY: FieldType
TABLE: FieldType
MAP: FieldType
CHECKSUM_KIND_UNSPECIFIED: ChecksumKind
LUHN: ChecksumKind
LUHN_MOD_36: ChecksumKind
VERHOEFF: ChecksumKind
ISO_7064_MOD_97_10: ChecksumKind
ISO_7064_MOD_11_10: ChecksumKind
