"""Plays of the day side by side, and whether a change of an answer would be seen."""

import copy
import difflib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.parity.exchanges import Exchange
from tests.support.normalise import Normaliser


def comparable(exchanges: list[Exchange], *, way_in: bool = True) -> Iterator[Any]:
    """Every exchange as every play has it. Without how many rows a check looked at: balances are folded in the
    background, in more or fewer rows."""
    normalise = Normaliser()
    for exchange in exchanges:
        found = exchange.comparable(way_in=way_in)
        if exchange.rpc.endswith(".RunChecks"):
            for invariant in found["answered"]["invariants"]:
                invariant["checked"] = "rows"
        yield normalise(found)


def require_same(ours: list[Exchange], theirs: list[Exchange], *, way_in: bool = True) -> None:
    """Raises AssertionError for the first exchange that differs."""
    pairs = zip(comparable(ours, way_in=way_in), comparable(theirs, way_in=way_in), strict=True)
    for number, (one, other) in enumerate(pairs):
        assert one == other, "\n".join([f"exchange {number}", *_differing(one, other)])


def _differing(one: Any, other: Any) -> Iterator[str]:
    """The lines that only one of them has."""
    ours, theirs = (json.dumps(value, indent=1, sort_keys=True).splitlines() for value in (one, other))
    return difflib.unified_diff(ours, theirs, lineterm="")


def require_every_change_seen(exchanges: list[Exchange]) -> Counter[str]:
    """How many changes were made, by their kind. Raises AssertionError for one that no comparison would show."""
    made: Counter[str] = Counter()
    normalise = Normaliser()
    for exchange in exchanges:
        found, before = exchange.comparable(), copy.deepcopy(normalise)
        expected = normalise(found)
        for kind, place, changed in _changes(found):
            made[kind] += 1
            again = copy.deepcopy(before)(changed)
            assert again != expected, f"{exchange.rpc}: a changed {kind} at {place} is not seen"
    return made


def _changes(found: Any) -> Iterator[tuple[str, str, Any]]:
    """(kind, where, the whole exchange with one thing in its answer changed)."""
    for place in _places(found["answered"], ()):
        changed = copy.deepcopy(found)
        if kind := _change(changed["answered"], place):
            yield kind, ".".join(map(str, place)), changed


def _places(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The way to every value within, and to the value itself."""
    if place:
        yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*place, key))


def _change(answered: Any, place: tuple[Any, ...]) -> str:
    """Changes the value at a place; its kind, or nothing where there is nothing to change."""
    holder = answered
    for key in place[:-1]:
        holder = holder[key]
    value = holder[place[-1]]
    if isinstance(value, dict):
        del holder[place[-1]]
        return "object"
    if isinstance(value, list):
        if len(value) < 2 or value == value[::-1]:
            return ""
        value.reverse()
        return "order"
    if isinstance(value, bool | int):
        holder[place[-1]] = not value if isinstance(value, bool) else value + 1
        return "number"
    name = place[-1] if isinstance(place[-1], str) else ""
    if Normaliser()(value, name) != value:
        holder[place[-1]] = ""
        return "id, time or token"
    holder[place[-1]] = value[:-1] + str((int(value[-1]) + 1) % 10) if value[-1:].isdigit() else value + "!"
    return "text"
