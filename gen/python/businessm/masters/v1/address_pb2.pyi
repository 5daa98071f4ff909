import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import field_value_pb2 as _field_value_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Address(_message.Message):
    __slots__ = ("id", "party_id", "kind", "label", "lines", "city", "region_code", "postal_code", "country_code", "is_default", "archived", "etag", "create_time", "update_time", "extension_values")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[Address.Kind]
        BILLING: _ClassVar[Address.Kind]
        SHIPPING: _ClassVar[Address.Kind]
        OTHER: _ClassVar[Address.Kind]
    KIND_UNSPECIFIED: Address.Kind
    BILLING: Address.Kind
    SHIPPING: Address.Kind
    OTHER: Address.Kind
    class ExtensionValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _field_value_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_field_value_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    CITY_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    POSTAL_CODE_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_CODE_FIELD_NUMBER: _ClassVar[int]
    IS_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_VALUES_FIELD_NUMBER: _ClassVar[int]
    id: str
    party_id: str
    kind: Address.Kind
    label: str
    lines: _containers.RepeatedScalarFieldContainer[str]
    city: str
    region_code: str
    postal_code: str
    country_code: str
    is_default: bool
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    extension_values: _containers.MessageMap[str, _field_value_pb2.FieldValue]
    def __init__(self, id: _Optional[str] = ..., party_id: _Optional[str] = ..., kind: _Optional[_Union[Address.Kind, str]] = ..., label: _Optional[str] = ..., lines: _Optional[_Iterable[str]] = ..., city: _Optional[str] = ..., region_code: _Optional[str] = ..., postal_code: _Optional[str] = ..., country_code: _Optional[str] = ..., is_default: _Optional[bool] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., extension_values: _Optional[_Mapping[str, _field_value_pb2.FieldValue]] = ...) -> None: ...
