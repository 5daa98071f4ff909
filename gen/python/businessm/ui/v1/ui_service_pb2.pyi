from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.ui.v1 import ui_pb2 as _ui_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DescribeUiRequest(_message.Message):
    __slots__ = ("context", "language_code")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    context: str
    language_code: str
    def __init__(self, context: _Optional[str] = ..., language_code: _Optional[str] = ...) -> None: ...

class DescribeUiResponse(_message.Message):
    __slots__ = ("ui",)
    UI_FIELD_NUMBER: _ClassVar[int]
    ui: _ui_pb2.Ui
    def __init__(self, ui: _Optional[_Union[_ui_pb2.Ui, _Mapping]] = ...) -> None: ...

class GetUiAssetRequest(_message.Message):
    __slots__ = ("context", "path", "encodings", "known_etag")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    ENCODINGS_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ETAG_FIELD_NUMBER: _ClassVar[int]
    context: str
    path: str
    encodings: _containers.RepeatedScalarFieldContainer[str]
    known_etag: str
    def __init__(self, context: _Optional[str] = ..., path: _Optional[str] = ..., encodings: _Optional[_Iterable[str]] = ..., known_etag: _Optional[str] = ...) -> None: ...

class GetUiAssetResponse(_message.Message):
    __slots__ = ("content", "content_type", "content_encoding", "etag", "not_modified", "is_immutable")
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_ENCODING_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    NOT_MODIFIED_FIELD_NUMBER: _ClassVar[int]
    IS_IMMUTABLE_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    content_type: str
    content_encoding: str
    etag: str
    not_modified: bool
    is_immutable: bool
    def __init__(self, content: _Optional[bytes] = ..., content_type: _Optional[str] = ..., content_encoding: _Optional[str] = ..., etag: _Optional[str] = ..., not_modified: _Optional[bool] = ..., is_immutable: _Optional[bool] = ...) -> None: ...
