"""Context variables: those on the list travel as metadata, no other crosses."""

import asyncio
import contextvars
import functools
from concurrent.futures import ThreadPoolExecutor

import grpc
from probe.probe_pb2 import Reply, Request

from .blocking_channels import _drive, _in_thread
from .case import case, each
from .interceptors_server import interceptor
from .sync_servicers import _of
from .world import KINDS, SERVICE, World, finish, handler_of

who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="nobody")
count: contextvars.ContextVar[int] = contextvars.ContextVar("count")
raw: contextvars.ContextVar[bytes] = contextvars.ContextVar("raw", default=b"")
unlisted: contextvars.ContextVar[str] = contextvars.ContextVar("unlisted", default="its own")
LISTED = {"x-who": (who, str, str), "x-count": (count, str, int), "x-raw-bin": (raw, bytes, bytes)}
BOTH = {"server": {"context_variables": LISTED}, "channel": {"context_variables": LISTED}}


def seen() -> tuple[str, int | None, bytes, str]:
    return who.get(), count.get(None), raw.get(), unlisted.get()


def noting(world: World, kind: str):
    async def body(request, context):
        world.handler("sees", seen())
        return Reply(text="answer")

    return {kind: handler_of(kind, body)}


def isolated(body):
    """A case's own settings stay its own."""

    @functools.wraps(body)
    async def run(*given):
        await asyncio.create_task(body(*given))

    return run


@each(KINDS)
@isolated
async def travel(world: World, kind: str) -> None:
    """What is on the list and set where the call is made is set in the handler; nothing else is."""
    stub = await world.serve(**BOTH, **noting(world, kind))
    for variable, value in ((who, "asha"), (count, 7), (raw, b"\x00\xff"), (unlisted, "the client's")):
        variable.set(value)
    await finish(world, kind, stub.call(kind))


@each(KINDS)
@isolated
async def not_set(world: World, kind: str) -> None:
    """A variable that is not set where the call is made keeps the value of the server's start, or its default."""
    who.set("starter")
    stub = await world.serve(**BOTH, **noting(world, kind))
    await finish(world, kind, contextvars.Context().run(stub.call, kind))
    who.set("")
    await finish(world, kind, stub.call(kind))


@each(KINDS)
@isolated
async def as_they_were_when_the_call_was_made(world: World, kind: str) -> None:
    """What is set after the call was made comes too late."""
    stub = await world.serve(**BOTH, **noting(world, kind))
    who.set("before")
    call = stub.call(kind)
    who.set("after")
    await finish(world, kind, call)


@each(KINDS)
@isolated
async def set_by_the_handler(world: World, kind: str) -> None:
    """What a handler sets reaches neither the client nor the next call."""

    async def body(request, context):
        world.handler("sees", seen())
        who.set("handler")
        count.set(99)
        return Reply(text="answer")

    stub = await world.serve(**BOTH, **{kind: handler_of(kind, body)})
    who.set("asha")
    for _ in range(2):
        await finish(world, kind, stub.call(kind))
        world.client("sees", seen())


@case()
@isolated
async def side_by_side(world: World) -> None:
    """Calls that run at once have their own."""

    async def body(request, context):
        await world.event("all there").wait()
        return Reply(text=f"{request.text} {seen()}")

    stub = await world.serve(**BOTH, unary=handler_of("unary", body))

    async def caller(number):
        who.set(f"caller {number}")
        count.set(number)
        return (await stub.unary(Request(text=str(number)))).text

    callers = [asyncio.create_task(caller(number)) for number in range(5)]
    await asyncio.sleep(0)
    world.event("all there").set()
    world.client("answers", await asyncio.gather(*callers))


@each(KINDS)
@isolated
async def in_metadata(world: World, kind: str) -> None:
    """They are metadata like any other, behind what the call was given; a key that the call was given is left alone."""

    async def body(request, context):
        world.handler("metadata", [tuple(pair) for pair in context.invocation_metadata() if pair[0].startswith("x-")])
        world.handler("sees", seen())
        return Reply(text="answer")

    stub = await world.serve(**BOTH, **{kind: handler_of(kind, body)})
    who.set("asha")
    count.set(7)
    await finish(world, kind, stub.call(kind, metadata=(("x-other", "1"),)))
    await finish(world, kind, stub.call(kind, metadata=(("x-who", "given"), ("x-other", "1"))))


@case()
@isolated
async def twice_in_metadata(world: World) -> None:
    """Of a key that comes twice the first one counts."""
    stub = await world.serve(server={"context_variables": LISTED}, **noting(world, "unary"))
    await finish(world, "unary", stub.call("unary", metadata=(("x-who", "first"), ("x-who", "second"))))


@each(["server", "channel"])
@isolated
async def listed_on_one_side_alone(world: World, side: str) -> None:
    """A list on one side alone sets nothing."""
    stub = await world.serve(**{side: BOTH[side]}, **noting(world, "unary"))
    who.set("asha")
    await finish(world, "unary", stub.call("unary"))


@each(KINDS)
@isolated
async def malformed(world: World, kind: str) -> None:
    """A value that from_text has a ValueError for ends the call with INVALID_ARGUMENT; the handler never runs."""
    stub = await world.serve(server={"context_variables": LISTED}, **noting(world, kind))
    await finish(world, kind, stub.call(kind, metadata=(("x-who", "asha"), ("x-count", "seven"))))


