"""Calls that go on as bytes: no client can tell whether it spoke to the server behind, or to the port in front."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from businessm.masters.v1 import party_service_pb2_grpc
from google.rpc import error_details_pb2, status_pb2
from m_gateway.forwarding import Forwarder

from gateway.tests import exotic
from gateway.tests.services import FAILURES, PARTIES, Calls, Parties

ECHO, WATCH, WAIT = (f"/{exotic.SERVICE}/{name}" for name in ("Echo", "Watch", "Wait"))
LIMIT_BYTES = 1024 * 1024
METADATA = (
    ("authorization", "Bearer t"),
    ("x-businessm-actor", "asha"),
    ("x-businessm-rest", "1"),
    ("x-repeated", "one"),
    ("x-repeated", "two"),
    ("x-bytes-bin", b"\x00\xff\x01"),
)


class Talkative(exotic.Exotic):
    """Says something before and after what it answers, and keeps all metadata it was sent."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(calls)
        self.arrived: list[tuple[str, Any]] = []

    async def echo(self, request: Any, context: Any) -> Any:
        self.arrived = [tuple(item) for item in context.invocation_metadata()]
        await context.send_initial_metadata((("x-first", "1"), ("x-first", "2"), ("x-first-bin", b"\x80")))
        context.set_trailing_metadata((("x-last", "1"), ("x-last", "2"), ("x-last-bin", b"\x81")))
        if request.f_string == "refuse":
            await context.abort(grpc.StatusCode.ABORTED, "it changed", (("x-why", "etag"),))
        return await super().echo(request, context)

    async def watch(self, request: Any, context: Any) -> AsyncIterator[Any]:
        if request.f_string.startswith("7"):
            await context.send_initial_metadata((("x-first", "stream"),))
        context.set_trailing_metadata((("x-last", "stream"),))
        async for thing in super().watch(request, context):
            yield thing


@dataclass
class Both:
    """The server behind, reached directly and through the port in front."""

    direct: grpc.aio.Channel
    forwarded: grpc.aio.Channel
    servicer: Talkative
    calls: Calls
    behind: grpc.aio.Server

    def __iter__(self) -> Iterator[grpc.aio.Channel]:
        return iter((self.direct, self.forwarded))


