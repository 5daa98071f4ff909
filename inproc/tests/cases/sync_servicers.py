"""Servicer methods that are not async, run in the pool."""

import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World, finish


def _of(kind: str, body):
    """A sync handler of any kind around `body(requests, context)`, which gives one reply."""

    def requests_of(request):
        return [request] if isinstance(request, Request) else list(request)

    def once(request, context):
        return body(requests_of(request), context)

    def stream(request, context):
        yield body(requests_of(request), context)

    return once if kind in ("unary", "collect") else stream


async def _run(world: World, kind: str, body, **kwargs) -> None:
    pool = ThreadPoolExecutor(2)
    stub = await world.serve(server={"migration_thread_pool": pool}, **{kind: _of(kind, body)})
    await finish(world, kind, stub.call(kind, [Request(text="one"), Request(text="two")], **kwargs))
    pool.shutdown(wait=False)


@each(KINDS)
async def answer(world: World, kind: str) -> None:
    """A plain answer."""

    def body(requests, context):
        return Reply(text=";".join(item.text for item in requests))

    await _run(world, kind, body)


@each(KINDS)
async def abort(world: World, kind: str) -> None:
    """abort() from the thread."""

    def body(requests, context):
        context.abort(grpc.StatusCode.NOT_FOUND, "gone", (("t", "1"),))

    await _run(world, kind, body)


@each(KINDS)
async def raise_an_exception(world: World, kind: str) -> None:
    """An exception in the thread."""

    def body(requests, context):
        raise KeyError("voucher")

    await _run(world, kind, body)


@each(KINDS)
async def set_a_code(world: World, kind: str) -> None:
    """set_code, set_details and trailing metadata from the thread."""

    def body(requests, context):
        context.set_code(grpc.StatusCode.DATA_LOSS)
        context.set_details("lost")
        context.set_trailing_metadata((("t", "1"),))
        return Reply()

    await _run(world, kind, body)


@each(KINDS)
async def send_initial_metadata(world: World, kind: str) -> None:
    """Initial metadata from the thread."""

    def body(requests, context):
        context.send_initial_metadata((("i", "1"),))
        return Reply()

    await _run(world, kind, body)


@each(KINDS)
async def ask_the_context(world: World, kind: str) -> None:
    """What the sync context tells."""

    def body(requests, context):
        world.handler("time", 0 < context.time_remaining() <= 31)
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        world.handler("thread", threading.current_thread() is not threading.main_thread())
        return Reply()

    await _run(world, kind, body, timeout=30, metadata=(("a", "1"),))


@each(["unary", "collect"])
async def callbacks(world: World, kind: str) -> None:
    """add_callback of the sync context is called after the answer."""

    def body(requests, context):
        context.add_callback(lambda: world.other("callback", "called"))
        return Reply()

    await _run(world, kind, body)


@case()
async def many_responses(world: World) -> None:
    """A sync generator of many responses."""

    def body(request, context):
        for count in range(request.count):
            yield Reply(count=count)

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request(count=30)))


@case()
async def iterator_instead_of_a_generator(world: World) -> None:
    """A sync handler that returns an iterator."""

    def body(request, context):
        return iter([Reply(count=1), Reply(count=2)])

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request()))


@case()
async def failing_in_the_middle(world: World) -> None:
    """A sync generator that raises after two responses."""

    def body(request, context):
        yield Reply(count=1)
        yield Reply(count=2)
        raise ValueError("third")

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request()))


@case()
async def one_thread_for_one_generator(world: World) -> None:
    """A sync generator runs in one thread from beginning to end."""
    threads = set()

    def body(request, context):
        for _ in range(10):
            threads.add(threading.get_ident())
            yield Reply()

    stub = await world.serve(expand=body)
    await world.responses(stub.expand(Request()))
    world.client("threads", len(threads))


@case()
async def deadline_passes(world: World) -> None:
    """The client's deadline passes while the thread works."""
    go_on = threading.Event()

    def body(request, context):
        go_on.wait(5)
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary", timeout=0.1))
    go_on.set()


@case()
async def conversation(world: World) -> None:
    """A sync handler that answers each request as it comes."""

    def body(requests, context):
        for item in requests:
            yield Reply(text=item.text)

    stub = await world.serve(converse=body)
    call = stub.converse()
    for text in ("a", "b"):
        await call.write(Request(text=text))
        world.client("read", await call.read())
    await call.done_writing()
    await world.reads(call, 1)
