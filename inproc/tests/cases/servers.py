"""Servers: start, stop, grace, termination, the limit of concurrent calls, and what their contexts say."""

import asyncio

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, SERVICE, World, handler_of, method_handlers


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


async def _end(world: World, kind: str, call) -> None:
    with world.raising("wait"):
        await (call if kind in ("unary", "collect") else call.read())
    world.client("code", await call.code())


@each(KINDS)
async def stop_cancels_running_calls(world: World, kind: str) -> None:
    """stop(None) ends running calls: the handler is cancelled, the client gets UNAVAILABLE."""
    stub = await world.serve(**{kind: handler_of(kind, _waiting(world))})
    call = stub.call(kind)
    await world.event("started").wait()
    await world.server.stop(None)
    await _end(world, kind, call)
    await world.event("over").wait()


@each(KINDS)
async def stop_with_grace_lets_calls_end(world: World, kind: str) -> None:
    """stop(grace) waits for running calls."""
    stub = await world.serve(**{kind: handler_of(kind, _waiting(world))})
    call = stub.call(kind)
    await world.event("started").wait()
    stopping = asyncio.create_task(world.server.stop(5))
    await asyncio.sleep(0.02)
    world.event("go on").set()
    await (world.outcome(call) if kind in ("unary", "collect") else world.responses(call))
    await stopping


@each(KINDS)
async def stop_with_grace_gives_up(world: World, kind: str) -> None:
    """stop(grace) cancels what has not ended in time."""
    stub = await world.serve(**{kind: handler_of(kind, _waiting(world))})
    call = stub.call(kind)
    await world.event("started").wait()
    await world.server.stop(0.05)
    await _end(world, kind, call)
    await world.event("over").wait()


@case()
async def stop_refuses_new_calls(world: World) -> None:
    """While stop(grace) waits, new calls are UNAVAILABLE."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    stopping = asyncio.create_task(world.server.stop(5))
    await asyncio.sleep(0.05)
    refused = stub.call("unary")
    world.client("refused", await refused.code())
    world.event("go on").set()
    await stopping
    await world.outcome(call)


@case()
async def stop_again_with_less_grace(world: World) -> None:
    """A second stop with no grace ends the first at once."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    slow = asyncio.create_task(world.server.stop(60))
    await asyncio.sleep(0.02)
    await world.server.stop(None)
    await slow
    await _end(world, "unary", call)


@case()
async def stop_again_with_more_grace(world: World) -> None:
    """A second stop with more grace does not prolong the first."""
    stub = await world.serve(unary=_waiting(world))
    call = stub.call("unary")
    await world.event("started").wait()
    first = asyncio.create_task(world.server.stop(0.05))
    await asyncio.sleep(0.01)
    await world.server.stop(60)
    await first
    await _end(world, "unary", call)


@case()
async def stop_before_start(world: World) -> None:
    """stop() of a server that was never started is nothing."""
    server = world.make_server(handlers={})
    world.client("stopped", await server.stop(None))


@case()
async def stop_twice(world: World) -> None:
    """stop() may be repeated."""
    await world.serve()
    world.client("first", await world.server.stop(None))
    world.client("second", await world.server.stop(None))


@case()
async def stop_without_calls_is_quick(world: World) -> None:
    """stop(grace) does not wait when nothing runs."""
    await world.serve()
    await asyncio.wait_for(world.server.stop(60), 30)
    world.client("stopped")


@case()
async def start_twice(world: World) -> None:
    """start() of a running server is nothing."""
    await world.serve()
    with world.raising("start"):
        await world.server.start()


@case()
async def start_after_stop(world: World) -> None:
    """A stopped server cannot be started again."""
    await world.serve()
    await world.server.stop(None)
    with world.raising("start"):
        await world.server.start()


@case()
async def wait_for_termination(world: World) -> None:
    """wait_for_termination returns False once the server stopped."""
    await world.serve()
    waiting = asyncio.create_task(world.server.wait_for_termination())
    await asyncio.sleep(0.01)
    world.client("waits", not waiting.done())
    await world.server.stop(None)
    world.client("terminated", await waiting)


@case()
async def wait_for_termination_gives_up(world: World) -> None:
    """wait_for_termination(timeout) returns True when the time is over."""
    await world.serve()
    world.client("gave up", await world.server.wait_for_termination(0.02))


@case()
async def wait_for_termination_after_stop(world: World) -> None:
    """wait_for_termination of a stopped server returns False at once."""
    await world.serve()
    await world.server.stop(None)
    world.client("terminated", await world.server.wait_for_termination(1))


