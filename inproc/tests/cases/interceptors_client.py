"""Client interceptors of all four kinds, run by grpc.aio's own chain."""

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World, finish, handler_of

_BASES = {
    "unary": (grpc.aio.UnaryUnaryClientInterceptor, "intercept_unary_unary"),
    "expand": (grpc.aio.UnaryStreamClientInterceptor, "intercept_unary_stream"),
    "collect": (grpc.aio.StreamUnaryClientInterceptor, "intercept_stream_unary"),
    "converse": (grpc.aio.StreamStreamClientInterceptor, "intercept_stream_stream"),
}


def interceptor(kind: str, body):
    """An interceptor of the kind whose method is `body(continuation, details, request)`."""
    base, name = _BASES[kind]

    async def intercept(self, continuation, details, request):
        return await body(continuation, details, request)

    return type("Interceptor", (base,), {name: intercept})()


def _answering(world: World, kind: str):
    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        return Reply(text="answer")

    return {kind: handler_of(kind, body)}


async def _through(world: World, kind: str, *bodies, handlers=None, **kwargs) -> None:
    interceptors = [interceptor(kind, body) for body in bodies]
    stub = await world.serve(channel={"interceptors": interceptors}, **(handlers or _answering(world, kind)))
    await finish(world, kind, stub.call(kind, **kwargs))


@each(KINDS)
async def passing_on(world: World, kind: str) -> None:
    """An interceptor that only passes on."""

    async def body(continuation, details, request):
        method = details.method.decode() if isinstance(details.method, bytes) else details.method
        world.client("intercepts", (method, details.timeout, details.wait_for_ready))
        return await continuation(details, request)

    await _through(world, kind, body)


@each(KINDS)
async def in_order(world: World, kind: str) -> None:
    """Three interceptors, the first given outermost."""

    def numbered(number):
        async def body(continuation, details, request):
            world.client("before", number)
            call = await continuation(details, request)
            world.client("after", number)
            return call

        return body

    await _through(world, kind, numbered(1), numbered(2), numbered(3))


@each(KINDS)
async def adding_metadata(world: World, kind: str) -> None:
    """Metadata added on the way is seen by the handler."""

    async def body(continuation, details, request):
        details.metadata.add("added", "1")
        return await continuation(details, request)

    await _through(world, kind, body, metadata=(("own", "0"),))


@each(KINDS)
async def changing_details(world: World, kind: str) -> None:
    """New call details with a timeout."""

    async def body(continuation, details, request):
        changed = grpc.aio.ClientCallDetails(details.method, 30, details.metadata, None, None)
        return await continuation(changed, request)

    async def time(request, context):
        world.handler("time", context.time_remaining() is not None)
        return Reply()

    await _through(world, kind, body, handlers={kind: handler_of(kind, time)})


@each(KINDS)
async def raising(world: World, kind: str) -> None:
    """An interceptor that raises: awaiting the call raises it."""

    async def body(continuation, details, request):
        raise ValueError("not today")

    interceptors = [interceptor(kind, body)]
    stub = await world.serve(channel={"interceptors": interceptors}, **_answering(world, kind))
    call = stub.call(kind)
    with world.raising("call"):
        if kind in ("unary", "collect"):
            await call
        else:
            async for _ in call:
                pass


@each(KINDS)
async def failing_call(world: World, kind: str) -> None:
    """A call that fails behind an interceptor."""

    async def body(continuation, details, request):
        call = await continuation(details, request)
        world.other("interceptor", "code", await call.code() if kind in ("unary", "collect") else None)
        return call

    async def abort(request, context):
        await context.abort(grpc.StatusCode.ABORTED, "d", (("k", "v"),))

    await _through(world, kind, body, handlers={kind: handler_of(kind, abort)})


@case()
async def answering_itself(world: World) -> None:
    """A unary interceptor that answers without calling."""

    async def body(continuation, details, request):
        return Reply(text="from the interceptor")

    await _through(world, "unary", body)


