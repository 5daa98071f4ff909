"""Single pieces that were counted: which are missing, and which were found in another place than stock has them."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from m_wms.domain.documents import Line, Piece, StockDocument, Whereabouts

Pieces = Mapping[tuple[uuid.UUID, str], Piece]


def with_pieces(document: StockDocument, there: Pieces) -> StockDocument:
    """A count whose lines know what is missing and what was brought; `there` are the pieces that stock has in the
    warehouse now, by item and serial number. A piece that came, or went, by itself since the count was frozen is
    neither new nor missing."""
    found = {(line.item.id, number) for line in document.lines for number in line.whereabouts.serial_numbers}

    def told_apart(line: Line) -> Line:
        if not line.item.is_tracked_by_serial:
            return line
        unexpected = _unexpected(line, there)
        brought = tuple(p for p in unexpected if document.by_place and p.location_id != line.whereabouts.location_id)
        pieces = (*line.pieces, *(p for p in unexpected if p not in brought))
        missing = (p for p in pieces if (line.item.id, p.serial_number) not in found)
        return replace(
            line,
            expected=Decimal(len(pieces)),
            pieces=pieces,
            missing=tuple(p for p in missing if there.get((line.item.id, p.serial_number)) == p),
            brought=brought,
        )

    return replace(document, lines=tuple(map(told_apart, document.lines)))


def _unexpected(line: Line, there: Pieces) -> list[Piece]:
    """Pieces that were found and not expected, of those that stock has somewhere in the warehouse."""
    expected = {piece.serial_number for piece in line.pieces}
    known = (there.get((line.item.id, n)) for n in line.whereabouts.serial_numbers if n not in expected)
    return [piece for piece in known if piece is not None]


def newly_found(line: Line) -> tuple[str, ...]:
    """Serial numbers that stock has nowhere in the warehouse."""
    known = {piece.serial_number for piece in (*line.pieces, *line.brought)}
    return tuple(number for number in line.whereabouts.serial_numbers if number not in known)


def where_found(line: Line) -> dict[Whereabouts, int]:
    """All pieces of a line as they are after the count, and how many: expected ones stay where they are."""
    kept = [piece for piece in line.pieces if piece.serial_number in line.whereabouts.serial_numbers]
    here = [*newly_found(line), *(piece.serial_number for piece in line.brought)]
    new = (Piece(number, line.whereabouts.location_id, line.whereabouts.lot_id) for number in here)
    return {place: len(place.serial_numbers) for place in together([*kept, *new])}


def together(pieces: Iterable[Piece]) -> Iterator[Whereabouts]:
    """Pieces of one place and lot are moved together."""
    by_place: dict[tuple[str, str], list[str]] = {}
    for piece in pieces:
        by_place.setdefault((piece.location_id, piece.lot_id), []).append(piece.serial_number)
    for (location_id, lot_id), numbers in by_place.items():
        yield Whereabouts(lot_id, tuple(numbers), location_id)


def pieces_as_lists(pieces: Sequence[Piece]) -> list[list[str]]:
    """As they are kept: number, place and lot of each."""
    return [[piece.serial_number, piece.location_id, piece.lot_id] for piece in pieces]


def pieces_of_lists(kept: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    """What was kept."""
    return tuple(Piece(*one) for one in kept)
