from businessm.metadata.v1 import condition_pb2 as _condition_pb2
from businessm.metadata.v1 import field_type_pb2 as _field_type_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DocumentType(_message.Message):
    __slots__ = ("type", "context", "version", "label", "plural_label", "title_field", "sections", "fields", "list_columns", "filters", "states", "actions", "service", "list_rpc", "get_rpc", "read_permission", "sort_columns")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    PLURAL_LABEL_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    LIST_COLUMNS_FIELD_NUMBER: _ClassVar[int]
    FILTERS_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    LIST_RPC_FIELD_NUMBER: _ClassVar[int]
    GET_RPC_FIELD_NUMBER: _ClassVar[int]
    READ_PERMISSION_FIELD_NUMBER: _ClassVar[int]
    SORT_COLUMNS_FIELD_NUMBER: _ClassVar[int]
    type: str
    context: str
    version: str
    label: str
    plural_label: str
    title_field: str
    sections: _containers.RepeatedCompositeFieldContainer[Section]
    fields: _containers.RepeatedCompositeFieldContainer[Field]
    list_columns: _containers.RepeatedScalarFieldContainer[str]
    filters: _containers.RepeatedScalarFieldContainer[str]
    states: _containers.RepeatedCompositeFieldContainer[State]
    actions: _containers.RepeatedCompositeFieldContainer[Action]
    service: str
    list_rpc: str
    get_rpc: str
    read_permission: str
    sort_columns: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, type: _Optional[str] = ..., context: _Optional[str] = ..., version: _Optional[str] = ..., label: _Optional[str] = ..., plural_label: _Optional[str] = ..., title_field: _Optional[str] = ..., sections: _Optional[_Iterable[_Union[Section, _Mapping]]] = ..., fields: _Optional[_Iterable[_Union[Field, _Mapping]]] = ..., list_columns: _Optional[_Iterable[str]] = ..., filters: _Optional[_Iterable[str]] = ..., states: _Optional[_Iterable[_Union[State, _Mapping]]] = ..., actions: _Optional[_Iterable[_Union[Action, _Mapping]]] = ..., service: _Optional[str] = ..., list_rpc: _Optional[str] = ..., get_rpc: _Optional[str] = ..., read_permission: _Optional[str] = ..., sort_columns: _Optional[_Iterable[str]] = ...) -> None: ...

class Section(_message.Message):
    __slots__ = ("key", "label")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...

class Field(_message.Message):
    __slots__ = ("key", "label", "type", "help", "required", "required_when", "read_only", "read_only_when", "pattern", "max_length", "checksum", "compact", "options", "link_document_type", "repeated", "fields", "currency_source", "uom_source", "section", "position", "source", "set_once", "minimum", "maximum")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    HELP_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_WHEN_FIELD_NUMBER: _ClassVar[int]
    READ_ONLY_FIELD_NUMBER: _ClassVar[int]
    READ_ONLY_WHEN_FIELD_NUMBER: _ClassVar[int]
    PATTERN_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    CHECKSUM_FIELD_NUMBER: _ClassVar[int]
    COMPACT_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    LINK_DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    REPEATED_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_SOURCE_FIELD_NUMBER: _ClassVar[int]
    UOM_SOURCE_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SET_ONCE_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    type: _field_type_pb2.FieldType
    help: str
    required: bool
    required_when: _containers.RepeatedCompositeFieldContainer[_condition_pb2.Condition]
    read_only: bool
    read_only_when: _containers.RepeatedCompositeFieldContainer[_condition_pb2.Condition]
    pattern: str
    max_length: int
    checksum: _field_type_pb2.ChecksumKind
    compact: bool
    options: _containers.RepeatedCompositeFieldContainer[Option]
    link_document_type: str
    repeated: bool
    fields: _containers.RepeatedCompositeFieldContainer[Field]
    currency_source: str
    uom_source: str
    section: str
    position: int
    source: str
    set_once: bool
    minimum: str
    maximum: str
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ..., type: _Optional[_Union[_field_type_pb2.FieldType, str]] = ..., help: _Optional[str] = ..., required: _Optional[bool] = ..., required_when: _Optional[_Iterable[_Union[_condition_pb2.Condition, _Mapping]]] = ..., read_only: _Optional[bool] = ..., read_only_when: _Optional[_Iterable[_Union[_condition_pb2.Condition, _Mapping]]] = ..., pattern: _Optional[str] = ..., max_length: _Optional[int] = ..., checksum: _Optional[_Union[_field_type_pb2.ChecksumKind, str]] = ..., compact: _Optional[bool] = ..., options: _Optional[_Iterable[_Union[Option, _Mapping]]] = ..., link_document_type: _Optional[str] = ..., repeated: _Optional[bool] = ..., fields: _Optional[_Iterable[_Union[Field, _Mapping]]] = ..., currency_source: _Optional[str] = ..., uom_source: _Optional[str] = ..., section: _Optional[str] = ..., position: _Optional[int] = ..., source: _Optional[str] = ..., set_once: _Optional[bool] = ..., minimum: _Optional[str] = ..., maximum: _Optional[str] = ...) -> None: ...

class Option(_message.Message):
    __slots__ = ("value", "label")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    value: str
    label: str
    def __init__(self, value: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...

class State(_message.Message):
    __slots__ = ("value", "label", "editable")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    EDITABLE_FIELD_NUMBER: _ClassVar[int]
    value: str
    label: str
    editable: bool
    def __init__(self, value: _Optional[str] = ..., label: _Optional[str] = ..., editable: _Optional[bool] = ...) -> None: ...

class Action(_message.Message):
    __slots__ = ("key", "label", "permission", "states", "rpc", "fields")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    RPC_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    permission: str
    states: _containers.RepeatedScalarFieldContainer[str]
    rpc: str
    fields: _containers.RepeatedCompositeFieldContainer[Field]
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ..., permission: _Optional[str] = ..., states: _Optional[_Iterable[str]] = ..., rpc: _Optional[str] = ..., fields: _Optional[_Iterable[_Union[Field, _Mapping]]] = ...) -> None: ...