@each(KINDS)
async def concurrency_limit(world: World, kind: str) -> None:
    """One call more than maximum_concurrent_rpcs is RESOURCE_EXHAUSTED; after one ended there is room again."""
    stub = await world.serve(
        server={"maximum_concurrent_rpcs": 1},
        unary=_waiting(world),
        expand=handler_of("expand", _waiting(world)),
        collect=_waiting(world),
        converse=handler_of("converse", _waiting(world)),
    )
    first = stub.call("unary")
    await world.event("started").wait()
    refused = stub.call(kind)
    await (world.outcome(refused) if kind in ("unary", "collect") else world.responses(refused))
    world.event("go on").set()
    await world.outcome(first)
    for _ in range(100):
        again = stub.call(kind)
        if await again.code() is grpc.StatusCode.OK if kind in ("unary", "collect") else await _reads(again):
            break
        await asyncio.sleep(0.005)
    world.client("room again")


async def _reads(call) -> bool:
    try:
        await call.read()
    except grpc.aio.AioRpcError:
        return False
    return True


@case()
async def concurrency_limit_of_many(world: World) -> None:
    """Of twenty calls at once under a limit of five, fifteen are refused."""
    stub = await world.serve(server={"maximum_concurrent_rpcs": 5}, unary=_waiting(world))
    calls = [stub.call("unary") for _ in range(20)]
    refused = [call for call in calls]
    await asyncio.sleep(0.1)
    world.client("refused", sum(call.done() for call in refused))
    world.event("go on").set()
    codes = [await call.code() for call in calls]
    world.client("codes", sorted(code.name for code in codes))


@each([0, -1])
async def concurrency_limit_of_nothing(world: World, limit: int) -> None:
    """A limit below one call is a ValueError."""
    try:
        world.transport.make_server(maximum_concurrent_rpcs=limit)
    except ValueError as error:
        world.client("raised", error)


@case()
async def not_found_before_the_limit(world: World) -> None:
    """A method nobody has is UNIMPLEMENTED even over the limit."""
    stub = await world.serve(server={"maximum_concurrent_rpcs": 1}, unary=_waiting(world))
    first = stub.call("unary")
    await world.event("started").wait()
    world.client("code", await stub.call("collect").code())
    world.event("go on").set()
    await first


@case()
async def handlers_given_at_construction(world: World) -> None:
    """The `handlers` argument of the server."""

    async def body(request, context):
        return Reply(text="given")

    handler = grpc.method_handlers_generic_handler(SERVICE, method_handlers({"unary": body}))
    server = world.make_server(handlers=None, **{})
    server.add_generic_rpc_handlers([handler])
    await server.start()
    await world.outcome(world.connect(server).call("unary"))


@case()
async def registered_before_generic(world: World) -> None:
    """Registered handlers come before generic ones."""

    async def generic(request, context):
        return Reply(text="generic")

    async def registered(request, context):
        return Reply(text="registered")

    server = world.make_server(handlers={"unary": generic})
    server.add_registered_method_handlers(SERVICE, method_handlers({"unary": registered}))
    await server.start()
    await world.outcome(world.connect(server).call("unary"))


@case()
async def first_generic_handler_counts(world: World) -> None:
    """Of two generic handlers for a method the first is used."""

    async def first(request, context):
        return Reply(text="first")

    async def second(request, context):
        return Reply(text="second")

    server = world.make_server(handlers={"unary": first})
    server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler(SERVICE, method_handlers({"unary": second})),)
    )
    await server.start()
    await world.outcome(world.connect(server).call("unary"))


@case()
async def generic_handler_for_everything(world: World) -> None:
    """A generic handler that serves any method, told method and metadata."""

    class Everything(grpc.GenericRpcHandler):
        def service(self, handler_call_details):
            method = handler_call_details.method
            world.handler("asked", (method, [tuple(item) for item in handler_call_details.invocation_metadata[1:]]))

            async def body(request, context):
                return method.encode() + request

            return grpc.unary_unary_rpc_method_handler(body)

    server = world.make_server(generic=Everything())
    await server.start()
    channel = world.connect(server).channel
    world.client("one", await channel.unary_unary("/any.Thing/At")(b"-all", metadata=(("a", "1"),)))
    world.client("two", await channel.unary_unary("/other/Thing")(b""))


@case()
async def generic_handler_that_raises(world: World) -> None:
    """A generic handler that raises while it is asked."""

    class Broken(grpc.GenericRpcHandler):
        def service(self, handler_call_details):
            raise RuntimeError("broken")

    server = world.make_server(generic=Broken())
    await server.start()
    await world.outcome(world.connect(server).call("unary"))


