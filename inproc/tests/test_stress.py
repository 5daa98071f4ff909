"""A thousand calls at once that are cancelled, run out of time or lose their server: nothing hangs, nothing is left."""

import asyncio
import gc
import logging
import random
import time
import tracemalloc

import grpc
import grpc.aio
import pytest
from cases.world import Stub
from loads import add_handlers, campaign_seconds, one_call
from probe.probe_pb2 import Reply, Request

import grpc_inproc

CALLS_AT_ONCE = 1000


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _others() -> set[asyncio.Task]:
    return asyncio.all_tasks() - {asyncio.current_task()}


async def _nothing_left() -> None:
    """Waits for what was just cancelled to end, at most two seconds; then no task may remain."""
    if _others():
        await asyncio.wait(_others(), timeout=2)
    assert _others() == set()


async def _storm(seed: int, stop_in_the_middle: bool) -> None:
    server = grpc_inproc.make_server()
    add_handlers(server)
    await server.start()
    channel = grpc_inproc.connect(server)
    dice = random.Random(seed)
    calls = [asyncio.create_task(one_call(Stub(channel), random.Random(dice.random()))) for _ in range(CALLS_AT_ONCE)]
    if stop_in_the_middle:
        await asyncio.sleep(dice.random() / 20)
        await server.stop(dice.choice([None, 0, 0.01]))
    async with asyncio.timeout(30):
        await asyncio.gather(*calls)
    await channel.close()
    await server.stop(None)
    assert not server.active and not channel.unstarted and not channel.running


@pytest.mark.parametrize("stop_in_the_middle", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_storm_of_calls_leaves_nothing(seed, stop_in_the_middle):
    await _storm(seed, stop_in_the_middle)
    await _nothing_left()


async def test_memory_stays_flat():
    server = grpc_inproc.make_server()
    add_handlers(server)
    await server.start()
    channel = grpc_inproc.connect(server)
    stub = Stub(channel)
    await _some_of_each(stub, 300)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    await _some_of_each(stub, 1000)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    await channel.close()
    await server.stop(None)
    assert grown < 100_000


async def _some_of_each(stub: Stub, many: int) -> None:
    for _ in range(many):
        await stub.unary(Request(text="flat"))
        async for _ in stub.expand(Request(count=2)):
            pass
        await stub.collect([Request(), Request()])
        cancelled = stub.unary(Request(act="wait", count=50))
        cancelled.cancel()


async def test_memory_is_flat_with_a_stalled_reader():
    sent = 0

    async def endless(request, context):
        nonlocal sent
        while True:
            yield Reply(payload=b"x" * 10_000)
            sent += 1

    server = grpc_inproc.make_server()
    handler = grpc.unary_stream_rpc_method_handler(endless, Request.FromString, Reply.SerializeToString)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("A", {"Do": handler}),))
    await server.start()
    channel = grpc_inproc.connect(server)
    call = channel.unary_stream("/A/Do", Request.SerializeToString, Reply.FromString)(Request())
    await call.read()
    for _ in range(1000):
        await asyncio.sleep(0)
    assert sent <= 66
    call.cancel()
    await channel.close()
    await server.stop(None)
    await _nothing_left()


ENDS = {
    "cancel": lambda call, server, channel: call.cancel(),
    "close": lambda call, server, channel: channel.close(),
    "stop": lambda call, server, channel: server.stop(None),
    "deadline": lambda call, server, channel: asyncio.sleep(0.06),
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("side", ["client writes", "client reads", "handler writes", "handler reads"])
async def test_whoever_is_parked_wakes_at_every_end(end, side):
    """A full pipe parks a writer and an empty one a reader; each end of the call wakes them within the second."""
    woke = asyncio.Event()

    async def handler(request, context):
        try:
            while side == "handler writes":
                await context.write(Reply())
            while side == "handler reads" and await context.read() is not grpc.aio.EOF:
                pass
            await asyncio.Event().wait()
        finally:
            woke.set()

    server = grpc_inproc.make_server()
    method = grpc.stream_stream_rpc_method_handler(handler, Request.FromString, Reply.SerializeToString)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("A", {"Do": method}),))
    await server.start()
    channel = grpc_inproc.connect(server)
    make = channel.stream_stream("/A/Do", Request.SerializeToString, Reply.FromString)
    call = make(timeout=0.05 if end == "deadline" else None)

    async def client() -> None:
        while side == "client writes":
            await call.write(Request())
        while side == "client reads":
            await call.read()

    parked = asyncio.create_task(client())
    await call.wait_for_connection() if side == "handler writes" else await asyncio.sleep(0.01)
    for _ in range(300):
        await asyncio.sleep(0)
    ending = ENDS[end](call, server, channel)
    if not isinstance(ending, bool):
        await ending
    async with asyncio.timeout(1):
        await woke.wait()
        await asyncio.wait([parked])
    await channel.close()
    await server.stop(None)
    await _nothing_left()


async def test_a_handler_may_stop_its_own_server():
    async def handler(request, context):
        await server.stop(None)

    server = grpc_inproc.make_server()
    method = grpc.unary_unary_rpc_method_handler(handler, Request.FromString, Reply.SerializeToString)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("A", {"Do": method}),))
    await server.start()
    async with grpc_inproc.connect(server) as channel:
        do = channel.unary_unary("/A/Do", Request.SerializeToString, Reply.FromString)
        for _ in range(2):
            with pytest.raises(grpc.aio.AioRpcError) as raised:
                await asyncio.wait_for(do(Request()), 60)
            assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
    await asyncio.wait_for(server.wait_for_termination(), 60)


@pytest.mark.campaign
async def test_campaign_of_storms():
    """Storm after storm with new seeds for as long as the campaign lasts; without one, a single storm."""
    seed, end = random.randrange(10**9), time.monotonic() + campaign_seconds()
    while True:
        await _storm(seed, stop_in_the_middle=seed % 2 == 0)
        await _nothing_left()
        seed += 1
        if time.monotonic() >= end:
            break