@case()
@isolated
async def malformed_for_a_method_that_is_not_there(world: World) -> None:
    """The method is not found, whatever the value."""
    stub = await world.serve(server={"context_variables": LISTED}, **noting(world, "unary"))
    await finish(world, "expand", stub.call("expand", metadata=(("x-count", "seven"),)))


@each(KINDS)
@isolated
async def from_text_that_fails(world: World, kind: str) -> None:
    """Any other exception of from_text is a server interceptor's: UNKNOWN."""

    def fail(text):
        raise LookupError("no such thing")

    stub = await world.serve(server={"context_variables": {"x-who": (who, str, fail)}}, **noting(world, kind))
    await finish(world, kind, stub.call(kind, metadata=(("x-who", "asha"),)))


@each([*KINDS])
@isolated
async def to_text_that_fails(world: World, kind: str) -> None:
    """An exception of to_text is raised by the call."""

    def fail(value):
        raise LookupError("no text for it")

    stub = await world.serve(channel={"context_variables": {"x-who": (who, fail, str)}}, **noting(world, kind))
    who.set("asha")
    with world.raising("call"):
        if kind in ("unary", "collect"):
            await stub.call(kind)
        else:
            async for response in stub.call(kind):
                world.client("response", response)


@case()
@isolated
async def text_that_metadata_cannot_have(world: World) -> None:
    """What to_text gives is checked like any metadata."""
    stub = await world.serve(**BOTH, **noting(world, "unary"))
    who.set("\u0905")
    with world.raising("call"):
        await stub.call("unary")


@each(KINDS)
@isolated
async def with_interceptors(world: World, kind: str) -> None:
    """What a client's interceptor sets travels; a server's interceptor sees it, and what it sets the handler sees."""
    bases = (
        grpc.aio.UnaryUnaryClientInterceptor,
        grpc.aio.UnaryStreamClientInterceptor,
        grpc.aio.StreamUnaryClientInterceptor,
        grpc.aio.StreamStreamClientInterceptor,
    )
    names = ("unary_unary", "unary_stream", "stream_unary", "stream_stream")
    place = KINDS.index(kind)

    async def intercept(self, continuation, details, request):
        who.set("the client's interceptor")
        return await continuation(details, request)

    setting = type("Setting", (bases[place],), {f"intercept_{names[place]}": intercept})()

    async def body(continuation, details):
        world.handler("interceptor sees", seen())
        count.set(8)
        return await continuation(details)

    stub = await world.serve(
        server={"context_variables": LISTED, "interceptors": [interceptor(body)]},
        channel={"context_variables": LISTED, "interceptors": [setting]},
        **noting(world, kind),
    )
    count.set(7)
    await finish(world, kind, stub.call(kind))


@each(KINDS)
@isolated
async def in_threads(world: World, kind: str) -> None:
    """A servicer method that is not async sees them in its thread, and leaves nothing behind there."""

    def body(requests, context):
        world.handler("sees", seen())
        who.set("left behind")
        return Reply(text="answer")

    pool = ThreadPoolExecutor(1)
    listed = {"migration_thread_pool": pool, "context_variables": LISTED}
    stub = await world.serve(server=listed, channel=BOTH["channel"], **{kind: _of(kind, body)})
    who.set("asha")
    count.set(7)
    await finish(world, kind, stub.call(kind))
    await finish(world, kind, contextvars.Context().run(stub.call, kind))
    pool.shutdown(wait=False)


@each(["expand", "converse"])
@isolated
async def in_a_generator_in_threads(world: World, kind: str) -> None:
    """A generator that is not async keeps what it sets from one response to the next, whichever thread takes it on."""

    def stream(request, context):
        try:
            for _ in range(3):
                count.set(count.get() + 1)
                yield Reply(text=str(seen()))
        finally:
            world.handler("closed at", count.get())

    pool = ThreadPoolExecutor(2)
    listed = {"migration_thread_pool": pool, "context_variables": LISTED}
    stub = await world.serve(server=listed, channel=BOTH["channel"], **{kind: stream})
    count.set(7)
    await finish(world, kind, stub.call(kind))
    pool.shutdown(wait=False)


@case()
@isolated
async def onwards(world: World) -> None:
    """A handler's own call takes them on."""
    far = await world.serve(**BOTH, **noting(world, "unary"))

    async def pass_on(request, context):
        count.set(count.get() + 1)
        return await far.unary(request)

    near = await world.serve(**BOTH, unary=handler_of("unary", pass_on))
    who.set("asha")
    count.set(7)
    await finish(world, "unary", near.call("unary"))


@each(KINDS)
@isolated
async def from_threads(world: World, kind: str) -> None:
    """A blocking channel sends those of the calling thread."""
    handlers = noting(world, kind)

    def script(stub):
        count.set(7)
        _drive(world, stub, kind, metadata=(("x-other", "1"),))

    who.set("asha")
    await _in_thread(world, script, handlers, server=BOTH["server"], context_variables=LISTED)


@case()
@isolated
async def of_a_future(world: World) -> None:
    """future() sends those of the thread that made it."""

    def script(stub):
        world.client("result", stub.channel.unary_unary(f"/{SERVICE}/Echo", *CODEC).future(Request()).result(3))

    who.set("asha")
    await _in_thread(world, script, noting(world, "unary"), server=BOTH["server"], context_variables=LISTED)


CODEC = (Request.SerializeToString, Reply.FromString)