@case()
async def is_a_grpc_aio_server(world: World) -> None:
    """The server is a grpc.aio.Server, the channel a grpc.aio.Channel."""
    stub = await world.serve()
    world.client("is", (isinstance(world.server, grpc.aio.Server), isinstance(stub.channel, grpc.aio.Channel)))


# The context.


@case()
async def context_before_anything_is_set(world: World) -> None:
    """What a context says of itself before the handler said anything."""

    async def body(request, context):
        world.handler("details", context.details())
        world.handler("code", context.code())
        world.handler("trailing", context.trailing_metadata())
        world.handler("done", (context.done(), context.cancelled()))
        world.handler("identities", (context.peer_identities(), context.peer_identity_key()))
        return Reply()

    stub = await world.serve(unary=body)
    await stub.call("unary")


@case()
async def context_after_things_are_set(world: World) -> None:
    """code(), details() and trailing_metadata() give back what was set."""

    async def body(request, context):
        context.set_code(grpc.StatusCode.NOT_FOUND)
        context.set_details("gone")
        context.set_trailing_metadata((("a", "1"),))
        world.handler("code", context.code())
        world.handler("details", context.details())
        world.handler("trailing", context.trailing_metadata())
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def context_after_an_abort(world: World) -> None:
    """code() and details() after an abort, in a done callback."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.event("over").set())
        try:
            await context.abort(grpc.StatusCode.NOT_FOUND, "gone", (("t", "1"),))
        finally:
            world.handler("code", context.code())
            world.handler("details", context.details())
            world.handler("trailing", context.trailing_metadata())
            world.handler("done", context.done())

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))
    await world.event("over").wait()


@each(KINDS)
async def context_done_callbacks(world: World, kind: str) -> None:
    """Done callbacks of a context run in order after the end, with the context."""

    async def body(request, context):
        context.add_done_callback(lambda seen: world.handler("first", (seen is context, seen.done())))
        context.add_done_callback(lambda seen: (world.handler("second"), world.event("over").set()))
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    call = stub.call(kind)
    await (world.outcome(call) if kind in ("unary", "collect") else world.responses(call))
    await world.event("over").wait()


@case()
async def context_done_callback_that_raises(world: World) -> None:
    """A done callback that raises is logged; later ones do not run; the call is not hurt."""

    async def body(request, context):
        def bad(seen):
            world.handler("bad")
            world.event("over").set()
            raise ValueError("callback")

        context.add_done_callback(bad)
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))
    await world.event("over").wait()


@case()
async def compression_set_by_the_handler(world: World) -> None:
    """set_compression before and after initial metadata."""

    async def body(request, context):
        context.set_compression(grpc.Compression.Gzip)
        context.disable_next_message_compression()
        await context.send_initial_metadata(())
        try:
            context.set_compression(grpc.Compression.Gzip)
        except Exception as error:
            world.handler("raised", error)
        return Reply()

    stub = await world.serve(unary=body)
    world.client("response", await stub.call("unary"))


@case()
async def context_reads_in_a_unary_handler(world: World) -> None:
    """Handler keeps the context beyond the call: writing there is refused."""
    kept = []

    async def body(request, context):
        kept.append(context)
        yield Reply()

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))
    with world.raising("late write"):
        await kept[0].write(Reply())
    with world.raising("late metadata"):
        await kept[0].send_initial_metadata(())


@case()
async def peer_is_text(world: World) -> None:
    """peer() is text."""

    async def body(request, context):
        world.handler("peer", type(context.peer()).__name__)
        return Reply()

    stub = await world.serve(unary=body)
    await stub.unary(Request())


@each(["async", "sync"])
async def auth_context_of_an_insecure_channel(world: World, style: str) -> None:
    """auth_context() says that nothing is secured."""

    async def waiting(request, context):
        return _secured(world, context)

    def blocking(request, context):
        return _secured(world, context)

    stub = await world.serve(unary=waiting if style == "async" else blocking)
    await stub.unary(Request())


def _secured(world: World, context) -> Reply:
    world.handler("secured", sorted(context.auth_context().items()))
    return Reply()


@case(difference="peer")
async def peer_names_a_place(world: World) -> None:
    """peer() names the socket, and `inproc:` in process."""

    async def body(request, context):
        world.handler("peer", context.peer().split(":")[0] if context.peer() == "inproc:client" else "a socket")
        return Reply()

    stub = await world.serve(unary=body)
    await stub.unary(Request())
