"""Addresses: where a party is reached."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cache

import iso3166
from m_kit.errors import FieldInvalid


class AddressKind(IntEnum):
    """What an address is for; the numbers are the contract's."""

    BILLING = 1
    SHIPPING = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a party; texts are kept as sent. At most one of a party's kind is the default."""

    id: uuid.UUID
    party_id: uuid.UUID
    kind: AddressKind
    label: str
    lines: tuple[str, ...]
    city: str
    region_code: str
    postal_code: str
    country_code: str
    is_default: bool
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@cache
def country_codes() -> frozenset[str]:
    """The countries of ISO 3166-1, alpha-2."""
    return frozenset(country.alpha2 for country in iso3166.countries)


def require_country(code: str, field: str) -> str:
    """The code. Raises FieldInvalid where no country has it."""
    if code not in country_codes():
        raise FieldInvalid(f"{code!r} is no country of ISO 3166-1", field=field)
    return code
