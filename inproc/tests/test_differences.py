"""The differences from the network that no comparison can show, because the network itself does not always do alike."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator

import grpc
import grpc.aio
import pytest
from cases.transport import InProcess
from cases.world import World
from google.protobuf.message import DecodeError
from google.protobuf.struct_pb2 import Value
from probe.probe_pb2 import Reply, Request


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World(InProcess())
    yield world
    await world.close()


@pytest.mark.parametrize("kind", ["collect", "converse"])
async def test_early_answer(world, kind):
    """A handler that answers before it has read all requests: OK here; INTERNAL over the network, now and then."""

    async def once(request, context):
        return Reply(text="heard enough")

    async def stream(request, context):
        yield Reply(text="heard enough")

    async def requests():
        while True:
            yield Request()
            await asyncio.sleep(0)

    stub = await world.serve(**{kind: once if kind == "collect" else stream})
    call = getattr(stub, kind)(requests())
    reply = await call if kind == "collect" else await call.read()
    assert reply.text == "heard enough"
    if kind == "converse":
        assert await call.read() is grpc.aio.EOF
    assert await call.code() is grpc.StatusCode.OK


async def test_dropped_stream(world):
    """A stream nobody refers to any more is cancelled; newer grpc.aio keeps it alive until its end."""

    async def body(request, context):
        try:
            yield Reply()
            await asyncio.Event().wait()
        finally:
            world.event("over").set()

    stub = await world.serve(expand=body)
    call = stub.call("expand")
    await call.read()
    del call
    gc.collect()
    await asyncio.wait_for(world.event("over").wait(), 60)


async def test_code_of_a_refused_call(world):
    """code() of a call with metadata no header can carry answers INTERNAL; grpc.aio waits for ever."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary", metadata=(("Upper", "1"),))
    assert await asyncio.wait_for(call.code(), 60) is grpc.StatusCode.INTERNAL


async def test_user_agent(world):
    """The user agent names grpc-inproc where the network names its C core."""

    async def body(request, context):
        world.handler("agent", context.invocation_metadata()[0].value)
        return Reply()

    stub = await world.serve(unary=body)
    await stub.call("unary")
    assert world.notes["handler"][0][1].endswith(" grpc-inproc")


async def test_no_turn(world):
    """A call whose handler never waits takes no turn of the loop from Python 3.12 on; the network takes a few."""

    async def body(request, context):
        return Reply(text="at once")

    stub = await world.serve(unary=body)
    await stub.call("unary")
    asyncio.get_running_loop().call_soon(world.client, "turned")
    assert (await stub.call("unary")).text == "at once"
    assert ("client" in world.notes) is (sys.version_info < (3, 12))
    await asyncio.sleep(0)
    assert world.notes["client"] == [("turned", None)]


async def test_deep_messages(world):
    """A message nested deeper than protobuf parses crosses uncopied from bytes; over the network it is refused."""

    async def body(request, context):
        return request

    handler = grpc.unary_unary_rpc_method_handler(body, Value.FromString, Value.SerializeToString)
    server = world.make_server(generic=grpc.method_handlers_generic_handler("deep.Api", {"Do": handler}))
    await server.start()
    call = world.connect(server).channel.unary_unary("/deep.Api/Do", Value.SerializeToString, Value.FromString)
    deep = value = Value()
    for _ in range(60):
        value = value.list_value.values.add()
    value.bool_value = True
    assert await call(deep) == deep
    with pytest.raises(DecodeError):
        Value.FromString(deep.SerializeToString())


async def test_stream_window(world):
    """A stream holds 64 messages, or as many as its option says, where the network holds some bytes."""

    async def body(request, context):
        while True:
            yield Reply()
            world.handler("sent")

    stub = await world.serve(expand=body, channel={"options": (("grpc_inproc.stream_window", 5),)})
    call = stub.call("expand")
    await call.wait_for_connection()
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(world.notes["handler"]) == 5
    call.cancel()


async def test_ports(world):
    """An in-process server has no ports."""
    with pytest.raises(RuntimeError, match="listens to no port"):
        world.make_server().add_insecure_port("127.0.0.1:0")


async def test_refused_at_once(world):
    """A call to a server that does not run fails at once; over the network a try to connect has to fail first."""
    server = world.make_server(handlers={})
    call = world.connect(server).call("expand")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert call.done()
    assert await call.code() is grpc.StatusCode.UNAVAILABLE


async def test_threads(world):
    """A thread that runs no loop is told to use the blocking channel."""
    server = world.make_server()
    with pytest.raises(RuntimeError, match="use connect_sync"):
        await asyncio.to_thread(world.connect, server)
