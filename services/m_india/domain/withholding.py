"""Tax deducted at source: the rates of a day, from a dated file (data/README.md has the sources)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

RATES = Path(__file__).parent.parent / "data" / "tds_rates.csv"


@dataclass(frozen=True, slots=True)
class WithholdingRate:
    """Per cent and rupees as decimal text; from `start_date` to `end_date`, both included."""

    section: str
    payee_kind: str
    rate_percent: str
    single_threshold: str
    cumulative_threshold: str
    start_date: date
    end_date: date
    title: str


def rates_on(day: date, section: str = "") -> list[WithholdingRate]:
    """Those of a day, of one section or of all."""
    return [one for one in all_rates() if one.start_date <= day <= one.end_date and section in ("", one.section)]


@cache
def all_rates() -> Sequence[WithholdingRate]:
    """The whole file."""
    with RATES.open(newline="") as lines:
        return tuple(_rate(row) for row in csv.DictReader(lines))


def _rate(row: dict[str, str]) -> WithholdingRate:
    days = {name: date.fromisoformat(row[name]) for name in ("start_date", "end_date")}
    return WithholdingRate(**{**row, **days})  # type: ignore[arg-type]
