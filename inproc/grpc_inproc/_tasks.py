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

    __slots__ = ("_context", "_depth", "_loop")

    def __init__(self, loop: asyncio.AbstractEventLoop, context: Context) -> None:
        self._loop = loop
        self._context = context
        self._depth = 0

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """The task, which may be done already: on Python 3.12+ it runs up to its first wait before this returns."""
        if not EAGER or self._depth >= NESTING_LIMIT:
            return asyncio.Task(work, loop=self._loop, context=self._context.copy())
        self._depth += 1
        try:
            return asyncio.Task(work, loop=self._loop, context=self._context.copy(), eager_start=True)
        finally:
            self._depth -= 1
