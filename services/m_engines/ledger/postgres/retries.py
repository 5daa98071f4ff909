"""Work that met a rival and is done again."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg
from m_kit.errors import ConflictRetry

RETRIES = 5

Answer = TypeVar("Answer")


async def retried(work: Callable[[], Awaitable[Answer]]) -> Answer:
    """Another process may have taken a unique place between our look and our insert: look again then.

    Raises ConflictRetry where that happens over and over.
    """
    for _ in range(RETRIES):
        try:
            return await work()
        except (asyncpg.UniqueViolationError, ConflictRetry):
            continue
    raise ConflictRetry("concurrent work got in the way: send the same call again")
