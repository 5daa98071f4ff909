from buf.validate import validate_pb2 as _validate_pb2
from businessm.finance.v1 import supplier_pb2 as _supplier_pb2
from businessm.masters.v1 import party_pb2 as _party_pb2
from businessm.metadata.v1 import document_type_pb2 as _document_type_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateSupplierRequest(_message.Message):
    __slots__ = ("request_id", "supplier", "validate_only", "party_id", "party")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    PARTY_ID_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    supplier: _supplier_pb2.Supplier
    validate_only: bool
    party_id: str
    party: _party_pb2.Party
    def __init__(self, request_id: _Optional[str] = ..., supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ..., validate_only: _Optional[bool] = ..., party_id: _Optional[str] = ..., party: _Optional[_Union[_party_pb2.Party, _Mapping]] = ...) -> None: ...

class CreateSupplierResponse(_message.Message):
    __slots__ = ("supplier",)
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    supplier: _supplier_pb2.Supplier
    def __init__(self, supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ...) -> None: ...

class GetSupplierRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetSupplierResponse(_message.Message):
    __slots__ = ("supplier",)
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    supplier: _supplier_pb2.Supplier
    def __init__(self, supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ...) -> None: ...

class GetSupplierFormRequest(_message.Message):
    __slots__ = ("id", "language_code")
    ID_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_CODE_FIELD_NUMBER: _ClassVar[int]
    id: str
    language_code: str
    def __init__(self, id: _Optional[str] = ..., language_code: _Optional[str] = ...) -> None: ...

class GetSupplierFormResponse(_message.Message):
    __slots__ = ("schema", "supplier")
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    schema: _document_type_pb2.DocumentType
    supplier: _supplier_pb2.Supplier
    def __init__(self, schema: _Optional[_Union[_document_type_pb2.DocumentType, _Mapping]] = ..., supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ...) -> None: ...

class BatchGetSuppliersRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class BatchGetSuppliersResponse(_message.Message):
    __slots__ = ("suppliers",)
    SUPPLIERS_FIELD_NUMBER: _ClassVar[int]
    suppliers: _containers.RepeatedCompositeFieldContainer[_supplier_pb2.Supplier]
    def __init__(self, suppliers: _Optional[_Iterable[_Union[_supplier_pb2.Supplier, _Mapping]]] = ...) -> None: ...

class ListSuppliersRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "include_archived", "filter", "order_by")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    include_archived: bool
    filter: str
    order_by: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., include_archived: _Optional[bool] = ..., filter: _Optional[str] = ..., order_by: _Optional[str] = ...) -> None: ...

class ListSuppliersResponse(_message.Message):
    __slots__ = ("suppliers", "next_page_token")
    SUPPLIERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    suppliers: _containers.RepeatedCompositeFieldContainer[_supplier_pb2.Supplier]
    next_page_token: str
    def __init__(self, suppliers: _Optional[_Iterable[_Union[_supplier_pb2.Supplier, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateSupplierRequest(_message.Message):
    __slots__ = ("request_id", "supplier", "update_mask", "validate_only")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    supplier: _supplier_pb2.Supplier
    update_mask: _field_mask_pb2.FieldMask
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class UpdateSupplierResponse(_message.Message):
    __slots__ = ("supplier",)
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    supplier: _supplier_pb2.Supplier
    def __init__(self, supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ...) -> None: ...

class ArchiveSupplierRequest(_message.Message):
    __slots__ = ("request_id", "id", "etag")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    etag: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ArchiveSupplierResponse(_message.Message):
    __slots__ = ("supplier",)
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    supplier: _supplier_pb2.Supplier
    def __init__(self, supplier: _Optional[_Union[_supplier_pb2.Supplier, _Mapping]] = ...) -> None: ...
