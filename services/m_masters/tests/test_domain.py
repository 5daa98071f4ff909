"""What comes with the product."""

import re

import pytest
from m_kit.errors import Duplicate, StateInvalid

from m_masters.domain.currencies import standard_currencies
from m_masters.domain.standard import require_not_standard, require_own
from m_masters.domain.uoms import standard_uoms


def test_currencies_of_iso_4217_have_its_digits() -> None:
    found = {code: standard_currencies()[code].minor_unit_digits for code in ("INR", "JPY", "KWD", "CLF", "XAU")}
    assert found == {"INR": 2, "JPY": 0, "KWD": 3, "CLF": 4, "XAU": 0}


def test_a_standard_keeps_its_id_for_ever() -> None:
    assert str(standard_currencies()["EUR"].id) == "b4ce6395-9ef4-5b6e-bd68-6e061cff8727"
    assert str(standard_uoms()["KGM"].id) == "9439910d-5dbd-5534-ab8f-205566776e4c"


def test_the_units_that_trade_uses_are_there() -> None:
    wanted = {"C62", "EA", "H87", "KGM", "GRM", "TNE", "LTR", "MTR", "MTK", "MTQ", "HUR", "DAY", "PR", "DZN", "SET"}
    assert wanted <= standard_uoms().keys()
    assert len(standard_uoms()) > 80


def test_pieces_are_whole_and_weights_are_not() -> None:
    whole = {code: standard_uoms()[code].whole for code in ("C62", "EA", "H87", "XBX", "KGM", "HUR")}
    assert whole == {"C62": True, "EA": True, "H87": True, "XBX": True, "KGM": False, "HUR": False}


def test_every_unit_obeys_the_contract() -> None:
    for unit in standard_uoms().values():
        assert re.fullmatch(r"[A-Z0-9][A-Z0-9._-]{0,23}", unit.code)
        assert unit.name, unit.code
        assert unit.name == unit.name.strip()
        assert len(unit.symbol) <= 16


def test_every_currency_obeys_the_contract() -> None:
    for currency in standard_currencies().values():
        assert re.fullmatch(r"[A-Z][A-Z0-9._-]{1,23}", currency.code)
        assert 0 < len(currency.name) <= 255
        assert 0 <= currency.minor_unit_digits <= 9
        assert len(currency.symbol) <= 8


def test_what_comes_with_the_product_is_nobodys_to_change() -> None:
    require_own(False, "LOYALTY", "currency.id")
    with pytest.raises(StateInvalid, match="EUR"):
        require_own(True, "EUR", "currency.id")


def test_a_standard_code_is_taken() -> None:
    require_not_standard("LOYALTY", {"EUR"}, "currency.code")
    with pytest.raises(Duplicate) as refused:
        require_not_standard("EUR", {"EUR"}, "currency.code")
    assert refused.value.field == "currency.code"
