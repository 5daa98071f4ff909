"""Whole numbers from a seed, the same on every machine and Python."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """The same seed, the same numbers."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + (self._random.getrandbits(32) * (most - least + 1) >> 32)

    def one_of(self, choices: Sequence[T]) -> T:
        """One of them."""
        return choices[self.between(0, len(choices) - 1)]

    def some_of(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones; all where there are fewer."""
        left = list(choices)
        return [left.pop(self.between(0, len(left) - 1)) for _ in range(min(count, len(left)))]
