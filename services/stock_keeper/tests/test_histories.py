"""Any history of reserves, confirms and cancels, beside a model of a page."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import grpc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from m_kit.posting import Posting
from m_kit.testing import refusal_of

from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import AVERAGE, FIFO, IN, OUT, World


def part_of(value: int, quantity: int, whole: int) -> int:
    """Half up; all of it takes all."""
    return value if quantity == whole else (2 * value * quantity + whole) // (2 * whole)


@dataclass
class Model:
    """One item in one warehouse. A layer is [quantity, value]; under the average there is a single one."""

    average: bool
    layers: list[list[int]] = field(default_factory=list)

    @property
    def free(self) -> int:
        """What the next out may take."""
        return sum(quantity for quantity, _ in self.layers)

    def bring(self, quantity: int, value: int) -> None:
        """A confirmed in."""
        if self.average and self.layers:
            self.layers[0][0] += quantity
            self.layers[0][1] += value
        else:
            self.layers.append([quantity, value])

    def take(self, needed: int) -> list[tuple[int, int, int]]:
        """(layer, quantity, value) of each part."""
        taken = []
        for index, layer in enumerate(self.layers):
            part = min(needed, layer[0])
            if part:
                value = part_of(layer[1], part, layer[0])
                layer[0] -= part
                layer[1] -= value
                needed -= part
                taken.append((index, part, value))
        return taken

    def give_back(self, taken: list[tuple[int, int, int]]) -> None:
        """To where it came from."""
        for index, quantity, value in taken:
            self.layers[index][0] += quantity
            self.layers[index][1] += value


STEP = st.one_of(
    st.tuples(st.just("in"), st.integers(1, 9), st.integers(0, 999)),
    st.tuples(st.just("out"), st.integers(1, 9), st.just(0)),
    st.tuples(st.sampled_from(["confirm", "cancel"]), st.integers(0, 50), st.just(0)),
)


@pytest.mark.parametrize("method", [FIFO, AVERAGE])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=5, max_size=30))
async def test_stock_agrees_with_the_model(
    world: World, channel: grpc.aio.Channel, method: int, steps: list[tuple[str, int, int]]
) -> None:
    item, model = world.item(method), Model(method == AVERAGE)
    held: list[tuple[Posting, tuple[int, int] | list[tuple[int, int, int]]]] = []
    for kind, number, value in steps:
        posting = world.posting()
        if kind == "in":
            assert await world.reserve(posting, world.line(item, IN, number, value)) == [value]
            held.append((posting, (number, value)))
        elif kind == "out" and number > model.free:
            refused = await refusal_of(world.reserve(posting, world.line(item, OUT, number)))
            assert refused.reason == "INSUFFICIENT_STOCK"
        elif kind == "out":
            taken = model.take(number)
            assert await world.reserve(posting, world.line(item, OUT, number)) == [sum(one[2] for one in taken)]
            held.append((posting, taken))
        elif held:
            posting, what = held.pop(number % len(held))
            await (world.confirm(posting) if kind == "confirm" else world.cancel(posting))
            if isinstance(what, tuple) and kind == "confirm":
                model.bring(*what)
            elif isinstance(what, list) and kind == "cancel":
                model.give_back(what)
    if method == FIFO:
        assert await world.layers(item) == [(quantity, value) for quantity, value in model.layers if quantity]
    await require_sound(world, channel)


async def test_opposite_orders_of_lines_never_wait_in_a_circle(
    world: World, channel: grpc.aio.Channel, second_world: World
) -> None:
    items = [world.item() for _ in range(8)]
    await world.moved(*[world.line(item, IN, 5000, 50000) for item in items])
    choice = random.Random(7)

    async def go(one: World) -> None:
        for _ in range(63):
            lines = [one.line(item, OUT, 1) for item in choice.sample(items, len(items))]
            posting = one.posting()
            await one.reserve(posting, *lines)
            await (one.confirm(posting) if choice.random() < 0.5 else one.cancel(posting))

    await asyncio.gather(*[go(one) for one in (world, second_world) for _ in range(8)])
    assert [reserved for _, reserved, _, _ in [await world.balance(item) for item in items]] == [0] * len(items)
    await require_sound(world, channel)


async def test_many_open_layers_are_as_quick_as_one(world: World) -> None:
    few, many = world.item(), world.item()
    await world.moved(world.line(few, IN, 1_000, 1_000))
    for _ in range(15):
        await world.moved(*[world.line(many, IN, 1, 1) for _ in range(2_000)])

    async def seconds(item: str) -> float:
        took = []
        for _ in range(15):
            start = time.perf_counter()
            await world.reserve(world.posting(), world.line(item, OUT, 1))
            took.append(time.perf_counter() - start)
        return min(took)

    await seconds(few)
    assert await seconds(many) < 3 * await seconds(few)
