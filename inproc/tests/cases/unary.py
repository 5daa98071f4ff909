"""The life of a unary call object."""

import asyncio

import grpc
from probe.probe_pb2 import Order, Reply, Request

from .case import case, each
from .world import World


async def _echo(request, context):
    return Reply(text=request.text)


@case()
async def awaited_twice(world: World) -> None:
    """Awaiting again gives the same object."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    first, second = await call, await call
    world.client("same object", first is second)
    world.client("response", first)


@case()
async def awaited_by_many_tasks(world: World) -> None:
    """Many tasks may await one call."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")

    async def wait():
        return await call

    world.client("responses", await asyncio.gather(*(wait() for _ in range(5))))


@case()
async def failed_call_awaited_twice(world: World) -> None:
    """Awaiting a failed call again raises again."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.ABORTED, "d")

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    for _ in range(2):
        with world.raising("await"):
            await call


@case()
async def runs_without_being_awaited(world: World) -> None:
    """A call that nobody awaits runs all the same."""

    async def body(request, context):
        world.handler("ran", request)
        world.event("ran").set()
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    await world.event("ran").wait()
    world.client("code", await call.code())


@case()
async def runs_when_dropped(world: World) -> None:
    """A unary call whose object is dropped runs all the same."""

    async def body(request, context):
        world.handler("ran", request)
        world.event("ran").set()
        return Reply()

    stub = await world.serve(unary=body)
    stub.call("unary")
    await world.event("ran").wait()


@case()
async def not_done_when_made(world: World) -> None:
    """A call just made is neither done nor cancelled."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    world.client("done", call.done())
    world.client("cancelled", call.cancelled())
    await world.outcome(call)


@case()
async def request_changed_before_the_start(world: World) -> None:
    """The request is read when the call starts, not when it is made."""
    stub = await world.serve(unary=_echo)
    request = Request(text="before")
    call = stub.unary(request)
    request.text = "after"
    world.client("response", await call)


@case()
async def request_changed_in_flight(world: World) -> None:
    """A change made while the handler works is not seen by it, but under a promise to make none."""

    async def body(request, context):
        world.event("started").set()
        await world.event("go on").wait()
        return Reply(text=request.text)

    stub = await world.serve(unary=body)
    request = Request(text="before")
    call = stub.unary(request)
    await world.event("started").wait()
    world.client("still", request.text)
    world.event("go on").set()
    world.client("response", await call)


@case()
async def response_is_the_clients_own(world: World) -> None:
    """The handler keeps its response; the client's is another object."""
    kept = []

    async def body(request, context):
        kept.append(Reply(text="mine"))
        return kept[0]

    stub = await world.serve(unary=body)
    world.client("response", await stub.call("unary"))
    world.client("kept", kept[0])


@case()
async def done_callbacks_in_order(world: World) -> None:
    """Done callbacks are called once, in order, with the call."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    call.add_done_callback(lambda seen: world.client("first", seen is call))
    call.add_done_callback(lambda seen: world.client("second", seen.done()))
    await call
    call.add_done_callback(lambda seen: world.client("late", seen is call))
    world.client("end")


@case()
async def done_callback_of_a_failed_call(world: World) -> None:
    """Done callbacks of a failed call."""

    async def body(request, context):
        raise ValueError("bad")

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    call.add_done_callback(lambda seen: world.client("done", seen.done()))
    await world.outcome(call)


@each(["at once", "after a wait"], difference="done-callback-that-raises")
async def done_callback_that_raises(world: World, when: str) -> None:
    """A done callback of the client's that raises: the loop reports it and the call is not hurt; grpc.aio raises it."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.event("over").set())
        if when == "after a wait":
            await world.event("go on").wait()
        world.handler("answers")
        return Reply()

    def bad(seen):
        world.event("called").set()
        raise ValueError("callback")

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    call.add_done_callback(bad)
    world.event("go on").set()
    with world.raising("await"):
        await call
    await world.event("over").wait()
    world.client("called", world.event("called").is_set())


@case()
async def metadata_asked_before_the_answer(world: World) -> None:
    """Initial metadata can be awaited while the handler still works."""

    async def body(request, context):
        await context.send_initial_metadata((("a", "1"),))
        await world.event("go on").wait()
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    if isinstance(world.transport.name, str):
        waiting = asyncio.ensure_future(call.initial_metadata())
        await asyncio.wait([waiting], timeout=0.05)
        world.event("go on").set()
        world.client("initial", await waiting)
    await world.outcome(call)


@case()
async def wait_for_connection(world: World) -> None:
    """wait_for_connection of a unary call returns when it is over."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    world.client("connected", await call.wait_for_connection())
    await world.outcome(call)


@case()
async def wait_for_connection_of_a_failed_call(world: World) -> None:
    """wait_for_connection raises what the call raises."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.ABORTED, "d")

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    with world.raising("wait"):
        await call.wait_for_connection()


@each(["None", "text", "number", "bytes"])
async def wrong_request(world: World, what: str) -> None:
    """A request that cannot be serialized."""
    thing = {"None": None, "text": "text", "number": 7, "bytes": b"raw"}[what]
    stub = await world.serve(unary=_echo)
    call = stub.unary(thing)
    with world.raising("await"):
        await call


