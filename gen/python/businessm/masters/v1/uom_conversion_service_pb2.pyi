from buf.validate import validate_pb2 as _validate_pb2
from businessm.masters.v1 import uom_conversion_pb2 as _uom_conversion_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.type.v1 import quantity_pb2 as _quantity_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateUomConversionRequest(_message.Message):
    __slots__ = ("request_id", "uom_conversion", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    uom_conversion: _uom_conversion_pb2.UomConversion
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateUomConversionResponse(_message.Message):
    __slots__ = ("uom_conversion",)
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    uom_conversion: _uom_conversion_pb2.UomConversion
    def __init__(self, uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ...) -> None: ...

class GetUomConversionRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetUomConversionResponse(_message.Message):
    __slots__ = ("uom_conversion",)
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    uom_conversion: _uom_conversion_pb2.UomConversion
    def __init__(self, uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ...) -> None: ...

class BatchGetUomConversionsRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetUomConversionsResponse(_message.Message):
    __slots__ = ("uom_conversions",)
    UOM_CONVERSIONS_FIELD_NUMBER: _ClassVar[int]
    uom_conversions: _containers.RepeatedCompositeFieldContainer[_uom_conversion_pb2.UomConversion]
    def __init__(self, uom_conversions: _Optional[_Iterable[_Union[_uom_conversion_pb2.UomConversion, _Mapping]]] = ...) -> None: ...

class ListUomConversionsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "item_id", "include_archived", "order_by")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    item_id: str
    include_archived: bool
    order_by: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., item_id: _Optional[str] = ..., include_archived: _Optional[bool] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListUomConversionsResponse(_message.Message):
    __slots__ = ("uom_conversions", "next_page_token")
    UOM_CONVERSIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    uom_conversions: _containers.RepeatedCompositeFieldContainer[_uom_conversion_pb2.UomConversion]
    next_page_token: str
    def __init__(self, uom_conversions: _Optional[_Iterable[_Union[_uom_conversion_pb2.UomConversion, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateUomConversionRequest(_message.Message):
    __slots__ = ("request_id", "uom_conversion", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    uom_conversion: _uom_conversion_pb2.UomConversion
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateUomConversionResponse(_message.Message):
    __slots__ = ("uom_conversion",)
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    uom_conversion: _uom_conversion_pb2.UomConversion
    def __init__(self, uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ...) -> None: ...

class ArchiveUomConversionRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveUomConversionResponse(_message.Message):
    __slots__ = ("uom_conversion",)
    UOM_CONVERSION_FIELD_NUMBER: _ClassVar[int]
    uom_conversion: _uom_conversion_pb2.UomConversion
    def __init__(self, uom_conversion: _Optional[_Union[_uom_conversion_pb2.UomConversion, _Mapping]] = ...) -> None: ...

class ConvertQuantitiesRequest(_message.Message):
    __slots__ = ("quantities",)
    QUANTITIES_FIELD_NUMBER: _ClassVar[int]
    quantities: _containers.RepeatedCompositeFieldContainer[QuantityToConvert]
    def __init__(self, quantities: _Optional[_Iterable[_Union[QuantityToConvert, _Mapping]]] = ...) -> None: ...

class QuantityToConvert(_message.Message):
    __slots__ = ("item_id", "quantity")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: _quantity_pb2.Quantity
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ...) -> None: ...

class ConvertQuantitiesResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[ConvertedQuantity]
    def __init__(self, results: _Optional[_Iterable[_Union[ConvertedQuantity, _Mapping]]] = ...) -> None: ...

class ConvertedQuantity(_message.Message):
    __slots__ = ("quantity", "error")
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    quantity: _quantity_pb2.Quantity
    error: _status_pb2.Status
    def __init__(self, quantity: _Optional[_Union[_quantity_pb2.Quantity, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ...) -> None: ...
