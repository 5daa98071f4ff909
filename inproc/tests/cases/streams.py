"""Streams in both styles: iterators, and read/write; half-closing, EOF, mixing, early ends, back-pressure."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import World


async def _count_up(request, context):
    for count in range(request.count):
        yield Reply(count=count)


async def _collect(request, context):
    counts = [item.count async for item in request]
    return Reply(count=sum(counts), text=f"{len(counts)} requests")


async def _echo_each(request, context):
    async for item in request:
        yield Reply(count=item.count)


def _requests(many: int = 3) -> list[Request]:
    return [Request(count=count) for count in range(many)]


async def _later(many: int = 3):
    for request in _requests(many):
        await asyncio.sleep(0)
        yield request


async def _comes_to_rest(count) -> bool:
    """Waits until a number stays the same for a while; False when it never does."""
    for _ in range(100):
        before = count()
        await asyncio.sleep(0.05)
        if before and count() == before:
            return True
    return False


@each([0, 1, 5, 200])
async def responses_iterated(world: World, many: int) -> None:
    """async for over the responses."""
    stub = await world.serve(expand=_count_up)
    await world.responses(stub.expand(Request(count=many)))


@each([0, 1, 5])
async def responses_read(world: World, many: int) -> None:
    """read() until EOF, and EOF again."""
    stub = await world.serve(expand=_count_up)
    call = stub.expand(Request(count=many))
    await world.reads(call, many + 2)
    await world.ending(call)


@each(["expand", "converse"])
async def reads_after_iterating(world: World, kind: str) -> None:
    """read() after async for began is refused, before the call is over."""

    async def body(request, context):
        yield Reply(count=1)
        await world.event("go on").wait()

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)
    world.client("first", await anext(aiter(call)))
    with world.raising("read"):
        await call.read()
    world.event("go on").set()


@each(["expand", "converse"])
async def iterating_after_reads(world: World, kind: str) -> None:
    """async for after read() is refused."""

    async def body(request, context):
        yield Reply(count=1)
        await world.event("go on").wait()

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)
    await call.read()
    with world.raising("iterate"):
        async for _ in call:
            pass
    world.event("go on").set()


@each(["collect", "converse"])
async def writes_beside_an_iterator(world: World, kind: str) -> None:
    """write() and done_writing() on a call that was given an iterator are refused."""
    stub = await world.serve(**{kind: _collect if kind == "collect" else _echo_each})
    call = getattr(stub, kind)(_later())
    with world.raising("write"):
        await call.write(Request())
    with world.raising("done_writing"):
        await call.done_writing()


@each(["list", "generator", "async generator", "empty"])
async def requests_from(world: World, what: str) -> None:
    """Requests from any iterable."""
    source = {"list": _requests(), "generator": iter(_requests()), "async generator": _later(), "empty": []}[what]
    stub = await world.serve(collect=_collect)
    await world.outcome(stub.collect(source))


@each([0, 1, 50])
async def requests_written(world: World, many: int) -> None:
    """write() each, then done_writing(), then await."""
    stub = await world.serve(collect=_collect)
    call = stub.collect()
    for request in _requests(many):
        world.client("write", await call.write(request))
    await call.done_writing()
    await world.outcome(call)


@case()
async def done_writing_twice(world: World) -> None:
    """done_writing() may be repeated."""
    stub = await world.serve(collect=_collect)
    call = stub.collect()
    await call.write(Request(count=1))
    await call.done_writing()
    await call.done_writing()
    await world.outcome(call)


@each(["collect", "converse"])
async def write_after_done_writing(world: World, kind: str) -> None:
    """write() after done_writing() is an InvalidStateError."""

    async def wait(request, context):
        await world.event("go on").wait()
        return Reply()

    async def wait_stream(request, context):
        await world.event("go on").wait()
        yield Reply()

    stub = await world.serve(**{kind: wait if kind == "collect" else wait_stream})
    call = getattr(stub, kind)()
    await call.done_writing()
    with world.raising("write"):
        await call.write(Request())
    world.event("go on").set()


@each(["collect", "converse"])
async def write_after_the_end(world: World, kind: str) -> None:
    """write() after the call is over is an InvalidStateError; done_writing() is nothing."""

    async def at_once(request, context):
        return Reply()

    async def at_once_stream(request, context):
        yield Reply()

    stub = await world.serve(**{kind: at_once if kind == "collect" else at_once_stream})
    call = getattr(stub, kind)()
    if kind == "collect":
        await call
    else:
        await world.reads(call, 2)
    await call.code()
    with world.raising("write"):
        await call.write(Request())
    with world.raising("done_writing"):
        await call.done_writing()


@case()
async def request_by_request(world: World) -> None:
    """A conversation: write, read, write, read, half-close, EOF."""
    stub = await world.serve(converse=_echo_each)
    call = stub.converse()
    for request in _requests():
        await call.write(request)
        world.client("read", await call.read())
    await call.done_writing()
    await world.reads(call, 1)
    await world.ending(call)


@each(["list", "async generator"])
async def conversation_with_iterators(world: World, what: str) -> None:
    """A conversation whose requests come from an iterator, its responses by async for."""
    stub = await world.serve(converse=_echo_each)
    await world.responses(stub.converse(_requests() if what == "list" else _later()))


@case()
async def half_close_then_many_reads(world: World) -> None:
    """All requests first, then all responses."""
    stub = await world.serve(converse=_echo_each)
    call = stub.converse()
    for request in _requests(20):
        await call.write(request)
    await call.done_writing()
    await world.reads(call, 21)


@case()
async def handler_reads_and_writes(world: World) -> None:
    """A handler in the read/write style."""

    async def body(request, context):
        while (item := await context.read()) is not grpc.aio.EOF:
            world.handler("read", item)
            await context.write(Reply(count=item.count))
        world.handler("eof", await context.read() is grpc.aio.EOF)

    stub = await world.serve(converse=body)
    await world.responses(stub.converse(_requests()))


@case()
async def handler_reads_and_returns(world: World) -> None:
    """A handler of the collecting kind in the read style."""

    async def body(request, context):
        total = 0
        while (item := await context.read()) is not grpc.aio.EOF:
            total += item.count
        return Reply(count=total)

    stub = await world.serve(collect=body)
    await world.outcome(stub.collect(_requests()))


@case()
async def handler_writes(world: World) -> None:
    """A handler of the expanding kind in the write style."""

    async def body(request, context):
        for count in range(request.count):
            await context.write(Reply(count=count))

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request(count=3)))


@case()
async def handler_writes_nothing(world: World) -> None:
    """A write-style handler that writes nothing."""

    async def body(request, context):
        return None

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request()))


@each(["collect", "converse"])
async def handler_that_fails_while_the_client_writes(world: World, kind: str) -> None:
    """An abort in the middle of the requests reaches the writer as an error."""

    async def once(request, context):
        async for _ in request:
            await context.abort(grpc.StatusCode.ABORTED, "enough")

    async def stream(request, context):
        async for _ in request:
            await context.abort(grpc.StatusCode.ABORTED, "enough")
        yield Reply()

    stub = await world.serve(**{kind: once if kind == "collect" else stream})
    call = getattr(stub, kind)()
    await call.write(Request())
    world.client("code", await call.code())
    with world.raising("write"):
        await call.write(Request())
    with world.raising("finish"):
        await (call if kind == "collect" else call.read())
    await world.ending(call)


@case()
async def requests_iterated_twice_by_the_handler(world: World) -> None:
    """A second async for over the requests finds nothing."""

    async def body(request, context):
        world.handler("first", [item.count async for item in request])
        world.handler("second", [item.count async for item in request])
        return Reply()

    stub = await world.serve(collect=body)
    await world.outcome(stub.collect(_requests()))


@case()
async def anext_on_the_requests(world: World) -> None:
    """The handler may take requests one by one with anext."""

    async def body(request, context):
        world.handler("one", await request.__anext__())
        world.handler("two", await request.__anext__())
        return Reply()

    stub = await world.serve(collect=body)
    await world.outcome(stub.collect(_requests(2)))


@case()
async def metadata_before_the_first_message(world: World) -> None:
    """wait_for_connection and initial_metadata come before the first message."""

    async def body(request, context):
        await context.send_initial_metadata((("early", "1"),))
        await world.event("go on").wait()
        yield Reply()

    stub = await world.serve(expand=body)
    call = stub.call("expand")
    await call.wait_for_connection()
    world.client("initial", await call.initial_metadata())
    world.event("go on").set()
    await world.responses(call)


@each(["collect", "converse"])
async def wait_for_connection_before_writing(world: World, kind: str) -> None:
    """wait_for_connection before the first write."""
    stub = await world.serve(**{kind: _collect if kind == "collect" else _echo_each})
    call = getattr(stub, kind)()
    world.client("connected", await call.wait_for_connection())
    await call.write(Request(count=4))
    await call.done_writing()
    if kind == "collect":
        await world.outcome(call)
    else:
        await world.reads(call, 2)


@case()
async def a_stalled_reader_stalls_the_writer(world: World) -> None:
    """A server that streams without end to a client that reads nothing is held up, and goes on when it reads."""
    sent = 0

    async def body(request, context):
        nonlocal sent
        while sent < 100_000 and not world.event("enough").is_set():
            yield Reply(payload=b"x" * 10_000)
            sent += 1

    stub = await world.serve(expand=body)
    call = stub.call("expand")
    await call.read()
    world.client("held up", await _comes_to_rest(lambda: sent) and sent < 100_000)
    before = sent
    reads = 0
    while sent == before and reads < 10_000:
        await call.read()
        reads += 1
    world.client("goes on", sent > before)
    world.event("enough").set()
    call.cancel()


@case()
async def a_stalled_server_stalls_the_client(world: World) -> None:
    """A client that writes without end to a server that reads nothing is held up; the call's end wakes it."""
    written = 0

    async def body(request, context):
        await world.event("go on").wait()
        await context.abort(grpc.StatusCode.ABORTED, "not reading")

    stub = await world.serve(collect=body)
    call = stub.collect()

    async def write():
        nonlocal written
        while True:
            await call.write(Request(payload=b"x" * 10_000))
            written += 1

    writing = asyncio.create_task(write())
    world.client("held up", await _comes_to_rest(lambda: written))
    world.event("go on").set()
    await asyncio.wait([writing, asyncio.ensure_future(call.code())])
    world.client("writer woke", type(writing.exception()).__name__ in ("AioRpcError", "InvalidStateError"))


