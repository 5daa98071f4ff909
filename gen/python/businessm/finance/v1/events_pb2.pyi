from businessm.finance.v1 import journal_entry_pb2 as _journal_entry_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JournalEntryPosted(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...

class JournalEntryReversed(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...
