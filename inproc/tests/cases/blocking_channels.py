"""The blocking channel for other threads, against grpc's own sync channel."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import SERVICE, World, handler_of

KINDS = ("unary", "expand", "collect", "converse")


class _Blocking:
    def __init__(self, channel: grpc.Channel) -> None:
        codec = (Request.SerializeToString, Reply.FromString)
        self.channel = channel
        self.unary = channel.unary_unary(f"/{SERVICE}/Echo", *codec)
        self.expand = channel.unary_stream(f"/{SERVICE}/Expand", *codec)
        self.collect = channel.stream_unary(f"/{SERVICE}/Collect", *codec)
        self.converse = channel.stream_stream(f"/{SERVICE}/Converse", *codec)


async def _in_thread(world: World, script, handlers, *, server=None, **kwargs) -> None:
    await world.serve(server=server, **handlers)
    channel = world.transport.connect_sync(world.server, **kwargs)

    def run():
        with channel:
            script(_Blocking(channel))

    await asyncio.to_thread(run)


def _drive(world: World, stub: _Blocking, kind: str, **kwargs) -> None:
    request = Request(text="one")
    try:
        if kind == "unary":
            world.client("response", stub.unary(request, **kwargs))
        elif kind == "collect":
            world.client("response", stub.collect(iter([request, request]), **kwargs))
        else:
            call = stub.expand(request, **kwargs) if kind == "expand" else stub.converse(iter([request]), **kwargs)
            for response in call:
                world.client("response", response)
    except grpc.RpcError as error:
        world.client("error", (error.code(), error.details(), [tuple(item) for item in error.trailing_metadata()]))


@each(KINDS)
async def answers(world: World, kind: str) -> None:
    """A plain answer."""

    async def body(request, context):
        return Reply(text="answer")

    await _in_thread(world, lambda stub: _drive(world, stub, kind), {kind: handler_of(kind, body)})


@each(KINDS)
async def errors(world: World, kind: str) -> None:
    """An abort is raised as grpc.RpcError with code, details and trailing metadata."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.NOT_FOUND, "gone", (("t", "1"),))

    await _in_thread(world, lambda stub: _drive(world, stub, kind), {kind: handler_of(kind, body)})


@each(KINDS)
async def deadlines(world: World, kind: str) -> None:
    """A deadline that passes."""

    async def body(request, context):
        await asyncio.Event().wait()

    await _in_thread(world, lambda stub: _drive(world, stub, kind, timeout=0.1), {kind: handler_of(kind, body)})


@each(["unary", "collect"])
async def with_call(world: World, kind: str) -> None:
    """with_call gives response and call."""

    async def body(request, context):
        await context.send_initial_metadata((("i", "1"),))
        context.set_trailing_metadata((("t", "1"),))
        return Reply(text="answer")

    def script(stub):
        request = Request() if kind == "unary" else iter([Request()])
        response, call = getattr(stub, kind).with_call(request)
        world.client("response", response)
        world.client("code", (call.code(), call.details()))
        world.client("initial", [tuple(item) for item in call.initial_metadata()])
        world.client("trailing", [tuple(item) for item in call.trailing_metadata()])

    await _in_thread(world, script, {kind: body})


@each(["unary", "collect"])
async def futures(world: World, kind: str) -> None:
    """future() gives result, done and no exception."""

    async def body(request, context):
        return Reply(text="answer")

    def script(stub):
        future = getattr(stub, kind).future(Request() if kind == "unary" else iter([Request()]))
        world.client("result", future.result(5))
        world.client("flags", (future.done(), future.cancelled(), future.running(), future.exception()))

    await _in_thread(world, script, {kind: body})


@case()
async def future_that_fails(world: World) -> None:
    """A future whose call fails: result raises, exception gives the error."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.ABORTED, "d")

    def script(stub):
        future = stub.unary.future(Request())
        try:
            future.result(5)
        except grpc.RpcError as error:
            world.client("error", error.code())
        world.client("exception", future.exception(5).code())

    await _in_thread(world, script, {"unary": body})


@case()
async def future_cancelled(world: World) -> None:
    """cancel() of a future: result raises FutureCancelledError."""

    async def body(request, context):
        await asyncio.Event().wait()

    def script(stub):
        future = stub.unary.future(Request())
        world.client("cancel", future.cancel())
        world.client("cancelled", future.cancelled())
        try:
            future.result(5)
        except grpc.FutureCancelledError as error:
            world.client("raised", type(error).__name__)
        world.client("code", future.code())

    await _in_thread(world, script, {"unary": body})


@case()
async def future_timeout(world: World) -> None:
    """result(timeout) of a call that takes longer raises FutureTimeoutError."""

    async def body(request, context):
        await asyncio.Event().wait()

    def script(stub):
        future = stub.unary.future(Request())
        try:
            future.result(0.05)
        except grpc.FutureTimeoutError as error:
            world.client("raised", type(error).__name__)
        future.cancel()

    await _in_thread(world, script, {"unary": body})


@case()
async def stream_cancelled(world: World) -> None:
    """cancel() of a stream: the iterator raises CANCELLED."""

    async def body(request, context):
        yield Reply(count=1)
        await asyncio.Event().wait()

    def script(stub):
        call = stub.expand(Request())
        world.client("first", next(call))
        call.cancel()
        try:
            next(call)
        except grpc.RpcError as error:
            world.client("error", error.code())

    await _in_thread(world, script, {"expand": body})


@case()
async def interceptors(world: World) -> None:
    """grpc's sync client interceptors work over it."""

    class Interceptor(grpc.UnaryUnaryClientInterceptor):
        def intercept_unary_unary(self, continuation, client_call_details, request):
            world.client("method", client_call_details.method)
            call = continuation(client_call_details, Request(text="changed"))
            world.client("code", call.code())
            return call

    async def body(request, context):
        return Reply(text=request.text)

    await _in_thread(world, lambda stub: _drive(world, stub, "unary"), {"unary": body}, interceptors=[Interceptor()])


@case()
async def metadata(world: World) -> None:
    """Metadata given to a blocking call."""

    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        return Reply()

    def script(stub):
        stub.unary(Request(), metadata=(("a", "1"), ("b-bin", b"2")))

    await _in_thread(world, script, {"unary": body})


@case()
async def channel_ready_future(world: World) -> None:
    """grpc.channel_ready_future works over it."""

    def script(stub):
        grpc.channel_ready_future(stub.channel).result(5)
        world.client("ready")

    await _in_thread(world, script, {})


@each(KINDS)
async def closed_on_the_loops_thread(world: World, kind: str) -> None:
    """A channel that threads use may be closed on the server's own: its call is cancelled, a new one refused."""

    async def body(request, context):
        world.event("started").set()
        await asyncio.Event().wait()

    await world.serve(**{kind: handler_of(kind, body)})
    channel = world.transport.connect_sync(world.server)
    stub = _Blocking(channel)
    running = asyncio.create_task(asyncio.to_thread(_drive, world, stub, kind))
    await world.event("started").wait()
    closed = channel.close()
    await running
    world.client("closed", (closed, channel.close()))
    with world.raising("call"):
        await asyncio.to_thread(_drive, world, stub, kind)
