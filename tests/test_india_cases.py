"""India's cases of masters' identifiers and goods and services tax, as direct calls: read where they lie."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from businessm.finance.v1 import supplier_pb2
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import tax_service_pb2 as pb
from businessm.regional.v1.tax_pb2 import StatedTax, TaxableLine, TaxParty
from businessm.type.v1.money_pb2 import Money
from m_india.convert import contribution_set
from m_india.domain.states import STATES
from m_india.usecases.compute_taxes import compute_taxes
from m_kit.contributions.checks import own_contributions
from m_kit.contributions.core import core_texts
from m_kit.contributions.schema import Added, Schema
from m_kit.contributions.validation import read_values, violations_of_values
from m_kit.errors import BusinessError

Json = dict[str, Any]
STATE, RATE, HSN = "24", "18", "61149090"


def scenario(cases: Path, file: str, number: str) -> Json:
    """The one whose id has this number."""
    found: list[Json] = json.loads((cases / f"{file}.json").read_text())["scenarios"]
    return next(one for one in found if one["id"].startswith(f"{file}-{number}-"))


def party(**values: str) -> TaxParty:
    texts = {f"in_{key}": FieldValue(text=value) for key, value in values.items() if value}
    return TaxParty(country_code="IN", extension_values=texts)


def line(amount: str, hsn: str = HSN, **fields: str) -> TaxableLine:
    return TaxableLine(
        quantity="1",
        amount=Money(currency_code="INR", amount=amount),
        rate_percent=RATE,
        extension_values={"in_hsn_code": FieldValue(text=hsn)},
        **fields,
    )


def request(**fields: Any) -> pb.ComputeTaxesRequest:
    """A sale within the company's state, of the item that the file's conventions name, unless said otherwise."""
    usual = {"seller": party(state_code=STATE, gst_category="REGULAR"), "buyer": party(state_code=STATE)}
    return pb.ComputeTaxesRequest(
        **{"direction": pb.ComputeTaxesRequest.SALE, **usual, "lines": [line("100")], **fields}
    )


def amounts(components: Any) -> dict[str, Decimal]:
    return {one.component.lower(): Decimal(one.amount.amount) for one in components}


def decimals(then: Json, *keys: str) -> dict[str, Decimal]:
    return {key: Decimal(then[key]) for key in keys if Decimal(then[key])}


def message_of(asked: pb.ComputeTaxesRequest) -> str:
    with pytest.raises(BusinessError) as refused:
        compute_taxes(asked)
    return refused.value.message


def test_01_a_sale_in_the_state(cases: Path) -> None:
    case = scenario(cases, "india_gst", "01")
    answer = compute_taxes(request(buyer=party(gstin=case["given"]["customer"]["gstin"])))
    then = case["then"]
    assert answer.place_of_supply == then["place_of_supply"]
    assert amounts(answer.totals) == decimals(then, "cgst", "sgst", "igst")
    assert Decimal(answer.taxable.amount) == Decimal(then["taxable"])
    assert Decimal(answer.grand_total.amount) == Decimal(then["grand_total"])


def test_03_two_lines_and_a_cess_per_unit(cases: Path) -> None:
    case = scenario(cases, "india_gst", "03")
    step = case["when"][0]
    lines = [line(one["rate"], cess_per_unit=step["cess_per_unit"]) for one in step["lines"]]
    answer = compute_taxes(request(lines=lines))
    for got, want in zip(answer.lines, case["then"]["lines"], strict=True):
        assert Decimal(got.taxable.amount) == Decimal(want["taxable"])
        wanted = decimals(want, "cgst", "sgst") | {"cess_per_unit": Decimal(want["cess_non_advol"])}
        assert amounts(got.components) == wanted


def test_05_rounded_to_the_rupee(cases: Path) -> None:
    case = scenario(cases, "india_gst", "05")
    lines = [line(one["rate"]) for one in case["when"][0]["lines"]]
    answer = compute_taxes(request(lines=lines, policies={"in_round_tax_to_rupee": FieldValue(bool=True)}))
    assert amounts(answer.totals) == decimals(case["then"], "cgst", "sgst")
    assert Decimal(answer.grand_total.amount) == Decimal(case["then"]["grand_total"])


def test_07_charges_before_tax(cases: Path) -> None:
    case = scenario(cases, "india_gst", "07")
    charges = Money(currency_code="INR", amount=case["when"][0]["charges_before_tax"])
    answer = compute_taxes(request(charges=charges))
    assert Decimal(answer.lines[0].taxable.amount) == Decimal(case["then"]["line_taxable"])
    assert amounts(answer.totals) == decimals(case["then"], "cgst", "sgst")


def stated(case: Json) -> list[StatedTax]:
    pairs = [text.split() for text in case["given"]["taxes"]]
    return [StatedTax(component=name, rate_percent=rate) for name, rate in pairs]


def test_11_state_tax_between_states(cases: Path) -> None:
    case = scenario(cases, "india_gst", "11")
    asked = request(buyer=party(state_code=case["given"]["party_state"]), stated_taxes=stated(case))
    assert case["when"][0]["expect"]["error"] in message_of(asked)


def test_13_tax_from_a_composition_dealer(cases: Path) -> None:
    case = scenario(cases, "india_gst", "13")
    gstin, _, category = case["given"]["supplier"].partition(", ")
    asked = request(
        direction=pb.ComputeTaxesRequest.PURCHASE,
        seller=party(gstin=gstin, gst_category=category.upper()),
        stated_taxes=stated(case),
    )
    assert case["when"][0]["expect"]["error"] in message_of(asked)


def test_15_too_few_digits(cases: Path) -> None:
    case = scenario(cases, "india_gst", "15")
    digits = {"in_hsn_digits": FieldValue(int64=int(case["given"]["required_digits"]))}
    asked = request(lines=[line("100", hsn=case["given"]["hsn"])], policies=digits)
    assert case["when"][0]["expect"]["error"] in message_of(asked)


def test_17_abroad_is_no_place_for_who_is_here(cases: Path) -> None:
    case = scenario(cases, "india_gst", "17")
    asked = request(place_of_supply=case["given"]["place_of_supply"])
    assert case["when"][0]["expect"]["error"] in message_of(asked)


def test_19_a_place_that_was_stated_is_kept(cases: Path) -> None:
    case = scenario(cases, "india_gst", "19")
    answer = compute_taxes(
        request(
            direction=pb.ComputeTaxesRequest.PURCHASE,
            seller=party(state_code=case["given"]["supplier_state"], gst_category="REGULAR"),
            place_of_supply=case["when"][0]["place_of_supply"],
        )
    )
    assert answer.place_of_supply == case["then"]["place_of_supply"]
    assert [one.component for one in answer.totals] == [case["then"]["tax"]]


def test_21_goods_for_a_customer_abroad_that_stay(cases: Path) -> None:
    case = scenario(cases, "india_gst", "21")
    buyer = TaxParty(country_code="US", extension_values=party(gst_category="OVERSEAS").extension_values)
    answer = compute_taxes(request(buyer=buyer, ship_to=party(state_code=case["given"]["shipping_state"])))
    assert answer.place_of_supply == case["then"]["place_of_supply"]


def test_39_states(cases: Path) -> None:
    assert scenario(cases, "india_gst", "39")["then"]["codes"] == STATES


def test_identifiers_01_gstins(cases: Path) -> None:
    then = scenario(cases, "masters_identifiers", "01")["then"]
    for number in then["valid"]:
        assert refused_fields(number) == []
    for number, _ in then["invalid"]:
        assert refused_fields(number) == ["extension_values['in_gstin']"], number
    for number, parts in then["parts"].items():
        assert refused_fields(number, in_pan=parts["pan"], in_state_code=parts["state_code"]) == []
        assert STATES[parts["state_code"]] == parts["state"]


def refused_fields(number: str, **texts: str) -> list[str]:
    offered = contribution_set()
    fields = next(one.fields for _, name, one in own_contributions(offered, "finance") if name == "supplier")
    schema = Schema("supplier", (Added(offered.plugin, offered.key_prefix, tuple(fields)),))
    given = {key: FieldValue(text=text) for key, text in {"in_gstin": number, **texts}.items()}
    read, unreadable = read_values(schema, given)
    values = {key: value for key, value in read.items() if value is not None}
    found = violations_of_values(schema, core_texts(supplier_pb2.Supplier()), values)
    return [one.field for one in [*unreadable, *found]]
