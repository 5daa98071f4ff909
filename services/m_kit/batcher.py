"""Group commit in the process: what arrives while one batch is being written goes out together in the next."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batcher(Generic[Item, Result]):
    """One write in flight per key (a tenant); no timer: an item alone goes at once, a queue goes whole.

    `write(key, items)` answers one result per item, in order; where it raises, every item of the batch gets that
    error. A caller that is cancelled abandons its waiting only: its item is written all the same.
    """

    def __init__(self, write: Callable[[str, Sequence[Item]], Awaitable[Sequence[Result]]], most: int = 500) -> None:
        self._write = write
        self._most = most
        self._queues: dict[Hashable, deque[tuple[Item, asyncio.Future[Result]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def submit(self, key: str, item: Item) -> Result:
        """The item's own result."""
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        queue = self._queues.get(key)
        if queue is not None:
            queue.append((item, answer))
        else:
            self._queues[key] = deque([(item, answer)])
            task = asyncio.create_task(self._drain(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(answer)

    async def drained(self) -> None:
        """Returns when nothing is being written any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, key: str) -> None:
        queue = self._queues[key]
        while queue:
            batch = [queue.popleft() for _ in range(min(len(queue), self._most))]
            await self._write_batch(key, batch)
        del self._queues[key]

    async def _write_batch(self, key: str, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._write(key, [item for item, _ in batch])
        except BaseException as error:  # noqa: BLE001 - handed to every waiting caller, whatever it is
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(error)
                    answer.exception()
        else:
            for (_, answer), result in zip(batch, results, strict=True):
                if not answer.done():
                    answer.set_result(result)
