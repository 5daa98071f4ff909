"""Channels: closing, grace, connectivity, waiting for a server."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World, finish, handler_of


def _waiting(world: World):
    async def body(request, context):
        world.event("started").set()
        try:
            await world.event("go on").wait()
        except asyncio.CancelledError:
            world.handler("cancelled")
            raise
        finally:
            world.event("over").set()
        return Reply(text="in time")

    return body


@each(KINDS)
async def call_on_a_closed_channel(world: World, kind: str) -> None:
    """A closed channel refuses calls with UsageError."""
    stub = await world.serve()
    await stub.channel.close()
    with world.raising("call"):
        stub.call(kind)


@each(KINDS)
async def close_cancels_running_calls(world: World, kind: str) -> None:
    """close() without grace cancels what runs."""
    stub = await world.serve(**{kind: handler_of(kind, _waiting(world))})
    call = stub.call(kind)
    await world.event("started").wait()
    await stub.channel.close()
    world.client("cancelled", (call.cancelled(), call.done()))
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    await world.ending(call)
    await world.event("over").wait()


@case()
async def close_with_grace_lets_calls_end(world: World) -> None:
    """close(grace) waits for what runs."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    closing = asyncio.create_task(stub.channel.close(5))
    await asyncio.sleep(0.01)
    world.event("go on").set()
    await closing
    await world.outcome(call)


@case()
async def close_with_grace_gives_up(world: World) -> None:
    """close(grace) cancels what has not ended in time."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    await stub.channel.close(0.05)
    await world.outcome(call)
    await world.event("over").wait()


@case()
async def closing_refuses_new_calls(world: World) -> None:
    """While close(grace) waits, new calls are refused."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    closing = asyncio.create_task(stub.channel.close(5))
    await asyncio.sleep(0.01)
    with world.raising("call"):
        await stub.call("unary")
    world.event("go on").set()
    await closing
    await world.outcome(call)


@case()
async def close_twice(world: World) -> None:
    """close() may be repeated."""
    stub = await world.serve()
    world.client("first", await stub.channel.close())
    world.client("second", await stub.channel.close())


@case()
async def as_a_context_manager(world: World) -> None:
    """async with closes the channel and cancels what runs."""
    stub = await world.serve(unary=_waiting(world))
    async with stub.channel as channel:
        world.client("same", channel is stub.channel)
        call = stub.call("unary")
        await world.event("started").wait()
    await world.outcome(call)
    await world.event("over").wait()


@case()
async def state_at_first(world: World) -> None:
    """A new channel is IDLE; asked to connect it becomes READY."""
    stub = await world.serve()
    world.client("state", stub.channel.get_state())
    await stub.channel.channel_ready()
    world.client("state", stub.channel.get_state())


