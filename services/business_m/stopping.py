"""Being told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any


def stop_signals() -> asyncio.Event:
    """Set by SIGINT and SIGTERM."""
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def happens_before(work: Coroutine[Any, Any, None], stopping: asyncio.Event) -> bool:
    """Whether the work was done before we were told to stop; it is left off where we were. Raises what it raises."""
    done, told = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((done, told), return_when=asyncio.FIRST_COMPLETED)
        if done.done():
            done.result()
        return done.done()
    finally:
        for task in (done, told):
            task.cancel()
        await asyncio.gather(done, told, return_exceptions=True)
