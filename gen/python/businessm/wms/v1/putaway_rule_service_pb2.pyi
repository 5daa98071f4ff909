from buf.validate import validate_pb2 as _validate_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from businessm.wms.v1 import putaway_rule_pb2 as _putaway_rule_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreatePutawayRuleRequest(_message.Message):
    __slots__ = ("request_id", "putaway_rule", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PUTAWAY_RULE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    putaway_rule: _putaway_rule_pb2.PutawayRule
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., putaway_rule: _Optional[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreatePutawayRuleResponse(_message.Message):
    __slots__ = ("putaway_rule",)
    PUTAWAY_RULE_FIELD_NUMBER: _ClassVar[int]
    putaway_rule: _putaway_rule_pb2.PutawayRule
    def __init__(self, putaway_rule: _Optional[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]] = ...) -> None: ...

class GetPutawayRuleRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetPutawayRuleResponse(_message.Message):
    __slots__ = ("putaway_rule",)
    PUTAWAY_RULE_FIELD_NUMBER: _ClassVar[int]
    putaway_rule: _putaway_rule_pb2.PutawayRule
    def __init__(self, putaway_rule: _Optional[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]] = ...) -> None: ...

class ListPutawayRulesRequest(_message.Message):
    __slots__ = ("company_id", "warehouse_id", "page_size", "page_token", "order_by")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    warehouse_id: str
    page_size: int
    page_token: str
    order_by: str
    def __init__(self, company_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListPutawayRulesResponse(_message.Message):
    __slots__ = ("putaway_rules", "next_page_token")
    PUTAWAY_RULES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    putaway_rules: _containers.RepeatedCompositeFieldContainer[_putaway_rule_pb2.PutawayRule]
    next_page_token: str
    def __init__(self, putaway_rules: _Optional[_Iterable[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdatePutawayRuleRequest(_message.Message):
    __slots__ = ("request_id", "putaway_rule", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PUTAWAY_RULE_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    putaway_rule: _putaway_rule_pb2.PutawayRule
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., putaway_rule: _Optional[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdatePutawayRuleResponse(_message.Message):
    __slots__ = ("putaway_rule",)
    PUTAWAY_RULE_FIELD_NUMBER: _ClassVar[int]
    putaway_rule: _putaway_rule_pb2.PutawayRule
    def __init__(self, putaway_rule: _Optional[_Union[_putaway_rule_pb2.PutawayRule, _Mapping]] = ...) -> None: ...

class DeletePutawayRuleRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class DeletePutawayRuleResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SuggestPutawayRequest(_message.Message):
    __slots__ = ("company_id", "warehouse_id", "lines")
    COMPANY_ID_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    company_id: str
    warehouse_id: str
    lines: _containers.RepeatedCompositeFieldContainer[GoodsToPutAway]
    def __init__(self, company_id: _Optional[str] = ..., warehouse_id: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[GoodsToPutAway, _Mapping]]] = ...) -> None: ...

class GoodsToPutAway(_message.Message):
    __slots__ = ("item_id", "quantity", "location_id")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: _quantity_pb2.Quantity
    location_id: str
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., location_id: _Optional[str] = ...) -> None: ...

class SuggestPutawayResponse(_message.Message):
    __slots__ = ("suggestions",)
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedCompositeFieldContainer[PutawaySuggestion]
    def __init__(self, suggestions: _Optional[_Iterable[_Union[PutawaySuggestion, _Mapping]]] = ...) -> None: ...

class PutawaySuggestion(_message.Message):
    __slots__ = ("places", "unassigned")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    UNASSIGNED_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[SuggestedPlace]
    unassigned: _quantity_pb2.Quantity
    def __init__(self, places: _Optional[_Iterable[_Union[SuggestedPlace, _Mapping]]] = ..., unassigned: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ...) -> None: ...

class SuggestedPlace(_message.Message):
    __slots__ = ("location_id", "quantity")
    LOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    location_id: str
    quantity: _quantity_pb2.Quantity
    def __init__(self, location_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ...) -> None: ...
