"""A year's goods receipts and deliveries: when, where, what and how much, from a seed.

Deliveries never exceed what is there: the plan keeps count, in the order of days, receipts first. All money is in
paise, quantities are whole units.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from business_m.demo.chance import Chance
from business_m.demo.goods import CUSTOMERS, ITEMS, MONTHS, SUPPLIERS, WAREHOUSES

RECEIPTS_A_MONTH, DELIVERIES_A_MONTH = 25, 50
# The shelves are filled before the first customer comes.
FIRST_DELIVERY_DAY = 5
SUNDAY = 6
# Prices rise by this part of a thousand a month; what a customer pays is cost and this per cent on top.
RISE_PER_MILLE = 4
MARKUP_PER_CENT = 20


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """`item` is an index of ITEMS; `price_paise` what one unit costs us, or the customer."""

    item: int
    quantity: int
    price_paise: int

    @property
    def amount_paise(self) -> int:
        """Of the line."""
        return self.quantity * self.price_paise


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A receipt (`partner` is an index of SUPPLIERS) or a delivery (of CUSTOMERS); `place` counts its kind from 0."""

    kind: str
    place: int
    day: date
    warehouse: int
    partner: int
    lines: tuple[PlannedLine, ...]

    @property
    def amount_paise(self) -> int:
        """What we pay for it, or are paid."""
        return sum(line.amount_paise for line in self.lines)

    @property
    def keys(self) -> set[tuple[int, int]]:
        """(item, warehouse) of its lines: documents that share one are posted in order."""
        return {(line.item, self.warehouse) for line in self.lines}


RECEIPT, DELIVERY = "receipt", "delivery"


def planned_trade(seed: int) -> list[PlannedDocument]:
    """Every receipt and delivery of the year, in the order that they are to be posted in."""
    return list(_TradePlan(Chance(seed)).documents())


def waves(documents: Iterable[PlannedDocument]) -> list[list[PlannedDocument]]:
    """The documents in groups: those of one share no item and warehouse, so they may be posted at the same time, and
    whatever order they come in, what they cost is the same."""
    depth: dict[tuple[int, int], int] = defaultdict(int)
    found: list[list[PlannedDocument]] = []
    for document in documents:
        wave = max(depth[key] for key in document.keys)
        for key in document.keys:
            depth[key] = wave + 1
        if wave == len(found):
            found.append([])
        found[wave].append(document)
    return found


class _TradePlan:
    """Keeps count of what is there: (item, warehouse) to units."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._there: dict[tuple[int, int], int] = defaultdict(int)
        self._counts = {RECEIPT: 0, DELIVERY: 0}

    def documents(self) -> Iterator[PlannedDocument]:
        for month, (year, number) in enumerate(MONTHS):
            for day, kind in self._days(month, year, number):
                if kind == RECEIPT:
                    yield self._receipt(month, day)
                else:
                    yield self._delivery(month, day)

    def _days(self, month: int, year: int, number: int) -> Sequence[tuple[date, str]]:
        """When something comes or goes in a month; on one day receipts come first."""
        last = monthrange(year, number)[1]
        first_delivery = FIRST_DELIVERY_DAY if month == 0 else 1
        # Half of the first month's goods come before anything goes.
        early = RECEIPTS_A_MONTH // 2 if month == 0 else 0
        receipts = [
            self._chance.between(1, FIRST_DELIVERY_DAY - 1 if n < early else last) for n in range(RECEIPTS_A_MONTH)
        ]
        deliveries = [self._chance.between(first_delivery, last) for _ in range(DELIVERIES_A_MONTH)]
        kinds = [(0, day) for day in receipts] + [(1, day) for day in deliveries]
        days = [(_working_day(date(year, number, day)), kind) for kind, day in kinds]
        return [(day, DELIVERY if kind else RECEIPT) for day, kind in sorted(days)]

    def _receipt(self, month: int, day: date) -> PlannedDocument:
        """What a supplier brings: of its goods those that run out first."""
        place = self._next(RECEIPT)
        supplier, warehouse = place % len(SUPPLIERS), (place // len(SUPPLIERS)) % len(WAREHOUSES)
        goods = [item for item, one in enumerate(ITEMS) if one.supplier == supplier]
        wanted = sorted(goods, key=lambda item: (self._there[item, warehouse], item))
        chosen = wanted[: self._chance.between(3, 6)]
        lines = tuple(
            PlannedLine(item, self._chance.between(4, 12) * 5, self._cost(item, month)) for item in sorted(chosen)
        )
        for line in lines:
            self._there[line.item, warehouse] += line.quantity
        return PlannedDocument(RECEIPT, place, day, warehouse, supplier, lines)

    def _delivery(self, month: int, day: date) -> PlannedDocument:
        """What a customer takes: never more than two thirds of what is there."""
        place = self._next(DELIVERY)
        warehouse = self._chance.between(0, len(WAREHOUSES) - 1)
        there = [item for item in range(len(ITEMS)) if self._there[item, warehouse] >= 3]
        lines = []
        for item in sorted(self._chance.some_of(there, self._chance.between(2, 4))):
            quantity = self._chance.between(1, max(1, self._there[item, warehouse] * 2 // 3))
            self._there[item, warehouse] -= quantity
            lines.append(PlannedLine(item, quantity, self._cost(item, month) * (100 + MARKUP_PER_CENT) // 100))
        customer = self._chance.between(0, len(CUSTOMERS) - 1)
        return PlannedDocument(DELIVERY, place, day, warehouse, customer, tuple(lines))

    def _cost(self, item: int, month: int) -> int:
        """About the item's usual cost: it rises over the year, and one day is not as the next."""
        per_mille = 1000 + RISE_PER_MILLE * month + self._chance.between(-30, 30)
        return ITEMS[item].cost_paise * per_mille // 1000

    def _next(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind] - 1


def _working_day(day: date) -> date:
    """On Sundays nothing moves."""
    if day.weekday() != SUNDAY:
        return day
    return day - timedelta(days=1) if day.day > 1 else day + timedelta(days=1)
