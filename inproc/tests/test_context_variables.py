"""The list of context variables beside what the cases compare: keys, other loops, the fallback."""

import asyncio
import contextvars

import pytest
from cases.context_variables import LISTED, count, noting, seen, who
from cases.transport import InProcess
from cases.world import KINDS, Stub, World
from probe.probe_pb2 import Request
from test_selfcheck import TAMPERING, run

import grpc_inproc
from grpc_inproc.context_variables import client_interceptors, server_interceptors, sync_client_interceptors

CALLING = """
import contextvars
from probe.probe_pb2 import Reply, Request

who = contextvars.ContextVar("who", default="nobody")
listed = {"x-who": (who, str, str)}

async def main():
    async def body(request, context):
        return Reply(text=who.get())
    codec = (Request.FromString, Reply.SerializeToString)
    handler = grpc.method_handlers_generic_handler("A", {"Do": grpc.unary_unary_rpc_method_handler(body, *codec)})
    server = grpc_inproc.make_server(handlers=[handler], context_variables=listed)
    await server.start()
    codec = (Request.SerializeToString, Reply.FromString)
    who.set("asha")
    async with grpc_inproc.connect(server, context_variables=listed) as channel:
        print((await channel.unary_unary("/A/Do", *codec)(Request(), timeout=10)).text)

    def block():
        who.set("ravi")
        with grpc_inproc.connect_sync(server, context_variables=listed) as channel:
            return channel.unary_unary("/A/Do", *codec)(Request(), timeout=10).text

    print(await asyncio.to_thread(block))
    await server.stop(None)

asyncio.run(main())
"""


@pytest.mark.parametrize("key", ["", "X-Who", "x who", "grpc-who", ":path", "te", "content-type", "user-agent", "é"])
@pytest.mark.parametrize("make", [client_interceptors, sync_client_interceptors, server_interceptors])
def test_a_key_that_no_metadata_can_have_is_refused(make, key):
    with pytest.raises(ValueError, match="is no key"):
        make({key: (who, str, str)})


async def test_server_and_channel_refuse_it_when_they_are_made():
    listed = {"X-Who": (who, str, str)}
    with pytest.raises(ValueError, match="X-Who"):
        grpc_inproc.make_server(context_variables=listed)
    for connect in (grpc_inproc.connect, grpc_inproc.connect_sync):
        with pytest.raises(ValueError, match="X-Who"):
            connect(grpc_inproc.make_server(), context_variables=listed)


async def test_a_list_that_is_changed_later_changes_nothing():
    listed = {"x-who": LISTED["x-who"]}
    world = World(InProcess())
    stub = await world.serve(
        server={"context_variables": listed}, channel={"context_variables": listed}, **noting(world, "unary")
    )
    listed["x-count"] = LISTED["x-count"]
    who.set("asha")
    count.set(7)
    await stub.unary(Request())
    assert world.notes["handler"][0][1][:2] == ("asha", None)
    await world.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_they_travel_to_another_event_loop(kind):
    world = World(InProcess())
    await world.serve(server={"context_variables": LISTED}, **noting(world, kind))
    who.set("the server's loop")

    async def talk():
        who.set("the caller's loop")
        async with grpc_inproc.connect(world.server, context_variables=LISTED) as channel:
            call = Stub(channel).call(kind)
            await (call if kind in ("unary", "collect") else call.read())
        return seen()

    assert (await asyncio.to_thread(contextvars.Context().run, asyncio.run, talk()))[0] == "the caller's loop"
    assert world.notes["handler"][0][1][0] == "the caller's loop"
    await world.close()


def test_they_travel_over_the_fallback():
    assert run(TAMPERING["a new wish of the core's call"], CALLING)[-2:] == ["asha", "ravi"]


def test_they_travel_in_process():
    assert run("", CALLING)[-2:] == ["asha", "ravi"]
