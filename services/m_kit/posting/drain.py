"""P8 of docs/posting.md: nothing closes over what is held.

Whoever closes something first says so, so that it takes no new hold. What is held there ends by itself within moments;
what does not is asked about. An owner that does not answer keeps its hold (P7).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from m_kit.outgoing import seconds_left
from m_kit.posting.attempt import Posting
from m_kit.posting.sweeper import Sweeper

GRACE_SECONDS = 2.0
MOST_SECONDS = 10.0
ANSWER_SECONDS = 1.0
POLL_SECONDS = 0.05

T = TypeVar("T")


async def drained(
    tenant: str, sweeper: Sweeper, pending: Callable[[], Awaitable[Sequence[Posting]]]
) -> Sequence[Posting]:
    """What is still held when nothing is any more, or when the caller's patience is nearly over."""
    clock = asyncio.get_running_loop().time
    asked_from = clock() + GRACE_SECONDS

    async def settle(held: Sequence[Posting]) -> None:
        if clock() > asked_from:
            await sweeper.settle(tenant, held)

    return await waited_for(pending, meanwhile=settle)


async def waited_for(
    pending: Callable[[], Awaitable[Sequence[T]]], *, meanwhile: Callable[[Sequence[T]], Awaitable[None]]
) -> Sequence[T]:
    """What is still pending when nothing is any more, or when the caller's patience is nearly over; `meanwhile` is done
    between two looks."""
    clock = asyncio.get_running_loop().time
    began = clock()
    patience_seconds = min(MOST_SECONDS, seconds_left() - ANSWER_SECONDS)
    while found := await pending():
        if clock() - began > patience_seconds:
            return found
        await meanwhile(found)
        await asyncio.sleep(POLL_SECONDS)
    return found


def owners_of(held: Sequence[Posting]) -> str:
    """The contexts that hold it, as a text."""
    return ", ".join(sorted({one.owner_context for one in held}))
