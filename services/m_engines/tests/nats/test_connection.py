"""One connection to NATS: what is told of a server that does not do its part."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from m_engines.nats.address import NatsAddress
from m_engines.nats.connection import NatsAway, NatsConnection

HELLO = b'INFO {"server_id":"x","version":"2.15.1","max_payload":1048576,"tls_required":true}\r\n'


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
