"""Cancellation from either side, and what handler, callbacks and later calls see of it."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World


def _waiting(world: World, kind: str):
    """A handler that waits for ever and notes how it was cancelled."""

    async def wait(request, context):
        context.add_done_callback(lambda seen: (world.handler("callback", seen.cancelled()), world.event("over").set()))
        world.event("started").set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            world.handler("caught", error)
            world.handler("done", context.done())
            raise
        finally:
            world.handler("finally")

    async def stream(request, context):
        await wait(request, context)
        yield Reply()

    return wait if kind in ("unary", "collect") else stream


@each(KINDS)
async def by_the_client(world: World, kind: str) -> None:
    """cancel() on a running call: the handler is cancelled, the caller gets CancelledError."""
    stub = await world.serve(**{kind: _waiting(world, kind)})
    call = stub.call(kind)
    await world.event("started").wait()
    world.client("cancel", call.cancel())
    world.client("again", call.cancel())
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    await world.ending(call)
    await world.event("over").wait()


@each(KINDS)
async def right_after_creation(world: World, kind: str) -> None:
    """A call cancelled before its first turn of the loop never reaches the handler."""

    async def body(request, context):
        world.handler("ran")
        return Reply()

    async def stream(request, context):
        world.handler("ran")
        yield Reply()

    stub = await world.serve(**{kind: body if kind in ("unary", "collect") else stream})
    call = stub.call(kind)
    world.client("cancel", call.cancel())
    world.client("cancelled", (call.cancelled(), call.done()))
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    await world.ending(call)


@case()
async def after_the_end(world: World) -> None:
    """cancel() on a finished call says False and changes nothing."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    await call
    world.client("cancel", call.cancel())
    await world.outcome(call)


@each(["unary", "collect"])
async def by_cancelling_the_caller(world: World, kind: str) -> None:
    """Cancelling the task that awaits cancels the call and the handler."""
    stub = await world.serve(**{kind: _waiting(world, kind)})
    call = stub.call(kind)

    async def wait():
        return await call

    waiting = asyncio.create_task(wait())
    await world.event("started").wait()
    waiting.cancel()
    with world.raising("task"):
        await waiting
    world.client("cancelled", (call.cancelled(), call.done()))
    await world.ending(call)
    await world.event("over").wait()


@each(["expand", "converse"])
async def by_cancelling_the_reader(world: World, kind: str) -> None:
    """Cancelling the task that reads cancels the call and the handler."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.event("over").set())
        yield Reply(count=1)
        world.event("started").set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as error:
            world.handler("caught", error)
            raise

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)

    async def read():
        async for response in call:
            world.client("response", response)

    reading = asyncio.create_task(read())
    await world.event("started").wait()
    await asyncio.sleep(0.01)
    reading.cancel()
    with world.raising("task"):
        await reading
    await world.ending(call)
    await world.event("over").wait()


@case()
async def by_wait_for(world: World) -> None:
    """asyncio.wait_for that gives up cancels the call."""
    stub = await world.serve(unary=_waiting(world, "unary"))
    call = stub.call("unary")
    with world.raising("wait_for"):
        await asyncio.wait_for(call, 0.05)
    await world.ending(call)
    await world.event("over").wait()


@case()
async def one_of_two_waiters(world: World) -> None:
    """Cancelling one of two tasks that await a call ends it for both."""
    stub = await world.serve(unary=_waiting(world, "unary"))
    call = stub.call("unary")

    async def wait():
        return await call

    first, second = asyncio.create_task(wait()), asyncio.create_task(wait())
    await world.event("started").wait()
    first.cancel()
    with world.raising("first"):
        await first
    with world.raising("second"):
        await second
    await world.ending(call)


@each(["unary", "expand"])
async def handler_that_goes_on(world: World, kind: str) -> None:
    """A handler that swallows the cancellation and answers: nobody hears it, nothing breaks."""

    async def body(request, context):
        world.event("started").set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            world.handler("swallowed")
        context.add_done_callback(lambda seen: world.event("over").set())
        return Reply(text="nobody hears")

    async def stream(request, context):
        yield await body(request, context)

    stub = await world.serve(**{kind: body if kind == "unary" else stream})
    call = stub.call(kind)
    await world.event("started").wait()
    call.cancel()
    await world.event("over").wait()
    await world.ending(call)


@case()
async def done_callbacks_of_a_cancelled_call(world: World) -> None:
    """Done callbacks run inside cancel()."""
    stub = await world.serve(unary=_waiting(world, "unary"))
    call = stub.call("unary")
    call.add_done_callback(lambda seen: world.client("callback", (seen.cancelled(), seen.done())))
    await world.event("started").wait()
    world.client("cancel", call.cancel())
    world.client("end")


@case()
async def metadata_of_a_cancelled_call(world: World) -> None:
    """A cancelled call keeps the initial metadata it had got."""

    async def body(request, context):
        await context.send_initial_metadata((("a", "1"),))
        yield Reply()
        await asyncio.Event().wait()

    stub = await world.serve(expand=body)
    call = stub.call("expand")
    await call.read()
    call.cancel()
    await world.ending(call)


@each(["expand", "converse"])
async def in_the_middle_of_a_stream(world: World, kind: str) -> None:
    """cancel() between two reads."""

    async def body(request, context):
        try:
            for count in range(1000):
                yield Reply(count=count)
                await asyncio.sleep(0.001)
        finally:
            world.event("over").set()

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)
    await world.reads(call, 2)
    world.client("cancel", call.cancel())
    await world.reads(call, 2)
    await world.ending(call)
    await world.event("over").wait()


@each(["collect", "converse"])
async def while_writing(world: World, kind: str) -> None:
    """After cancel() a write and a done_writing."""

    async def body(request, context):
        async for _ in request:
            world.event("read").set()
        return Reply()

    async def stream(request, context):
        async for _ in request:
            world.event("read").set()
            yield Reply()

    stub = await world.serve(**{kind: body if kind == "collect" else stream})
    call = getattr(stub, kind)()
    await call.write(Request())
    await world.event("read").wait()
    call.cancel()
    with world.raising("write"):
        await call.write(Request())
    with world.raising("done_writing"):
        await call.done_writing()
    await world.ending(call)


@each(["collect", "converse"])
async def request_iterator_is_closed(world: World, kind: str) -> None:
    """The client's request iterator ends with the call: cancelled where it waits, closed where it does not yet."""

    async def requests():
        try:
            yield Request()
            await asyncio.Event().wait()
        except (asyncio.CancelledError, GeneratorExit):
            world.other("requests", "ended")
            raise
        finally:
            world.event("requests over").set()

    async def body(request, context):
        async for _ in request:
            world.event("read").set()
        return Reply()

    async def stream(request, context):
        async for _ in request:
            world.event("read").set()
            yield Reply()

    stub = await world.serve(**{kind: body if kind == "collect" else stream})
    call = getattr(stub, kind)(requests())
    await world.event("read").wait()
    call.cancel()
    await world.event("requests over").wait()
    await world.ending(call)


