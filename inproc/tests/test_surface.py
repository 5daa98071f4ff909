"""The names others build on, and what each does in its plainest use."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import grpc.aio
import pytest
from cases.transport import InProcess
from cases.world import World
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status
from probe import probe_pb2, probe_pb2_grpc

import grpc_inproc


class Servicer(probe_pb2_grpc.ProbeServicer):
    async def Echo(self, request, context):
        if request.act == "rich":
            await context.abort_with_status(rpc_status.to_status(rich_status()))
        if request.act == "sleep":
            await asyncio.Event().wait()
        return probe_pb2.Reply(text=request.text)

    async def Expand(self, request, context):
        for count in range(request.count):
            yield probe_pb2.Reply(count=count)


def rich_status() -> status_pb2.Status:
    detail = any_pb2.Any()
    detail.Pack(error_details_pb2.ErrorInfo(reason="PERIOD_CLOSED"))
    return status_pb2.Status(code=9, message="closed", details=[detail])


@pytest.fixture
async def server() -> AsyncIterator[grpc_inproc.Server]:
    server = grpc_inproc.make_server()
    probe_pb2_grpc.add_ProbeServicer_to_server(Servicer(), server)
    await server.start()
    yield server
    await server.stop(None)


@pytest.mark.parametrize("isolation", list(grpc_inproc.Isolation))
async def test_a_stub_gets_its_reply_under_every_isolation(server, isolation):
    async with grpc_inproc.connect(server, isolation=isolation) as channel:
        stub = probe_pb2_grpc.ProbeStub(channel)
        assert (await stub.Echo(probe_pb2.Request(text="hello"))).text == "hello"
        assert [reply.count async for reply in stub.Expand(probe_pb2.Request(count=3))] == [0, 1, 2]


async def test_the_channel_and_server_are_grpc_aio_ones(server):
    async with grpc_inproc.connect(server) as channel:
        assert isinstance(channel, grpc.aio.Channel)
        assert isinstance(server, grpc.aio.Server)


async def test_rich_errors_cross(server):
    async with grpc_inproc.connect(server) as channel:
        call = probe_pb2_grpc.ProbeStub(channel).Echo(probe_pb2.Request(act="rich"))
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await call
    assert raised.value.code() is grpc.StatusCode.FAILED_PRECONDITION
    trailing = dict(raised.value.trailing_metadata())
    assert status_pb2.Status.FromString(trailing["grpc-status-details-bin"]) == rich_status()


async def test_a_deadline_ends_the_call(server):
    async with grpc_inproc.connect(server) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await probe_pb2_grpc.ProbeStub(channel).Echo(probe_pb2.Request(act="sleep"), timeout=0.01)
    assert raised.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_make_channel_starts_a_server_of_its_own():
    channel = grpc_inproc.make_channel(lambda server: probe_pb2_grpc.add_ProbeServicer_to_server(Servicer(), server))
    async with channel:
        assert (await probe_pb2_grpc.ProbeStub(channel).Echo(probe_pb2.Request(text="short"))).text == "short"


async def test_a_thread_calls_through_a_blocking_channel(server):
    def call() -> str:
        with grpc_inproc.connect_sync(server) as channel:
            return probe_pb2_grpc.ProbeStub(channel).Echo(probe_pb2.Request(text="thread")).text

    assert await asyncio.to_thread(call) == "thread"


async def test_a_blocking_channel_refuses_the_loops_own_thread(server):
    with pytest.raises(RuntimeError, match="thread of the server's event loop"):
        probe_pb2_grpc.ProbeStub(grpc_inproc.connect_sync(server)).Echo(probe_pb2.Request())


@pytest.mark.parametrize("kind", ["unary", "expand", "collect", "converse"])
async def test_wait_for_ready_waits_for_the_server_to_start(kind):
    async def once(request, context):
        return probe_pb2.Reply(text="at last")

    async def stream(request, context):
        yield probe_pb2.Reply(text="at last")

    world = World(InProcess())
    server = world.make_server(handlers={kind: once if kind in ("unary", "collect") else stream})
    stub = world.connect(server)
    call = stub.call(kind, wait_for_ready=True, timeout=5)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not call.done()
    await server.start()
    reply = await call if kind in ("unary", "collect") else await call.read()
    assert reply.text == "at last"
    await world.close()


async def test_a_channel_sees_its_server_start():
    server = grpc_inproc.make_server()
    async with grpc_inproc.connect(server) as channel:
        assert channel.get_state(try_to_connect=True) is grpc.ChannelConnectivity.IDLE
        while channel.get_state() is not grpc.ChannelConnectivity.TRANSIENT_FAILURE:
            await channel.wait_for_state_change(channel.get_state())
        await server.start()
        assert channel.get_state() is grpc.ChannelConnectivity.READY
        await server.stop(None)
        assert channel.get_state() is grpc.ChannelConnectivity.IDLE


@pytest.mark.parametrize("depth", [10, 200, 2000])
async def test_handlers_may_call_each_other_as_deep_as_they_like(depth):
    async def body(request, context):
        return await stub.unary(probe_pb2.Request(count=request.count - 1)) if request.count else probe_pb2.Reply()

    world = World(InProcess())
    stub = await world.serve(unary=body)
    assert await stub.unary(probe_pb2.Request(count=depth)) == probe_pb2.Reply()
    await world.close()
