"""What movements are worth when an item's history is valued anew, in the order of business.

Movements were valued as they were posted. One that is dated before others which were there already came too late for
them: valued in the order of business they would have taken other costs. `replay` says which, from the events alone.

The order of business is the day, and within a day the order in which the events were valued, with one exception: goods
that came in late (dated before what was there already) are there when their day begins, but for what takes back an
issue of that very day. Where a day cannot have been like that, for more would have gone out than was there, what came
in on it came first. So a history in which nothing is dated back is valued exactly as it was (P9).

A cancelled out stood in the way of those that were valued while it was held, and of nobody else: what it took is given
back before the first event that was valued before it or after its cancel, and before an out that would find too little.

What goes back into stock from an out (a customer's return) is worth its part of that out, and what comes by a flow (a
transfer, a repack) its share of what the flow's outs took: it waits for them, from one item and warehouse to another.
Everything is valued once. Where goods go in a circle on one day, the first that waits for itself keeps its value. What
a revaluation added or took stays what it was; goods at a standard cost stay at that.
"""

import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stock_keeper.domain.pools import STANDARD, LayerLeft, Pool, Taken, pool_of, value_of_part

# Kinds of events, as the table numbers them.
OUT, IN, GIVEN_BACK = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Event:
    """One place in the valuation order of `key`, an item in a warehouse. `value` is what the movement is worth as it
    stands. `source_id` is the movement that it takes back. A revaluation has no quantity; an in's value is what it
    added, an out's what it took, and the source is the in whose goods are worth that."""

    key: int
    value_seq: int
    kind: int
    movement_id: uuid.UUID
    day: date
    quantity: int
    value: int
    source_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Value that goes from outs to ins: what each out is worth as it stands, what it cost beside them, and by whole
    weights who gets it. The last one takes the remainder."""

    outs: Mapping[uuid.UUID, int]
    extra_cost: int
    weights: Mapping[uuid.UUID, int]


@dataclass(frozen=True, slots=True)
class Left:
    """What an item in a warehouse comes to in the end."""

    quantity: int
    value: int
    layers: Sequence[LayerLeft]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What each movement is worth, but for cancelled ones, and what is left by key."""

    values: Mapping[uuid.UUID, int]
    left: Mapping[int, Left]


class HistoryImpossible(Exception):
    """More went out on a day than had come in up to its end, or goods were revalued that are gone when days are valued
    in order."""


def replay(methods: Mapping[int, int], events: Iterable[Event], flows: Iterable[Flow] = ()) -> Replayed:
    """Values every movement of some keys, whose whole histories are given; `methods` by key.

    Raises HistoryImpossible.
    """
    by_key: dict[int, list[Event]] = {key: [] for key in methods}
    for event in events:
        by_key[event.key].append(event)
    return _Replay(methods, by_key, flows).run()


def business_order(events: Sequence[Event]) -> list[Event]:
    """The events of one key that are no give-backs, from any order. Raises HistoryImpossible."""
    cancelled = {event.movement_id for event in events if event.kind == GIVEN_BACK}
    out_on: dict[uuid.UUID | None, date] = {event.movement_id: event.day for event in events if event.kind == OUT}
    latest, ranked = date.min, []
    for event in sorted(events, key=lambda event: event.value_seq):
        if event.kind != GIVEN_BACK:
            came_late = event.kind == IN and event.day < latest and out_on.get(event.source_id) != event.day
            ranked.append((event.day, not came_late, event.value_seq, event))
            latest = max(latest, event.day)
    ranked.sort(key=lambda one: one[:3])
    return list(_possible([one[3] for one in ranked], cancelled))


