from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.posting.v1 import posting_pb2 as _posting_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetDecisionRequest(_message.Message):
    __slots__ = ("context", "posting")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    POSTING_FIELD_NUMBER: _ClassVar[int]
    context: str
    posting: _posting_pb2.Posting
    def __init__(self, context: _Optional[str] = ..., posting: _Optional[_Union[_posting_pb2.Posting, _Mapping]] = ...) -> None: ...

class GetDecisionResponse(_message.Message):
    __slots__ = ("decision",)
    DECISION_FIELD_NUMBER: _ClassVar[int]
    decision: _posting_pb2.Decision
    def __init__(self, decision: _Optional[_Union[_posting_pb2.Decision, _Mapping]] = ...) -> None: ...
