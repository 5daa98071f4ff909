import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Posting(_message.Message):
    __slots__ = ("id", "owner_context", "company_id", "document_type", "document_id", "purpose", "revision", "attempt")
    ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    id: str
    owner_context: str
    company_id: str
    document_type: str
    document_id: str
    purpose: str
    revision: int
    attempt: int
    def __init__(self, id: _Optional[str] = ..., owner_context: _Optional[str] = ..., company_id: _Optional[str] = ..., document_type: _Optional[str] = ..., document_id: _Optional[str] = ..., purpose: _Optional[str] = ..., revision: _Optional[int] = ..., attempt: _Optional[int] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("posting_id", "outcome", "document_number", "decided_time")
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OUTCOME_UNSPECIFIED: _ClassVar[Decision.Outcome]
        POSTED: _ClassVar[Decision.Outcome]
        CANCELLED: _ClassVar[Decision.Outcome]
    OUTCOME_UNSPECIFIED: Decision.Outcome
    POSTED: Decision.Outcome
    CANCELLED: Decision.Outcome
    POSTING_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_NUMBER_FIELD_NUMBER: _ClassVar[int]
    DECIDED_TIME_FIELD_NUMBER: _ClassVar[int]
    posting_id: str
    outcome: Decision.Outcome
    document_number: str
    decided_time: _timestamp_pb2.Timestamp
    def __init__(self, posting_id: _Optional[str] = ..., outcome: _Optional[_Union[Decision.Outcome, str]] = ..., document_number: _Optional[str] = ..., decided_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
