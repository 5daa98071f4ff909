"""Where goods are kept: rules with room for so much, and what they leave for goods that come."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from m_wms.domain.documents import Line, StockedItem


@dataclass(frozen=True, slots=True)
class PutawayRule:
    """A place for an item, or for all (None). `capacity` is in `capacity_uom_code`, None where it takes any amount."""

    id: uuid.UUID
    company_id: uuid.UUID
    warehouse_id: uuid.UUID
    location_id: uuid.UUID
    item_id: uuid.UUID | None
    priority: int
    capacity_uom_code: str
    capacity: Decimal | None
    create_time: datetime
    update_time: datetime
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Stored:
    """What is in a place; the floor's is empty."""

    item_id: uuid.UUID
    location_id: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Put:
    """So much in a place, in the item's unit."""

    location_id: str
    quantity: Decimal


# (rule, item) to what the rule takes of the item alone, in its unit. A rule that is not here takes none of the item.
Capacities = Mapping[tuple[uuid.UUID, uuid.UUID], Decimal]
# Place to itself and all that it is a part of.
Enclosing = Mapping[str, Sequence[str]]


class Rooms:
    """What the rules of a warehouse leave room for. What is put somewhere takes of it."""

    def __init__(
        self, rules: Sequence[PutawayRule], capacities: Capacities, enclosing: Enclosing, codes: Mapping[str, str]
    ) -> None:
        self._rules, self._capacities, self._enclosing, self._codes = rules, capacities, enclosing, codes
        self._by_place: dict[str, list[PutawayRule]] = {}
        for rule in rules:
            self._by_place.setdefault(str(rule.location_id), []).append(rule)
        self._taken: dict[uuid.UUID, Fraction] = {rule.id: Fraction(0) for rule in rules}

    def take(self, goods: Iterable[Stored]) -> None:
        """They are there, or go there: in the place, and in all that it is a part of."""
        for one in goods:
            for rule in self._about(one.item_id, one.location_id):
                if rule.capacity is not None:
                    self._taken[rule.id] += Fraction(one.quantity) / Fraction(self._capacities[rule.id, one.item_id])

    def room(self, item: StockedItem, location_id: str) -> Decimal | None:
        """How much more of the item a place takes, in whole parts of its unit; None where no rule says."""
        rooms = [self._left(rule, item) for rule in self._about(item.id, location_id) if rule.capacity is not None]
        return min(rooms) if rooms else None

    def put(self, item: StockedItem, quantity: Decimal, coming_from: str = "") -> tuple[list[Put], Decimal]:
        """(where so much goes, what is left of it). It does not go to where it comes from."""
        found: list[Put] = []
        for location_id in self._places(item):
            room = self.room(item, location_id)
            taken = quantity if room is None else min(room, quantity)
            if taken > 0 and location_id != coming_from:
                found.append(Put(location_id, taken))
                self.take([Stored(item.id, location_id, taken)])
                quantity -= taken
        return found, quantity

    def _about(self, item_id: uuid.UUID, location_id: str) -> list[PutawayRule]:
        """Rules of the place, and of what it is a part of, that take the item."""
        places = self._enclosing.get(location_id, ())
        return [rule for one in places for rule in self._by_place.get(one, ()) if self._takes(rule, item_id)]

    def _takes(self, rule: PutawayRule, item_id: uuid.UUID) -> bool:
        if rule.item_id not in (None, item_id):
            return False
        return rule.capacity is None or (rule.id, item_id) in self._capacities

    def _left(self, rule: PutawayRule, item: StockedItem) -> Decimal:
        exact = (1 - self._taken[rule.id]) * Fraction(self._capacities[rule.id, item.id])
        smallest = max(exact * 10**item.quantity_scale // 1, 0)
        return Decimal(smallest).scaleb(-item.quantity_scale)

    def _places(self, item: StockedItem) -> list[str]:
        """In the order they are filled."""
        rules = sorted((rule for rule in self._rules if self._takes(rule, item.id)), key=lambda r: self._order(r, item))
        return list(dict.fromkeys(str(rule.location_id) for rule in rules))

    def _order(self, rule: PutawayRule, item: StockedItem) -> tuple[int, bool, bool, Decimal, str]:
        """By priority; the item's own before those for all; where there is more room; then by the place's code."""
        room = self.room(item, str(rule.location_id))
        code = self._codes[str(rule.location_id)]
        return rule.priority, rule.item_id is None, room is not None, -(room or Decimal(0)), code


def put_away(line: Line, rooms: Rooms) -> list[Line]:
    """The line of a put-away as rules suggest: one for each place, one without a place for what none has room for."""
    found, left = rooms.put(line.item, line.counted, line.whereabouts.location_id)
    if not found:
        return [line]
    if len(found) == 1 and not left:
        return [replace(line, to_location_id=found[0].location_id)]
    parts = [*found, Put("", left)] if left else found
    lines, numbers = [], list(line.whereabouts.serial_numbers)
    for part in parts:
        mine, numbers = numbers[: int(part.quantity)], numbers[int(part.quantity) :]
        lines.append(
            replace(
                line,
                uom_code=line.item.uom_code,
                quantity=part.quantity,
                stock_quantity=part.quantity,
                to_location_id=part.location_id,
                whereabouts=replace(line.whereabouts, serial_numbers=tuple(mine)),
            )
        )
    return lines