@case()
async def retrying(world: World) -> None:
    """An interceptor that calls a second time after an error."""
    attempts = 0

    async def body(continuation, details, request):
        for _ in range(3):
            call = await continuation(details, request)
            if await call.code() is grpc.StatusCode.OK:
                break
        return call

    async def flaky(request, context):
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            await context.abort(grpc.StatusCode.UNAVAILABLE, f"attempt {attempts}")
        return Reply(count=attempts)

    await _through(world, "unary", body, handlers={"unary": flaky})


@case()
async def changing_the_request(world: World) -> None:
    """An interceptor that sends another request."""

    async def body(continuation, details, request):
        return await continuation(details, Request(text=f"{request.text}, changed"))

    async def echo(request, context):
        return Reply(text=request.text)

    await _through(world, "unary", body, handlers={"unary": echo})


@case()
async def changing_the_response(world: World) -> None:
    """An interceptor that awaits the call and answers with something else."""

    async def body(continuation, details, request):
        reply = await (await continuation(details, request))
        return Reply(text=f"{reply.text}, changed")

    await _through(world, "unary", body)


@case()
async def catching_the_error(world: World) -> None:
    """An interceptor that turns an error into an answer."""

    async def body(continuation, details, request):
        try:
            return await (await continuation(details, request))
        except grpc.aio.AioRpcError as error:
            return Reply(text=error.code().name)

    async def abort(request, context):
        await context.abort(grpc.StatusCode.NOT_FOUND, "d")

    await _through(world, "unary", body, handlers={"unary": abort})


@case()
async def raising_an_rpc_error(world: World) -> None:
    """An interceptor that raises an AioRpcError of its own: the call has its code."""

    async def body(continuation, details, request):
        raise grpc.aio.AioRpcError(
            grpc.StatusCode.PERMISSION_DENIED, grpc.aio.Metadata(("i", "1")), grpc.aio.Metadata(("t", "1")), "mine"
        )

    await _through(world, "unary", body)


@each(["expand", "converse"])
async def wrapping_the_responses(world: World, kind: str) -> None:
    """An interceptor that answers with an iterator around the responses."""

    async def body(continuation, details, request):
        call = await continuation(details, request)

        async def doubled():
            async for response in call:
                yield response
                yield Reply(text=f"{response.text} again")

        return doubled()

    await _through(world, kind, body)


@each(["collect", "converse"])
async def wrapping_the_requests(world: World, kind: str) -> None:
    """An interceptor that changes the requests on their way."""

    async def body(continuation, details, requests):
        async def changed():
            for request in requests:
                yield Request(text=f"{request.text}, changed")

        return await continuation(details, changed())

    async def once(request, context):
        return Reply(text=";".join([item.text async for item in request]))

    async def stream(request, context):
        async for item in request:
            yield Reply(text=item.text)

    await _through(world, kind, body, handlers={kind: once if kind == "collect" else stream})


@each(["collect", "converse"])
async def writing_through_one(world: World, kind: str) -> None:
    """The write() style behind an interceptor."""

    async def body(continuation, details, requests):
        return await continuation(details, requests)

    async def once(request, context):
        return Reply(count=len([item async for item in request]))

    async def stream(request, context):
        async for item in request:
            yield Reply(text=item.text)

    stub = await world.serve(
        channel={"interceptors": [interceptor(kind, body)]}, **{kind: once if kind == "collect" else stream}
    )
    call = getattr(stub, kind)()
    for text in ("a", "b"):
        await call.write(Request(text=text))
        if kind == "converse":
            world.client("read", await call.read())
    await call.done_writing()
    await (world.outcome(call) if kind == "collect" else world.reads(call, 1))


