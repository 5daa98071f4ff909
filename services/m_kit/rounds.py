"""Things of one batch that may not be written by one statement."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def without_rivals(items: Iterable[Item], names: Callable[[Item], Sequence[Hashable]]) -> tuple[list[Item], list[Item]]:
    """(those of which no two share a name, the others), both in order. Names at different places never meet."""
    chosen: list[Item] = []
    rivals: list[Item] = []
    taken: set[tuple[int, Hashable]] = set()
    for item in items:
        mine = set(enumerate(names(item)))
        if mine & taken:
            rivals.append(item)
        else:
            taken |= mine
            chosen.append(item)
    return chosen, rivals
