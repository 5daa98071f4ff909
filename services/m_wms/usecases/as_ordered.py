"""What came beside what was ordered."""

from decimal import Decimal

from m_kit.decimals import format_decimal

from m_wms.convert.nouns import Noun
from m_wms.domain.documents import Line, StockDocument
from m_wms.domain.errors import OverReceipt, UnderReceipt


def require_as_ordered(noun: Noun, document: StockDocument) -> None:
    """Raises OverReceipt or UnderReceipt for the first line that differs by more than its item allows, where nobody
    accepted that."""
    if document.differences_accepted:
        return
    for place, line in enumerate(document.lines):
        if line.ordered is not None and line.quantity is not None:
            _require_within(line, line.quantity, line.ordered, f"{noun.field}.lines[{place}].quantity")


def _require_within(line: Line, came: Decimal, ordered: Decimal, field: str) -> None:
    most = ordered * (100 + line.item.over_receipt_percent) / 100
    least = ordered * (100 - line.item.under_receipt_percent) / 100
    said = {"ordered": format_decimal(ordered)}
    if came > most:
        allowed = format_decimal(most)
        raise OverReceipt(f"{allowed} may come at the most", field=field, metadata={**said, "most": allowed})
    if came < least:
        allowed = format_decimal(least)
        raise UnderReceipt(f"{allowed} has to come at the least", field=field, metadata={**said, "least": allowed})
