from buf.validate import validate_pb2 as _validate_pb2
from businessm.desk.v1 import navigation_pb2 as _navigation_pb2
from businessm.desk.v1 import session_pb2 as _session_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetNavigationRequest(_message.Message):
    __slots__ = ("language_code",)
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    language_code: str
    def __init__(self, language_code: _Optional[str] = ...) -> None: ...

class GetNavigationResponse(_message.Message):
    __slots__ = ("navigation",)
    NAVIGATION_FIELD_NUMBER: _ClassVar[int]
    navigation: _navigation_pb2.Navigation
    def __init__(self, navigation: _Optional[_Union[_navigation_pb2.Navigation, _Mapping]] = ...) -> None: ...

class GetSessionRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetSessionResponse(_message.Message):
    __slots__ = ("session",)
    SESSION_FIELD_NUMBER: _ClassVar[int]
    session: _session_pb2.Session
    def __init__(self, session: _Optional[_Union[_session_pb2.Session, _Mapping]] = ...) -> None: ...
