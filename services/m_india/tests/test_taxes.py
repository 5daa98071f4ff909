"""Taxes of supplies in, from and to India, as direct calls."""

from decimal import Decimal
from typing import Any

import pytest
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import tax_service_pb2 as pb
from businessm.regional.v1.tax_pb2 import StatedTax, TaxableLine, TaxParty
from businessm.type.v1.money_pb2 import Money
from hypothesis import given
from hypothesis import strategies as st
from m_kit.errors import BusinessError

from m_india.domain.taxes import shared_out
from m_india.usecases.compute_taxes import compute_taxes

SALE, PURCHASE = pb.ComputeTaxesRequest.SALE, pb.ComputeTaxesRequest.PURCHASE
GUJARAT, MAHARASHTRA = "24ZZXFB1190L1ZY", "27BMXPK4821C1ZV"


def who(gstin: str = "", country_code: str = "IN", **values: str) -> TaxParty:
    texts = {"in_gstin": gstin, **{f"in_{key}": value for key, value in values.items()}}
    extension = {key: FieldValue(text=value) for key, value in texts.items() if value}
    return TaxParty(country_code=country_code, extension_values=extension)


def line(amount: str, *, quantity: str = "1", rate: str = "18", hsn: str = "0902", **fields: str) -> TaxableLine:
    return TaxableLine(
        quantity=quantity,
        amount=Money(currency_code="INR", amount=amount),
        rate_percent=rate,
        extension_values={"in_hsn_code": FieldValue(text=hsn)} if hsn else {},
        **fields,
    )


def taxes(*lines: TaxableLine, seller: TaxParty | None = None, buyer: TaxParty | None = None, **fields: Any) -> Any:
    return compute_taxes(
        pb.ComputeTaxesRequest(
            direction=fields.pop("direction", SALE),
            seller=seller or who(GUJARAT),
            buyer=buyer or who(GUJARAT),
            lines=lines or (line("100"),),
            **fields,
        )
    )


def due(answer: pb.ComputeTaxesResponse) -> dict[str, Decimal]:
    return {one.component: Decimal(one.amount.amount) for one in answer.totals}


def refused(**fields: Any) -> tuple[str, str]:
    """(reason, field)."""
    with pytest.raises(BusinessError) as raised:
        taxes(**fields)
    return raised.value.reason, raised.value.field


def test_within_a_state_the_tax_is_halved_and_to_another_it_is_whole() -> None:
    assert due(taxes()) == {"CGST": 9, "SGST": 9}
    assert due(taxes(buyer=who(MAHARASHTRA))) == {"IGST": 18}
    assert taxes().grand_total.amount == "118"


@pytest.mark.parametrize(
    ("buyer", "ship_to", "stated", "place"),
    [
        (who(MAHARASHTRA), None, "", "27-Maharashtra"),
        (who(MAHARASHTRA), who(state_code="29"), "", "27-Maharashtra"),
        (who(state_code="29"), None, "", "29-Karnataka"),
        (who(state_code="29"), who(state_code="33"), "", "33-Tamil Nadu"),
        (who(country_code="AE"), None, "", "96-Other Countries"),
        (who(country_code="AE"), who(state_code="24"), "", "24-Gujarat"),
        (who(MAHARASHTRA), None, "24", "24-Gujarat"),
        (who(country_code="AE"), None, "96-Other Countries", "96-Other Countries"),
    ],
)
def test_the_place_of_supply_follows_from_the_parties(
    buyer: TaxParty, ship_to: TaxParty | None, stated: str, place: str
) -> None:
    assert taxes(buyer=buyer, ship_to=ship_to, place_of_supply=stated).place_of_supply == place


def test_abroad_and_to_economic_zones_the_tax_is_integrated() -> None:
    assert due(taxes(buyer=who(country_code="AE"))) == {"IGST": 18}
    assert due(taxes(buyer=who(GUJARAT, gst_category="SEZ"))) == {"IGST": 18}


@pytest.mark.parametrize(
    "seller", [who(GUJARAT, gst_category="COMPOSITION"), who(state_code="24"), who(country_code="AE")]
)
def test_who_may_charge_no_tax_charges_none(seller: TaxParty) -> None:
    answer = taxes(direction=PURCHASE, seller=seller, buyer=who(GUJARAT))
    assert (due(answer), answer.grand_total.amount) == ({}, "100")


def test_what_is_not_so_is_refused_by_name() -> None:
    assert refused(place_of_supply="96") == ("PLACE_OF_SUPPLY_INVALID", "place_of_supply")
    assert refused(place_of_supply="25-Daman") == ("PLACE_OF_SUPPLY_INVALID", "place_of_supply")
    assert refused(buyer=who()) == ("FIELD_REQUIRED", "place_of_supply")
    wrong_tax = [StatedTax(component="CGST", rate_percent="9")]
    assert refused(buyer=who(MAHARASHTRA), stated_taxes=wrong_tax) == ("TAX_NOT_FOR_PLACE", "stated_taxes[0].component")
    assert refused(stated_taxes=[StatedTax(component="IGST", rate_percent="18")])[0] == "TAX_NOT_FOR_PLACE"
    assert refused(stated_taxes=[StatedTax(component="VAT", rate_percent="9")])[0] == "FIELD_INVALID"
    assert refused(stated_taxes=[StatedTax(component="CGST", rate_percent="8")]) == (
        "FIELD_INVALID",
        "stated_taxes[0].rate_percent",
    )
    assert refused(buyer=who(gst_category="NOBLE")) == ("FIELD_INVALID", "buyer.extension_values['in_gst_category']")
    short = {"in_hsn_digits": FieldValue(int64=6)}
    assert refused(policies=short) == ("ITEM_CODE_INVALID", "lines[0].extension_values['in_hsn_code']")
    with pytest.raises(BusinessError) as mixed:
        taxes(line("100"), TaxableLine(amount=Money(currency_code="USD", amount="1"), rate_percent="18"))
    assert mixed.value.field == "lines[1].amount.currency_code"


@given(
    st.decimals(0, 10_000, places=2),
    st.lists(st.decimals(0, 100_000, places=2), min_size=1, max_size=20),
)
def test_charges_are_shared_out_to_the_last_paisa(charges: Decimal, amounts: list[Decimal]) -> None:
    shares = shared_out(charges, amounts)
    assert sum(shares) == charges
    assert all(share == share.quantize(Decimal("0.01")) for share in shares)
