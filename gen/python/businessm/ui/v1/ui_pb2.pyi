from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Ui(_message.Message):
    __slots__ = ("label", "icon", "position", "document_types", "screens", "remote")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ICON_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPES_FIELD_NUMBER: _ClassVar[int]
    SCREENS_FIELD_NUMBER: _ClassVar[int]
    REMOTE_FIELD_NUMBER: _ClassVar[int]
    label: str
    icon: str
    position: int
    document_types: _containers.RepeatedScalarFieldContainer[str]
    screens: _containers.RepeatedCompositeFieldContainer[UiScreen]
    remote: UiRemote
    def __init__(self, label: _Optional[str] = ..., icon: _Optional[str] = ..., position: _Optional[int] = ..., document_types: _Optional[_Iterable[str]] = ..., screens: _Optional[_Iterable[_Union[UiScreen, _Mapping]]] = ..., remote: _Optional[_Union[UiRemote, _Mapping]] = ...) -> None: ...

class UiScreen(_message.Message):
    __slots__ = ("path", "label", "icon", "permission")
    PATH_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ICON_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    path: str
    label: str
    icon: str
    permission: str
    def __init__(self, path: _Optional[str] = ..., label: _Optional[str] = ..., icon: _Optional[str] = ..., permission: _Optional[str] = ...) -> None: ...

class UiRemote(_message.Message):
    __slots__ = ("manifest", "version")
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    manifest: str
    version: str
    def __init__(self, manifest: _Optional[str] = ..., version: _Optional[str] = ...) -> None: ...