@each(["collect", "converse"])
async def request_iterator_that_raises(world: World, kind: str) -> None:
    """A request iterator that raises cancels the call."""

    async def requests():
        yield Request()
        raise ValueError("no more")

    async def body(request, context):
        async for _ in request:
            pass
        return Reply()

    async def stream(request, context):
        async for _ in request:
            yield Reply()

    stub = await world.serve(**{kind: body if kind == "collect" else stream})
    call = getattr(stub, kind)(requests())
    if kind == "collect":
        await world.outcome(call)
    else:
        with world.raising("iterate"):
            async for _ in call:
                pass
        await world.ending(call)


@case()
async def by_the_handler_for_its_own_call(world: World) -> None:
    """A nested call cancelled in a handler raises CancelledError there, and the handler may answer."""

    async def body(request, context):
        if request.count == 1:
            await asyncio.Event().wait()
        nested = stub.unary(Request(count=1))
        nested.cancel()
        try:
            await nested
        except asyncio.CancelledError as error:
            world.handler("nested", error)
        return Reply(text="still here")

    stub = await world.serve(unary=body)
    await world.outcome(stub.unary(Request()))


@case()
async def server_sends_cancelled(world: World) -> None:
    """CANCELLED that the server sends is an error, not a CancelledError."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.CANCELLED, "by the server")

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def server_sends_cancelled_in_a_stream(world: World) -> None:
    """The same in a stream of responses."""

    async def body(request, context):
        yield Reply()
        await context.abort(grpc.StatusCode.CANCELLED, "by the server")

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@each(KINDS)
async def nested_call_is_cancelled_with_its_handler(world: World, kind: str) -> None:
    """A handler cancelled while it waits for a call of its own cancels that one too."""

    async def inner(request, context):
        world.event("inner").set()
        try:
            await asyncio.Event().wait()
        finally:
            world.handler("inner over")
            world.event("over").set()

    async def outer(request, context):
        return await stub.unary(Request())

    async def outer_stream(request, context):
        yield await stub.unary(Request())

    outer_kind = kind if kind != "unary" else "collect"
    handlers = {"unary": inner, outer_kind: outer if outer_kind == "collect" else outer_stream}
    stub = await world.serve(**handlers)
    call = stub.call(outer_kind)
    await world.event("inner").wait()
    world.client("cancel", call.cancel())
    await world.event("over").wait()
