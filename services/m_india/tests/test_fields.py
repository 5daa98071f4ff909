"""India's fields as the owners of documents judge them: no server needed, for the rules are data."""

from typing import Any

import pytest
from businessm.finance.v1 import customer_pb2, supplier_pb2
from businessm.masters.v1 import address_pb2, item_pb2
from m_kit.contributions.checks import own_contributions, refusals
from m_kit.contributions.core import core_fields, core_texts
from m_kit.contributions.schema import Added, Schema
from m_kit.contributions.validation import violations_of_values
from stdnum.in_ import gstin

from m_india.convert import contribution_set
from m_india.domain.states import STATES

CORES: dict[str, dict[str, Any]] = {
    "finance": {"supplier": supplier_pb2.Supplier, "customer": customer_pb2.Customer},
    "masters": {"address": address_pb2.Address, "item": item_pb2.Item},
}
# Made up, with right check characters.
MAHARASHTRA, KARNATAKA = "27BMXPK4821C1ZV", "29TQRCA7306M1ZL"


def schema_of(document_type: str) -> Schema:
    offered = contribution_set()
    context, _, name = document_type.partition(".")
    fields = next(one.fields for _, found, one in own_contributions(offered, context) if found == name)
    return Schema(name, (Added(offered.plugin, offered.key_prefix, tuple(fields)),))


def wrong(document_type: str, country_code: str = "", **values: str) -> list[tuple[str, str]]:
    """(key, reason) of what is refused."""
    context, _, name = document_type.partition(".")
    core = dict(core_texts(CORES[context][name]()), country_code=country_code)
    given = {f"in_{key}": value for key, value in values.items()}
    found = violations_of_values(schema_of(document_type), core, given)
    return [(one.field.split("'")[1], one.reason) for one in found]


@pytest.mark.parametrize("context", CORES)
def test_owners_take_them(context: str) -> None:
    cores = {name: core_fields(message.DESCRIPTOR) for name, message in CORES[context].items()}
    assert refusals(contribution_set(), context, cores, {}) == []


def test_every_label_is_there_in_hindi_and_every_state_is_a_choice() -> None:
    for contribution in contribution_set().contributions:
        for field in contribution.fields:
            assert field.labels["hi"], field.key
            assert all(option.labels["hi"] for option in field.options), field.key
    states = schema_of("finance.supplier").fields["in_state_code"].options
    assert {one.value: one.labels["en"] for one in states} == {code: f"{code}-{STATES[code]}" for code in STATES}


@pytest.mark.parametrize("number", [MAHARASHTRA, KARNATAKA, "24ZZXFB1190L1ZY"])
def test_a_gstin_is_right_where_another_program_says_so_and_wrong_with_any_character_changed(number: str) -> None:
    assert gstin.is_valid(number)
    assert wrong("finance.supplier", gstin=number) == []
    for place, old in enumerate(number):
        for new in ("A" if old.isdigit() else "B", "7", "X"):
            changed = number[:place] + new + number[place + 1 :]
            if new != old:
                assert not gstin.is_valid(changed)
                assert [key for key, _ in wrong("finance.supplier", gstin=changed)] == ["in_gstin"], changed


@pytest.mark.parametrize("category", ["REGULAR", "COMPOSITION", "SEZ", "DEEMED_EXPORT"])
def test_registered_parties_have_a_gstin(category: str) -> None:
    assert wrong("finance.customer", gst_category=category) == [("in_gstin", "FIELD_REQUIRED")]
    assert wrong("finance.customer", gst_category=category, gstin=MAHARASHTRA) == []


@pytest.mark.parametrize("category", ["UNREGISTERED", "OVERSEAS"])
def test_others_need_none(category: str) -> None:
    assert wrong("finance.customer", gst_category=category) == []


def test_gstin_pan_and_state_agree() -> None:
    assert wrong("finance.supplier", gstin=MAHARASHTRA, pan="BMXPK4821C", state_code="27") == []
    assert wrong("finance.supplier", gstin=MAHARASHTRA, pan="TQRCA7306M") == [("in_gstin", "FIELD_INVALID")]
    assert wrong("finance.supplier", gstin=MAHARASHTRA, state_code="29") == [("in_gstin", "FIELD_INVALID")]
    assert wrong("finance.supplier", pan="BMXPK4821") == [("in_pan", "FIELD_PATTERN")]
    assert wrong("finance.supplier", pan="BMXXK4821C") == [("in_pan", "FIELD_PATTERN")]
    assert wrong("finance.supplier", state_code="25") == [("in_state_code", "FIELD_INVALID")]


def test_an_address_in_india_has_a_state() -> None:
    assert wrong("masters.address", country_code="IN") == [("in_state_code", "FIELD_REQUIRED")]
    assert wrong("masters.address", country_code="AE") == []
    assert wrong("masters.address", country_code="IN", state_code="29", gstin=MAHARASHTRA) == [
        ("in_gstin", "FIELD_INVALID")
    ]


@pytest.mark.parametrize(
    ("code", "reasons"), [("0902", []), ("090240", []), ("09024090", []), ("090", [1]), ("09024", [1]), ("0902A0", [1])]
)
def test_hsn_codes_have_4_6_or_8_digits(code: str, reasons: list[int]) -> None:
    assert wrong("masters.item", hsn_code=code) == [("in_hsn_code", "FIELD_PATTERN")] * len(reasons)