@case(breaks_promise=True)
async def response_changed_after_it_was_yielded(world: World) -> None:
    """A generator may use one message again and again."""

    async def body(request, context):
        reply = Reply()
        for count in range(3):
            reply.count = count
            await context.write(reply)

    stub = await world.serve(expand=body)
    call = stub.call("expand")
    world.client("counts", [reply.count async for reply in call])


@each(["expand", "converse"])
async def done_callbacks_of_streams(world: World, kind: str) -> None:
    """A done callback is called once the stream is read to its end."""
    stub = await world.serve(**{kind: _count_up if kind == "expand" else _echo_each})
    call = stub.expand(Request(count=2)) if kind == "expand" else stub.converse(_requests(2))
    call.add_done_callback(lambda seen: world.other("callback", "done", seen.done()))
    await world.responses(call)


@case()
async def two_conversations_at_once(world: World) -> None:
    """Two conversations do not mix."""
    stub = await world.serve(converse=_echo_each)
    first, second = stub.converse(), stub.converse()
    for count in range(3):
        await first.write(Request(count=count))
        await second.write(Request(count=10 + count))
        world.client("first", await first.read())
        world.client("second", await second.read())
    await first.done_writing()
    await second.done_writing()
    world.client("ends", [await first.read(), await second.read()])


