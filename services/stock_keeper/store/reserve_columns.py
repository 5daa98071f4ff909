"""The arrays that reserve_movements is given: see its comment for what each is."""

import uuid
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from m_kit.posting.reservations import POSTING_KINDS, columns, posting_row

from stock_keeper.domain.reservations import Direction, Line, Method, MovedItem, movement_id_of
from stock_keeper.store.asked import Reserve
from stock_keeper.store.balance_keys import NO_LOT

_POSTING = (*POSTING_KINDS, "bytea", "date", "text", "int")
_MOVED = ("int", "uuid", "text", "int", "int", "boolean", "int", "numeric")
_PLACES = ("uuid", "uuid", "uuid", "uuid")
_ASKED = ("int", "int", "uuid", "int", "int", "int", "int", "bigint", "bigint", "uuid")
_LINE = (*_ASKED, "uuid", "uuid", "uuid", "int", "int", "int", "int", "numeric")
_PARTS = ("int", "uuid", "uuid")
_FLOWS = ("int", "int", "bigint", "numeric")
_PROMISES = ("uuid",)
_SERIALS = ("int", "uuid", "text")
_PIECES = ("int", "int")
RESERVE_KINDS = (*_POSTING, *_MOVED, *_PLACES, *_LINE, *_PARTS, *_FLOWS, *_PROMISES, *_SERIALS, *_PIECES)

Key = TypeVar("Key", bound=Hashable)
Row = tuple[Any, ...]
# An array; None where it would say nothing.
Column = list[Any] | None
# Item, warehouse and lot, which is NO_LOT but for items valued by lot.
BalanceKey = tuple[uuid.UUID, uuid.UUID, uuid.UUID]
# A balance, and the place and lot in it.
Part = tuple[BalanceKey, uuid.UUID, uuid.UUID]


class Placed(NamedTuple):
    """A line, the place of its posting and its own number, both from 1."""

    posting: int
    asked: Reserve
    number: int
    line: Line


def reserve_columns(batch: Sequence[Reserve]) -> list[Column]:
    """Arrays of RESERVE_KINDS for postings that do not occur twice."""
    lines = _in_order(batch)
    moved = [(place, item) for place, one in enumerate(batch, 1) for item in one.items]
    flows = [(place, number, flow) for place, one in enumerate(batch, 1) for number, flow in enumerate(one.flows, 1)]
    warehouses = _index(one.line.warehouse_id for one in lines)
    keys = _index(_key(one.line) for one in lines)
    promises = _index(one.line.promise_id for one in lines if one.line.promise_id)
    parts = _index(part for one in lines for part in (_part(one.line), _to_part(one.line)) if part)
    moved_index = {(place, item.id): index for index, (place, item) in enumerate(moved, 1)}
    flow_index = {(place, number): index for index, (place, number, _) in enumerate(flows, 1)}
    return [
        *columns(
            [
                (*posting_row(one.posting), one.input_hash, one.posting_date, one.currency_code, one.currency_scale)
                for one in batch
            ]
        ),
        *_sparse([(place, *_item_row(item)) for place, item in moved], len(_MOVED)),
        list(warehouses),
        *columns(list(keys)),
        *_sparse(
            [
                (
                    one.posting,
                    one.number,
                    movement_id_of(one.asked.posting.id, one.number),
                    keys[_key(one.line)],
                    moved_index[one.posting, one.line.item.id],
                    warehouses[one.line.warehouse_id],
                    int(one.line.direction),
                    one.line.quantity,
                    one.line.value,
                    one.line.source_movement_id,
                    one.line.lot_id,
                    one.line.location_id,
                    one.line.to_location_id,
                    _place_in(parts, _part(one.line)),
                    _place_in(parts, _to_part(one.line)),
                    _place_in(promises, one.line.promise_id),
                    flow_index.get((one.posting, one.line.flow or 0)),
                    one.line.flow_weight,
                )
                for one in lines
            ],
            len(_LINE),
        ),
        *_sparse([(keys[key], location, lot) for key, location, lot in parts], len(_PARTS)),
        *_sparse([(place, number, one.extra_cost, one.weight) for place, number, one in flows], len(_FLOWS)),
        list(promises) or None,
        *_serial_columns(lines),
    ]


def _item_row(item: MovedItem) -> Row:
    return (
        item.id,
        item.uom_code,
        item.quantity_scale,
        int(item.method),
        item.allow_negative,
        int(item.tracking),
        item.standard_cost,
    )


def _in_order(batch: Sequence[Reserve]) -> list[Placed]:
    """By posting; what comes in after all else, for it may take its value from what goes out."""
    return sorted(
        (Placed(place, one, n, line) for place, one in enumerate(batch, 1) for n, line in enumerate(one.lines, 1)),
        key=lambda one: (one.posting, one.line.direction is Direction.IN),
    )


def _key(line: Line) -> BalanceKey:
    """Which balance: of its lot alone where goods are valued by lot."""
    lot = line.lot_id if line.item.method is Method.PER_LOT and line.lot_id else NO_LOT
    return line.item.id, line.warehouse_id, lot


def _part(line: Line) -> Part | None:
    """The place and lot in its balance; None where neither is named."""
    return _part_at(line, line.location_id)


def _to_part(line: Line) -> Part | None:
    return _part_at(line, line.to_location_id) if line.direction is Direction.RELOCATE else None


def _part_at(line: Line, location_id: uuid.UUID | None) -> Part | None:
    if line.direction is Direction.REVALUE or not (location_id or line.lot_id):
        return None
    return _key(line), location_id or line.warehouse_id, line.lot_id or NO_LOT


def _serial_columns(lines: Sequence[Placed]) -> list[Column]:
    """The pieces in the order they are locked in, and where lines name them, by line."""
    named = [
        (index, one.posting, (one.asked.posting.company_id, one.line.item.id, number))
        for index, one in enumerate(lines, 1)
        for number in one.line.serial_numbers
    ]
    posting_of = {piece: posting for _, posting, piece in named}
    pieces = _index(posting_of)
    return [
        *_sparse([(posting_of[piece], piece[1], piece[2]) for piece in pieces], len(_SERIALS)),
        *_sparse([(index, pieces[piece]) for index, _, piece in named], len(_PIECES)),
    ]


def _index(values: Iterable[Key]) -> dict[Key, int]:
    """Each value once, in order, with its place from 1."""
    return {value: index for index, value in enumerate(sorted(set(values)), 1)}  # type: ignore[type-var]


def _place_in(index: Mapping[Key, int], value: Key | None) -> int | None:
    return None if value is None else index[value]


def _sparse(rows: Sequence[Row], count: int) -> list[Column]:
    """As `columns`; None for a column in which no row has anything."""
    found = columns(rows) if rows else [[]] * count
    return [column if any(one is not None for one in column) else None for column in found]
