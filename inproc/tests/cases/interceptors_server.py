"""Server interceptors."""

import contextvars

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, NAMES, SERVICE, World, finish, handler_of

_variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="unset")


def interceptor(body):
    """A server interceptor whose method is `body(continuation, details)`."""

    class Interceptor(grpc.aio.ServerInterceptor):
        async def intercept_service(self, continuation, handler_call_details):
            return await body(continuation, handler_call_details)

    return Interceptor()


async def _behind(world: World, kind: str, *bodies, handler=None, **kwargs) -> None:
    async def answer(request, context):
        return Reply(text="answer")

    handlers = {kind: handler_of(kind, handler or answer)}
    stub = await world.serve(server={"interceptors": [interceptor(body) for body in bodies]}, **handlers)
    await finish(world, kind, stub.call(kind, **kwargs))


@each(KINDS)
async def passing_on(world: World, kind: str) -> None:
    """An interceptor sees method and metadata and passes on."""

    async def body(continuation, details):
        world.handler("method", details.method)
        world.handler("metadata", [tuple(item) for item in details.invocation_metadata[1:]])
        return await continuation(details)

    await _behind(world, kind, body, metadata=(("a", "1"), ("b-bin", b"2")))


@case()
async def in_order(world: World) -> None:
    """Three interceptors, the first given outermost."""

    def numbered(number):
        async def body(continuation, details):
            world.handler("before", number)
            handler = await continuation(details)
            world.handler("after", number)
            return handler

        return body

    await _behind(world, "unary", numbered(1), numbered(2), numbered(3))


@each(KINDS)
async def answering_none(world: World, kind: str) -> None:
    """An interceptor that answers None: the method is not found."""

    async def body(continuation, details):
        return None

    await _behind(world, kind, body)


@each(KINDS)
async def raising(world: World, kind: str) -> None:
    """An interceptor that raises: UNKNOWN with its text."""

    async def body(continuation, details):
        raise PermissionError("no entry")

    await _behind(world, kind, body)


@each(KINDS)
async def with_a_handler_of_its_own(world: World, kind: str) -> None:
    """An interceptor that answers with another handler, which aborts."""

    async def deny(request, context):
        await context.abort(grpc.StatusCode.UNAUTHENTICATED, "who are you")

    makers = {
        "unary": grpc.unary_unary_rpc_method_handler,
        "expand": grpc.unary_stream_rpc_method_handler,
        "collect": grpc.stream_unary_rpc_method_handler,
        "converse": grpc.stream_stream_rpc_method_handler,
    }

    async def body(continuation, details):
        return makers[kind](handler_of(kind, deny))

    await _behind(world, kind, body)


@case()
async def wrapping_the_handler(world: World) -> None:
    """An interceptor that wraps the handler it finds."""

    async def body(continuation, details):
        found = await continuation(details)

        async def wrapped(request, context):
            world.handler("request", request)
            reply = await found.unary_unary(request, context)
            return Reply(text=f"{reply.text}, wrapped")

        return grpc.unary_unary_rpc_method_handler(wrapped, found.request_deserializer, found.response_serializer)

    await _behind(world, "unary", body)


@case()
async def wrapping_with_other_codecs(world: World) -> None:
    """An interceptor whose handler takes bytes and gives bytes."""

    async def body(continuation, details):
        async def raw(request, context):
            world.handler("request", request)
            return Reply(text="from bytes").SerializeToString()

        return grpc.unary_unary_rpc_method_handler(raw)

    await _behind(world, "unary", body)


@case()
async def changing_the_method(world: World) -> None:
    """An interceptor that asks for another method's handler."""

    async def body(continuation, details):
        class Details(grpc.HandlerCallDetails):
            method = f"/{SERVICE}/{NAMES['expand']}"
            invocation_metadata = details.invocation_metadata

        found = await continuation(Details())
        world.handler("found", found is None)
        return found

    await _behind(world, "unary", body)


@case()
async def context_variables_reach_the_handler(world: World) -> None:
    """A context variable an interceptor sets is seen by inner interceptors and the handler."""

    async def outer(continuation, details):
        _variable.set("set by the interceptor")
        return await continuation(details)

    async def inner(continuation, details):
        world.handler("inner", _variable.get())
        return await continuation(details)

    async def handler(request, context):
        world.handler("handler", _variable.get())
        return Reply()

    await _behind(world, "unary", outer, inner, handler=handler)
    world.client("here", _variable.get())


@case()
async def context_variables_do_not_leak_in(world: World) -> None:
    """The handler starts from the context the server was started in, not from the caller's."""

    async def body(request, context):
        world.handler("sees", _variable.get())
        _variable.set("set by the handler")
        return Reply()

    stub = await world.serve(unary=body)
    _variable.set("set by the client")
    await stub.call("unary")
    world.client("still", _variable.get())


@case()
async def context_variables_of_the_start(world: World) -> None:
    """What was set before start() is seen by handlers."""

    async def body(request, context):
        world.handler("sees", _variable.get())
        return Reply()

    token = _variable.set("before the start")
    stub = await world.serve(unary=body)
    _variable.reset(token)
    await stub.call("unary")


@each(["expand", "collect", "converse"])
async def context_variables_in_streams(world: World, kind: str) -> None:
    """The same for streams: nothing leaks either way."""

    async def body(request, context):
        world.handler("sees", _variable.get())
        _variable.set("set by the handler")
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    _variable.set("set by the client")
    await finish(world, kind, stub.call(kind))
    world.client("still", _variable.get())


@each(KINDS)
async def context_variables_in_done_callbacks(world: World, kind: str) -> None:
    """A done callback of the client's runs in the client's context, one of the handler's in the handler's."""

    async def body(request, context):
        _variable.set("set by the handler")
        context.add_done_callback(lambda seen: world.event("over").set())
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    _variable.set("set by the client")
    call = stub.call(kind)
    call.add_done_callback(lambda seen: world.other("callback", "sees", _variable.get()))
    await finish(world, kind, call)
    await world.event("over").wait()


@case()
async def for_methods_not_found(world: World) -> None:
    """Interceptors run for methods nobody has."""

    async def body(continuation, details):
        world.handler("method", details.method)
        found = await continuation(details)
        world.handler("found", found)
        return found

    stub = await world.serve(server={"interceptors": [interceptor(body)]})
    await world.outcome(stub.call("unary"))


@case()
async def of_no_kind(world: World) -> None:
    """Something that is no interceptor is a ValueError."""
    try:
        world.transport.make_server(interceptors=[object()])
    except ValueError as error:
        world.client("raised", type(error).__name__)


@case()
async def with_a_sync_handler(world: World) -> None:
    """An interceptor in front of a handler that is not async."""

    async def body(continuation, details):
        world.handler("intercepts")
        return await continuation(details)

    def sync(request, context):
        return Reply(text="sync")

    stub = await world.serve(server={"interceptors": [interceptor(body)]}, unary=sync)
    await world.outcome(stub.call("unary"))


@case()
async def cancelled_while_it_waits(world: World) -> None:
    """A client that goes away while an interceptor waits cancels it."""
    import asyncio

    async def body(continuation, details):
        world.event("started").set()
        try:
            await asyncio.Event().wait()
        finally:
            world.handler("over")
            world.event("over").set()

    async def answer(request, context):
        return Reply()

    stub = await world.serve(server={"interceptors": [interceptor(body)]}, unary=answer)
    call = stub.unary(Request())
    await world.event("started").wait()
    call.cancel()
    await world.event("over").wait()
    await world.ending(call)
