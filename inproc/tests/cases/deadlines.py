"""Deadlines on both sides."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World, finish, handler_of


@each(KINDS)
async def pass_while_the_handler_works(world: World, kind: str) -> None:
    """DEADLINE_EXCEEDED at the client, CancelledError in the handler."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.event("over").set())
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            world.handler("caught", error)
            # A network's client may say that it is over a moment before the server's own clock does.
            world.handler("time is over", context.time_remaining() < 0.05)
            raise

    stub = await world.serve(**{kind: handler_of(kind, body)})
    await finish(world, kind, stub.call(kind, timeout=0.1))
    await world.event("over").wait()


@each(KINDS)
async def are_met(world: World, kind: str) -> None:
    """A call that answers in time is not touched by its deadline."""

    async def body(request, context):
        world.handler("time", 0 < context.time_remaining() <= 31)
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    call = stub.call(kind, timeout=30)
    world.client("time", 0 < call.time_remaining() <= 31)
    await finish(world, kind, call)


@each([-5, -0.5])
async def that_are_over(world: World, timeout: float) -> None:
    """A timeout of nothing fails at once; the handler never runs."""

    async def body(request, context):
        world.handler("ran")
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary", timeout=timeout)
    await world.outcome(call)
    world.client("time", call.time_remaining())


@each(["expand", "collect", "converse"])
async def that_are_over_in(world: World, kind: str) -> None:
    """The same for streams."""

    async def body(request, context):
        world.handler("ran")
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    await finish(world, kind, stub.call(kind, timeout=-1))


@each(KINDS)
async def none_at_all(world: World, kind: str) -> None:
    """Without a timeout neither side has any time to tell."""

    async def body(request, context):
        world.handler("time", context.time_remaining())
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    call = stub.call(kind)
    world.client("time", call.time_remaining())
    await finish(world, kind, call)


@case()
async def between_two_messages(world: World) -> None:
    """A stream that is too slow fails between two messages."""

    async def body(request, context):
        yield Reply(count=1)
        await asyncio.Event().wait()

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand", timeout=0.1))


@case()
async def while_the_client_writes(world: World) -> None:
    """Writing after the deadline."""

    async def body(request, context):
        async for _ in request:
            pass
        return Reply()

    stub = await world.serve(collect=body)
    call = stub.collect(timeout=0.1)
    await call.write(Request())
    with world.raising("await"):
        await call
    with world.raising("write"):
        await call.write(Request())
    await world.ending(call)


@case()
async def handler_that_ignores_it(world: World) -> None:
    """A handler that swallows the cancellation: the client has had its error."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.event("over").set())
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return Reply(text="late")

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary", timeout=0.1))
    await world.event("over").wait()


@case()
async def very_long_ones(world: World) -> None:
    """A timeout of years."""

    async def body(request, context):
        world.handler("time", context.time_remaining() > 1e6)
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary", timeout=1e7))


@case()
async def of_the_server_by_hand(world: World) -> None:
    """A DEADLINE_EXCEEDED the server sends itself keeps the server's details."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.DEADLINE_EXCEEDED, "mine")

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary", timeout=5))


@case()
async def passed_on_by_hand(world: World) -> None:
    """A handler that passes its remaining time on."""

    async def body(request, context):
        if request.count == 0:
            return await stub.unary(Request(count=1), timeout=context.time_remaining())
        world.handler("time", 0 < context.time_remaining() <= 31)
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.unary(Request(), timeout=30))


@each(["text", "nan"])
async def of_a_wrong_type(world: World, what: str) -> None:
    """A timeout that is no number."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(unary=body)
    if what == "text":
        with world.raising("call"):
            await stub.unary(Request(), timeout="soon")
    else:
        world.client("response", await stub.unary(Request(), timeout=None))
