import datetime

from buf.validate import validate_pb2 as _validate_pb2
from businessm.ledger.v1 import voucher_pb2 as _voucher_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VoucherTemplate(_message.Message):
    __slots__ = ("id", "company_id", "code", "name", "journal_code", "payee", "narration", "lines", "schedule", "next_date", "failure", "archived", "etag", "create_time", "update_time")
    class Frequency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        FREQUENCY_UNSPECIFIED: _ClassVar[VoucherTemplate.Frequency]
        MONTHLY: _ClassVar[VoucherTemplate.Frequency]
        QUARTERLY: _ClassVar[VoucherTemplate.Frequency]
        YEARLY: _ClassVar[VoucherTemplate.Frequency]
    FREQUENCY_UNSPECIFIED: VoucherTemplate.Frequency
    MONTHLY: VoucherTemplate.Frequency
    QUARTERLY: VoucherTemplate.Frequency
    YEARLY: VoucherTemplate.Frequency
    class Schedule(_message.Message):
        __slots__ = ("frequency", "start_date", "end_date")
        FREQUENCY_FIELD_NUMBER: _ClassVar[int]
        START_DATE_FIELD_NUMBER: _ClassVar[int]
        END_DATE_FIELD_NUMBER: _ClassVar[int]
        frequency: VoucherTemplate.Frequency
        start_date: str
        end_date: str
        def __init__(self, frequency: _Optional[_Union[VoucherTemplate.Frequency, str]] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...
    class Failure(_message.Message):
        __slots__ = ("posting_date", "reason", "message", "try_time")
        POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
        REASON_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        TRY_TIME_FIELD_NUMBER: _ClassVar[int]
        posting_date: str
        reason: str
        message: str
        try_time: _timestamp_pb2.Timestamp
        def __init__(self, posting_date: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., try_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_CODE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    NARRATION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    NEXT_DATE_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    code: str
    name: str
    journal_code: str
    payee: str
    narration: str
    lines: _containers.RepeatedCompositeFieldContainer[_voucher_pb2.VoucherLine]
    schedule: VoucherTemplate.Schedule
    next_date: str
    failure: VoucherTemplate.Failure
    archived: bool
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., code: _Optional[str] = ..., name: _Optional[str] = ..., journal_code: _Optional[str] = ..., payee: _Optional[str] = ..., narration: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[_voucher_pb2.VoucherLine, _Mapping]]] = ..., schedule: _Optional[_Union[VoucherTemplate.Schedule, _Mapping]] = ..., next_date: _Optional[str] = ..., failure: _Optional[_Union[VoucherTemplate.Failure, _Mapping]] = ..., archived: _Optional[bool] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateVoucherTemplateRequest(_message.Message):
    __slots__ = ("request_id", "voucher_template", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    voucher_template: VoucherTemplate
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateVoucherTemplateResponse(_message.Message):
    __slots__ = ("voucher_template",)
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    voucher_template: VoucherTemplate
    def __init__(self, voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ...) -> None: ...

class GetVoucherTemplateRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetVoucherTemplateResponse(_message.Message):
    __slots__ = ("voucher_template",)
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    voucher_template: VoucherTemplate
    def __init__(self, voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ...) -> None: ...

class ListVoucherTemplatesRequest(_message.Message):
    __slots__ = ("company_id", "page_size", "page_token", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    page_size: int
    page_token: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListVoucherTemplatesResponse(_message.Message):
    __slots__ = ("voucher_templates", "next_page_token")
    VOUCHER_TEMPLATES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    voucher_templates: _containers.RepeatedCompositeFieldContainer[VoucherTemplate]
    next_page_token: str
    def __init__(self, voucher_templates: _Optional[_Iterable[_Union[VoucherTemplate, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateVoucherTemplateRequest(_message.Message):
    __slots__ = ("request_id", "voucher_template", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    voucher_template: VoucherTemplate
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateVoucherTemplateResponse(_message.Message):
    __slots__ = ("voucher_template",)
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    voucher_template: VoucherTemplate
    def __init__(self, voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ...) -> None: ...

class ArchiveVoucherTemplateRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveVoucherTemplateResponse(_message.Message):
    __slots__ = ("voucher_template",)
    VOUCHER_TEMPLATE_FIELD_NUMBER: _ClassVar[int]
    voucher_template: VoucherTemplate
    def __init__(self, voucher_template: _Optional[_Union[VoucherTemplate, _Mapping]] = ...) -> None: ...

class PreviewVoucherTemplateRequest(_message.Message):
    __slots__ = ("id", "until_date")
    ID_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    id: str
    until_date: str
    def __init__(self, id: _Optional[str] = ..., until_date: _Optional[str] = ...) -> None: ...

class PreviewVoucherTemplateResponse(_message.Message):
    __slots__ = ("due_vouchers",)
    DUE_VOUCHERS_FIELD_NUMBER: _ClassVar[int]
    due_vouchers: _containers.RepeatedCompositeFieldContainer[DueVoucher]
    def __init__(self, due_vouchers: _Optional[_Iterable[_Union[DueVoucher, _Mapping]]] = ...) -> None: ...

class DueVoucher(_message.Message):
    __slots__ = ("posting_date", "voucher", "error")
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    posting_date: str
    voucher: _voucher_pb2.Voucher
    error: _status_pb2.Status
    def __init__(self, posting_date: _Optional[str] = ..., voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...

class PostVoucherTemplateRequest(_message.Message):
    __slots__ = ("request_id", "id", "posting_date")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    POSTING_DATE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    posting_date: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., posting_date: _Optional[str] = ...) -> None: ...

class PostVoucherTemplateResponse(_message.Message):
    __slots__ = ("voucher",)
    VOUCHER_FIELD_NUMBER: _ClassVar[int]
    voucher: _voucher_pb2.Voucher
    def __init__(self, voucher: _Optional[_Union[_voucher_pb2.Voucher, _Mapping]] = ...) -> None: ...
