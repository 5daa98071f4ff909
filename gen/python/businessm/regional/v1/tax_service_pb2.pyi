from buf.validate import validate_pb2 as _validate_pb2
from businessm.metadata.v1 import field_value_pb2 as _field_value_pb2
from businessm.options.v1 import options_pb2 as _options_pb2
from businessm.regional.v1 import tax_pb2 as _tax_pb2
from businessm.type.v1 import money_pb2 as _money_pb2
from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ComputeTaxesRequest(_message.Message):
    __slots__ = ("context", "direction", "seller", "buyer", "ship_to", "place_of_supply", "lines", "charges", "stated_taxes", "policies")
    class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DIRECTION_UNSPECIFIED: _ClassVar[ComputeTaxesRequest.Direction]
        SALE: _ClassVar[ComputeTaxesRequest.Direction]
        PURCHASE: _ClassVar[ComputeTaxesRequest.Direction]
    DIRECTION_UNSPECIFIED: ComputeTaxesRequest.Direction
    SALE: ComputeTaxesRequest.Direction
    PURCHASE: ComputeTaxesRequest.Direction
    class PoliciesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _field_value_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_field_value_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    SELLER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SHIP_TO_FIELD_NUMBER: _ClassVar[int]
    PLACE_OF_SUPPLY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    CHARGES_FIELD_NUMBER: _ClassVar[int]
    STATED_TAXES_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    context: str
    direction: ComputeTaxesRequest.Direction
    seller: _tax_pb2.TaxParty
    buyer: _tax_pb2.TaxParty
    ship_to: _tax_pb2.TaxParty
    place_of_supply: str
    lines: _containers.RepeatedCompositeFieldContainer[_tax_pb2.TaxableLine]
    charges: _money_pb2.Money
    stated_taxes: _containers.RepeatedCompositeFieldContainer[_tax_pb2.StatedTax]
    policies: _containers.MessageMap[str, _field_value_pb2.FieldValue]
    def __init__(self, context: _Optional[str] = ..., direction: _Optional[_Union[ComputeTaxesRequest.Direction, str]] = ..., seller: _Optional[_Union[_tax_pb2.TaxParty, _Mapping]] = ..., buyer: _Optional[_Union[_tax_pb2.TaxParty, _Mapping]] = ..., ship_to: _Optional[_Union[_tax_pb2.TaxParty, _Mapping]] = ..., place_of_supply: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[_tax_pb2.TaxableLine, _Mapping]]] = ..., charges: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., stated_taxes: _Optional[_Iterable[_Union[_tax_pb2.StatedTax, _Mapping]]] = ..., policies: _Optional[_Mapping[str, _field_value_pb2.FieldValue]] = ...) -> None: ...

class ComputeTaxesResponse(_message.Message):
    __slots__ = ("place_of_supply", "lines", "totals", "taxable", "grand_total")
    PLACE_OF_SUPPLY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    TAXABLE_FIELD_NUMBER: _ClassVar[int]
    GRAND_TOTAL_FIELD_NUMBER: _ClassVar[int]
    place_of_supply: str
    lines: _containers.RepeatedCompositeFieldContainer[_tax_pb2.TaxedLine]
    totals: _containers.RepeatedCompositeFieldContainer[_tax_pb2.TaxComponent]
    taxable: _money_pb2.Money
    grand_total: _money_pb2.Money
    def __init__(self, place_of_supply: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[_tax_pb2.TaxedLine, _Mapping]]] = ..., totals: _Optional[_Iterable[_Union[_tax_pb2.TaxComponent, _Mapping]]] = ..., taxable: _Optional[_Union[_money_pb2.Money, _Mapping]] = ..., grand_total: _Optional[_Union[_money_pb2.Money, _Mapping]] = ...) -> None: ...

class ListWithholdingRatesRequest(_message.Message):
    __slots__ = ("context", "date", "section")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    context: str
    date: str
    section: str
    def __init__(self, context: _Optional[str] = ..., date: _Optional[str] = ..., section: _Optional[str] = ...) -> None: ...

class ListWithholdingRatesResponse(_message.Message):
    __slots__ = ("withholding_rates",)
    WITHHOLDING_RATES_FIELD_NUMBER: _ClassVar[int]
    withholding_rates: _containers.RepeatedCompositeFieldContainer[_tax_pb2.WithholdingRate]
    def __init__(self, withholding_rates: _Optional[_Iterable[_Union[_tax_pb2.WithholdingRate, _Mapping]]] = ...) -> None: ...
