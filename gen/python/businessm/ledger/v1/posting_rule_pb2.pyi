import datetime

from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PostingRule(_message.Message):
    __slots__ = ("id", "company_id", "role", "account_code", "etag", "create_time", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_CODE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    company_id: str
    role: str
    account_code: str
    etag: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., company_id: _Optional[str] = ..., role: _Optional[str] = ..., account_code: _Optional[str] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreatePostingRuleRequest(_message.Message):
    __slots__ = ("request_id", "posting_rule", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    POSTING_RULE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    posting_rule: PostingRule
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., posting_rule: _Optional[_Union[PostingRule, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreatePostingRuleResponse(_message.Message):
    __slots__ = ("posting_rule",)
    POSTING_RULE_FIELD_NUMBER: _ClassVar[int]
    posting_rule: PostingRule
    def __init__(self, posting_rule: _Optional[_Union[PostingRule, _Mapping]] = ...) -> None: ...

class ListPostingRulesRequest(_message.Message):
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

class ListPostingRulesResponse(_message.Message):
    __slots__ = ("posting_rules", "next_page_token")
    POSTING_RULES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    posting_rules: _containers.RepeatedCompositeFieldContainer[PostingRule]
    next_page_token: str
    def __init__(self, posting_rules: _Optional[_Iterable[_Union[PostingRule, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdatePostingRuleRequest(_message.Message):
    __slots__ = ("request_id", "posting_rule", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    POSTING_RULE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    posting_rule: PostingRule
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., posting_rule: _Optional[_Union[PostingRule, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdatePostingRuleResponse(_message.Message):
    __slots__ = ("posting_rule",)
    POSTING_RULE_FIELD_NUMBER: _ClassVar[int]
    posting_rule: PostingRule
    def __init__(self, posting_rule: _Optional[_Union[PostingRule, _Mapping]] = ...) -> None: ...