def _possible(ordered: Sequence[Event], cancelled: set[uuid.UUID]) -> Iterator[Event]:
    """Day by day, with what came in before what went out where it cannot have been otherwise."""
    there = start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end].day == ordered[start].day:
            end += 1
        day = ordered[start:end]
        outs = {event.movement_id for event in day if event.kind == OUT}
        lowest, there_after = _lowest(there, day, cancelled)
        if lowest < 0:
            day = sorted(day, key=lambda event: event.kind == OUT or event.source_id in outs)
            lowest, _ = _lowest(there, day, cancelled)
        if lowest < 0:
            day = sorted(day, key=lambda event: event.kind == OUT)
            lowest, _ = _lowest(there, day, cancelled)
        if lowest < 0:
            raise HistoryImpossible(f"on {day[0].day} {-lowest} more went out of {day[0].key} than was there")
        yield from day
        there, start = there_after, end


def _lowest(there: int, day: Sequence[Event], cancelled: set[uuid.UUID]) -> tuple[int, int]:
    lowest = there
    for event in day:
        if event.kind == IN:
            there += event.quantity
        elif event.movement_id not in cancelled:
            there -= event.quantity
            lowest = min(lowest, there)
    return lowest, there


class _Key:
    """One item in a warehouse on its way through its events."""

    def __init__(self, pool: Pool, events: Sequence[Event]) -> None:
        self.pool = pool
        self.ordered = business_order(events)
        self.place = 0
        self._given_back = {event.movement_id: event.value_seq for event in events if event.kind == GIVEN_BACK}
        # What cancelled outs took and did not give back yet, with the places of the out and of the cancel.
        self._outstanding: list[tuple[int, int, list[Taken]]] = []

    @property
    def next(self) -> Event:
        """The event that comes next."""
        return self.ordered[self.place]

    def bring(self, event: Event, value: int) -> None:
        """Goods come in at this value."""
        self._give_back(event.value_seq)
        self.pool.bring(event.movement_id, event.quantity, value)

    def revalue(self, event: Event) -> None:
        """Goods are worth more, or less. Raises HistoryImpossible where they are gone."""
        self._give_back(event.value_seq)
        value = event.value if event.kind == IN else -event.value
        if event.movement_id not in self._given_back and not self.pool.revalue(value, event.source_id):
            raise HistoryImpossible(f"on {event.day} goods of {event.key} were revalued that are gone")

    def take(self, event: Event) -> int | None:
        """What an out is worth; None of a cancelled one."""
        self._give_back(event.value_seq)
        if self.pool.quantity < event.quantity:
            self._give_back()
        given_back = self._given_back.get(event.movement_id)
        if given_back is not None and self.pool.quantity < event.quantity:
            return None
        taken = self.pool.take(event.quantity, event.value, event.source_id)
        if given_back is None:
            return sum(one.value for one in taken)
        self._outstanding.append((event.value_seq, given_back, taken))
        return None

    def left(self) -> Left:
        """The end."""
        self._give_back()
        return Left(self.pool.quantity, self.pool.value, self.pool.layers())

    def _give_back(self, seq: int | None = None) -> None:
        """What was not held while the event of this place was valued; all of it where no place is named."""
        held = []
        for out, cancel, taken in self._outstanding:
            if seq is not None and out < seq < cancel:
                held.append((out, cancel, taken))
            else:
                self.pool.give_back(taken)
        self._outstanding = held


