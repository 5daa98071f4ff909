"""Group commit in the process: what arrives while one batch is being written goes out together in the next."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Group(Generic[Item, Result]):
    """Items that one caller handed over, and where it waits."""

    items: Sequence[Item]
    weight: int
    answer: "asyncio.Future[list[Result]]"


class Batcher(Generic[Item, Result]):
    """One write in flight per key (a tenant); no timer: an item alone goes at once, a queue goes together.

    `write(key, items)` answers one result per item, in order; where it raises, every caller of the batch gets that
    error. A batch holds up to `most_weight`, and one caller's items are never split. A caller that is cancelled
    abandons its waiting only: its items are written all the same.
    """

    def __init__(
        self,
        write: Callable[[str, Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        most_weight: int = 500,
        weight: Callable[[Item], int] = lambda item: 1,
    ) -> None:
        self._write = write
        self._most_weight = most_weight
        self._weight = weight
        self._queues: dict[str, deque[_Group[Item, Result]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def submit(self, key: str, item: Item) -> Result:
        """The item's own result."""
        return (await self.submit_all(key, [item]))[0]

    async def submit_all(self, key: str, items: Sequence[Item], timeout_seconds: float | None = None) -> list[Result]:
        """The items' results, in order. Raises TimeoutError where they are not there in time: they are written, or
        will be, or not."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[Result]] = loop.create_future()
        group = _Group(items, sum(map(self._weight, items)), answer)
        if key in self._queues:
            self._queues[key].append(group)
        else:
            self._queues[key] = deque([group])
            task = asyncio.create_task(self._drain(key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if timeout_seconds is None:
            return await answer
        # asyncio.timeout says the same and takes five times as long.
        end = loop.call_later(timeout_seconds, _fail, answer, TimeoutError())
        try:
            return await answer
        finally:
            end.cancel()

    async def drained(self) -> None:
        """Returns when nothing is being written any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, key: str) -> None:
        queue = self._queues[key]
        while queue:
            batch = [queue.popleft()]
            weight = batch[0].weight
            while queue and weight + queue[0].weight <= self._most_weight:
                batch.append(queue.popleft())
                weight += batch[-1].weight
            await self._write_batch(key, batch)
        del self._queues[key]

    async def _write_batch(self, key: str, batch: list[_Group[Item, Result]]) -> None:
        try:
            results = iter(await self._write(key, [item for group in batch for item in group.items]))
            answers = [[next(results) for _ in group.items] for group in batch]
        except BaseException as error:  # noqa: BLE001 - handed to every waiting caller, whatever it is
            for group in batch:
                _fail(group.answer, error)
        else:
            for group, answer in zip(batch, answers, strict=True):
                if not group.answer.done():
                    group.answer.set_result(answer)


def _fail(answer: "asyncio.Future[list[Result]]", error: BaseException) -> None:
    """Marks it as seen too: a caller that stopped waiting must not make the loop complain."""
    if not answer.done():
        answer.set_exception(error)
        answer.exception()
