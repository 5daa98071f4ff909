"""What stock is asked to do for a document of each type: movements, and the value that flows between them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from m_wms.domain.counting import newly_found, together, where_found
from m_wms.domain.documents import (
    ANYWHERE,
    Direction,
    DocumentType,
    Line,
    Moved,
    State,
    StockDocument,
    StockedItem,
    Warehouse,
    Whereabouts,
)
from m_wms.domain.values import line_value, shares


@dataclass(frozen=True, slots=True)
class Move:
    """One movement for the line of this place (0-based). `value` in minor units is said of an in that has one of its
    own and of a revaluation; of all others stock says it. `variance` is what goods that come in again had cost more
    than they were valued when they left: stock does not know it. A relocation goes from its whereabouts to
    `to_location_id`."""

    line: int
    direction: Direction
    warehouse: Warehouse
    item: StockedItem
    quantity: Decimal
    value: int | None = None
    source_movement_id: str = ""
    whereabouts: Whereabouts = ANYWHERE
    variance: int = 0
    to_location_id: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Value that goes from outs to ins, both by their place among the moves (0-based); ins with their weights, where
    None is one part. `extra_cost` is in minor units."""

    outs: tuple[int, ...]
    ins: tuple[tuple[int, Decimal | None], ...]
    extra_cost: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a document. `variance` in minor units is cost that no movement can carry."""

    moves: tuple[Move, ...] = ()
    flows: tuple[Flow, ...] = ()
    variance: int = 0

    @property
    def has_value(self) -> bool:
        """The ledger has something of it: not where goods only change their place in a warehouse."""
        return bool(self.variance) or any(move.direction is not Direction.RELOCATE for move in self.moves)

    @property
    def values_are_known(self) -> bool:
        """Nothing that stock could answer is needed for the voucher."""
        return all(
            move.direction is Direction.IN and move.value is not None and move.item.value_is_known
            for move in self.moves
        )


def plan_of(document: StockDocument) -> Plan:
    """What posting does."""
    return _PLANS[document.type](document)


def plan_of_receiving(document: StockDocument) -> Plan:
    """What it does that goods in transit come in: the very goods that are in transit for this transfer leave it."""
    assert document.transit is not None, "nothing is in transit"
    assert document.target is not None, "a transfer goes somewhere"
    pairs = []
    for place, line in enumerate(document.lines):
        out = _move(document, place, Direction.OUT, document.transit)
        pairs += [replace(out, source_movement_id=line.moved[1].movement_id)]
        pairs += [_move(document, place, Direction.IN, document.target)]
    return _one_to_one(pairs)


def plan_back(document: StockDocument) -> Plan:
    """What cancelling does: each movement that stands is taken back, in its own lot and to its own place."""
    plan = plan_of(document)
    return Plan(tuple(_reversed(move, moved) for move, moved in _standing(document, plan)), variance=-plan.variance)


def _standing(document: StockDocument, plan: Plan) -> list[tuple[Move, Moved]]:
    """(move, what it moved). Of a transfer that was received: what left at first and what came in at last."""
    if document.state is not State.RECEIVED:
        moved = [one for line in document.lines for one in line.moved]
        return list(zip(sorted(plan.moves, key=lambda move: move.line), moved, strict=True))
    assert document.target is not None, "received nowhere"
    found = []
    for place, line in enumerate(document.lines):
        found.append((_move(document, place, Direction.OUT, document.place_of(line)), line.moved[0]))
        found.append((_move(document, place, Direction.IN, document.target), line.moved[-1]))
    return found


def _reversed(move: Move, moved: Moved) -> Move:
    if move.direction is Direction.REVALUE:
        return replace(move, value=-(move.value or 0))
    if move.direction is Direction.RELOCATE:
        there = replace(move.whereabouts, location_id=move.to_location_id)
        return replace(move, whereabouts=there, to_location_id=move.whereabouts.location_id)
    back = replace(
        move,
        value=None,
        source_movement_id=moved.movement_id,
        whereabouts=replace(move.whereabouts, promise_id=""),
    )
    if move.direction is Direction.IN:
        return replace(back, direction=Direction.OUT)
    return replace(back, direction=Direction.IN, variance=moved.variance)


def _move(document: StockDocument, place: int, direction: Direction, warehouse: Warehouse | None = None) -> Move:
    line = document.lines[place]
    return Move(
        place,
        direction,
        warehouse or document.place_of(line),
        line.item,
        line.counted,
        whereabouts=line.whereabouts if warehouse in (None, document.place_of(line)) else _without_place(line),
    )


def _without_place(line: Line) -> Whereabouts:
    return replace(line.whereabouts, location_id="", promise_id="")


def _receipt(document: StockDocument) -> Plan:
    """At the cost that was written."""
    lines = enumerate(document.lines)
    return Plan(tuple(replace(_move(document, i, Direction.IN), value=line.value or 0) for i, line in lines))


def _delivery(document: StockDocument) -> Plan:
    return Plan(tuple(_move(document, i, Direction.OUT) for i in range(len(document.lines))))


def _customer_return(document: StockDocument) -> Plan:
    return _with_sources(document, Direction.IN)


def _supplier_return(document: StockDocument) -> Plan:
    return _with_sources(document, Direction.OUT)


def _with_sources(document: StockDocument, direction: Direction) -> Plan:
    moves = []
    for place, line in enumerate(document.lines):
        assert line.source is not None, "a return rests on what is returned"
        moves.append(replace(_move(document, place, direction), source_movement_id=line.source.movement_id))
    return Plan(tuple(moves))


def _transfer(document: StockDocument) -> Plan:
    """Out of the one, into the other or into transit."""
    pairs = []
    for place in range(len(document.lines)):
        pairs += [_move(document, place, Direction.OUT)]
        pairs += [_move(document, place, Direction.IN, document.transit or document.target)]
    return _one_to_one(pairs)


def _one_to_one(pairs: Sequence[Move]) -> Plan:
    """Each in brings what the out before it takes."""
    flows = tuple(Flow((place,), ((place + 1, None),)) for place in range(0, len(pairs), 2))
    return Plan(tuple(pairs), flows)


def _repack(document: StockDocument) -> Plan:
    """All outputs share what all inputs take and the extra cost."""
    moves = tuple(_move(document, i, line.direction or Direction.OUT) for i, line in enumerate(document.lines))
    outs = tuple(i for i, move in enumerate(moves) if move.direction is Direction.OUT)
    ins = tuple((i, document.lines[i].weight) for i, move in enumerate(moves) if move.direction is Direction.IN)
    return Plan(moves, (Flow(outs, ins, document.extra_cost),))


def _count(document: StockDocument) -> Plan:
    """What is missing leaves, what was found comes in; where the goods are to be worth something else all that was
    there leaves and all that was counted comes in."""
    moves: list[Move] = []
    for place, line in enumerate(document.lines):
        moves += _counted(document, place, line)
    return Plan(tuple(moves))


def _counted(document: StockDocument, place: int, line: Line) -> list[Move]:
    assert line.expected is not None, "nothing is expected yet"
    if line.item.is_tracked_by_serial:
        return _counted_pieces(document, place, line)
    in_move, out_move = (_move(document, place, direction) for direction in (Direction.IN, Direction.OUT))
    if line.unit_cost is not None:
        worth = line_value(line.quantity or Decimal(0), line.unit_cost, document.currency_scale)
        there = [replace(out_move, quantity=line.expected)] if line.expected > 0 else []
        return there + ([replace(in_move, value=worth)] if line.counted > 0 else [])
    found = line.counted - line.expected
    if found > 0:
        return [replace(in_move, quantity=found)]
    return [replace(out_move, quantity=-found)] if found < 0 else []


def _counted_pieces(document: StockDocument, place: int, line: Line) -> list[Move]:
    """The same, piece by piece; what was found in another place than stock has it is brought from there."""
    missing = _of_pieces(document, place, Direction.OUT, together(line.missing))
    if line.unit_cost is not None:
        there = [p for p in line.pieces if p.serial_number in line.whereabouts.serial_numbers]
        gone = _of_pieces(document, place, Direction.OUT, together([*there, *line.brought]))
        return [*missing, *gone, *_worth_anew(document, place, line, line.unit_cost)]
    brought = _of_pieces(document, place, Direction.RELOCATE, together(line.brought))
    new = [replace(line.whereabouts, serial_numbers=newly_found(line))] if newly_found(line) else []
    return [
        *missing,
        *(replace(move, to_location_id=line.whereabouts.location_id) for move in brought),
        *_of_pieces(document, place, Direction.IN, new),
    ]


def _worth_anew(document: StockDocument, place: int, line: Line, unit_cost: Decimal) -> list[Move]:
    """All that was found, at its new cost; the last place has what rounding left."""
    worth = line_value(line.quantity or Decimal(0), unit_cost, document.currency_scale)
    found = where_found(line)
    parts = shares(worth, [Decimal(count) for count in found.values()]) if found else []
    return [
        replace(move, value=part)
        for move, part in zip(_of_pieces(document, place, Direction.IN, found), parts, strict=True)
    ]


def _of_pieces(
    document: StockDocument, place: int, direction: Direction, together: Iterable[Whereabouts]
) -> list[Move]:
    """A move for the pieces of each place and lot."""
    line = document.lines[place]
    return [
        Move(place, direction, document.place_of(line), line.item, Decimal(len(one.serial_numbers)), whereabouts=one)
        for one in together
    ]


def _landed_cost(document: StockDocument) -> Plan:
    """Each line's goods are worth its share more, as far as they are there. A standard cost knows no landed cost: it is
    a variance."""
    moves, variance = [], 0
    for place, line in enumerate(document.lines):
        assert line.source is not None, "landed cost rests on what came"
        assert line.share is not None, "charges are shared when they are written"
        if line.item.is_at_standard_cost:
            variance += line.share
            continue
        move = replace(_move(document, place, Direction.REVALUE), quantity=Decimal(0), value=line.share)
        moves.append(replace(move, source_movement_id=line.source.movement_id))
    return Plan(tuple(moves), variance=variance)


def _pick_list(document: StockDocument) -> Plan:
    """What was picked goes to the staging place; what was picked there is ready."""
    moves = []
    for place, line in enumerate(document.lines):
        assert line.picked is not None, "the line is not picked"
        if line.picked and line.whereabouts.location_id != document.staging_location_id:
            move = replace(_move(document, place, Direction.RELOCATE), quantity=line.picked)
            moves.append(replace(move, to_location_id=document.staging_location_id))
    return Plan(tuple(moves))


def _putaway(document: StockDocument) -> Plan:
    """From where they are to where they are kept."""
    return Plan(
        tuple(
            replace(_move(document, i, Direction.RELOCATE), to_location_id=line.to_location_id)
            for i, line in enumerate(document.lines)
        )
    )


def _cost_change(document: StockDocument) -> Plan:
    """What is there is brought to the cost that is sent with it."""
    lines = enumerate(document.lines)
    return Plan(tuple(Move(i, Direction.REVALUE, document.place_of(line), line.item, Decimal(0)) for i, line in lines))


_PLANS: Mapping[DocumentType, Callable[[StockDocument], Plan]] = {
    DocumentType.GOODS_RECEIPT: _receipt,
    DocumentType.DELIVERY: _delivery,
    DocumentType.CUSTOMER_RETURN: _customer_return,
    DocumentType.SUPPLIER_RETURN: _supplier_return,
    DocumentType.STOCK_TRANSFER: _transfer,
    DocumentType.REPACK: _repack,
    DocumentType.STOCK_COUNT: _count,
    DocumentType.LANDED_COST: _landed_cost,
    DocumentType.PICK_LIST: _pick_list,
    DocumentType.PUTAWAY: _putaway,
    DocumentType.COST_CHANGE: _cost_change,
}
