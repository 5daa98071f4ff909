import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Preferences(_message.Message):
    __slots__ = ("theme", "language_code", "company_id", "density", "sidebar_collapsed", "etag", "update_time")
    class Theme(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        THEME_UNSPECIFIED: _ClassVar[Preferences.Theme]
        LIGHT: _ClassVar[Preferences.Theme]
        DARK: _ClassVar[Preferences.Theme]
        SYSTEM: _ClassVar[Preferences.Theme]
    THEME_UNSPECIFIED: Preferences.Theme
    LIGHT: Preferences.Theme
    DARK: Preferences.Theme
    SYSTEM: Preferences.Theme
    class Density(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DENSITY_UNSPECIFIED: _ClassVar[Preferences.Density]
        COMFORTABLE: _ClassVar[Preferences.Density]
        COMPACT: _ClassVar[Preferences.Density]
    DENSITY_UNSPECIFIED: Preferences.Density
    COMFORTABLE: Preferences.Density
    COMPACT: Preferences.Density
    THEME_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    DENSITY_FIELD_NUMBER: _ClassVar[int]
    SIDEBAR_COLLAPSED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    theme: Preferences.Theme
    language_code: str
    company_id: str
    density: Preferences.Density
    sidebar_collapsed: bool
    etag: str
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, theme: _Optional[_Union[Preferences.Theme, str]] = ..., language_code: _Optional[str] = ..., company_id: _Optional[str] = ..., density: _Optional[_Union[Preferences.Density, str]] = ..., sidebar_collapsed: _Optional[bool] = ..., etag: _Optional[str] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
