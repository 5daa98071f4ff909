"""One connection to NATS: what is told of a server that does not do its part."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest

from m_engines.nats.address import NatsAddress
from m_engines.nats.connection import NatsAway, NatsConnection

HELLO = b'INFO {"server_id":"x","version":"2.15.1","max_payload":1048576,"tls_required":true}\r\n'
HELLO_IN_PLAIN = b'INFO {"server_id":"x","version":"2.15.1","max_payload":1048576}\r\n'


@pytest.fixture
async def silent() -> AsyncIterator[int]:
    """The port of a server that says hello, asks for TLS, and says nothing more."""
    connected: list[asyncio.StreamWriter] = []

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer)
        writer.write(HELLO)
        await writer.drain()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    for writer in connected:
        writer.close()
    server.close()


async def test_a_server_that_falls_silent_while_tls_begins_is_away(silent: int) -> None:
    """And whoever asked is told so, where the client would wait for ever for a connection that it has given up."""
    connection = NatsConnection(NatsAddress("127.0.0.1", silent, is_encrypted=True), connect_seconds=0.2)
    async with asyncio.timeout(60):
        for _ in range(2):
            with pytest.raises(NatsAway, match=f"tls://127.0.0.1:{silent}"):
                await connection.client()
        await connection.close()


class Fickle:
    """A server that takes as many connections as it is told, drops them again, and says nothing to the later ones."""

    def __init__(self, welcomes: int) -> None:
        self._welcomes = welcomes
        self._kept: list[asyncio.StreamWriter] = []
        self.drops, self.is_silent = asyncio.Event(), asyncio.Event()

    async def greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._kept.append(writer)
        if len(self._kept) > self._welcomes:
            self.is_silent.set()
            return
        writer.write(HELLO_IN_PLAIN)
        await reader.readuntil(b"PING\r\n")
        writer.write(b"PONG\r\n")
        await self.drops.wait()
        writer.close()

    def end(self) -> None:
        for writer in self._kept:
            writer.close()


@pytest.fixture
def lost_cancels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cancel comes along with a failure, and is lost, as `wait_for` loses it before Python 3.12."""
    wait_for = asyncio.wait_for

    async def forgetful(awaited: Awaitable[Any], timeout: float | None) -> Any:
        try:
            return await wait_for(awaited, timeout)
        except asyncio.CancelledError:
            raise ConnectionResetError("the cancel is lost") from None

    monkeypatch.setattr(asyncio, "wait_for", forgetful)


@pytest.mark.usefixtures("lost_cancels")
async def test_a_client_that_loses_its_cancel_is_given_up_all_the_same() -> None:
    fickle = Fickle(welcomes=0)
    server = await asyncio.start_server(fickle.greet, "127.0.0.1", 0)
    connection = NatsConnection(NatsAddress("127.0.0.1", port_of(server)), connect_seconds=0.2)
    before = asyncio.all_tasks()
    asked = asyncio.create_task(connection.client())
    await asyncio.wait([asked], timeout=60)
    _, going_on = await asyncio.wait({asked} | asyncio.all_tasks() - before, timeout=60)
    fickle.end()
    server.close()
    assert not going_on
    with pytest.raises(NatsAway, match="the cancel is lost"):
        asked.result()


@pytest.mark.usefixtures("lost_cancels")
async def test_a_reconnection_that_loses_its_cancel_ends_with_the_loop() -> None:
    """At its end the loop cancels each task once and waits for all of them."""
    fickle = Fickle(welcomes=1)
    server = await asyncio.start_server(fickle.greet, "127.0.0.1", 0)
    before = asyncio.all_tasks()
    await NatsConnection(NatsAddress("127.0.0.1", port_of(server)), connect_seconds=60).client()
    fickle.drops.set()
    async with asyncio.timeout(60):
        await fickle.is_silent.wait()
    left = asyncio.all_tasks() - before
    for task in left:
        task.cancel()
    _, going_on = await asyncio.wait(left, timeout=60)
    fickle.end()
    server.close()
    assert left
    assert not going_on


def port_of(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
