"""Group commit: what waits together is written together."""

import asyncio
from collections.abc import Sequence

import pytest

from m_kit.batcher import Batcher


class Writes:
    """Remembers batches, and lets each one go when told."""

    def __init__(self) -> None:
        self.batches: list[tuple[str, list[int]]] = []
        self.started, self.go = asyncio.Semaphore(0), asyncio.Semaphore(0)
        self.in_flight: dict[str, int] = {}

    async def __call__(self, key: str, items: Sequence[int]) -> list[int]:
        self.in_flight[key] = self.in_flight.get(key, 0) + 1
        assert self.in_flight[key] == 1
        self.batches.append((key, list(items)))
        self.started.release()
        await self.go.acquire()
        self.in_flight[key] -= 1
        if 13 in items:
            raise ValueError("unlucky")
        return [item * 10 for item in items]


async def test_what_arrives_meanwhile_goes_together_and_each_gets_its_own() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes)
    first = asyncio.create_task(batcher.submit("a", 1))
    await writes.started.acquire()
    others = [asyncio.create_task(batcher.submit("a", item)) for item in (2, 3, 4)]
    await asyncio.sleep(0)
    for _ in range(2):
        writes.go.release()
    assert await asyncio.gather(first, *others) == [10, 20, 30, 40]
    assert writes.batches == [("a", [1]), ("a", [2, 3, 4])]


async def test_keys_do_not_wait_for_each_other() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes)
    calls = [asyncio.create_task(batcher.submit(key, 1)) for key in ("a", "b")]
    for _ in calls:
        await asyncio.wait_for(writes.started.acquire(), 60)
    for _ in calls:
        writes.go.release()
    await asyncio.gather(*calls)


async def test_a_batch_keeps_to_its_weight_and_never_splits_a_group() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes, most_weight=10, weight=lambda item: item)
    first = asyncio.create_task(batcher.submit("a", 1))
    await writes.started.acquire()
    groups = [asyncio.create_task(batcher.submit_all("a", group)) for group in ([4, 4], [3], [30, 1], [2])]
    await asyncio.sleep(0)
    for _ in range(5):
        writes.go.release()
    assert await asyncio.gather(*groups) == [[40, 40], [30], [300, 10], [20]]
    await first
    assert [items for _, items in writes.batches] == [[1], [4, 4], [3], [30, 1], [2]]


async def test_an_error_is_for_its_batch_alone() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes)
    first = asyncio.create_task(batcher.submit("a", 1))
    await writes.started.acquire()
    unlucky = [asyncio.create_task(batcher.submit("a", item)) for item in (12, 13)]
    await asyncio.sleep(0)
    writes.go.release()
    assert await first == 10
    await writes.started.acquire()
    writes.go.release()
    for call in unlucky:
        with pytest.raises(ValueError, match="unlucky"):
            await call
    writes.go.release()
    assert await batcher.submit("a", 2) == 20


async def test_a_caller_who_leaves_abandons_its_waiting_only() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes)
    leaver = asyncio.create_task(batcher.submit("a", 1))
    await writes.started.acquire()
    leaver.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaver
    writes.go.release()
    await asyncio.wait_for(batcher.drained(), 60)
    assert writes.batches == [("a", [1])]


async def test_who_waits_too_long_is_told_and_the_items_are_written_all_the_same() -> None:
    writes = Writes()
    batcher: Batcher[int, int] = Batcher(writes)
    with pytest.raises(TimeoutError):
        await batcher.submit_all("a", [1], timeout_seconds=0)
    other = asyncio.create_task(batcher.submit_all("a", [2], timeout_seconds=60))
    await writes.started.acquire()
    for _ in range(2):
        writes.go.release()
    assert await other == [20]
    assert [item for _, batch in writes.batches for item in batch] == [1, 2]
