"""Between the loop and a thread: requests for a servicer that is not async, and the responses of one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Executor
from typing import Any

from ._errors import EOF
from ._pipe import Pipe


def drain_in_thread(read: Callable[[], Awaitable[Any]], loop: asyncio.AbstractEventLoop) -> Iterator[Any]:
    """The messages `read` gives, for a thread to iterate; raises there what `read` raises."""
    while True:
        message = asyncio.run_coroutine_threadsafe(_once(read), loop).result()
        if message is EOF:
            return
        yield message


async def iterate_from_thread(
    iterator: Iterator[Any], loop: asyncio.AbstractEventLoop, pool: Executor | None
) -> AsyncIterator[Any]:
    """The items of `iterator`, produced in one thread of the pool, one ahead of the reader."""
    pipe = Pipe(loop, 1)
    production = loop.run_in_executor(pool, _produce, iterator, pipe, loop)
    try:
        while (boxed := await pipe.get()) is not None:
            yield boxed[0]
        await production
    finally:
        pipe.break_off()


def _produce(iterator: Iterator[Any], pipe: Pipe, loop: asyncio.AbstractEventLoop) -> None:
    try:
        for item in iterator:
            if not asyncio.run_coroutine_threadsafe(pipe.put((item,)), loop).result():
                _close(iterator)
                return
    finally:
        loop.call_soon_threadsafe(pipe.close)


def _close(iterator: Any) -> None:
    if hasattr(iterator, "close"):
        iterator.close()


async def _once(read: Callable[[], Awaitable[Any]]) -> Any:
    return await read()
