"""Units of measure: the common ones of UN/ECE Recommendation 20, which every tenant has, and a tenant's own."""

import csv
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from m_kit.ids import derived_id

_FILE = Path(__file__).parent / "standard_uoms.csv"


class UomDimension(IntEnum):
    """What a unit measures; the numbers are the contract's. UNSPECIFIED: its owner did not say."""

    UNSPECIFIED = 0
    COUNT = 1
    LENGTH = 2
    AREA = 3
    VOLUME = 4
    MASS = 5
    TIME = 6
    ENERGY = 7
    POWER = 8
    DATA = 9
    PRESSURE = 10
    TEMPERATURE = 11
    OTHER = 12


@dataclass(frozen=True, slots=True)
class Uom:
    """A unit of measure. `standard` ones come with the product and belong to no tenant."""

    id: uuid.UUID
    code: str
    name: str
    symbol: str
    whole: bool
    dimension: UomDimension
    standard: bool
    archived: bool
    revision: int
    create_time: datetime
    update_time: datetime


@dataclass(frozen=True, slots=True)
class StandardUom:
    """A unit as standard_uoms.csv has it. `whole`: only whole numbers of it make sense."""

    id: uuid.UUID
    code: str
    name: str
    symbol: str
    whole: bool
    dimension: UomDimension


@cache
def standard_uoms() -> Mapping[str, StandardUom]:
    """The common units by code; the ids are the same everywhere and for ever."""
    return {
        row["code"]: StandardUom(
            derived_id("uom", row["code"]),
            row["code"],
            row["name"],
            row["symbol"],
            row["whole"] == "yes",
            UomDimension[row["dimension"]],
        )
        for row in _rows()
    }


@cache
def standard_factors() -> Mapping[str, tuple[UomDimension, Fraction]]:
    """Code to its dimension and how many of the dimension's first unit (MTR, KGM, C62, ...) one of it is, exactly.

    By definition of the unit: the SI prefixes, the international pound and yard of 1959, the gallons by law. What has
    no exact factor (a month, a box), or one on which countries differ (the acre), is left out.
    """
    return {row["code"]: (UomDimension[row["dimension"]], Fraction(row["factor"])) for row in _rows() if row["factor"]}


def _rows() -> list[dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
