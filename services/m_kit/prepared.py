"""What an answer is made of, made while the database works."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Prepared(Generic[Made]):
    """Runs `make` when its maker waits for something else, or at the latest when it is asked for what was made.

    The event loop goes round once before: what the maker hands to the database meanwhile is on its way by then. For
    functions that need no more than their arguments: of the time between a request and its answer they then take none.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made: Made | None = None
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self.take)

    def take(self) -> Made:
        """What was made, the same one every time."""
        if self._made is None:
            self._made = self._make()
        return self._made
