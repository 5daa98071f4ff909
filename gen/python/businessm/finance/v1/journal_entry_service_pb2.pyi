from buf.validate import validate_pb2 as _validate_pb2
from businessm.finance.v1 import journal_entry_pb2 as _journal_entry_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateJournalEntryRequest(_message.Message):
    __slots__ = ("request_id", "journal_entry", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    journal_entry: _journal_entry_pb2.JournalEntry
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateJournalEntryResponse(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...

class GetJournalEntryRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetJournalEntryResponse(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...

class ListJournalEntriesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "company_id", "order_by")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    company_id: str
    order_by: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., company_id: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListJournalEntriesResponse(_message.Message):
    __slots__ = ("journal_entries", "next_page_token")
    JOURNAL_ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    journal_entries: _containers.RepeatedCompositeFieldContainer[_journal_entry_pb2.JournalEntry]
    next_page_token: str
    def __init__(self, journal_entries: _Optional[_Iterable[_Union[_journal_entry_pb2.JournalEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateJournalEntryRequest(_message.Message):
    __slots__ = ("request_id", "journal_entry", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    journal_entry: _journal_entry_pb2.JournalEntry
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateJournalEntryResponse(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...

class DeleteJournalEntryRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeleteJournalEntryResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PostJournalEntryRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class PostJournalEntryResponse(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...

class ReverseJournalEntryRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag", "posting_date")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    posting_date: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ..., posting_date: _Optional[str] = ...) -> None: ...

class ReverseJournalEntryResponse(_message.Message):
    __slots__ = ("journal_entry",)
    JOURNAL_ENTRY_FIELD_NUMBER: _ClassVar[int]
    journal_entry: _journal_entry_pb2.JournalEntry
    def __init__(self, journal_entry: _Optional[_Union[_journal_entry_pb2.JournalEntry, _Mapping]] = ...) -> None: ...
