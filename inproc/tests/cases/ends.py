"""How calls end: answers, aborts, codes set, exceptions raised, wrong things returned. All four kinds."""

import asyncio

import grpc
from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status
from probe.probe_pb2 import Order, Reply

from .case import case, each
from .world import KINDS, World, finish, handler_of

NOT_OK = [code for code in grpc.StatusCode if code is not grpc.StatusCode.OK]
ERRORS = [
    KeyError("k"),
    ValueError("bad"),
    RuntimeError(),
    AssertionError("no"),
    OSError(2, "gone"),
    NotImplementedError(),
]


async def _end(world: World, kind: str, body) -> None:
    stub = await world.serve(**{kind: handler_of(kind, body)})
    await finish(world, kind, stub.call(kind))


@each(KINDS)
async def answers(world: World, kind: str) -> None:
    """A plain answer: the message, OK, empty details, empty metadata."""

    async def body(request, context):
        return Reply(text="answer")

    await _end(world, kind, body)


@each(NOT_OK)
async def abort_with_code(world: World, code: grpc.StatusCode) -> None:
    """abort() with each code reaches the client with its details."""

    async def body(request, context):
        await context.abort(code, f"it is {code.name}")

    await _end(world, "unary", body)


@each(NOT_OK)
async def code_set_without_raising(world: World, code: grpc.StatusCode) -> None:
    """set_code and set_details end the call with that code though the handler returns a message."""

    async def body(request, context):
        context.set_code(code)
        context.set_details("set, not raised")
        return Reply(text="thrown away")

    await _end(world, "unary", body)


@each(KINDS)
async def abort_in(world: World, kind: str) -> None:
    """abort() with details and trailing metadata, in each kind."""

    async def body(request, context):
        await context.abort(
            grpc.StatusCode.NOT_FOUND, "no such voucher", (("reason", "GONE"), ("raw-bin", b"\x00\xff"))
        )

    await _end(world, kind, body)


@each(KINDS)
async def abort_without_details(world: World, kind: str) -> None:
    """abort() with a code alone has empty details."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.ABORTED)

    await _end(world, kind, body)


@each(KINDS)
async def exception_in(world: World, kind: str) -> None:
    """An exception becomes UNKNOWN with grpc's own text, in each kind."""

    async def body(request, context):
        raise KeyError("voucher")

    await _end(world, kind, body)


@each([type(error).__name__ for error in ERRORS])
async def exception_of_type(world: World, name: str) -> None:
    """The text of the details for exceptions of several types."""
    error = next(error for error in ERRORS if type(error).__name__ == name)

    async def body(request, context):
        raise error

    await _end(world, "unary", body)


@each(KINDS)
async def exception_after_set_code(world: World, kind: str) -> None:
    """A code set before an exception stays; the details are the exception's."""

    async def body(request, context):
        context.set_code(grpc.StatusCode.INVALID_ARGUMENT)
        context.set_details("lost")
        raise ValueError("bad")

    await _end(world, kind, body)


@each(KINDS)
async def trailing_metadata_survives_exception(world: World, kind: str) -> None:
    """Trailing metadata set before an exception arrives."""

    async def body(request, context):
        context.set_trailing_metadata((("k", "v"),))
        raise ValueError("bad")

    await _end(world, kind, body)


@each(KINDS)
async def trailing_metadata_survives_abort(world: World, kind: str) -> None:
    """Trailing metadata set before an abort that gives none arrives."""

    async def body(request, context):
        context.set_trailing_metadata((("k", "v"),))
        await context.abort(grpc.StatusCode.ABORTED, "d")

    await _end(world, kind, body)


@case()
async def abort_replaces_trailing_metadata(world: World) -> None:
    """Trailing metadata given to abort replaces what was set."""

    async def body(request, context):
        context.set_trailing_metadata((("k", "old"),))
        await context.abort(grpc.StatusCode.ABORTED, "d", (("k", "new"),))

    await _end(world, "unary", body)


@case()
async def abort_keeps_details_set_before(world: World) -> None:
    """abort() without details takes those of set_details."""

    async def body(request, context):
        context.set_details("set before")
        await context.abort(grpc.StatusCode.ABORTED)

    await _end(world, "unary", body)