@case()
async def request_of_another_class(world: World) -> None:
    """A request of another message class is read as the wire would read it."""
    stub = await world.serve(unary=_echo)
    world.client("response", await stub.unary(Order(id="act", customer="text")))


@each([0, 1, 1000, 100_000])
async def payload_of(world: World, size: int) -> None:
    """Messages of several sizes."""

    async def body(request, context):
        return Reply(payload=request.payload, count=len(request.payload))

    stub = await world.serve(unary=body)
    reply = await stub.unary(Request(payload=b"x" * size))
    world.client("count", (reply.count, len(reply.payload)))


@case()
async def a_hundred_at_once(world: World) -> None:
    """Calls at the same time keep their answers apart."""

    async def body(request, context):
        await asyncio.sleep(0)
        return Reply(count=request.count)

    stub = await world.serve(unary=body)
    replies = await asyncio.gather(*(stub.unary(Request(count=count)) for count in range(100)))
    world.client("counts", [reply.count for reply in replies])


@case()
async def nested_calls(world: World) -> None:
    """A handler that calls its own server, forty deep."""

    async def body(request, context):
        if request.count == 0:
            return Reply(text="bottom")
        return await stub.unary(Request(count=request.count - 1))

    stub = await world.serve(unary=body)
    world.client("response", await stub.unary(Request(count=40)))


@case()
async def deadline_is_not_inherited(world: World) -> None:
    """A call made in a handler has no deadline unless it is given one."""

    async def body(request, context):
        world.handler("time", context.time_remaining() is None)
        return await stub.unary(Request(count=1)) if request.count == 0 else Reply()

    stub = await world.serve(unary=body)
    await stub.unary(Request(), timeout=3)


@case(difference="printed")
async def printed(world: World) -> None:
    """What a call prints before and after."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    world.client("before", str(call))
    await call
    world.client("after", repr(call))


@case()
async def is_a_unary_unary_call(world: World) -> None:
    """The call is a grpc.aio.UnaryUnaryCall and a grpc.aio.Call."""
    stub = await world.serve(unary=_echo)
    call = stub.call("unary")
    world.client("is", (isinstance(call, grpc.aio.UnaryUnaryCall), isinstance(call, grpc.aio.Call)))
    world.client("callable", isinstance(stub.unary, grpc.aio.UnaryUnaryMultiCallable))
    await call


@case()
async def the_loop_goes_on_between_calls(world: World) -> None:
    """A caller that never has to wait does not keep the loop from others."""
    stub = await world.serve(unary=_echo)
    others = 0

    async def count():
        nonlocal others
        while True:
            others += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    for _ in range(300):
        await stub.call("unary")
    counting.cancel()
    world.client("others ran", others > 1)


@case()
async def the_handler_has_a_task_of_its_own(world: World) -> None:
    """current_task in the handler is not the caller's; asyncio.timeout works there."""
    caller = asyncio.current_task()

    async def body(request, context):
        world.handler("own task", asyncio.current_task() is not caller)
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            world.handler("timed out")
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def with_credentials_refused(world: World) -> None:
    """Call credentials on an insecure channel raise UsageError."""
    stub = await world.serve(unary=_echo)
    with world.raising("call"):
        await stub.unary(Request(), credentials=grpc.access_token_call_credentials("t"))


@each([grpc.Compression.NoCompression, grpc.Compression.Deflate, grpc.Compression.Gzip])
async def with_compression(world: World, compression: grpc.Compression) -> None:
    """A compression asked for changes nothing one can see of the answer."""
    stub = await world.serve(unary=_echo)
    world.client("response", await stub.unary(Request(text="z"), compression=compression))


@case()
async def no_codec_means_bytes(world: World) -> None:
    """Without serializers bytes go in and out."""
    stub = await world.serve(unary=_echo)
    raw = stub.channel.unary_unary("/grpc_inproc.tests.Probe/Echo")
    world.client("response", await raw(Request(text="raw").SerializeToString()))


@each(["request", "response"])
async def codec_that_fails(world: World, side: str) -> None:
    """A serializer or deserializer of the client's that raises."""

    def fail(thing):
        raise ValueError("codec")

    stub = await world.serve(unary=_echo)
    codecs = (fail, Reply.FromString) if side == "request" else (Request.SerializeToString, fail)
    call = stub.channel.unary_unary("/grpc_inproc.tests.Probe/Echo", *codecs)(Request(text="x"))
    with world.raising("await"):
        world.client("response", await call)


@case()
async def request_the_server_cannot_read(world: World) -> None:
    """Bytes that are no message fail in the server's deserializer."""
    stub = await world.serve(unary=_echo)
    raw = stub.channel.unary_unary("/grpc_inproc.tests.Probe/Echo")
    with world.raising("await"):
        await raw(b"\xff\xff\xff")


@case()
async def own_codecs(world: World) -> None:
    """Codecs that are not protobuf's are used on both sides."""
    import json

    async def body(request, context):
        return {"seen": request}

    handler = grpc.unary_unary_rpc_method_handler(body, json.loads, lambda thing: json.dumps(thing).encode())
    server = world.make_server(generic=grpc.method_handlers_generic_handler("json.Api", {"Do": handler}))
    await server.start()
    call = world.connect(server).channel.unary_unary(
        "/json.Api/Do", lambda thing: json.dumps(thing).encode(), json.loads
    )
    world.client("response", str(await call({"a": [1, 2]})))
