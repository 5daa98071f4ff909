"""What is prepared is there when it is asked for, made once, and after what was sent meanwhile."""

import asyncio

import pytest

from m_kit.prepared import Prepared


async def test_it_is_made_once_while_its_maker_waits_and_after_the_next_round_of_the_loop() -> None:
    order: list[str] = []

    def make() -> str:
        order.append("prepared")
        return "made"

    prepared = Prepared(make)
    asyncio.get_running_loop().call_soon(order.append, "sent")
    for _ in range(3):
        await asyncio.sleep(0)
    assert order == ["sent", "prepared"]
    assert (prepared.take(), prepared.take()) == ("made", "made")
    assert order == ["sent", "prepared"]


async def test_who_asks_at_once_gets_it_at_once() -> None:
    made: list[int] = []

    def make() -> list[int]:
        made.append(1)
        return made

    prepared = Prepared(make)
    assert prepared.take() is made
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert made == [1]


async def test_what_cannot_be_made_is_told_to_who_asks() -> None:
    prepared = Prepared(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        prepared.take()
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
