"""A small unary call over NATS, beside raw request and reply of NATS' client (the limit) and plain grpc.aio over TCP.

Client and server are in one process on one loop, so the work of both sides is in every figure.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc_inproc
from m_engines.nats.call_server import NatsCallServer
from m_engines.nats.channel import NatsChannel
from m_engines.nats.connection import NatsConnection
from m_engines.nats.permissions import NatsUser
from m_engines.nats.remote_calls import RemoteCalls
from m_engines.nats.replies import Replies
from m_engines.nats.server import EmbeddedNats

from bench._inproc_messages import METADATA, Echo, probe_pb2, probe_pb2_grpc, small
from bench._inproc_peers import tcp
from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, alternate, arguments, fsync_p50_us, rate, report

CONTEXT = "probe"
USER = NatsUser("bench", "no secret", publish=(">",), subscribe=(">",))
CLIENTS = (1, 8, 32)

Call = Callable[[Any], Awaitable[Any]]


@contextlib.asynccontextmanager
async def over_nats(folder: Path) -> AsyncIterator[tuple[Call, Call]]:
    """(the probe's Echo through a channel over NATS, the same as a bare request with a connection of its own)."""
    server = EmbeddedNats(folder, [USER])
    address = server.start().of_user(USER.name, USER.password)
    serving, calling = NatsConnection(address), NatsConnection(address)
    far, near = grpc_inproc.make_server(), grpc_inproc.make_server(handlers=[RemoteCalls(Replies(calling), CONTEXT)])
    probe_pb2_grpc.add_ProbeServicer_to_server(Echo(), far)
    await far.start()
    await near.start()
    calls = NatsCallServer(serving, CONTEXT, grpc_inproc.connect(far))
    await calls.start()
    stub = probe_pb2_grpc.ProbeStub(NatsChannel(grpc_inproc.connect(near)))
    client, echo = await calling.client(), Echo()

    async def answer(message: Any) -> None:
        request = probe_pb2.Request.FromString(message.data)
        await message.respond((await echo.Echo(request, None)).SerializeToString())

    await (await serving.client()).subscribe("bare", cb=answer)
    await serving.settled()

    async def bare(request: Any) -> Any:
        return probe_pb2.Reply.FromString((await client.request("bare", request.SerializeToString())).data)

    try:
        yield lambda request: stub.Echo(request, metadata=METADATA, timeout=10), bare
    finally:
        await calls.stop(None)
        await near.stop(None)
        await far.stop(None)
        await calling.close()
        await serving.close()
        server.stop()


async def latency_us(call: Call, times: int) -> float:
    """Of one call after another."""
    request = small()
    started = time.perf_counter()
    for _ in range(times):
        await call(request)
    return (time.perf_counter() - started) / times * 1e6


async def measured(quick: bool, folder: Path) -> list[Measured]:
    """All rows."""
    rows, samples, seconds = [], QUICK_SAMPLES if quick else SAMPLES, 0.3 if quick else 1.0
    async with over_nats(folder) as (ours, bare), tcp() as peer:

        async def plain(request: Any) -> Any:
            return await peer.small(request, metadata=METADATA, timeout=10)  # type: ignore[call-arg]

        calls = {"ours": ours, "limit": bare, "peer": plain}
        for clients in CLIENTS:
            unit = "us" if clients == 1 else "calls/s"
            row = Measured("small unary call over NATS", unit, clients, peer_name="grpc.aio over TCP")
            sides = {name: _side(call, clients, seconds) for name, call in calls.items()}
            await alternate(row, sides, samples, folder)
            rows.append(row)
    return rows


def _side(call: Call, clients: int, seconds: float) -> Callable[[], Awaitable[float]]:
    if clients == 1:
        return lambda: latency_us(call, int(seconds * 1000))
    request = small()

    async def work(_: int) -> None:
        await call(request)

    return lambda: rate(work, clients, seconds)


def main() -> None:
    """The figures, printed and where asked for written."""
    options = arguments("calls", __doc__)
    with tempfile.TemporaryDirectory(prefix="business-m-bench-", dir="/var/tmp") as name:
        folder = Path(name)
        before = fsync_p50_us(folder)
        rows = asyncio.run(measured(options.quick, folder))
        report("calls", rows, before, options.json)


if __name__ == "__main__":
    main()