@each(["unary", "collect"])
async def cancelled_in_flight(world: World, kind: str) -> None:
    """cancel() on an intercepted call reaches the handler."""
    import asyncio

    async def body(continuation, details, request):
        return await continuation(details, request)

    async def wait(request, context):
        world.event("started").set()
        try:
            await asyncio.Event().wait()
        finally:
            world.handler("over")
            world.event("over").set()

    stub = await world.serve(channel={"interceptors": [interceptor(kind, body)]}, **{kind: wait})
    call = stub.call(kind)
    await world.event("started").wait()
    world.client("cancel", call.cancel())
    with world.raising("await"):
        await call
    await world.ending(call)
    await world.event("over").wait()


@each(KINDS)
async def cancelled_before_it_ran(world: World, kind: str) -> None:
    """cancel() right after creation: no interceptor runs."""

    async def body(continuation, details, request):
        world.client("ran")
        return await continuation(details, request)

    stub = await world.serve(channel={"interceptors": [interceptor(kind, body)]}, **_answering(world, kind))
    call = stub.call(kind)
    world.client("cancel", call.cancel())
    with world.raising("await"):
        await (call if kind in ("unary", "collect") else call.read())
    world.client("code", await call.code())
    world.client("details", await call.details())


@each(KINDS)
async def done_callbacks(world: World, kind: str) -> None:
    """Done callbacks of an intercepted call get the intercepted call."""

    async def body(continuation, details, request):
        return await continuation(details, request)

    stub = await world.serve(channel={"interceptors": [interceptor(kind, body)]}, **_answering(world, kind))
    call = stub.call(kind)
    call.add_done_callback(lambda seen: world.other("callback", "done", (seen is call, seen.done())))
    await finish(world, kind, call)


@case()
async def of_several_kinds_sorted(world: World) -> None:
    """Interceptors of all kinds in one list: each call meets its own."""
    ran = []

    def noting(kind):
        async def body(continuation, details, request):
            ran.append(kind)
            return await continuation(details, request)

        return interceptor(kind, body)

    handlers = {key: value for kind in KINDS for key, value in _answering(world, kind).items()}
    stub = await world.serve(channel={"interceptors": [noting(kind) for kind in KINDS]}, **handlers)
    for kind in KINDS:
        await finish(world, kind, stub.call(kind))
    world.client("ran", ran)


@case()
async def of_no_kind(world: World) -> None:
    """Something that is no interceptor is a ValueError."""
    server = world.make_server(handlers={})
    try:
        world.connect(server, interceptors=[object()])
    except ValueError as error:
        world.client("raised", type(error).__name__)


@case()
async def calling_another_method(world: World) -> None:
    """An interceptor that sends the call to another method."""

    async def body(continuation, details, request):
        other = grpc.aio.ClientCallDetails(b"/grpc_inproc.tests.Probe/Nowhere", None, details.metadata, None, None)
        return await continuation(other, request)

    await _through(world, "unary", body)


@case()
async def is_a_unary_call_too(world: World) -> None:
    """The intercepted call is a grpc.aio.UnaryUnaryCall; the inner one as well."""

    async def body(continuation, details, request):
        call = await continuation(details, request)
        world.client("inner", isinstance(call, grpc.aio.UnaryUnaryCall))
        return call

    stub = await world.serve(channel={"interceptors": [interceptor("unary", body)]}, **_answering(world, "unary"))
    call = stub.call("unary")
    world.client("outer", isinstance(call, grpc.aio.UnaryUnaryCall))
    await call


@case()
async def reading_metadata_of_the_call(world: World) -> None:
    """An interceptor reads initial and trailing metadata of the call it made."""

    async def body(continuation, details, request):
        call = await continuation(details, request)
        world.client("initial", await call.initial_metadata())
        world.client("trailing", await call.trailing_metadata())
        return call

    async def answer(request, context):
        await context.send_initial_metadata((("i", "1"),))
        context.set_trailing_metadata((("t", "1"),))
        return Reply()

    await _through(world, "unary", body, handlers={"unary": answer})
