"""Any order of every kind of movement, held, confirmed and given up: no invariant breaks, and no cent is lost."""

import grpc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from m_kit.posting import Posting
from m_kit.testing import refusal_of

from stock_keeper.tests.test_goods_told_apart import place_in
from stock_keeper.tests.test_hold import require_sound
from stock_keeper.tests.worlds import (
    AVERAGE,
    FIFO,
    HIFO,
    IN,
    LIFO,
    OUT,
    RELOCATE,
    REVALUE,
    STANDARD,
    Line,
    Told,
    World,
    movement_ids,
    rupees,
)

METHODS = [FIFO, AVERAGE, STANDARD, LIFO, HIFO]
MAY_BE_REFUSED = {"INSUFFICIENT_STOCK", "SOURCE_MOVEMENT_INVALID", "VALUE_EXCEEDED", "FIELD_REQUIRED"}
STEP = st.one_of(
    st.tuples(st.sampled_from(["in", "out", "shelve", "out of the shelf"]), st.integers(1, 9), st.integers(0, 999)),
    st.tuples(st.sampled_from(["add", "take", "return"]), st.integers(0, 50), st.integers(1, 300)),
    st.tuples(st.sampled_from(["confirm", "confirm", "cancel"]), st.integers(0, 50), st.just(0)),
)


class History:
    """One item's movements, and what is still held."""

    def __init__(self, world: World, method: int, negative: bool, shelf: str) -> None:
        options = {"standard_cost": rupees(70)} if method == STANDARD else {}
        self.world, self.shelf = world, shelf
        self.item = world.item(method, allow_negative_stock=negative, **options)
        self.held: list[tuple[Posting, Line, Told]] = []
        self.brought: list[str] = [""]
        self.value = 0

    def line(self, kind: str, number: int, value: int) -> Line:
        """What a step asks for."""
        world, source = self.world, self.brought[number % len(self.brought)]
        if kind in ("add", "take"):
            return world.line(self.item, REVALUE, 0, value if kind == "add" else -value, source)
        if kind == "return":
            return world.line(self.item, OUT, value % 5 + 1, source=source)
        if kind == "shelve":
            return world.line(self.item, RELOCATE, number, to_location_id=self.shelf)
        if kind == "in":
            return world.line(self.item, IN, number, value)
        return world.line(self.item, OUT, number, location_id="" if kind == "out" else self.shelf)

    async def reserve(self, line: Line) -> None:
        """Held, or refused for a reason that may be."""
        posting = self.world.posting()
        try:
            (told,) = await self.world.told(posting, line)
        except grpc.aio.AioRpcError as error:
            await _require_refusal(error)
            return
        if line.HasField("value"):
            assert rupees(told.value + told.variance) == line.value
        self.held.append((posting, line, told))

    async def end(self, number: int, *, confirmed: bool) -> None:
        """One of what is held."""
        posting, line, told = self.held.pop(number % len(self.held))
        if not confirmed:
            await self.world.cancel(posting)
            return
        await self.world.confirm(posting)
        self.value += -told.value if line.direction == OUT else told.value
        if line.direction == IN:
            self.brought += movement_ids(posting, 1)


async def _require_refusal(error: grpc.aio.AioRpcError) -> None:
    async def raised() -> None:
        raise error

    assert (await refusal_of(raised())).reason in MAY_BE_REFUSED


async def require_history(
    world: World, channel: grpc.aio.Channel, method: int, negative: bool, steps: list[tuple[str, int, int]]
) -> None:
    """All steps, then the end of all that is held; stock is sound at both."""
    await world.warehouse(f"W{len(world.methods)}")
    history = History(world, method, negative, await place_in(world, f"S{len(world.methods)}"))
    for kind, number, value in steps:
        if kind not in ("confirm", "cancel"):
            await history.reserve(history.line(kind, number, value))
        elif history.held:
            await history.end(number, confirmed=kind == "confirm")
    await require_sound(world, channel)
    while history.held:
        await history.end(len(history.held) // 2, confirmed=len(history.held) % 3 > 0)
    assert (await world.balance(history.item))[1:] == (0, history.value, 0)
    await require_sound(world, channel)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(negative=st.booleans(), steps=st.lists(STEP, min_size=5, max_size=20))
async def test_no_order_of_steps_breaks_an_invariant(
    world: World, channel: grpc.aio.Channel, method: int, negative: bool, steps: list[tuple[str, int, int]]
) -> None:
    await require_history(world, channel, method, negative, steps)


@pytest.mark.campaign
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("negative", [False, True])
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=5, max_size=60))
async def test_no_order_of_two_thousand_breaks_an_invariant(
    world: World, channel: grpc.aio.Channel, method: int, negative: bool, steps: list[tuple[str, int, int]]
) -> None:
    await require_history(world, channel, method, negative, steps)
