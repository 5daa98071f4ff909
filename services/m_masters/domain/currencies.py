"""Currencies: those of ISO 4217, which every tenant has, and those a tenant declared."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import iso4217
from m_kit.ids import derived_id

# What people write before amounts. ISO 4217 has no symbols; only those that stand for one currency in its own
# country are here.
_SYMBOLS = {
    "BRL": "R$",
    "CHF": "CHF",
    "CNY": "¥",
    "CZK": "Kč",
    "DKK": "kr",
    "EUR": "€",
    "GBP": "£",
    "HUF": "Ft",
    "IDR": "Rp",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "NGN": "₦",
    "NOK": "kr",
    "PHP": "₱",
    "PLN": "zł",
    "RUB": "₽",
    "SEK": "kr",
    "THB": "฿",
    "TRY": "₺",
    "UAH": "₴",
    "USD": "$",
    "VND": "₫",
    "ZAR": "R",
}


@dataclass(frozen=True, slots=True)
class Currency:
    """A unit of value. `standard` ones come with the product and belong to no tenant."""

    id: uuid.UUID
    code: str
    name: str
    minor_unit_digits: int
    symbol: str
    standard: bool
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class StandardCurrency:
    """What ISO 4217 says of a currency. Where it has no minor unit (XAU, XDR), digits are 0."""

    id: uuid.UUID
    code: str
    name: str
    minor_unit_digits: int
    symbol: str


@cache
def standard_currencies() -> Mapping[str, StandardCurrency]:
    """The currencies of ISO 4217 by code; the ids are the same everywhere and for ever."""
    return {
        one.code: StandardCurrency(
            derived_id("currency", one.code),
            one.code,
            one.currency_name,
            one.exponent or 0,
            _SYMBOLS.get(one.code, ""),
        )
        for one in sorted(iso4217.Currency, key=lambda currency: currency.code)
    }
