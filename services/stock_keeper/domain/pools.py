"""What is there of an item in a warehouse while it is valued: goods come, go and are given back.

Quantities and values are in minor units. An out takes a part of a value half up, and the last piece takes the last
cent: value_of_part of the migrations does the same.
"""

import heapq
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

FIFO, MOVING_AVERAGE, STANDARD, PER_LOT, LIFO, HIFO = range(1, 7)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an out took of one layer; of goods without layers the place is 0."""

    place: int
    quantity: int
    value: int


@dataclass(slots=True)
class LayerLeft:
    """Goods that came in together, and what is left of them."""

    movement_id: uuid.UUID
    value: int
    remaining: int
    remaining_value: int


class Pool(Protocol):
    """What one method keeps. `take` never asks for more than is there."""

    quantity: int
    value: int

    def bring(self, movement_id: uuid.UUID, quantity: int, value: int) -> None:
        """Goods came in."""

    def take(self, quantity: int, posted: int, source: uuid.UUID | None) -> list[Taken]:
        """What an out takes; of the source's own goods first. `posted` is what it took when it was posted."""

    def give_back(self, taken: Iterable[Taken]) -> None:
        """What a cancelled out took is there again."""

    def revalue(self, value: int, source: uuid.UUID | None) -> bool:
        """Goods are worth more, or less: those of the source where layers are kept. Whether any of them are there, and
        worth that much."""

    def layers(self) -> list[LayerLeft]:
        """What is left, in the order that it came in; empty where the method keeps no layers."""


def pool_of(method: int) -> Pool:
    """An empty one. Raises KeyError for a method that does not exist."""
    return _POOLS[method]()


def value_of_part(value: int, part: int, whole: int) -> int:
    """The part of a value that goes with a part of a quantity: half up, all of it takes all."""
    return value if part == whole else (2 * value * part + whole) // (2 * whole)


class AveragePool:
    """An out takes its part of the value of everything that is there."""

    def __init__(self) -> None:
        self.quantity = 0
        self.value = 0

    def bring(self, movement_id: uuid.UUID, quantity: int, value: int) -> None:
        """See Pool."""
        self.quantity += quantity
        self.value += value

    def take(self, quantity: int, posted: int, source: uuid.UUID | None) -> list[Taken]:
        """See Pool."""
        value = value_of_part(self.value, quantity, self.quantity)
        self.quantity -= quantity
        self.value -= value
        return [Taken(0, quantity, value)]

    def give_back(self, taken: Iterable[Taken]) -> None:
        """See Pool."""
        for one in taken:
            self.quantity += one.quantity
            self.value += one.value

    def revalue(self, value: int, source: uuid.UUID | None) -> bool:
        """See Pool."""
        self.value += value
        return self.quantity > 0 and self.value >= 0

    def layers(self) -> list[LayerLeft]:
        """See Pool."""
        return []


class StandardPool(AveragePool):
    """An out takes what it took when it was posted: a standard cost does not follow from what came in before."""

    def take(self, quantity: int, posted: int, source: uuid.UUID | None) -> list[Taken]:
        """See Pool."""
        self.quantity -= quantity
        self.value -= posted
        return [Taken(0, quantity, posted)]


class FifoPool:
    """The oldest goods go first."""

    def __init__(self) -> None:
        self.quantity = 0
        self.value = 0
        self._layers: list[LayerLeft] = []
        self._places: dict[uuid.UUID, int] = {}
        self._oldest = 0

    def bring(self, movement_id: uuid.UUID, quantity: int, value: int) -> None:
        """See Pool."""
        self._places[movement_id] = len(self._layers)
        self._layers.append(LayerLeft(movement_id, value, quantity, value))
        self.quantity += quantity
        self.value += value
        self._reopened(len(self._layers) - 1)

    def take(self, quantity: int, posted: int, source: uuid.UUID | None) -> list[Taken]:
        """See Pool."""
        taken = []
        own = self._places.get(source) if source else None
        if own is not None and self._layers[own].remaining:
            taken.append(self._took(own, quantity))
            quantity -= taken[0].quantity
        while quantity:
            taken.append(self._took(self._next(), quantity))
            quantity -= taken[-1].quantity
        return taken

    def give_back(self, taken: Iterable[Taken]) -> None:
        """See Pool."""
        for one in taken:
            layer = self._layers[one.place]
            layer.remaining += one.quantity
            layer.remaining_value += one.value
            self.quantity += one.quantity
            self.value += one.value
            self._reopened(one.place)

    def revalue(self, value: int, source: uuid.UUID | None) -> bool:
        """See Pool."""
        place = self._places.get(source) if source else None
        if place is None:
            return False
        layer = self._layers[place]
        layer.value += max(value, 0)
        layer.remaining_value += value
        self.value += value
        return layer.remaining > 0 and layer.remaining_value >= 0

    def layers(self) -> list[LayerLeft]:
        """See Pool."""
        return [layer for layer in self._layers if layer.remaining]

    def _took(self, place: int, needed: int) -> Taken:
        layer = self._layers[place]
        quantity = min(needed, layer.remaining)
        value = value_of_part(layer.remaining_value, quantity, layer.remaining)
        layer.remaining -= quantity
        layer.remaining_value -= value
        self.quantity -= quantity
        self.value -= value
        return Taken(place, quantity, value)

    def _next(self) -> int:
        while not self._layers[self._oldest].remaining:
            self._oldest += 1
        return self._oldest

    def _reopened(self, place: int) -> None:
        self._oldest = min(self._oldest, place)


class LifoPool(FifoPool):
    """The youngest goods go first."""

    def __init__(self) -> None:
        super().__init__()
        self._youngest = 0

    def _next(self) -> int:
        while not self._layers[self._youngest].remaining:
            self._youngest -= 1
        return self._youngest

    def _reopened(self, place: int) -> None:
        self._youngest = max(self._youngest, place)


class HifoPool(FifoPool):
    """The dearest goods go first, the oldest of those that cost the same: a layer's cost is what it came at, and
    another once it is revalued."""

    def __init__(self) -> None:
        super().__init__()
        self._costs: dict[int, Fraction] = {}
        self._dearest: list[tuple[Fraction, int]] = []

    def revalue(self, value: int, source: uuid.UUID | None) -> bool:
        """See Pool."""
        done = super().revalue(value, source)
        if done and source is not None and value > 0:
            del self._costs[self._places[source]]
            self._reopened(self._places[source])
        return done

    def _next(self) -> int:
        while not self._is_current(*self._dearest[0]):
            heapq.heappop(self._dearest)
        return self._dearest[0][1]

    def _is_current(self, minus_cost: Fraction, place: int) -> bool:
        return self._layers[place].remaining > 0 and self._costs[place] == -minus_cost

    def _reopened(self, place: int) -> None:
        layer = self._layers[place]
        cost = self._costs.setdefault(place, Fraction(layer.remaining_value, layer.remaining))
        heapq.heappush(self._dearest, (-cost, place))


_POOLS: Mapping[int, type[Pool]] = {
    FIFO: FifoPool,
    MOVING_AVERAGE: AveragePool,
    STANDARD: StandardPool,
    PER_LOT: AveragePool,
    LIFO: LifoPool,
    HIFO: HifoPool,
}
