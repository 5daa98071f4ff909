from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChartTemplate(_message.Message):
    __slots__ = ("code", "name", "account_count", "roles")
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    code: str
    name: str
    account_count: int
    roles: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., account_count: _Optional[int] = ..., roles: _Optional[_Iterable[str]] = ...) -> None: ...

class ListChartTemplatesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListChartTemplatesResponse(_message.Message):
    __slots__ = ("chart_templates",)
    CHART_TEMPLATES_FIELD_NUMBER: _ClassVar[int]
    chart_templates: _containers.RepeatedCompositeFieldContainer[ChartTemplate]
    def __init__(self, chart_templates: _Optional[_Iterable[_Union[ChartTemplate, _Mapping]]] = ...) -> None: ...

class ApplyChartTemplateRequest(_message.Message):
    __slots__ = ("request_id", "company_id", "chart_template_code", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    CHART_TEMPLATE_CODE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    company_id: str
    chart_template_code: str
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., company_id: _Optional[str] = ..., chart_template_code: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class ApplyChartTemplateResponse(_message.Message):
    __slots__ = ("accounts_created", "posting_rules_created")
    ACCOUNTS_CREATED_FIELD_NUMBER: _ClassVar[int]
    POSTING_RULES_CREATED_FIELD_NUMBER: _ClassVar[int]
    accounts_created: int
    posting_rules_created: int
    def __init__(self, accounts_created: _Optional[int] = ..., posting_rules_created: _Optional[int] = ...) -> None: ...
