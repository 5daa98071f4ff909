from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Navigation(_message.Message):
    __slots__ = ("modules", "remotes", "unavailable_contexts")
    MODULES_FIELD_NUMBER: _ClassVar[int]
    REMOTES_FIELD_NUMBER: _ClassVar[int]
    UNAVAILABLE_CONTEXTS_FIELD_NUMBER: _ClassVar[int]
    modules: _containers.RepeatedCompositeFieldContainer[NavigationModule]
    remotes: _containers.RepeatedCompositeFieldContainer[Remote]
    unavailable_contexts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, modules: _Optional[_Iterable[_Union[NavigationModule, _Mapping]]] = ..., remotes: _Optional[_Iterable[_Union[Remote, _Mapping]]] = ..., unavailable_contexts: _Optional[_Iterable[str]] = ...) -> None: ...

class NavigationModule(_message.Message):
    __slots__ = ("key", "label", "icon", "entries")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ICON_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    icon: str
    entries: _containers.RepeatedCompositeFieldContainer[NavigationEntry]
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ..., icon: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[NavigationEntry, _Mapping]]] = ...) -> None: ...

class NavigationEntry(_message.Message):
    __slots__ = ("key", "label", "icon", "permission", "document_type", "screen")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ICON_FIELD_NUMBER: _ClassVar[int]
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SCREEN_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    icon: str
    permission: str
    document_type: str
    screen: Screen
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ..., icon: _Optional[str] = ..., permission: _Optional[str] = ..., document_type: _Optional[str] = ..., screen: _Optional[_Union[Screen, _Mapping]] = ...) -> None: ...

class Screen(_message.Message):
    __slots__ = ("remote", "path")
    REMOTE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    remote: str
    path: str
    def __init__(self, remote: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class Remote(_message.Message):
    __slots__ = ("name", "context", "manifest_url", "version")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_URL_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    name: str
    context: str
    manifest_url: str
    version: str
    def __init__(self, name: _Optional[str] = ..., context: _Optional[str] = ..., manifest_url: _Optional[str] = ..., version: _Optional[str] = ...) -> None: ...
