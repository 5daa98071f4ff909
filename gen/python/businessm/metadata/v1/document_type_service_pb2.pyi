from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import document_type_pb2 as _document_type_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetDocumentTypeRequest(_message.Message):
    __slots__ = ("context", "type", "language_code", "known_version")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_VERSION_FIELD_NUMBER: _ClassVar[int]
    context: str
    type: str
    language_code: str
    known_version: str
    def __init__(self, context: _Optional[str] = ..., type: _Optional[str] = ..., language_code: _Optional[str] = ..., known_version: _Optional[str] = ...) -> None: ...

class GetDocumentTypeResponse(_message.Message):
    __slots__ = ("document_type", "not_modified")
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    NOT_MODIFIED_FIELD_NUMBER: _ClassVar[int]
    document_type: _document_type_pb2.DocumentType
    not_modified: bool
    def __init__(self, document_type: _Optional[_Union[_document_type_pb2.DocumentType, _Mapping]] = ..., not_modified: _Optional[bool] = ...) -> None: ...

class ListDocumentTypesRequest(_message.Message):
    __slots__ = ("context", "language_code")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    context: str
    language_code: str
    def __init__(self, context: _Optional[str] = ..., language_code: _Optional[str] = ...) -> None: ...

class ListDocumentTypesResponse(_message.Message):
    __slots__ = ("document_types",)
    DOCUMENT_TYPES_FIELD_NUMBER: _ClassVar[int]
    document_types: _containers.RepeatedCompositeFieldContainer[_document_type_pb2.DocumentType]
    def __init__(self, document_types: _Optional[_Iterable[_Union[_document_type_pb2.DocumentType, _Mapping]]] = ...) -> None: ...