@case()
async def state_after_a_call(world: World) -> None:
    """A call makes the channel READY."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(unary=body)
    await stub.call("unary")
    world.client("state", stub.channel.get_state())


@case()
async def state_after_close(world: World) -> None:
    """A closed channel is SHUTDOWN."""
    stub = await world.serve()
    await stub.channel.close()
    world.client("state", stub.channel.get_state())
    world.client("state", stub.channel.get_state(try_to_connect=True))


@case()
async def state_changes_to_ready(world: World) -> None:
    """wait_for_state_change sees the way to READY."""
    stub = await world.serve()
    state = stub.channel.get_state(try_to_connect=True)
    world.client("state", state)
    while state is not grpc.ChannelConnectivity.READY:
        await stub.channel.wait_for_state_change(state)
        state = stub.channel.get_state()
    world.client("state", state)


@case()
async def state_without_a_server(world: World) -> None:
    """Without a running server the channel becomes TRANSIENT_FAILURE."""
    server = world.make_server(handlers={})
    stub = world.connect(server)
    await server.start()
    await server.stop(None)
    state = stub.channel.get_state(try_to_connect=True)
    while state not in (grpc.ChannelConnectivity.TRANSIENT_FAILURE, grpc.ChannelConnectivity.READY):
        await stub.channel.wait_for_state_change(state)
        state = stub.channel.get_state(try_to_connect=True)
    world.client("state", state)


@case()
async def state_after_the_server_stopped(world: World) -> None:
    """A channel whose server stops becomes IDLE."""
    stub = await world.serve()
    await stub.channel.channel_ready()
    stopping = asyncio.create_task(world.server.stop(None))
    await stub.channel.wait_for_state_change(grpc.ChannelConnectivity.READY)
    world.client("state", stub.channel.get_state())
    await stopping


@case()
async def watching_a_closed_channel(world: World) -> None:
    """wait_for_state_change on a closed channel is refused."""
    stub = await world.serve()
    await stub.channel.close()
    with world.raising("watch"):
        await stub.channel.wait_for_state_change(grpc.ChannelConnectivity.SHUTDOWN)


@case()
async def closing_under_a_watch(world: World) -> None:
    """A channel closed under wait_for_state_change."""
    stub = await world.serve()
    watching = asyncio.create_task(stub.channel.wait_for_state_change(grpc.ChannelConnectivity.IDLE))
    await asyncio.sleep(0.01)
    await stub.channel.close()
    with world.raising("watch"):
        await watching


@case()
async def watching_a_state_that_is_past(world: World) -> None:
    """wait_for_state_change returns at once when the state is another."""
    stub = await world.serve()
    world.client("changed", await stub.channel.wait_for_state_change(grpc.ChannelConnectivity.READY))


@each(KINDS)
async def no_server(world: World, kind: str) -> None:
    """A call to a server that does not run is UNAVAILABLE."""
    server = world.make_server(handlers={})
    await server.start()
    stub = world.connect(server)
    await server.stop(None)
    call = stub.call(kind)
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    world.client("code", await call.code())
    world.client("trailing", await call.trailing_metadata())


@each(KINDS)
async def wait_for_ready_until_the_deadline(world: World, kind: str) -> None:
    """wait_for_ready without a server waits until the deadline."""
    server = world.make_server(handlers={})
    await server.start()
    stub = world.connect(server)
    await server.stop(None)
    call = stub.call(kind, wait_for_ready=True, timeout=0.1)
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    world.client("code", await call.code())


@each(KINDS)
async def wait_for_ready_connects(world: World, kind: str) -> None:
    """A call that waits for a server wakes an idle channel, whose try to connect fails and shows."""
    server = world.make_server(handlers={})
    await server.start()
    stub = world.connect(server)
    await server.stop(None)
    world.client("state", stub.channel.get_state())
    call = stub.call(kind, wait_for_ready=True)
    reading = asyncio.create_task(call.code())
    while (state := stub.channel.get_state()) is not grpc.ChannelConnectivity.TRANSIENT_FAILURE:
        await stub.channel.wait_for_state_change(state)
    world.client("done", call.done())
    call.cancel()
    world.client("code", await reading)


@each(KINDS)
async def wait_for_ready_and_cancel(world: World, kind: str) -> None:
    """A call that waits for a server can be cancelled."""
    server = world.make_server(handlers={})
    await server.start()
    stub = world.connect(server)
    await server.stop(None)
    call = stub.call(kind, wait_for_ready=True)
    await asyncio.sleep(0.02)
    world.client("done", call.done())
    world.client("cancel", call.cancel())
    world.client("code", await call.code())


@each(KINDS)
async def wait_for_ready_with_a_server(world: World, kind: str) -> None:
    """wait_for_ready changes nothing when the server runs."""

    async def body(request, context):
        return Reply(text="here")

    stub = await world.serve(**{kind: handler_of(kind, body)})
    call = stub.call(kind, wait_for_ready=True)
    await (world.outcome(call) if kind in ("unary", "collect") else world.responses(call))


@case()
async def two_channels_to_one_server(world: World) -> None:
    """Closing one channel leaves the other alone."""

    async def body(request, context):
        return Reply(text="here")

    first = await world.serve(unary=body)
    second = world.connect(world.server)
    await first.call("unary")
    await first.channel.close()
    world.client("second", await second.call("unary"))


@each(["send", "receive"])
async def message_limit_of_the_client(world: World, way: str) -> None:
    """grpc.max_*_message_length of a channel."""

    async def body(request, context):
        return Reply(payload=b"y" * 2000)

    options = ((f"grpc.max_{way}_message_length", 1000),)
    stub = await world.serve(unary=body, channel={"options": options})
    size = 2000 if way == "send" else 1
    await world.outcome(stub.unary(Request(payload=b"x" * size)))


@each(["send", "receive"])
async def message_limit_of_the_server(world: World, way: str) -> None:
    """grpc.max_*_message_length of a server."""

    async def body(request, context):
        world.handler("ran")
        return Reply(payload=b"y" * 2000 if way == "send" else b"")

    options = ((f"grpc.max_{way}_message_length", 1000),)
    stub = await world.serve(unary=body, server={"options": options})
    size = 2000 if way == "receive" else 1
    await world.outcome(stub.unary(Request(payload=b"x" * size)))


@each(["send", "receive"])
async def message_limit_in_streams_of_the_client(world: World, way: str) -> None:
    """The same limits in a conversation, the channel's."""

    async def body(request, context):
        async for _ in request:
            yield Reply(payload=b"y" * (2000 if way == "receive" else 1))

    options = ((f"grpc.max_{way}_message_length", 1000),)
    stub = await world.serve(converse=body, channel={"options": options})
    await world.responses(stub.converse([Request(payload=b"x" * (2000 if way == "send" else 1))]))


