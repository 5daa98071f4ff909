"""Calls over NATS where something goes wrong that no connection would tell of."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import grpc_inproc
import pytest
from probe.probe_pb2 import Reply, Request

from m_engines.nats.address import NatsAddress
from m_engines.nats.channel import NatsChannel
from m_engines.nats.configuration import MOST_PAYLOAD_BYTES
from m_engines.nats.connection import NatsConnection
from m_engines.nats.frames import AnswerFrame, CallFrame, FrameUnreadable
from m_engines.nats.remote_calls import RemoteCalls
from m_engines.nats.replies import Replies
from m_engines.nats.subjects import calls_to
from m_engines.tests.nats.over_nats import Nats

PATH = "/grpc_inproc.tests.Probe/Echo"


@pytest.fixture
async def nats(nats_address: NatsAddress) -> AsyncIterator[Nats]:
    """Servers and channels."""
    made = Nats(nats_address)
    yield made
    await made.close()


@pytest.fixture
async def connection(nats_address: NatsAddress) -> AsyncIterator[NatsConnection]:
    """Somebody else's."""
    made = NatsConnection(nats_address)
    yield made
    await made.close()


async def test_processes_of_a_context_share_its_calls_and_one_that_stops_gets_no_more(
    nats_address: NatsAddress, nats: Nats
) -> None:
    names = ("a", "b")
    servers = []
    for name in names:
        server = nats.make_server()
        server._calls.context = server.context = "shared"
        server.add_generic_rpc_handlers((handler(naming(name)),))
        await server.start()
        servers.append(server)
    echo = echo_of(nats.connect(servers[0]))
    assert {(await echo(Request())).text for _ in range(50)} == set(names)
    await servers[0].stop(None)
    assert {(await echo(Request())).text for _ in range(20)} == {"b"}
    await servers[1].stop(None)
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await echo(Request())
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    assert "nobody on NATS serves shared" in caught.value.details()


async def test_a_process_that_goes_away_in_the_middle_of_a_call_is_unavailable_long_before_the_deadline(
    connection: NatsConnection, nats_address: NatsAddress
) -> None:
    client = await connection.client()
    await client.subscribe(calls_to("gone"), cb=nothing)
    await connection.settled()
    calling = NatsConnection(nats_address)
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await echo_of(near(RemoteCalls(Replies(calling), "gone", silence_seconds=0.2)))(Request(), timeout=30)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    assert caught.value.details() == "gone went away during the call"
    await calling.close()


async def test_a_call_that_takes_long_is_not_taken_for_one_that_is_lost(
    nats: Nats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("m_engines.nats.call_server.WORKING_SECONDS", 0.05)
    go_on = asyncio.Event()

    async def slow(_: Any, __: Any) -> Reply:
        await go_on.wait()
        return Reply(text="late")

    server = nats.make_server()
    server.add_generic_rpc_handlers((handler(slow),))
    await server.start()
    channel = near(RemoteCalls(nats._replies, server.context, silence_seconds=0.8))
    call = echo_of(channel)(Request())
    await asyncio.wait([asyncio.ensure_future(call.code())], timeout=1.6)
    assert not call.done()
    go_on.set()
    assert (await call).text == "late"
    await server.stop(None)


async def test_streams_say_what_to_do_instead(nats: Nats) -> None:
    server = nats.make_server()
    await server.start()
    stream = nats.connect(server).unary_stream(
        "/grpc_inproc.tests.Probe/Expand", Request.SerializeToString, Reply.FromString
    )(Request())
    assert await stream.code() is grpc.StatusCode.UNIMPLEMENTED
    assert "reach this context by grpc://" in await stream.details()
    await server.stop(None)


async def test_what_is_larger_than_nats_carries_is_refused_both_ways(nats: Nats) -> None:
    async def large(request: Any, _: Any) -> Reply:
        return Reply(payload=b"x" * MOST_PAYLOAD_BYTES if not request.payload else b"")

    server = nats.make_server()
    server.add_generic_rpc_handlers((handler(large),))
    await server.start()
    echo = echo_of(nats.connect(server))
    for request, words in ((Request(payload=b"x" * MOST_PAYLOAD_BYTES), "the request"), (Request(), "the answer")):
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await echo(request)
        assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        assert words in caught.value.details()
    await server.stop(None)


async def test_nobody_is_made_to_speak_elsewhere_than_in_an_inbox(nats: Nats, connection: NatsConnection) -> None:
    ran: list[str] = []

    async def answer(_: Any, __: Any) -> Reply:
        ran.append("ran")
        return Reply()

    server = nats.make_server()
    server.add_generic_rpc_handlers((handler(answer),))
    await server.start()
    client = await connection.client()
    elsewhere = await client.subscribe("elsewhere")
    await connection.settled()
    await client.publish(calls_to(server.context), CallFrame(PATH, None, (), b"").packed(), reply="elsewhere")
    await echo_of(nats.connect(server))(Request())
    assert (ran, elsewhere.pending_msgs) == (["ran"], 0)
    await server.stop(None)


async def test_what_is_no_call_is_answered_and_hurts_nobody(nats: Nats, connection: NatsConnection) -> None:
    server = nats.make_server()
    server.add_generic_rpc_handlers((handler(naming("a")),))
    await server.start()
    client = await connection.client()
    for content in (b"", b"\0\0\0\2{}", b"\0\0\0\4null", b"\xff\xff\xff\xff{", b'\0\0\0\x09{"path":1}'):
        answer = await client.request(calls_to(server.context), content, timeout=60)
        assert AnswerFrame.parse(answer.data).code == grpc.StatusCode.INTERNAL.value[0]
        with pytest.raises(FrameUnreadable):
            CallFrame.parse(content)
    assert (await echo_of(nats.connect(server))(Request())).text == "a"
    await server.stop(None)


def handler(behaviour: Any) -> grpc.GenericRpcHandler:
    one = grpc.unary_unary_rpc_method_handler(behaviour, Request.FromString, Reply.SerializeToString)
    return grpc.method_handlers_generic_handler(PATH.split("/")[1], {"Echo": one})


def naming(name: str) -> Any:
    async def answer(_: Any, __: Any) -> Reply:
        return Reply(text=name)

    return answer


def near(calls: RemoteCalls) -> NatsChannel:
    server = grpc_inproc.make_server(handlers=[calls])
    server.open()
    return NatsChannel(grpc_inproc.connect(server))


def echo_of(channel: grpc.aio.Channel) -> Any:
    return channel.unary_unary(PATH, Request.SerializeToString, Reply.FromString)


async def nothing(_: Any) -> None:
    """Takes a call and says nothing of it."""