@case()
async def reading_and_writing_in_two_tasks(world: World) -> None:
    """One task writes while another reads."""
    stub = await world.serve(converse=_echo_each)
    call = stub.converse()

    async def write():
        for request in _requests(100):
            await call.write(request)
        await call.done_writing()

    writing = asyncio.create_task(write())
    world.client("counts", [reply.count async for reply in call])
    await writing


@each(["expand", "converse"])
async def handler_is_an_async_iterator_in_disguise(world: World, kind: str) -> None:
    """A generator whose finally block runs when the client goes away."""

    async def body(request, context):
        try:
            yield Reply()
            await asyncio.Event().wait()
        finally:
            world.handler("finally")
            world.event("over").set()

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)
    await call.read()
    call.cancel()
    await world.event("over").wait()


@case()
async def write_of_a_wrong_thing(world: World) -> None:
    """write() of something that is no request."""
    stub = await world.serve(collect=_collect)
    call = stub.collect()
    with world.raising("write"):
        await call.write("text")
    await call.done_writing()
    with world.raising("await"):
        world.client("response", await call)


@case()
async def handler_writes_a_wrong_thing(world: World) -> None:
    """context.write() of something that is no response raises there."""

    async def body(request, context):
        try:
            await context.write(7)
        except Exception as error:
            world.handler("raised", error)

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@case()
async def handler_writes_after_its_abort(world: World) -> None:
    """context.write() after a swallowed abort raises."""

    async def body(request, context):
        try:
            await context.abort(grpc.StatusCode.ABORTED, "d")
        except Exception:
            world.handler("swallowed")
        try:
            await context.write(Reply())
        except Exception as error:
            world.handler("write", error)
            raise

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@case()
async def code_set_in_a_stream(world: World) -> None:
    """set_code in a stream ends it so, after its messages."""

    async def body(request, context):
        yield Reply(count=1)
        context.set_code(grpc.StatusCode.ALREADY_EXISTS)
        context.set_details("twice")

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@each(["expand", "converse"])
async def printed_when_running(world: World, kind: str) -> None:
    """What a stream prints while it runs."""

    async def body(request, context):
        await world.event("go on").wait()
        yield Reply()

    stub = await world.serve(**{kind: body})
    call = stub.call(kind)
    world.client("printed", repr(call))
    world.event("go on").set()
    await world.responses(call)


@each([("expand", "UnaryStream"), ("collect", "StreamUnary"), ("converse", "StreamStream")])
async def are_of_their_classes(world: World, what) -> None:
    """Calls and multi-callables are instances of grpc.aio's classes."""
    kind, name = what

    async def once(request, context):
        return Reply()

    async def stream(request, context):
        yield Reply()

    stub = await world.serve(**{kind: once if kind == "collect" else stream})
    call = stub.call(kind)
    world.client("call", isinstance(call, getattr(grpc.aio, f"{name}Call")))
    world.client("callable", isinstance(getattr(stub, kind), getattr(grpc.aio, f"{name}MultiCallable")))
    await call.code() if kind == "collect" else await world.reads(call, 2)
