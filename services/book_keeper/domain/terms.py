"""What a voucher's words mean in its company."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from book_keeper.domain.companies import CurrencyLedger
from book_keeper.domain.dimensions import DimensionSet

# A line's dimensions as (type code, code), by type.
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NoDimensionSet:
    """Why a line cannot have these dimensions: `problem` as open_dimension_sets answers it, of one type."""

    problem: str
    type_code: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Ledgers by currency, the company's own among them, and sets by the dimensions that lines name."""

    own: CurrencyLedger
    ledgers: Mapping[str, CurrencyLedger]
    dimensions: Mapping[Named, DimensionSet | NoDimensionSet] = field(default_factory=dict)
