from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class PostingState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POSTING_STATE_UNSPECIFIED: _ClassVar[PostingState]
    POSTING: _ClassVar[PostingState]
    POSTED: _ClassVar[PostingState]
POSTING_STATE_UNSPECIFIED: PostingState
POSTING: PostingState
POSTED: PostingState
