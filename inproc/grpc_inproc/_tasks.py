"""Starting a handler: as a task of its own, at once where Python can, never nested too deep."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from contextvars import Context
from typing import Any

NESTING_LIMIT = 32
EAGER = sys.version_info >= (3, 12)


class Spawner:
    """Starts handlers on one loop, each in a copy of one context."""

    __slots__ = ("depth", "loop", "variables")

    def __init__(self, loop: asyncio.AbstractEventLoop, variables: Context) -> None:
        self.loop = loop
        self.variables = variables
        self.depth = 0

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """The task, which may be done already: on Python 3.12+ it runs up to its first wait before this returns."""
        if not EAGER or self.depth >= NESTING_LIMIT:
            return self.spawn_later(work)
        self.depth += 1
        try:
            return asyncio.Task(work, loop=self.loop, context=self.variables.copy(), eager_start=True)  # type: ignore[call-arg,unused-ignore]
        finally:
            self.depth -= 1

    def spawn_later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """The task, not yet begun."""
        return asyncio.Task(work, loop=self.loop, context=self.variables.copy())
