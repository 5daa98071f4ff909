from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.regional.v1 import contribution_pb2 as _contribution_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetContributionsRequest(_message.Message):
    __slots__ = ("context",)
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    context: str
    def __init__(self, context: _Optional[str] = ...) -> None: ...

class GetContributionsResponse(_message.Message):
    __slots__ = ("contribution_set",)
    CONTRIBUTION_SET_FIELD_NUMBER: _ClassVar[int]
    contribution_set: _contribution_pb2.ContributionSet
    def __init__(self, contribution_set: _Optional[_Union[_contribution_pb2.ContributionSet, _Mapping]] = ...) -> None: ...
