"""Channels of another event loop than the server's, in a thread of their own: the network and in process compared."""

import asyncio
import concurrent.futures
import time

import grpc
import grpc.aio
import pytest
from cases.transport import InProcess, Network
from cases.world import KINDS, SERVICE, Stub, World, finish, handler_of, method_handlers
from probe.probe_pb2 import Reply, Request

import grpc_inproc

SCRIPTS = []


def script(**handlers):
    """Marks what a client does on its own loop, against these handlers; a handler is given the world first."""

    def mark(body):
        SCRIPTS.append(pytest.param(body, handlers, id=body.__name__))
        return body

    return mark


async def _answer(world, request, context):
    world.handler("metadata", [tuple(item) for item in context.invocation_metadata() if item[0] != "user-agent"])
    await context.send_initial_metadata((("initial", "1"),))
    context.set_trailing_metadata((("trailing-bin", b"\x00"),))
    return Reply(text="answer")


async def _abort(world, request, context):
    await context.abort(grpc.StatusCode.NOT_FOUND, "gone", (("why", "moved"),))


async def _hang(world, request, context):
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        world.handler("cancelled")
        raise


def _for_all(body):
    return {kind: body for kind in KINDS}


@script(**_for_all(_answer))
async def answers(world, stub):
    for kind in KINDS:
        await finish(world, kind, stub.call(kind, metadata=(("a", "1"), ("b-bin", b"\xff"))))


@script(**_for_all(_abort))
async def aborts(world, stub):
    for kind in KINDS:
        await finish(world, kind, _without_a_race(stub, kind))


@script(**_for_all(_hang))
async def deadlines(world, stub):
    for kind in KINDS:
        await finish(world, kind, stub.call(kind, timeout=0.1))


@script(**_for_all(_hang))
async def cancels(world, stub):
    for kind in KINDS:
        call = stub.call(kind)
        await asyncio.sleep(0.05)
        world.client("cancel", call.cancel())
        await finish(world, kind, call)


@script(**_for_all(_hang))
async def closing_cancels(world, stub):
    calls = {kind: stub.call(kind) for kind in KINDS}
    await asyncio.sleep(0.05)
    await stub.channel.close()
    for kind, call in calls.items():
        await finish(world, kind, call)
    with world.raising("call"):
        await stub.call("unary")
    with world.raising("watch"):
        await stub.channel.wait_for_state_change(grpc.ChannelConnectivity.SHUTDOWN)
    world.client("state", stub.channel.get_state())


@script(unary=_hang)
async def task_cancelled(world, stub):
    call = stub.call("unary")
    task = asyncio.ensure_future(_wait_for(call))
    await asyncio.sleep(0.05)
    task.cancel()
    with world.raising("task"):
        await task
    world.client("cancelled", call.cancelled())


async def _wait_for(call):
    return await call


@script()
async def unknown_method(world, stub):
    for kind in KINDS:
        await finish(world, kind, _without_a_race(stub, kind))


def _without_a_race(stub, kind):
    """A call that writes nothing where it could write late: grpcio then now and then says INTERNAL."""
    return stub.call(kind, [Request()] if kind in ("unary", "expand") else [])


@script(unary=_answer)
async def metadata_no_header_can_carry(world, stub):
    with world.raising("call"):
        await stub.call("unary", metadata=(("Upper", "1"),))


@script(unary=_answer)
async def callbacks(world, stub):
    call = stub.call("unary")
    ended = asyncio.Event()
    call.add_done_callback(lambda done: (world.client("same", done is call), ended.set()))
    await call
    await ended.wait()


@script(unary=_answer)
async def connectivity(world, stub):
    world.client("state", stub.channel.get_state(try_to_connect=True))
    await stub.channel.channel_ready()
    world.client("state", stub.channel.get_state())


@script(unary=_answer)
async def waiting_for_ready(world, stub):
    await finish(world, "unary", stub.call("unary", wait_for_ready=True, timeout=5))


@pytest.mark.parametrize(("body", "handlers"), SCRIPTS)
async def test_script(body, handlers):
    network = await _observe_network(body, handlers)
    in_process = await _observe(InProcess(), body, handlers)
    assert in_process["client"]
    assert in_process == network


async def _observe_network(body, handlers):
    """`_observe`, again where grpcio's own race between a late write and an early status spoiled the run."""
    for _ in range(6):
        notes = await _observe(Network(), body, handlers)
        if "Internal error from Core" not in str(notes):
            break
    return notes


async def _observe(transport, body, handlers):
    world = World(transport)

    def bound(handler):
        return lambda request, context: handler(world, request, context)

    server = world.make_server(handlers={kind: handler_of(kind, bound(item)) for kind, item in handlers.items()})
    await server.start()
    await elsewhere(transport, server, lambda stub: body(world, stub))
    await asyncio.sleep(0.02)
    await world.close()
    return dict(world.notes)