class _Replay:
    def __init__(
        self, methods: Mapping[int, int], by_key: Mapping[int, Sequence[Event]], flows: Iterable[Flow]
    ) -> None:
        self._methods = methods
        self._flows = {movement: flow for flow in flows for movement in flow.weights}
        self._keys = {key: _Key(pool_of(methods[key]), events) for key, events in by_key.items()}
        self._known = {event.movement_id for events in by_key.values() for event in events if event.kind != GIVEN_BACK}
        self._values: dict[uuid.UUID, int] = {}
        # Of an out that is taken back: the quantity and the value that nobody took back yet.
        self._to_take_back: dict[uuid.UUID, tuple[int, int]] = {}
        # Of an in that took an out back: the out, and what of it nobody took back in turn.
        self._took_back: dict[uuid.UUID, tuple[uuid.UUID, int, int]] = {}
        self._quantities = {
            event.movement_id: event.quantity for events in by_key.values() for event in events if event.kind == OUT
        }
        self._waiting: dict[uuid.UUID, list[int]] = {}

    def run(self) -> Replayed:
        """Every key as far as it goes, until all are done."""
        ready = deque(sorted(self._keys))
        while ready or self._waiting:
            if not ready:
                ready.append(self._first_in_a_circle())
            key = self._keys[ready.popleft()]
            while key.place < len(key.ordered) and self._valued(key, ready):
                key.place += 1
        return Replayed(self._values, {number: key.left() for number, key in self._keys.items()})

    def _valued(self, key: _Key, ready: deque[int]) -> bool:
        """Whether the next event of the key could be valued; else the key waits for another's."""
        event = key.next
        if not event.quantity:
            key.revalue(event)
            self._know(event, event.value, ready)
        elif event.kind == IN:
            if missing := self._missing(event):
                self._waiting.setdefault(missing, []).append(event.key)
                return False
            value = self._brought(event)
            key.bring(event, value)
            self._know(event, value, ready)
        else:
            took = key.take(event)
            if took is not None:
                self._make_whole(event)
                self._know(event, took, ready)
        return True

    def _know(self, event: Event, value: int, ready: deque[int]) -> None:
        self._values[event.movement_id] = value
        ready.extend(self._waiting.pop(event.movement_id, ()))

    def _missing(self, event: Event) -> uuid.UUID | None:
        """An out that is to be valued before this in, if there is one."""
        flow = self._flows.get(event.movement_id)
        needed = flow.outs if flow else (event.source_id,)
        return next((one for one in needed if one in self._known and one not in self._values), None)

    def _brought(self, event: Event) -> int:
        """What an in is worth: its part of the out that it takes back, or its share of a flow, else what it was."""
        if self._methods[event.key] == STANDARD:
            return event.value
        if flow := self._flows.get(event.movement_id):
            return self._shares(flow)[event.movement_id]
        source = event.source_id
        if source is None or source not in self._values:
            return event.value
        quantity, value = self._to_take_back.get(source, (self._quantities[source], self._values[source]))
        part = value_of_part(value, event.quantity, quantity)
        self._to_take_back[source] = quantity - event.quantity, value - part
        self._took_back[event.movement_id] = source, event.quantity, part
        return part

    def _make_whole(self, event: Event) -> None:
        """What took an out back is taken back itself: as much of the out may be taken back again."""
        if event.source_id is None or event.source_id not in self._took_back:
            return
        out, quantity, value = self._took_back[event.source_id]
        part = value_of_part(value, event.quantity, quantity)
        self._took_back[event.source_id] = out, quantity - event.quantity, value - part
        left_quantity, left_value = self._to_take_back[out]
        self._to_take_back[out] = left_quantity + event.quantity, left_value + part

    def _shares(self, flow: Flow) -> dict[uuid.UUID, int]:
        value = flow.extra_cost + sum(self._values.get(out, stands) for out, stands in flow.outs.items())
        weight = sum(flow.weights.values())
        shares = {}
        for movement, part in flow.weights.items():
            shares[movement] = value_of_part(value, part, weight)
            value, weight = value - shares[movement], weight - part
        return shares

    def _first_in_a_circle(self) -> int:
        """The key whose in comes first of all that wait for each other: it keeps its value, and the key goes on."""
        waiting = [number for numbers in self._waiting.values() for number in numbers]
        events = {number: self._keys[number].next for number in waiting}
        first = min(waiting, key=lambda number: (events[number].day, events[number].value_seq, number))
        key, event = self._keys[first], events[first]
        self._waiting = {
            source: others
            for source, numbers in self._waiting.items()
            if (others := [number for number in numbers if number != first])
        }
        key.bring(event, event.value)
        key.place += 1
        woken: deque[int] = deque()
        self._know(event, event.value, woken)
        assert not woken, "nobody takes an in back into stock"
        return first
