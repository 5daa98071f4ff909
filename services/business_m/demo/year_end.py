"""What the year ends with, one of each: a return, a transfer, a count that misses something, freight on a receipt."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from business_m.demo.trade_plan import DELIVERY, RECEIPT, PlannedDocument

# Documents.
AT_YEAR_END = 4
FREIGHT_PAISE = 125_000
# Units that are moved, and that are missing.
MOVED, MISSING = 2, 1


@dataclass(frozen=True, slots=True)
class YearEnd:
    """`returned` is the delivery of whose first line a unit comes back, `freighted` the receipt. `item` is an index of
    ITEMS: of it units move from `warehouse` to the other one, and `counted` are there afterwards."""

    returned: PlannedDocument
    freighted: PlannedDocument
    item: int
    warehouse: int
    counted: int


def planned_year_end(trade: Sequence[PlannedDocument]) -> YearEnd:
    """After all trade; the item of which most is there is the one that is moved and counted."""
    there: dict[tuple[int, int], int] = defaultdict(int)
    for document in trade:
        sign = 1 if document.kind == RECEIPT else -1
        for line in document.lines:
            there[line.item, document.warehouse] += sign * line.quantity
    returned = next(document for document in reversed(trade) if document.kind == DELIVERY)
    # What comes back is not counted.
    del there[returned.lines[0].item, returned.warehouse]
    (item, warehouse), most = max(there.items(), key=lambda entry: (entry[1], entry[0]))
    freighted = next(document for document in reversed(trade) if document.kind == RECEIPT)
    return YearEnd(returned, freighted, item, warehouse, most - MOVED - MISSING)