@each(["send", "receive"])
async def message_limit_in_streams_of_the_server(world: World, way: str) -> None:
    """The same limits in a conversation, the server's."""

    async def body(request, context):
        async for _ in request:
            yield Reply(payload=b"y" * (2000 if way == "send" else 1))

    options = ((f"grpc.max_{way}_message_length", 1000),)
    stub = await world.serve(converse=body, server={"options": options})
    await world.responses(stub.converse([Request(payload=b"x" * (2000 if way == "receive" else 1))]))


@each(["client", "server"])
async def messages_before_one_that_is_too_large(world: World, side: str) -> None:
    """Responses that were sent before one too large arrive, however late they are read."""

    async def body(request, context):
        for size in (1, 2, 2000, 3):
            yield Reply(payload=b"y" * size)

    way = "receive" if side == "client" else "send"
    options = {"options": ((f"grpc.max_{way}_message_length", 1000),)}
    stub = await world.serve(expand=body, **{side: options} if side == "server" else {"channel": options})
    call = stub.call("expand")
    await asyncio.sleep(0.02)
    await world.reads(call, 3)
    await world.ending(call)


@case()
async def message_just_below_the_limit(world: World) -> None:
    """A message as long as the limit passes."""

    async def body(request, context):
        return Reply(count=len(request.payload))

    size = Request(payload=b"x" * 1000).ByteSize()
    stub = await world.serve(unary=body, server={"options": (("grpc.max_receive_message_length", size),)})
    world.client("response", await stub.unary(Request(payload=b"x" * 1000)))


@case(difference="no-limit")
async def no_limit_unless_asked(world: World) -> None:
    """More than 4 MiB: the network refuses it unless told otherwise, in process it needs an option to refuse it."""

    async def body(request, context):
        return Reply(count=len(request.payload))

    stub = await world.serve(unary=body)
    with world.raising("call"):
        world.client("response", await stub.unary(Request(payload=b"x" * 5_000_000)))


_FORBIDS_GZIP = {"options": (("grpc.compression_enabled_algorithms_bitset", 0b011),)}


async def _compressed(world: World, kind: str, channel: dict, **kwargs) -> None:
    async def body(request, context):
        world.handler("ran")
        return Reply(text="answer")

    handlers = {kind: handler_of(kind, body)}
    stub = await world.serve(server=_FORBIDS_GZIP, channel=channel, **handlers)
    await finish(world, kind, stub.call(kind, **kwargs))


@each(KINDS)
async def call_asks_for_forbidden_compression(world: World, kind: str) -> None:
    """A server whose options leave out an algorithm refuses a call that asks for it."""
    await _compressed(world, kind, {}, compression=grpc.Compression.Gzip)


@each(KINDS)
async def channel_asks_for_forbidden_compression(world: World, kind: str) -> None:
    """The same asked for by the channel."""
    await _compressed(world, kind, {"compression": grpc.Compression.Gzip})


@each(KINDS)
async def option_asks_for_forbidden_compression(world: World, kind: str) -> None:
    """The same asked for by an option of the channel."""
    await _compressed(world, kind, {"options": (("grpc.default_compression_algorithm", 2),)})


@each(KINDS)
async def call_asks_for_allowed_compression(world: World, kind: str) -> None:
    """What the server allows passes, be it that the channel asks for something else."""
    await _compressed(world, kind, {"compression": grpc.Compression.Gzip}, compression=grpc.Compression.Deflate)


@each(KINDS)
async def call_asks_for_no_compression(world: World, kind: str) -> None:
    """NoCompression of a call against the channel's forbidden one."""
    await _compressed(world, kind, {"compression": grpc.Compression.Gzip}, compression=grpc.Compression.NoCompression)


@each(["gzip", "deflate"])
async def compression_behind_interceptors(world: World, algorithm: str) -> None:
    """An interceptor between a call and the compression it asks for changes nothing."""

    class Interceptor(grpc.aio.UnaryUnaryClientInterceptor):
        async def intercept_unary_unary(self, continuation, client_call_details, request):
            return await continuation(client_call_details, request)

    asked = {"gzip": grpc.Compression.Gzip, "deflate": grpc.Compression.Deflate}[algorithm]
    await _compressed(world, "unary", {"interceptors": [Interceptor()]}, compression=asked)
