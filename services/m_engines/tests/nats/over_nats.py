"""The third way a conformance case is run: every server behind NATS, every channel to it through NATS."""

import itertools
from typing import Any

import grpc
import grpc_inproc
from grpc_inproc.context_variables import client_interceptors, server_interceptors

from m_engines.nats.address import NatsAddress
from m_engines.nats.call_server import NatsCallServer
from m_engines.nats.channel import NatsChannel
from m_engines.nats.connection import NatsConnection
from m_engines.nats.remote_calls import RemoteCalls
from m_engines.nats.replies import Replies


class Served(grpc_inproc.Server):  # type: ignore[misc]
    """A server whose calls come from NATS while it runs."""

    def __init__(self, connection: NatsConnection, context: str, **given: Any) -> None:
        super().__init__(**given)
        self.context = context
        self._calls = NatsCallServer(connection, context, grpc_inproc.connect(self, isolation=grpc_inproc.WIRE))

    async def start(self) -> None:
        await super().start()
        await self._calls.start()

    async def stop(self, grace: float | None) -> None:
        await self._calls.refuse_more()
        await super().stop(grace)
        await self._calls.stop(0.5)


class Watched(NatsChannel):
    """Notes when a case calls a stream, which is no concern of this channel."""

    def __init__(self, channel: grpc.aio.Channel, streams: list[str]) -> None:
        super().__init__(channel)
        self._streams = streams

    def unary_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._noting(method, super().unary_stream(method, *arguments, **given))

    def stream_unary(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._noting(method, super().stream_unary(method, *arguments, **given))

    def stream_stream(self, method: str, *arguments: Any, **given: Any) -> Any:
        return self._noting(method, super().stream_stream(method, *arguments, **given))

    def _noting(self, method: str, call: Any) -> Any:
        def noted(*request: Any, **given: Any) -> Any:
            self._streams.append(method)
            return call(*request, **given)

        return noted


class Nats:
    """As cases.transport has them. Servers and clients have a connection each. `streams` were called."""

    name = "nats"

    def __init__(self, address: NatsAddress) -> None:
        self._serving, self._calling = NatsConnection(address), NatsConnection(address)
        self._replies = Replies(self._calling)
        self._numbers = itertools.count()
        self.streams: list[str] = []

    def make_server(self, **given: Any) -> Served:
        listed = given.pop("context_variables", None)
        if listed:
            given["interceptors"] = [*server_interceptors(listed), *given.get("interceptors", ())]
        return Served(self._serving, f"c{next(self._numbers)}", **given)

    def connect(self, server: Served, **given: Any) -> grpc.aio.Channel:
        listed = given.pop("context_variables", None)
        if listed:
            given["interceptors"] = [*given.get("interceptors", ()), *client_interceptors(listed)]
        near = grpc_inproc.make_server(handlers=[RemoteCalls(self._replies, server.context)])
        near.open()
        return Watched(grpc_inproc.connect(near, **given), self.streams)

    async def close(self) -> None:
        await self._calling.close()
        await self._serving.close()
