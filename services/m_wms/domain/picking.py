"""Where goods are fetched from, and what a delivery says when they were."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from m_wms.domain.documents import Line, StockDocument, Whereabouts
from m_wms.domain.errors import DeliveryChanged

_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Goods:
    """What is free in one place of one lot, in the item's unit. An empty place is the floor; `lot_order` rises with the
    age of lots, `expiry_date` is None where they keep."""

    item_id: uuid.UUID
    location_id: str
    location_code: str
    lot_id: str
    lot_order: int
    expiry_date: date | None
    quantity: Decimal
    serial_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What another pick list is about to fetch, or has made ready; `promised` where it is kept back for that anyway."""

    item_id: uuid.UUID
    location_id: str
    lot_id: str
    quantity: Decimal
    serial_numbers: tuple[str, ...] = ()
    promised: bool = False


class Shelves:
    """What is free in a warehouse, place by place. What is fetched is not free any more."""

    def __init__(self, goods: Iterable[Goods], unpromised: dict[uuid.UUID, Decimal], claims: Iterable[Claim]) -> None:
        """`unpromised` is how much of an item is free for whoever was promised nothing."""
        self._goods = sorted(goods, key=_fetching_order)
        self._unpromised = dict(unpromised)
        for claim in claims:
            self._claimed(claim)

    def fetched(self, line: Line, needed: Decimal) -> list[Line]:
        """One line for each place that has some of what is needed, and one without a place for what is nowhere."""
        free = needed if line.whereabouts.promise_id else min(needed, self._unpromised.get(line.item.id, Decimal(0)))
        lines, missing = [], needed
        for index, goods in enumerate(self._goods):
            taken, numbers = _taken(goods, line, free)
            if taken <= 0:
                continue
            self._take(index, taken, numbers)
            lines.append(_to_fetch(line, taken, Whereabouts(goods.lot_id, numbers, goods.location_id)))
            free, missing = free - taken, missing - taken
        if not line.whereabouts.promise_id:
            self._unpromised[line.item.id] = self._unpromised.get(line.item.id, Decimal(0)) - (needed - missing)
        if missing > 0:
            lines.append(_to_fetch(line, missing, Whereabouts(line.whereabouts.lot_id)))
        return lines

    def _claimed(self, claim: Claim) -> None:
        for index, goods in enumerate(self._goods):
            if (goods.item_id, goods.location_id, goods.lot_id) == (claim.item_id, claim.location_id, claim.lot_id):
                self._take(index, min(claim.quantity, goods.quantity), claim.serial_numbers)
        if not claim.promised:
            left = self._unpromised.get(claim.item_id, Decimal(0)) - claim.quantity
            self._unpromised[claim.item_id] = max(left, Decimal(0))

    def _take(self, index: int, quantity: Decimal, numbers: Sequence[str]) -> None:
        goods = self._goods[index]
        left = tuple(one for one in goods.serial_numbers if one not in numbers)
        self._goods[index] = replace(goods, quantity=goods.quantity - quantity, serial_numbers=left)


def told_of_picks(delivery: StockDocument, picks: Sequence[Line], staging_location_id: str) -> StockDocument:
    """The delivery, each line that a pick names taken from the staging place and for no more than was picked; as it is
    where nothing was. Raises DeliveryChanged."""
    mine: dict[int, list[Line]] = {}
    for pick in picks:
        assert pick.source is not None, "a pick list is for deliveries"
        if pick.source.document_id == delivery.id:
            mine.setdefault(pick.source.number, []).append(pick)
    for number, of_line in mine.items():
        _require_fitting(delivery, number, of_line)
    if not any(pick.picked for of_line in mine.values() for pick in of_line):
        return delivery
    lines: list[Line] = []
    for number, line in enumerate(delivery.lines, 1):
        lines += [line] if number not in mine else _as_picked(line, mine[number], staging_location_id)
    return replace(delivery, lines=tuple(lines))


def _fetching_order(goods: Goods) -> tuple[date, int, bool, str]:
    """What expires first, then what is oldest; places in the order of their codes, the floor last."""
    return goods.expiry_date or _NEVER, goods.lot_order, not goods.location_id, goods.location_code


def _taken(goods: Goods, line: Line, needed: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """(how much of the goods the line takes, which pieces)."""
    wanted = line.whereabouts
    if goods.item_id != line.item.id or (wanted.lot_id and wanted.lot_id != goods.lot_id):
        return Decimal(0), ()
    if wanted.location_id and wanted.location_id != goods.location_id:
        return Decimal(0), ()
    most = min(goods.quantity, needed)
    if not line.item.is_tracked_by_serial:
        return most, ()
    fitting = [one for one in goods.serial_numbers if not wanted.serial_numbers or one in wanted.serial_numbers]
    numbers = tuple(fitting[: max(int(most), 0)])
    return Decimal(len(numbers)), numbers


def _to_fetch(line: Line, quantity: Decimal, whereabouts: Whereabouts) -> Line:
    return replace(
        line, uom_code=line.item.uom_code, quantity=quantity, stock_quantity=quantity, whereabouts=whereabouts
    )


def _require_fitting(delivery: StockDocument, number: int, picks: Sequence[Line]) -> None:
    line = delivery.lines[number - 1] if number <= len(delivery.lines) else None
    picked = sum((pick.picked or Decimal(0) for pick in picks), Decimal(0))
    if line is None or line.item.id != picks[0].item.id or picked > line.counted:
        raise DeliveryChanged(
            f"line {number} of the delivery is not what was picked for",
            field="id",
            metadata={"delivery_id": str(delivery.id), "delivery_line": str(number)},
        )


def _as_picked(line: Line, picks: Sequence[Line], staging_location_id: str) -> list[Line]:
    """One line for each pick; the quantity stays as it was written where one pick brought it all."""
    lines = []
    for pick in picks:
        if not pick.picked:
            continue
        there = replace(pick.whereabouts, location_id=staging_location_id, promise_id=line.whereabouts.promise_id)
        whole = replace(line, whereabouts=there)
        part = replace(whole, uom_code=line.item.uom_code, quantity=pick.picked, stock_quantity=pick.picked)
        lines.append(whole if pick.picked == line.counted else part)
    return lines
