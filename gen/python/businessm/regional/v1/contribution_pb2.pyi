from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import condition_pb2 as _condition_pb2
from businessm.metadata.v1 import field_type_pb2 as _field_type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContributionSet(_message.Message):
    __slots__ = ("plugin", "version", "key_prefix", "contributions")
    PLUGIN_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    KEY_PREFIX_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    plugin: str
    version: str
    key_prefix: str
    contributions: _containers.RepeatedCompositeFieldContainer[Contribution]
    def __init__(self, plugin: _Optional[str] = ..., version: _Optional[str] = ..., key_prefix: _Optional[str] = ..., contributions: _Optional[_Iterable[_Union[Contribution, _Mapping]]] = ...) -> None: ...

class Contribution(_message.Message):
    __slots__ = ("document_type", "fields", "section_labels")
    class SectionLabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    SECTION_LABELS_FIELD_NUMBER: _ClassVar[int]
    document_type: str
    fields: _containers.RepeatedCompositeFieldContainer[ContributedField]
    section_labels: _containers.ScalarMap[str, str]
    def __init__(self, document_type: _Optional[str] = ..., fields: _Optional[_Iterable[_Union[ContributedField, _Mapping]]] = ..., section_labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ContributedField(_message.Message):
    __slots__ = ("key", "type", "labels", "helps", "required", "required_when", "pattern", "max_length", "checksum", "compact", "options", "section", "position", "agreements", "list_column")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class HelpsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    KEY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    HELPS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_WHEN_FIELD_NUMBER: _ClassVar[int]
    PATTERN_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    CHECKSUM_FIELD_NUMBER: _ClassVar[int]
    COMPACT_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    AGREEMENTS_FIELD_NUMBER: _ClassVar[int]
    LIST_COLUMN_FIELD_NUMBER: _ClassVar[int]
    key: str
    type: _field_type_pb2.FieldType
    labels: _containers.ScalarMap[str, str]
    helps: _containers.ScalarMap[str, str]
    required: bool
    required_when: _containers.RepeatedCompositeFieldContainer[_condition_pb2.Condition]
    pattern: str
    max_length: int
    checksum: _field_type_pb2.ChecksumKind
    compact: bool
    options: _containers.RepeatedCompositeFieldContainer[ContributedOption]
    section: str
    position: int
    agreements: _containers.RepeatedCompositeFieldContainer[Agreement]
    list_column: bool
    def __init__(self, key: _Optional[str] = ..., type: _Optional[_Union[_field_type_pb2.FieldType, str]] = ..., labels: _Optional[_Mapping[str, str]] = ..., helps: _Optional[_Mapping[str, str]] = ..., required: _Optional[bool] = ..., required_when: _Optional[_Iterable[_Union[_condition_pb2.Condition, _Mapping]]] = ..., pattern: _Optional[str] = ..., max_length: _Optional[int] = ..., checksum: _Optional[_Union[_field_type_pb2.ChecksumKind, str]] = ..., compact: _Optional[bool] = ..., options: _Optional[_Iterable[_Union[ContributedOption, _Mapping]]] = ..., section: _Optional[str] = ..., position: _Optional[int] = ..., agreements: _Optional[_Iterable[_Union[Agreement, _Mapping]]] = ..., list_column: _Optional[bool] = ...) -> None: ...

class ContributedOption(_message.Message):
    __slots__ = ("value", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    value: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, value: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Agreement(_message.Message):
    __slots__ = ("start", "length", "field")
    START_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    start: int
    length: int
    field: str
    def __init__(self, start: _Optional[int] = ..., length: _Optional[int] = ..., field: _Optional[str] = ...) -> None: ...
