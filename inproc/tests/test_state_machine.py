"""Hypothesis drives a conversation over the network and in process in step, and compares what each step gives."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import grpc
import grpc.aio
from cases.describe import describe
from cases.transport import InProcess, Network
from cases.world import World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from loads import campaign_seconds
from probe.probe_pb2 import Reply, Request

CODES = [grpc.StatusCode.NOT_FOUND, grpc.StatusCode.ABORTED, grpc.StatusCode.UNAUTHENTICATED]
TEXTS = st.text(max_size=8)


async def converse(requests: Any, context: Any) -> Any:
    """Answers each request once, or as often as it counts; ends or fails when told to."""
    await context.send_initial_metadata((("hello", "1"),))
    async for request in requests:
        if request.act == "abort":
            await context.abort(CODES[request.count], request.text, (("why", "asked"),))
        if request.act == "raise":
            raise ValueError(request.text)
        if request.act == "end":
            context.set_trailing_metadata((("bye", "1"),))
            return
        for number in range(request.count):
            yield Reply(text=request.text, count=number)


async def unary(request: Any, context: Any) -> Reply:
    if request.act == "abort":
        await context.abort(CODES[request.count], request.text)
    return Reply(text=request.text)


async def outcome(work: Coroutine[Any, Any, Any]) -> Any:
    """What a step gave: its value, or the exception it raised."""
    try:
        async with asyncio.timeout(5):
            return describe(await work)
    except (Exception, asyncio.CancelledError) as error:
        return describe(error)


class Side:
    """One conversation over one transport."""

    def __init__(self, transport: Any) -> None:
        self.world = World(transport)

    async def open(self) -> None:
        self.stub = await self.world.serve(converse=converse, unary=unary)

    async def begin(self) -> None:
        self.call = self.stub.converse()
        await self.call.initial_metadata()  # or the status may overtake it on the network


class BothChannels(RuleBasedStateMachine):
    """Every rule does one thing on both sides; their outcomes must be equal."""

    loop = asyncio.Runner()
    network = Network()

    @initialize()
    def open(self) -> None:
        logging.disable(logging.CRITICAL)
        self.sides = [Side(self.network), Side(InProcess())]
        self.begun = self.over = self.half_closed = False
        for side in self.sides:
            self.loop.run(side.open())

    def both(self, step: Any) -> Any:
        """Runs a step on each side; fails when they do not agree."""
        theirs, ours = (self.loop.run(outcome(step(side))) for side in self.sides)
        assert ours == theirs
        return ours

    @precondition(lambda self: not self.begun)
    @rule()
    def begin(self) -> None:
        self.both(lambda side: side.begin())
        self.begun = True

    @precondition(lambda self: self.begun and not self.over and not self.half_closed)
    @rule(text=TEXTS, replies=st.integers(0, 3))
    def write_and_read(self, text: str, replies: int) -> None:
        self.both(lambda side: side.call.write(Request(text=text, count=replies)))
        for _ in range(replies):
            self.both(lambda side: side.call.read())

    @precondition(lambda self: self.begun and not self.over and not self.half_closed)
    @rule(act=st.sampled_from(["abort", "raise", "end"]), text=TEXTS, code=st.integers(0, len(CODES) - 1))
    def tell_the_handler_to_end(self, act: str, text: str, code: int) -> None:
        self.both(lambda side: side.call.write(Request(act=act, text=text, count=code)))
        self.both(lambda side: side.call.code())
        self.over = True

    @precondition(lambda self: self.begun and not self.over and not self.half_closed)
    @rule()
    def half_close(self) -> None:
        self.both(lambda side: side.call.done_writing())
        self.half_closed = True

    @precondition(lambda self: self.begun and self.half_closed and not self.over)
    @rule()
    def read_to_the_end(self) -> None:
        self.both(lambda side: side.call.read())
        self.both(lambda side: side.call.code())
        self.over = True

    @precondition(lambda self: self.begun and (self.over or not self.half_closed))
    @rule()
    def cancel(self) -> None:
        self.both(lambda side: _as_coroutine(side.call.cancel()))
        self.over = True

    @precondition(lambda self: self.begun and self.over)
    @rule(text=TEXTS)
    def write_after_the_end(self, text: str) -> None:
        self.both(lambda side: side.call.write(Request(text=text)))

    @precondition(lambda self: self.begun and self.over)
    @rule()
    def read_after_the_end(self) -> None:
        self.both(lambda side: side.call.read())

    @precondition(lambda self: self.begun and self.over)
    @rule()
    def ask_for_everything(self) -> None:
        for name in ("code", "details", "initial_metadata", "trailing_metadata"):
            self.both(lambda side, name=name: getattr(side.call, name)())

    @precondition(lambda self: self.begun and self.over)
    @rule()
    def begin_another(self) -> None:
        self.begun = self.over = self.half_closed = False

    @rule(act=st.sampled_from(["", "abort"]), text=TEXTS, code=st.integers(0, len(CODES) - 1))
    def call_once(self, act: str, text: str, code: int) -> None:
        self.both(lambda side: _awaited(side.stub.unary(Request(act=act, text=text, count=code))))

    @invariant()
    def agree_on_being_done(self) -> None:
        if getattr(self, "over", False):
            self.both(lambda side: _as_coroutine((side.call.done(), side.call.cancelled())))

    def teardown(self) -> None:
        for side in getattr(self, "sides", []):
            self.loop.run(side.world.close())
        logging.disable(logging.NOTSET)


async def _as_coroutine(value: Any) -> Any:
    return value


async def _awaited(call: Any) -> Any:
    return await call


TestBothChannels = BothChannels.TestCase
TestBothChannels.settings = settings(
    max_examples=25 if not campaign_seconds() else int(campaign_seconds() * 10),
    stateful_step_count=25,
    deadline=None,
    derandomize=not campaign_seconds(),
    database=None,
    suppress_health_check=list(HealthCheck),
)
