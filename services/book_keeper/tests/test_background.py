"""What is done again and again: often while there is work, seldom while there is none."""

import asyncio
from collections.abc import Iterator

import pytest
from m_kit.errors import Unavailable

from book_keeper.background import again


class Enough(Exception):
    """Ends what goes on for ever."""


async def pauses_after(
    monkeypatch: pytest.MonkeyPatch, done: list[int | Exception], every_seconds: float
) -> list[float]:
    """How long it waits after each of these outcomes."""
    pauses: list[float] = []
    outcomes: Iterator[int | Exception] = iter([*done, Enough()])

    async def work() -> int:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(Enough):
        await again(work, every_seconds, "nothing was done")
    return pauses


async def test_it_rests_longer_the_longer_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await pauses_after(monkeypatch, [3, 0, 0, 0, 0, 0, 1, 0], 0.1) == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 0.1, 0.2]


async def test_what_is_seldom_by_itself_stays_as_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await pauses_after(monkeypatch, [0, 2, 0], 60.0) == [60.0, 60.0, 60.0]


async def test_a_database_that_is_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert await pauses_after(monkeypatch, [Unavailable("away"), 1], 0.5) == [1.0, 0.5]
    assert "nothing was done this time" in caplog.text
