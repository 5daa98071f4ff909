from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import field_value_pb2 as _field_value_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TaxParty(_message.Message):
    __slots__ = ("country_code", "extension_values")
    class ExtensionValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _field_value_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_field_value_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    COUNTRY_CODE_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_VALUES_FIELD_NUMBER: _ClassVar[int]
    country_code: str
    extension_values: _containers.MessageMap[str, _field_value_pb2.FieldValue]
    def __init__(self, country_code: _Optional[str] = ..., extension_values: _Optional[_Mapping[str, _field_value_pb2.FieldValue]] = ...) -> None: ...

class TaxableLine(_message.Message):
    __slots__ = ("quantity", "amount", "rate_percent", "cess_percent", "cess_per_unit", "extension_values")
    class ExtensionValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _field_value_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_field_value_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    RATE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    CESS_PERCENT_FIELD_NUMBER: _ClassVar[int]
    CESS_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    EXTENSION_VALUES_FIELD_NUMBER: _ClassVar[int]
    quantity: str
    amount: _money_pb2.Money
    rate_percent: str
    cess_percent: str
    cess_per_unit: str
    extension_values: _containers.MessageMap[str, _field_value_pb2.FieldValue]
    def __init__(self, quantity: _Optional[str] = ..., amount: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., rate_percent: _Optional[str] = ..., cess_percent: _Optional[str] = ..., cess_per_unit: _Optional[str] = ..., extension_values: _Optional[_Mapping[str, _field_value_pb2.FieldValue]] = ...) -> None: ...

class StatedTax(_message.Message):
    __slots__ = ("component", "rate_percent")
    COMPONENT_FIELD_NUMBER: _ClassVar[int]
    RATE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    component: str
    rate_percent: str
    def __init__(self, component: _Optional[str] = ..., rate_percent: _Optional[str] = ...) -> None: ...

class TaxComponent(_message.Message):
    __slots__ = ("component", "rate_percent", "amount")
    COMPONENT_FIELD_NUMBER: _ClassVar[int]
    RATE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    component: str
    rate_percent: str
    amount: _money_pb2.Money
    def __init__(self, component: _Optional[str] = ..., rate_percent: _Optional[str] = ..., amount: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class TaxedLine(_message.Message):
    __slots__ = ("taxable", "components")
    TAXABLE_FIELD_NUMBER: _ClassVar[int]
    COMPONENTS_FIELD_NUMBER: _ClassVar[int]
    taxable: _money_pb2.Money
    components: _containers.RepeatedCompositeFieldContainer[TaxComponent]
    def __init__(self, taxable: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., components: _Optional[_Iterable[_Union[TaxComponent, _Mapping]]] = ...) -> None: ...

class WithholdingRate(_message.Message):
    __slots__ = ("section", "title", "payee_kind", "rate_percent", "single_threshold", "cumulative_threshold", "start_date", "end_date")
    SECTION_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_KIND_FIELD_NUMBER: _ClassVar[int]
    RATE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SINGLE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    section: str
    title: str
    payee_kind: str
    rate_percent: str
    single_threshold: str
    cumulative_threshold: str
    start_date: str
    end_date: str
    def __init__(self, section: _Optional[str] = ..., title: _Optional[str] = ..., payee_kind: _Optional[str] = ..., rate_percent: _Optional[str] = ..., single_threshold: _Optional[str] = ..., cumulative_threshold: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...