async def started(
    stack: AsyncExitStack, interceptors: Sequence[Any] = (), fill: Any = None
) -> tuple[grpc.aio.Server, str]:
    server = grpc.aio.server(interceptors=interceptors, options=(("grpc.max_receive_message_length", LIMIT_BYTES),))
    if fill:
        fill(server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    stack.push_async_callback(server.stop, None)
    return server, f"127.0.0.1:{port}"


@pytest.fixture
async def both(calls: Calls) -> AsyncIterator[Both]:
    servicer = Talkative(calls)

    def fill(server: grpc.aio.Server) -> None:
        exotic.add_to_server(servicer, server)
        party_service_pb2_grpc.add_PartyServiceServicer_to_server(Parties(calls), server)

    async with AsyncExitStack() as stack:
        behind, target = await started(stack, fill=fill)
        direct = await stack.enter_async_context(grpc.aio.insecure_channel(target))
        onward = await stack.enter_async_context(grpc.aio.insecure_channel(target))
        forwarder = Forwarder(
            lambda service, context: onward if service in (exotic.SERVICE, PARTIES) else None, exotic.POOL
        )
        _, front = await started(stack, [forwarder])
        forwarded = await stack.enter_async_context(grpc.aio.insecure_channel(front))
        yield Both(direct, forwarded, servicer, calls, behind)


def thing(text: str = "", **fields: Any) -> bytes:
    content: bytes = exotic.Thing(f_string=text, **fields).SerializeToString()
    return content


async def told(call: Any) -> dict[str, Any]:
    """All that a client learns of a unary call."""
    answered = {}
    try:
        answered["answer"] = await call
    except grpc.aio.AioRpcError:
        answered["answer"] = None
    return {
        **answered,
        "initial": [tuple(item) for item in await call.initial_metadata()],
        "trailing": [tuple(item) for item in await call.trailing_metadata()],
        "code": await call.code(),
        "details": await call.details(),
    }


async def told_by_stream(call: Any) -> dict[str, Any]:
    """All that a client learns of a stream."""
    answers = []

    async def rest() -> None:
        async for response in call:
            answers.append(response)  # noqa: PERF401 - those before an error count too

    initial = [tuple(item) for item in await call.initial_metadata()]
    ending = asyncio.ensure_future(rest())
    await asyncio.wait([ending])
    ending.exception()
    return {
        "answers": answers,
        "initial": initial,
        "trailing": [tuple(item) for item in await call.trailing_metadata()],
        "code": await call.code(),
        "details": await call.details(),
    }


async def test_metadata_goes_both_ways_as_it_came(both: Both) -> None:
    seen = []
    for channel in both:
        learned = await told(channel.unary_unary(ECHO)(thing("x"), metadata=METADATA))
        arrived = [item for item in both.servicer.arrived if item[0] != "user-agent"]
        seen.append((learned, arrived))
    assert seen[0] == seen[1]
    learned, arrived = seen[1]
    assert arrived == list(METADATA)
    assert learned["initial"] == [("x-first", "1"), ("x-first", "2"), ("x-first-bin", b"\x80")]
    assert learned["trailing"] == [("x-last", "1"), ("x-last", "2"), ("x-last-bin", b"\x81")]


async def test_a_refusal_goes_back_with_all_it_says(both: Both) -> None:
    first, second = [await told(channel.unary_unary(ECHO)(thing("refuse"))) for channel in both]
    assert first == second
    assert (second["code"], second["details"]) == (grpc.StatusCode.ABORTED, "it changed")
    assert ("x-why", "etag") in second["trailing"]
    assert second["initial"][0] == ("x-first", "1")


@pytest.mark.parametrize("failure", FAILURES)
async def test_every_failure_is_the_same_in_code_words_and_details(both: Both, failure: str) -> None:
    path = f"/{PARTIES}/GetParty"
    request = b"\n" + bytes([len(failure)]) + failure.encode()
    first, second = [await told(channel.unary_unary(path)(request)) for channel in both]
    assert first == second
    assert second["code"] is not grpc.StatusCode.OK
    assert both.calls.last.id == failure


@pytest.mark.parametrize("asked", ["0", "3", "7", "0-fail", "2-fail", "7-fail"])
async def test_a_stream_is_the_same(both: Both, asked: str) -> None:
    first, second = [await told_by_stream(channel.unary_stream(WATCH)(thing(asked))) for channel in both]
    assert first == second
    assert len(second["answers"]) == int(asked[0])
    assert second["code"] is (grpc.StatusCode.FAILED_PRECONDITION if "fail" in asked else grpc.StatusCode.OK)


async def test_what_a_stream_says_first_arrives_before_its_end(both: Both) -> None:
    call = both.forwarded.unary_stream(WATCH)(thing("7-hang"))
    assert [tuple(item) for item in await asyncio.wait_for(call.initial_metadata(), 10)] == [("x-first", "stream")]
    assert exotic.Thing.FromString(await asyncio.wait_for(call.read(), 10)).f_int32 == 0
    call.cancel()


async def test_the_time_that_is_left_goes_on(both: Both) -> None:
    await both.forwarded.unary_unary(ECHO)(thing(), timeout=30)
    assert both.calls.seconds_left is not None
    assert 25 < both.calls.seconds_left < 30.5  # gRPC rounds up what it writes into its header
    await both.forwarded.unary_unary(ECHO)(thing())
    assert both.calls.seconds_left is None


@pytest.mark.parametrize("path", [WAIT, WATCH])
async def test_a_deadline_ends_the_call_behind(both: Both, path: str) -> None:
    kind = both.forwarded.unary_unary if path == WAIT else both.forwarded.unary_stream
    call = kind(path)(thing("1-hang"), timeout=0.3)
    assert await call.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await asyncio.wait_for(both.servicer.cancelled.wait(), 10)


@pytest.mark.parametrize("path", [WAIT, WATCH])
async def test_a_client_that_leaves_ends_the_call_behind(both: Both, path: str) -> None:
    kind = both.forwarded.unary_unary if path == WAIT else both.forwarded.unary_stream
    call = kind(path)(thing("1-hang"))
    await asyncio.wait_for(both.servicer.waiting.wait(), 10)
    call.cancel()
    await asyncio.wait_for(both.servicer.cancelled.wait(), 10)


async def test_bytes_are_not_read_on_the_way(both: Both) -> None:
    """Fields of tomorrow arrive, and what is no message is for the server behind to refuse."""
    unknown = thing("x") + b"\xfa\x3f\x03new"
    first, second = [await told(channel.unary_unary(ECHO)(unknown)) for channel in both]
    assert first == second
    assert second["answer"] == unknown
    first, second = [await told(channel.unary_unary(ECHO)(b"\xff\xff")) for channel in both]
    assert first == second
    assert second["code"] is not grpc.StatusCode.OK


async def test_a_message_that_is_too_large_is_refused_as_behind(both: Both) -> None:
    large = thing("x" * (LIMIT_BYTES + 1))
    codes = [(await told(channel.unary_unary(ECHO)(large)))["code"] for channel in both]
    assert codes == [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2
    fits = thing("x" * (LIMIT_BYTES - 100))
    assert await both.forwarded.unary_unary(ECHO)(fits) == fits


@pytest.mark.parametrize("path", [f"/{exotic.SERVICE}/Nothing", "/nobody.v1.Knows/This", "/nonsense"])
async def test_what_nobody_serves_is_unimplemented(both: Both, path: str) -> None:
    first, second = [await told(channel.unary_unary(path)(b"")) for channel in both]
    assert first == second
    assert second["code"] is grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize("path", [ECHO, WATCH])
async def test_a_server_that_is_away_is_unavailable_in_our_words(both: Both, path: str) -> None:
    await both.behind.stop(None)
    kind = both.forwarded.unary_unary if path == ECHO else both.forwarded.unary_stream
    call = kind(path)(thing("1"))
    learned = await (told(call) if path == ECHO else told_by_stream(call))
    assert learned["code"] is grpc.StatusCode.UNAVAILABLE
    assert learned["details"] == "the service does not answer; the same call may be sent again"
    status = status_pb2.Status.FromString(dict(learned["trailing"])["grpc-status-details-bin"])
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    assert (info.reason, info.domain) == ("DEPENDENCY_UNAVAILABLE", "businessm.type.v1")


async def test_many_calls_at_once_stay_apart(both: Both) -> None:
    echo = both.forwarded.unary_unary(ECHO)
    texts = [str(number) for number in range(200)]
    assert await asyncio.gather(*(echo(thing(text)) for text in texts)) == [thing(text) for text in texts]