@case()
async def abort_twice(world: World) -> None:
    """A second abort raises UsageError; the first stands."""

    async def body(request, context):
        try:
            await context.abort(grpc.StatusCode.ABORTED, "first")
        except BaseException as error:
            world.handler("first", error)
        try:
            await context.abort(grpc.StatusCode.NOT_FOUND, "second")
        except BaseException as error:
            world.handler("second", error)
            raise

    await _end(world, "unary", body)


@each(KINDS)
async def abort_swallowed(world: World, kind: str) -> None:
    """A handler that swallows its abort and answers: the abort stands."""

    async def body(request, context):
        try:
            await context.abort(grpc.StatusCode.ABORTED, "d")
        except Exception as error:
            world.handler("swallowed", error)
        return Reply(text="too late")

    await _end(world, kind, body)


@case()
async def abort_raises_abort_error(world: World) -> None:
    """What abort raises in the handler is grpc.aio.AbortError."""

    async def body(request, context):
        try:
            await context.abort(grpc.StatusCode.ABORTED, "d")
        except grpc.aio.AbortError as error:
            world.handler("abort", error)
            raise

    await _end(world, "unary", body)


@case()
async def abort_from_inner_function(world: World) -> None:
    """abort works from deep inside."""

    async def body(request, context):
        async def deep():
            await context.abort(grpc.StatusCode.DATA_LOSS, "deep")

        await asyncio.create_task(deep())

    await _end(world, "unary", body)


@each(
    [
        "details not text",
        "trailing not tuple",
        "trailing a dict",
        "trailing not pairs",
        "code a number",
        "code nonsense",
    ]
)
async def abort_with_odd_arguments(world: World, what: str) -> None:
    """Odd arguments to abort: the same error or the same reading of them."""
    arguments = {
        "details not text": (grpc.StatusCode.ABORTED, 7),
        "trailing not tuple": (grpc.StatusCode.ABORTED, "d", [("a", "b")]),
        "trailing a dict": (grpc.StatusCode.ABORTED, "d", {"a": "b"}),
        "trailing not pairs": (grpc.StatusCode.ABORTED, "d", (("a", "b", "c"),)),
        "code a number": (5, "d"),
        "code nonsense": ("nonsense", "d"),
    }[what]

    async def body(request, context):
        await context.abort(*arguments)

    await _end(world, "unary", body)


@case()
async def rich_status_crosses(world: World) -> None:
    """abort_with_status carries grpc-status-details-bin, and grpc_status reads it back."""
    detail = any_pb2.Any()
    detail.Pack(error_details_pb2.ErrorInfo(reason="PERIOD_CLOSED", metadata={"period": "2024-03"}))
    rich = status_pb2.Status(code=9, message="closed", details=[detail])

    async def body(request, context):
        await context.abort_with_status(rpc_status.to_status(rich))

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    await world.outcome(call)
    world.client("rich", await _rich(call))


async def _rich(call):
    trailing = dict(await call.trailing_metadata())
    return status_pb2.Status.FromString(trailing["grpc-status-details-bin"])


@case()
async def rich_status_is_read_by_grpc_status_async(world: World) -> None:
    """grpc_status.rpc_status_async finds the status of a call."""
    from grpc_status import _async

    rich = status_pb2.Status(code=5, message="none")

    async def body(request, context):
        await context.abort_with_status(rpc_status.to_status(rich))

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    with world.raising("await"):
        await call
    world.client("rich", await _async.from_call(call))


@each(["None", "text", "number", "other message", "bytes"])
async def wrong_thing_returned(world: World, what: str) -> None:
    """A handler that returns something else than its response."""
    thing = {"None": None, "text": "text", "number": 7, "other message": Order(id="o"), "bytes": b"raw"}[what]

    async def body(request, context):
        return thing

    await _end(world, "unary", body)


@each(["expand", "converse"])
async def wrong_thing_yielded(world: World, kind: str) -> None:
    """A handler that yields something else than its response."""

    async def body(request, context):
        return "text"

    await _end(world, kind, body)


