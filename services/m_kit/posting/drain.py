"""P8 of docs/posting.md: nothing closes over what is held.

Whoever closes something first says so, so that it takes no new hold. What is held there ends by itself within moments;
what does not is asked about. An owner that does not answer keeps its hold (P7).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from m_kit.outgoing import seconds_left
from m_kit.posting.attempt import Posting
from m_kit.posting.sweeper import Sweeper

GRACE_SECONDS = 2.0
MOST_SECONDS = 10.0
ANSWER_SECONDS = 1.0
POLL_SECONDS = 0.05


async def drained(
    tenant: str, sweeper: Sweeper, pending: Callable[[], Awaitable[Sequence[Posting]]]
) -> Sequence[Posting]:
    """What is still held when nothing is any more, or when the caller's patience is nearly over."""
    clock = asyncio.get_running_loop().time
    began = clock()
    patience_seconds = min(MOST_SECONDS, seconds_left() - ANSWER_SECONDS)
    while held := await pending():
        waited = clock() - began
        if waited > patience_seconds:
            return held
        if waited > GRACE_SECONDS:
            await sweeper.settle(tenant, held)
        await asyncio.sleep(POLL_SECONDS)
    return held


def owners_of(held: Sequence[Posting]) -> str:
    """The contexts that hold it, as a text."""
    return ", ".join(sorted({one.owner_context for one in held}))
