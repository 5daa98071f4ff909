"""D4: what leaves the cluster passes a flush first, where it may rest on a commit that did not wait for the disk.

A publish to another machine is such a thing; what stays in the same write-ahead log is not, for its order keeps it.
"""

from collections.abc import Sequence

from m_kit.batcher import Batcher
from m_kit.database import Database

# A commit that writes something, so that the server flushes it and all before it.
_FLUSH = "select pg_logical_emit_message(true, 'm', '')"


class FlushBarrier:
    """One flush for all who wait: those who come while one is under way share the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._flushing: Batcher[None, None] = Batcher(self._flush)

    async def passed(self) -> None:
        """Returns when everything that was committed before this call is on the disk. Raises Unavailable."""
        await self._flushing.submit("", None)

    async def _flush(self, _: str, waiting: Sequence[None]) -> list[None]:
        await self._database.call(_FLUSH)
        return [None] * len(waiting)
