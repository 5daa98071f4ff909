"""What each isolation promises, and how PARANOID tells who broke the promise."""

import asyncio
from collections.abc import AsyncIterator

import grpc
import grpc.aio
import pytest
from cases.transport import InProcess
from cases.world import SERVICE, World, method_handlers
from probe.legacy_pb2 import Strict
from probe.probe_pb2 import Reply, Request

import grpc_inproc
from grpc_inproc import COPY, IMMUTABLE, PARANOID, WIRE

VIOLATED = "isolation of /grpc_inproc.tests.Probe/"


@pytest.fixture
async def worlds() -> AsyncIterator:
    made: list[World] = []

    def make(isolation: grpc_inproc.Isolation) -> World:
        made.append(World(InProcess(isolation)))
        return made[-1]

    yield make
    for world in made:
        await world.close()


async def _identity_of_request(world: World) -> tuple[bool, bool]:
    seen = []

    async def body(request, context):
        seen.append(request)
        seen.append(Reply(text="kept"))
        return seen[1]

    stub = await world.serve(unary=body)
    request = Request(text="handed over")
    reply = await stub.unary(request)
    return seen[0] is request, seen[1] is reply


@pytest.mark.parametrize("isolation", [COPY, WIRE, PARANOID])
async def test_the_two_sides_never_share_a_message(worlds, isolation):
    assert await _identity_of_request(worlds(isolation)) == (False, False)


async def test_immutable_hands_the_message_itself_over(worlds):
    assert await _identity_of_request(worlds(IMMUTABLE)) == (True, True)


async def test_a_retained_child_is_the_handlers_own(worlds):
    kept = []

    async def body(request, context):
        kept.append(request.labels)
        return Reply()

    stub = await worlds(COPY).serve(unary=body)
    request = Request(labels={"a": "1"})
    await stub.unary(request)
    request.labels["a"] = "2"
    assert dict(kept[0]) == {"a": "1"}


async def _violation(call) -> str:
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await call
    assert raised.value.code() is grpc.StatusCode.INTERNAL
    assert raised.value.details().startswith(VIOLATED)
    return raised.value.details()


async def test_paranoid_names_a_handler_that_changes_its_request(worlds):
    async def body(request, context):
        request.text = "changed"
        return Reply()

    stub = await worlds(PARANOID).serve(unary=body)
    assert "the receiver changed a Request" in await _violation(stub.unary(Request(text="handed over")))


async def test_paranoid_names_a_client_that_changes_its_request_in_flight(worlds):
    world = worlds(PARANOID)

    async def body(request, context):
        world.event("started").set()
        await world.event("go on").wait()
        return Reply()

    stub = await world.serve(unary=body)
    request = Request(text="handed over")
    call = stub.unary(request)
    await world.event("started").wait()
    request.text = "changed"
    world.event("go on").set()
    assert "the sender changed a Request" in await _violation(call)


async def test_paranoid_names_a_generator_that_uses_one_message_twice(worlds):
    async def body(request, context):
        reply = Reply()
        for count in range(3):
            reply.count = count
            yield reply

    stub = await worlds(PARANOID).serve(expand=body)

    async def drain():
        async for _ in stub.call("expand"):
            pass

    assert "the sender changed a Reply" in await _violation(drain())


async def test_paranoid_lets_well_behaved_calls_be(worlds):
    async def body(request, context):
        await asyncio.sleep(0)
        return Reply(text=request.text)

    stub = await worlds(PARANOID).serve(unary=body)
    assert (await stub.unary(Request(text="same"))).text == "same"


async def test_isolation_may_depend_on_the_method():
    asked = []

    def policy(method: str) -> grpc_inproc.Isolation:
        asked.append(method)
        return IMMUTABLE if method.endswith("Echo") else COPY

    seen = []

    async def echo(request, context):
        seen.append(request)
        return Reply()

    async def collect(requests, context):
        seen.extend([request async for request in requests])
        return Reply()

    server = grpc_inproc.make_server()
    handlers = method_handlers({"unary": echo, "collect": collect})
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
    await server.start()
    request = Request(text="one")
    async with grpc_inproc.connect(server, isolation=policy) as channel:
        codec = (Request.SerializeToString, Reply.FromString)
        await channel.unary_unary(f"/{SERVICE}/Echo", *codec)(request)
        await channel.stream_unary(f"/{SERVICE}/Collect", *codec)([request])
    await server.stop(None)
    assert [item is request for item in seen] == [True, False]
    assert asked == [f"/{SERVICE}/Echo", f"/{SERVICE}/Collect"]


async def test_a_policy_that_answers_nonsense_is_a_type_error():
    server = grpc_inproc.make_server()
    channel = grpc_inproc.connect(server, isolation=lambda method: "copy")
    with pytest.raises(TypeError, match="must be an Isolation"):
        channel.unary_unary("/A/Do")
    await channel.close()


async def test_connect_refuses_a_server_of_another_make():
    with pytest.raises(TypeError, match="made by make_server"):
        grpc_inproc.connect(grpc.aio.server())


@pytest.mark.parametrize("isolation", [COPY, IMMUTABLE, WIRE, PARANOID])
async def test_a_missing_required_field_fails_at_the_sender_as_on_the_wire(worlds, isolation):
    async def body(request, context):
        return Strict()

    handler = grpc.unary_unary_rpc_method_handler(body, Strict.FromString, Strict.SerializeToString)
    world = worlds(isolation)
    server = world.make_server(generic=grpc.method_handlers_generic_handler("strict.Api", {"Do": handler}))
    await server.start()
    call = world.connect(server).channel.unary_unary("/strict.Api/Do", Strict.SerializeToString, Strict.FromString)
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await call(Strict(name="complete"))
    assert raised.value.code() is grpc.StatusCode.UNKNOWN
    assert "missing required fields: name" in raised.value.details()
