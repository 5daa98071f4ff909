"""Messages to domain and back, side by side."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import tax_pb2
from businessm.regional.v1.contribution_pb2 import ContributionSet
from businessm.type.v1.money_pb2 import Money
from google.protobuf import json_format
from m_kit.decimals import format_decimal, parse_decimal
from m_kit.errors import FieldInvalid

from m_india.domain.supply import Category, Party
from m_india.domain.taxes import Component, Line, Taxed
from m_india.domain.withholding import WithholdingRate

CONTRIBUTIONS = Path(__file__).parent / "data" / "contributions.json"
HSN_CODE = "in_hsn_code"


def contribution_set() -> ContributionSet:
    """What India adds to documents of others."""
    return json_format.Parse(CONTRIBUTIONS.read_text(), ContributionSet())


def party(message: tax_pb2.TaxParty, field: str) -> Party:
    """A side of a supply. Raises FieldInvalid for a category that there is not."""
    category = _text(message.extension_values, "in_gst_category")
    if category and category not in set(Category):
        raise FieldInvalid(
            f"there is no category {category[:32]!r}", field=f"{field}.extension_values['in_gst_category']"
        )
    return Party(
        message.country_code,
        _text(message.extension_values, "in_gstin"),
        _text(message.extension_values, "in_state_code"),
        category,
    )


def line(message: tax_pb2.TaxableLine, field: str) -> Line:
    """A line before taxes. Raises AmountMalformed or FieldInvalid, naming the field."""
    return Line(
        quantity=_decimal(message.quantity, f"{field}.quantity"),
        amount=_decimal(message.amount.amount, f"{field}.amount.amount"),
        rate_percent=_decimal(message.rate_percent, f"{field}.rate_percent"),
        cess_percent=_decimal(message.cess_percent, f"{field}.cess_percent"),
        cess_per_unit=_decimal(message.cess_per_unit, f"{field}.cess_per_unit"),
        hsn_code=_text(message.extension_values, HSN_CODE),
    )


def stated(taxes: Iterable[tax_pb2.StatedTax]) -> list[tuple[str, Decimal]]:
    """(component, rate) of taxes that a document says."""
    return [
        (one.component, _decimal(one.rate_percent, f"stated_taxes[{place}].rate_percent"))
        for place, one in enumerate(taxes)
    ]


def taxed_message(one: Taxed, currency_code: str) -> tax_pb2.TaxedLine:
    """A line with its taxes as answered."""
    return tax_pb2.TaxedLine(
        taxable=money(one.taxable, currency_code),
        components=[component_message(component, currency_code) for component in one.components],
    )


def component_message(one: Component, currency_code: str) -> tax_pb2.TaxComponent:
    """One tax as answered."""
    rate = "" if one.rate_percent is None else format_decimal(one.rate_percent.normalize())
    return tax_pb2.TaxComponent(component=one.name, rate_percent=rate, amount=money(one.amount, currency_code))


def money(amount: Decimal, currency_code: str) -> Money:
    """An amount as the wire has it."""
    return Money(currency_code=currency_code, amount=format_decimal(amount))


def rate_message(rate: WithholdingRate) -> tax_pb2.WithholdingRate:
    """A rate as answered."""
    return tax_pb2.WithholdingRate(
        section=rate.section,
        title=rate.title,
        payee_kind=rate.payee_kind,
        rate_percent=rate.rate_percent,
        single_threshold=rate.single_threshold,
        cumulative_threshold=rate.cumulative_threshold,
        start_date=rate.start_date.isoformat(),
        end_date=rate.end_date.isoformat(),
    )


def _text(values: Mapping[str, FieldValue], key: str) -> str:
    return values[key].text if key in values else ""


def _decimal(text: str, field: str) -> Decimal:
    return parse_decimal(text, field) if text else Decimal(0)