async def elsewhere(transport, server, body, **kwargs):
    """Runs `body` with a stub on a loop of its own, in a thread of its own."""

    async def run():
        async with transport.connect(server, **kwargs) as channel:
            return await asyncio.wait_for(body(Stub(channel)), 60)

    return await asyncio.to_thread(asyncio.run, run())


async def _serve(**handlers):
    server = grpc_inproc.make_server()
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, method_handlers(handlers)),))
    await server.start()
    return server


async def test_conversation():
    async def echo(requests, context):
        async for request in requests:
            yield Reply(text=request.text)

    async def talk(stub):
        call = stub.converse()
        for number in range(300):
            await call.write(Request(text=str(number)))
            assert (await call.read()).text == str(number)
        await call.done_writing()
        assert await call.read() is grpc.aio.EOF
        return await call.code()

    server = await _serve(converse=echo)
    assert await elsewhere(InProcess(), server, talk) is grpc.StatusCode.OK
    await server.stop(None)


async def test_streams_longer_than_their_window():
    async def count(requests, context):
        return Reply(count=sum([1 async for _ in requests]))

    async def many(request, context):
        for number in range(500):
            yield Reply(count=number)

    async def talk(stub):
        reply = await stub.collect(Request() for _ in range(500))
        return reply.count, [reply.count async for reply in stub.expand(Request())]

    server = await _serve(collect=count, expand=many)
    assert await elsewhere(InProcess(), server, talk) == (500, list(range(500)))
    await server.stop(None)


async def test_interceptors_run_on_the_callers_loop():
    loops = []

    class Interceptor(grpc.aio.UnaryUnaryClientInterceptor):
        async def intercept_unary_unary(self, continuation, client_call_details, request):
            loops.append(asyncio.get_running_loop())
            return await continuation(client_call_details, request)

    async def body(request, context):
        loops.append(asyncio.get_running_loop())
        return Reply(text="answer")

    async def talk(stub):
        loops.append(asyncio.get_running_loop())
        return (await stub.unary(Request())).text

    server = await _serve(unary=body)
    assert await elsewhere(InProcess(), server, talk, interceptors=[Interceptor()]) == "answer"
    caller, interceptor, handler = loops
    assert caller is interceptor is not handler is asyncio.get_running_loop()
    await server.stop(None)


async def test_many_loops_at_once():
    async def body(request, context):
        await asyncio.sleep(0)
        return Reply(count=request.count)

    async def talk(stub):
        replies = await asyncio.gather(*(stub.unary(Request(count=number)) for number in range(50)))
        return [reply.count for reply in replies]

    server = await _serve(unary=body)
    answers = await asyncio.gather(*(elsewhere(InProcess(), server, talk) for _ in range(8)))
    assert answers == [list(range(50))] * 8
    await server.stop(None)


@pytest.mark.parametrize("kind", KINDS)
async def test_deadline_while_the_servers_loop_is_busy(kind):
    """The caller's deadline is the caller's own: it does not wait for a loop that does not turn."""

    async def body(request, context):
        return Reply()

    async def talk(stub):
        started = time.monotonic()
        call = stub.call(kind, timeout=0.1)
        return await call.code(), time.monotonic() - started

    server = await _serve(**{kind: handler_of(kind, body)})
    calling = asyncio.ensure_future(elsewhere(InProcess(), server, talk))
    await asyncio.sleep(0)
    time.sleep(2)  # noqa: ASYNC251 - the busy loop
    code, seconds = await calling
    assert code is grpc.StatusCode.DEADLINE_EXCEEDED
    assert seconds < 2
    await server.stop(None)


async def test_a_server_whose_loop_is_closed():
    """Who calls a server whose loop is gone is told that it is not available."""

    async def make():
        return await _serve()

    server = await asyncio.to_thread(asyncio.run, make())
    async with grpc_inproc.connect(server) as channel:
        for kind in KINDS:
            assert await Stub(channel).call(kind).code() is grpc.StatusCode.UNAVAILABLE


async def test_a_caller_whose_loop_is_closed():
    """A handler whose caller's loop is gone does its work to the end, and the server stops as ever."""
    finished: concurrent.futures.Future[str] = concurrent.futures.Future()

    async def body(request, context):
        await asyncio.sleep(0.1)
        finished.set_result("worked")
        return Reply()

    server = await _serve(unary=body)
    kept = []

    async def leave():
        channel = grpc_inproc.connect(server)
        kept.append(channel)
        kept.append(Stub(channel).unary(Request()))
        await asyncio.sleep(0.02)

    await asyncio.to_thread(asyncio.run, leave())
    await server.stop(5)
