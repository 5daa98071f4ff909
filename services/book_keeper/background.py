"""What book_keeper does by itself, again and again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from m_kit.database import Database
from m_kit.errors import ConflictRetry, Unavailable

from book_keeper.store.audit_chain import known_tenants

FOLD_SECONDS = 0.1
SEAL_SECONDS = 0.5
DUE_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


async def again(work: Callable[[], Awaitable[int]], every_seconds: float, left_undone: str) -> None:
    """Does it every so many seconds while there is something to do.

    Where there was nothing it is done more seldom each time, up to LONGEST_PAUSE_SECONDS: one process may have many
    tenants, and nobody at work. A database or engine that is away is waited for.
    """
    longest_seconds = max(every_seconds, LONGEST_PAUSE_SECONDS)
    pause_seconds = every_seconds
    while True:
        try:
            done = await work()
        except (Unavailable, ConflictRetry) as error:
            log.warning("%s this time: %s", left_undone, error)
            done = 0
        pause_seconds = every_seconds if done else min(2 * pause_seconds, longest_seconds)
        await asyncio.sleep(pause_seconds)


async def for_all(database: Database, work: Callable[[str], Awaitable[int]]) -> int:
    """What it comes to for everyone who has books here."""
    return sum([await work(tenant) for tenant in await known_tenants(database)])
