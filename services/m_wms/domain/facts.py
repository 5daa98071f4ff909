"""What the keepers answered, as it is kept with a document: JSON by hand, for it is read back for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from m_wms.domain.documents import StockDocument


def posted_facts(movement_ids: Sequence[str], values: Sequence[int]) -> dict[str, Any]:
    """Of a posting: the movement and the value (minor units) of each line."""
    return {"movements": list(movement_ids), "values": [str(value) for value in values]}


def cancelled_facts(day: date) -> dict[str, Any]:
    """Of a cancelling: its posting date."""
    return {"cancel_date": day.isoformat()}


def with_facts(document: StockDocument, facts: Mapping[str, Any]) -> StockDocument:
    """The document with what is known of it; a document without lines (of a list) stays so."""
    if facts.get("values") and document.lines:
        lines = tuple(
            replace(line, movement_id=movement_id, value=int(value))
            for line, movement_id, value in zip(document.lines, facts["movements"], facts["values"], strict=True)
        )
        document = replace(document, lines=lines)
    if facts.get("cancel_date"):
        document = replace(document, cancel_date=date.fromisoformat(facts["cancel_date"]))
    return document
