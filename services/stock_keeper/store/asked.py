"""What the first step of posting is given."""

from dataclasses import dataclass
from datetime import date

from m_kit.posting import Posting

from stock_keeper.domain.reservations import Line, MovedItem, ValueFlow


@dataclass(frozen=True, slots=True)
class Reserve:
    """All of one posting: held together, or not at all. `deferred`: the commit need not wait for the disk (D1)."""

    posting: Posting
    input_hash: bytes
    posting_date: date
    currency_code: str
    currency_scale: int
    items: tuple[MovedItem, ...]
    lines: tuple[Line, ...]
    flows: tuple[ValueFlow, ...] = ()
    deferred: bool = False
