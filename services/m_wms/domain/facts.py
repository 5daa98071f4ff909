"""What the keepers answered, as it is kept with a document: JSON by hand, for it is read back for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from m_wms.domain.counting import pieces_as_lists, pieces_of_lists
from m_wms.domain.documents import Direction, DocumentType, Line, Moved, StockDocument
from m_wms.domain.moves import Plan, plan_of, plan_of_receiving
from m_wms.domain.vouchers import Held


def posted_facts(document: StockDocument, held: Sequence[Held]) -> dict[str, Any]:
    """Of a posting: the movement and the value (minor units) of each move; of a count what was expected."""
    facts = _held_facts(held)
    if document.type is DocumentType.STOCK_COUNT:
        facts["expected"] = [str(line.expected) for line in document.lines]
        if any(line.item.is_tracked_by_serial for line in document.lines):
            facts["pieces"] = [_pieces_facts(line) for line in document.lines]
    return facts


def received_facts(day: date, held: Sequence[Held]) -> dict[str, Any]:
    """Of goods in transit that came in: the posting date, and the same."""
    return {"receive_date": day.isoformat(), "received": _held_facts(held)}


def cancelled_facts(day: date) -> dict[str, Any]:
    """Of a cancelling: its posting date."""
    return {"cancel_date": day.isoformat()}


def with_facts(document: StockDocument, facts: Mapping[str, Any]) -> StockDocument:
    """The document with what is known of it; a document without lines (of a list) stays so."""
    if facts.get("expected") and document.lines:
        pairs = zip(document.lines, facts["expected"], strict=True)
        document = replace(document, lines=tuple(replace(line, expected=Decimal(one)) for line, one in pairs))
    if facts.get("pieces") and document.lines:
        told = zip(document.lines, facts["pieces"], strict=True)
        document = replace(document, lines=tuple(_with_pieces(line, one) for line, one in told))
    if "values" in facts and document.lines:
        document = _with_moved(document, plan_of(document), facts)
    if facts.get("receive_date"):
        document = replace(document, receive_date=date.fromisoformat(facts["receive_date"]))
        if document.lines:
            document = _with_moved(document, plan_of_receiving(document), facts["received"])
    if facts.get("cancel_date"):
        document = replace(document, cancel_date=date.fromisoformat(facts["cancel_date"]))
    return document


def _pieces_facts(line: Line) -> dict[str, Any]:
    kept = {"expected": line.pieces, "missing": line.missing, "brought": line.brought}
    return {name: pieces_as_lists(pieces) for name, pieces in kept.items()}


def _with_pieces(line: Line, facts: Mapping[str, Any]) -> Line:
    expected, missing, brought = (pieces_of_lists(facts[name]) for name in ("expected", "missing", "brought"))
    return replace(line, pieces=expected, missing=missing, brought=brought)


def _held_facts(held: Sequence[Held]) -> dict[str, Any]:
    facts = {"movements": [one.movement_id for one in held], "values": [str(one.value) for one in held]}
    if any(one.variance for one in held):
        facts["variances"] = [str(one.variance) for one in held]
    return facts


def _with_moved(document: StockDocument, plan: Plan, facts: Mapping[str, Any]) -> StockDocument:
    lines = [(line, list(line.moved), 0) for line in document.lines]
    variances = facts.get("variances") or [0] * len(plan.moves)
    for move, movement_id, value, variance in zip(
        plan.moves, facts["movements"], facts["values"], variances, strict=True
    ):
        line, moved, change = lines[move.line]
        moved.append(Moved(movement_id, int(value), int(variance)))
        lines[move.line] = line, moved, change + (-int(value) if move.direction is Direction.OUT else int(value))
    return replace(document, lines=tuple(_valued(document, *one) for one in lines))


def _valued(document: StockDocument, line: Line, moved: list[Moved], change: int) -> Line:
    """A count's line is worth what it changes, every other what its first movement moved."""
    value = change if document.type is DocumentType.STOCK_COUNT or not moved else moved[0].value
    return replace(line, moved=tuple(moved), value=value)