@each(KINDS)
async def method_not_implemented(world: World, kind: str) -> None:
    """A method of a known service nobody implements is UNIMPLEMENTED."""

    async def body(request, context):
        return Reply()

    other = "unary" if kind != "unary" else "expand"
    stub = await world.serve(**{other: handler_of(other, body)})
    await finish(world, kind, stub.call(kind))


@each(KINDS)
async def service_not_implemented(world: World, kind: str) -> None:
    """A service nobody implements is UNIMPLEMENTED."""
    stub = await world.serve()
    await finish(world, kind, stub.call(kind))


@each(KINDS)
async def servicer_base_class(world: World, kind: str) -> None:
    """The generated base class answers UNIMPLEMENTED with its own text: set_code and an exception."""

    def unimplemented(request, context):
        context.set_code(grpc.StatusCode.UNIMPLEMENTED)
        context.set_details("Method not implemented!")
        raise NotImplementedError("Method not implemented!")

    stub = await world.serve(**{kind: unimplemented})
    await finish(world, kind, stub.call(kind))


@each([5, 0, 16, 99, -1, "text", None])
async def odd_codes_set(world: World, code) -> None:
    """set_code with numbers and nonsense."""

    async def body(request, context):
        context.set_code(code)
        return Reply(text="answer")

    await _end(world, "unary", body)


@case()
async def details_with_any_text(world: World) -> None:
    """Details may be any text, percent signs, newlines and other scripts included."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.INTERNAL, "100% naïve\nзапись 帳簿 \U0001f4d2")

    await _end(world, "unary", body)


@case()
async def details_with_ok(world: World) -> None:
    """Details of a call that went well arrive too."""

    async def body(request, context):
        context.set_details("all fine")
        return Reply()

    await _end(world, "unary", body)


@case(difference="abort-ok", patience_seconds=0.5)
async def abort_with_ok(world: World) -> None:
    """abort(OK) ends with a status here; grpc.aio leaves the client hanging."""

    async def body(request, context):
        await context.abort(grpc.StatusCode.OK, "d")

    await _end(world, "unary", body)


@case(difference="self-cancel", patience_seconds=0.5)
async def handler_cancels_itself(world: World) -> None:
    """A handler that raises CancelledError itself ends with a status here; grpc.aio leaves the client hanging."""

    async def body(request, context):
        raise asyncio.CancelledError

    await _end(world, "unary", body)


@each(KINDS)
async def status_after_half_an_answer(world: World, kind: str) -> None:
    """Initial metadata sent, then an abort: the client has both."""

    async def body(request, context):
        await context.send_initial_metadata((("early", "1"),))
        await context.abort(grpc.StatusCode.OUT_OF_RANGE, "then no")

    await _end(world, kind, body)


@each(["expand", "converse"])
async def messages_before_an_error_arrive(world: World, kind: str) -> None:
    """What a stream sent before it failed is read before the error is raised."""

    async def body(request, context):
        yield Reply(count=1)
        yield Reply(count=2)
        raise ValueError("third")

    stub = await world.serve(**{kind: body})
    await world.responses(stub.call(kind))


@each(["expand", "converse"])
async def messages_before_an_abort_arrive(world: World, kind: str) -> None:
    """What a stream sent before it aborted is read before the error is raised."""

    async def body(request, context):
        yield Reply(count=1)
        await context.abort(grpc.StatusCode.ABORTED, "then no", (("k", "v"),))

    stub = await world.serve(**{kind: body})
    await world.responses(stub.call(kind))


@case()
async def error_is_a_snapshot(world: World) -> None:
    """The AioRpcError knows code, details and both metadata, pickles, and prints its status."""
    import pickle

    async def body(request, context):
        await context.send_initial_metadata((("a", "1"),))
        await context.abort(grpc.StatusCode.ABORTED, "d", (("b", "2"),))

    stub = await world.serve(unary=body)
    try:
        await stub.call("unary")
    except grpc.aio.AioRpcError as error:
        world.client("error", error)
        world.client("copy", pickle.loads(pickle.dumps(error)))
        world.client("printed", str(error).splitlines()[:3])


@each(KINDS)
async def awaiting_codes_of_a_finished_call(world: World, kind: str) -> None:
    """code() and details() can be asked again and again."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    call = stub.call(kind)
    await finish(world, kind, call)
    await world.ending(call)
