"""Metadata both ways: order, repeats, bytes, what is refused, when it arrives."""

import grpc
from probe.probe_pb2 import Reply, Request

from .case import case, each
from .world import KINDS, World, finish, handler_of


async def _seen(world: World, metadata, **kwargs) -> None:
    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata() if item[0] != "user-agent"])
        return Reply()

    stub = await world.serve(unary=body)
    call = None
    with world.raising("call"):
        call = stub.call("unary", metadata=metadata, **kwargs)
        world.client("response", await call)


SHAPES = {
    "none": None,
    "empty": (),
    "one": (("a", "1"),),
    "list of pairs": [("a", "1"), ("b", "2")],
    "repeats in order": (("a", "1"), ("b", "x"), ("a", "2")),
    "bytes": (("a-bin", b"\x00\xff\x10"),),
    "repeated bytes": (("a-bin", b"1"), ("a-bin", b"2")),
    "empty value": (("a", ""),),
    "empty bytes": (("a-bin", b""),),
    "spaces inside": (("a", "x y  z"),),
    "spaces around": (("a", "  x "),),
    "comma": (("a", "x,y"),),
    "punctuation": (("a", "!\"#$%&'()*+/:;<=>?@[]^`{|}~"),),
    "key with all signs": (("a-b_c.d9", "1"),),
    "bytes for text": (("a", b"1"),),
    "long": (("a", "x" * 5000),),
    "many": tuple((f"k{number}", str(number)) for number in range(50)),
    "metadata object": grpc.aio.Metadata(("a", "1"), ("b", "2"), ("a", "3")),
}


@each(SHAPES)
async def from_the_client(world: World, name: str) -> None:
    """What the handler sees of what the client sends."""
    await _seen(world, SHAPES[name])


REFUSED = {
    "upper case": (("Upper", "1"),),
    "empty key": (("", "1"),),
    "space in key": (("a b", "1"),),
    "newline in value": (("a", "1\n2"),),
    "zero in value": (("a", "1\x002"),),
    "other script": (("a", "é"),),
    "number": (("a", 1),),
    "none value": (("a", None),),
    "none key": ((None, "a"),),
    "text for bytes": (("a-bin", "text"),),
    "three in a pair": (("a", "b", "c"),),
    "one in a pair": (("a",),),
    "text": "abc",
    "number alone": 7,
    "colon": ((":path", "x"),),
    "tab in value": (("a", "x\ty"),),
    "delete in value": (("a", "\x7f"),),
}


@each(REFUSED)
async def refused_from_the_client(world: World, name: str) -> None:
    """What is refused, and how."""
    await _seen(world, REFUSED[name])


@each(REFUSED)
async def refused_from_the_client_in_a_stream(world: World, name: str) -> None:
    """The same for a stream of responses."""

    async def body(request, context):
        yield Reply()

    stub = await world.serve(expand=body)
    with world.raising("call"):
        call = stub.call("expand", metadata=REFUSED[name])
        async for response in call:
            world.client("response", response)


@each(["grpc-foo", "grpc-timeout", "te", "content-type", "host", "user-agent"])
async def reserved_key(world: World, key: str) -> None:
    """Keys the transport uses itself."""
    await _seen(world, ((key, "x"),))


@case()
async def user_agent_first(world: World) -> None:
    """The user agent is the first thing the handler sees, and names grpc-python-asyncio."""

    async def body(request, context):
        first = context.invocation_metadata()[0]
        world.handler("first", (first[0], first[1].split("/")[0]))
        world.handler("named", (first.key, first.value == first[1]))
        return Reply()

    stub = await world.serve(unary=body)
    await stub.call("unary", metadata=(("a", "1"),))


@case()
async def primary_user_agent(world: World) -> None:
    """grpc.primary_user_agent comes before it."""

    async def body(request, context):
        world.handler("agent", context.invocation_metadata()[0][1].split("/")[0])
        return Reply()

    stub = await world.serve(unary=body, channel={"options": (("grpc.primary_user_agent", "shop"),)})
    await stub.call("unary")


