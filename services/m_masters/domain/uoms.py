"""Units of measure: the common ones of UN/ECE Recommendation 20, which every tenant has, and a tenant's own."""

import csv
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from m_kit.ids import derived_id

_FILE = Path(__file__).parent / "standard_uoms.csv"


@dataclass(frozen=True, slots=True)
class Uom:
    """A unit of measure. `standard` ones come with the product and belong to no tenant."""

    id: uuid.UUID
    code: str
    name: str
    symbol: str
    whole: bool
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


@cache
def standard_uoms() -> Mapping[str, StandardUom]:
    """The common units by code; the ids are the same everywhere and for ever."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: StandardUom(
                derived_id("uom", row["code"]), row["code"], row["name"], row["symbol"], row["whole"] == "yes"
            )
            for row in csv.DictReader(file)
        }
