"""Taxes of a document: where it is supplied, what is refused, what is due. Nothing is stored."""

from decimal import Decimal

from businessm.regional.v1 import tax_service_pb2 as pb
from businessm.regional.v1.tax_pb2 import TaxComponent
from m_kit.decimals import parse_decimal
from m_kit.errors import FieldInvalid

from m_india.convert import HSN_CODE, line, money, party, stated, taxed_message
from m_india.domain.states import place_name
from m_india.domain.supply import charges_tax, is_inter_state, place_of_supply
from m_india.domain.taxes import (
    PAISA,
    RUPEE,
    Taxed,
    require_due,
    require_hsn_code,
    shared_out,
    taxed,
    totals,
)


def compute_taxes(request: pb.ComputeTaxesRequest) -> pb.ComputeTaxesResponse:
    """See tax_service.proto for what it refuses."""
    currency_code = _currency(request)
    seller, buyer = party(request.seller, "seller"), party(request.buyer, "buyer")
    ship_to = party(request.ship_to, "ship_to") if request.HasField("ship_to") else None
    place = place_of_supply(buyer, ship_to, request.place_of_supply)
    lines = [line(one, f"lines[{number}]") for number, one in enumerate(request.lines)]
    least_digits = request.policies["in_hsn_digits"].int64 if "in_hsn_digits" in request.policies else 0
    for number, one in enumerate(lines):
        require_hsn_code(one.hsn_code, least_digits, f"lines[{number}].extension_values[{HSN_CODE!r}]")
    inter_state = charges_tax(seller) and is_inter_state(seller, buyer, place)
    require_due(stated(request.stated_taxes), seller, lines, inter_state)
    charges = shared_out(_charges(request), [one.amount for one in lines])
    unit = RUPEE if _rounds(request) else PAISA
    done = [
        taxed(one, share, inter_state=inter_state, unit=unit)
        if charges_tax(seller)
        else Taxed(one.amount + share, components=())
        for one, share in zip(lines, charges, strict=True)
    ]
    return _answer(place, done, currency_code)


def _answer(place: str, lines: list[Taxed], currency_code: str) -> pb.ComputeTaxesResponse:
    sums, taxable = totals(lines), sum((one.taxable for one in lines), Decimal(0))
    return pb.ComputeTaxesResponse(
        place_of_supply=place_name(place),
        lines=[taxed_message(one, currency_code) for one in lines],
        totals=[TaxComponent(component=name, amount=money(amount, currency_code)) for name, amount in sums.items()],
        taxable=money(taxable, currency_code),
        grand_total=money(taxable + sum(sums.values()), currency_code),
    )


def _currency(request: pb.ComputeTaxesRequest) -> str:
    """The one that all amounts are in. Raises FieldInvalid on an amount in another."""
    amounts = {f"lines[{number}].amount": one.amount for number, one in enumerate(request.lines)}
    if request.HasField("charges"):
        amounts["charges"] = request.charges
    codes = [money.currency_code for money in amounts.values()]
    for field, code in zip(amounts, codes, strict=True):
        if code != codes[0]:
            raise FieldInvalid(f"the other amounts are in {codes[0]}", field=f"{field}.currency_code")
    return codes[0] if codes else "INR"


def _charges(request: pb.ComputeTaxesRequest) -> Decimal:
    return parse_decimal(request.charges.amount, "charges.amount") if request.HasField("charges") else Decimal(0)


def _rounds(request: pb.ComputeTaxesRequest) -> bool:
    return "in_round_tax_to_rupee" in request.policies and request.policies["in_round_tax_to_rupee"].bool