@each(KINDS)
async def in_each_kind(world: World, kind: str) -> None:
    """Metadata in all three directions, in each kind."""

    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        await context.send_initial_metadata((("i", "1"), ("i-bin", b"\x01")))
        context.set_trailing_metadata((("t", "1"), ("t", "2"), ("t-bin", b"\x02")))
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    await finish(world, kind, stub.call(kind, metadata=(("c", "1"), ("c-bin", b"\x03"))))


@each(SHAPES)
async def initial_from_the_server(world: World, name: str) -> None:
    """Initial metadata of every shape."""

    async def body(request, context):
        await context.send_initial_metadata(SHAPES[name] or ())
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@each([name for name in SHAPES if name != "none"])
async def trailing_from_the_server(world: World, name: str) -> None:
    """Trailing metadata of every shape."""

    async def body(request, context):
        context.set_trailing_metadata(SHAPES[name])
        world.handler("trailing", tuple(context.trailing_metadata()))
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@each([name for name in REFUSED if name not in ("text",)])
async def refused_as_trailing(world: World, name: str) -> None:
    """What set_trailing_metadata refuses at once."""

    async def body(request, context):
        try:
            context.set_trailing_metadata(REFUSED[name])
        except Exception as error:
            world.handler("raised", type(error).__name__)
        else:
            world.handler("taken")
            context.set_trailing_metadata(())
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def initial_twice(world: World) -> None:
    """Initial metadata can be sent once."""

    async def body(request, context):
        await context.send_initial_metadata((("a", "1"),))
        try:
            await context.send_initial_metadata((("a", "2"),))
        except Exception as error:
            world.handler("raised", error)
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def initial_after_a_message(world: World) -> None:
    """Initial metadata cannot be sent after a message."""

    async def body(request, context):
        yield Reply()
        try:
            await context.send_initial_metadata((("a", "1"),))
        except Exception as error:
            world.handler("raised", error)

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@case()
async def trailing_set_again(world: World) -> None:
    """The last trailing metadata counts."""

    async def body(request, context):
        context.set_trailing_metadata((("a", "1"),))
        context.set_trailing_metadata((("b", "2"),))
        return Reply()

    stub = await world.serve(unary=body)
    await world.outcome(stub.call("unary"))


@case()
async def trailing_set_after_the_messages(world: World) -> None:
    """Trailing metadata set late in a stream arrives."""

    async def body(request, context):
        yield Reply()
        context.set_trailing_metadata((("late", "1"),))

    stub = await world.serve(expand=body)
    await world.responses(stub.call("expand"))


@each(KINDS)
async def compression_is_not_seen(world: World, kind: str) -> None:
    """A compression asked for is the transport's business: no handler sees it in its metadata."""

    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        return Reply()

    stub = await world.serve(**{kind: handler_of(kind, body)})
    await finish(world, kind, stub.call(kind, metadata=(("a", "1"),), compression=grpc.Compression.Gzip))


@case()
async def is_metadata_objects(world: World) -> None:
    """The client gets grpc.aio.Metadata both times."""

    async def body(request, context):
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.call("unary")
    await call
    world.client("initial", isinstance(await call.initial_metadata(), grpc.aio.Metadata))
    world.client("trailing", isinstance(await call.trailing_metadata(), grpc.aio.Metadata))


@case()
async def changed_after_the_call(world: World) -> None:
    """A list of metadata changed after the call was made is not seen."""
    metadata = [("a", "1")]

    async def body(request, context):
        world.handler("metadata", [tuple(item) for item in context.invocation_metadata()[1:]])
        return Reply()

    stub = await world.serve(unary=body)
    call = stub.unary(Request(), metadata=metadata)
    metadata.append(("b", "2"))
    await call
