"""What a case has at hand: a server with its handlers, stubs to it, and a notebook both sides write in."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import grpc
import grpc.aio
from probe.probe_pb2 import Reply, Request

from .describe import describe

SERVICE = "grpc_inproc.tests.Probe"
Notes = dict[str, list[Any]]


class World:
    """One run of one case over one transport."""

    def __init__(self, transport: Any) -> None:
        self.transport = transport
        self.notes: Notes = defaultdict(list)
        self._servers: list[Any] = []
        self._channels: list[Any] = []
        self._events: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    # The notebook.

    def client(self, what: str, value: Any = None) -> None:
        """Notes something the client saw."""
        self.notes["client"].append((what, describe(value)))

    def handler(self, what: str, value: Any = None) -> None:
        """Notes something the handler saw."""
        self.notes["handler"].append((what, describe(value)))

    def other(self, side: str, what: str, value: Any = None) -> None:
        """Notes something on a page of its own, whose order against the others does not count."""
        self.notes[side].append((what, describe(value)))

    def event(self, name: str) -> asyncio.Event:
        return self._events[name]

    @contextmanager
    def raising(self, what: str) -> Iterator[None]:
        """Notes the exception the block raises, or that it raised none."""
        try:
            yield
        except (Exception, asyncio.CancelledError) as error:
            self.client(f"{what} raised", error)
        else:
            self.client(f"{what} raised nothing")

    # Server and stubs.

    def make_server(self, *, handlers: dict[str, Any] | None = None, generic: Any = None, **kwargs: Any) -> Any:
        server = self.transport.make_server(**kwargs)
        if handlers is not None:
            server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, method_handlers(handlers)),))
        if generic is not None:
            server.add_generic_rpc_handlers((generic,))
        self._servers.append(server)
        return server

    def connect(self, server: Any, **kwargs: Any) -> Stub:
        channel = self.transport.connect(server, **kwargs)
        self._channels.append(channel)
        return Stub(channel)

    async def serve(
        self, *, server: dict[str, Any] | None = None, channel: dict[str, Any] | None = None, **handlers: Any
    ) -> Stub:
        """A running server with these handlers (unary, expand, collect, converse) and a stub to it."""
        running = self.make_server(handlers=handlers, **(server or {}))
        await running.start()
        return self.connect(running, **(channel or {}))

    @property
    def server(self) -> Any:
        return self._servers[-1]

    @property
    def channel(self) -> Any:
        return self._channels[-1]

    async def close(self) -> None:
        for event in self._events.values():
            event.set()
        for channel in self._channels:
            await channel.close()
        for server in self._servers:
            await server.stop(0.1)  # let handlers write down what they saw of the end

    # Looking at calls.

    async def outcome(self, call: Any) -> None:
        """Awaits a unary answer and notes everything the call then says of itself."""
        with self.raising("await"):
            self.client("response", await call)
        await self.ending(call)

    async def ending(self, call: Any) -> None:
        """Notes code, details, metadata and flags of a call that is over or about to be."""
        self.client("code", await call.code())
        self.client("details", await call.details())
        self.client("initial metadata", await call.initial_metadata())
        self.client("trailing metadata", await call.trailing_metadata())
        self.client("done", call.done())
        self.client("cancelled", call.cancelled())

    async def responses(self, call: Any) -> None:
        """Iterates a stream of responses to its end and notes everything."""
        with self.raising("iterate"):
            async for response in call:
                self.client("response", response)
        await self.ending(call)

    async def reads(self, call: Any, times: int) -> None:
        """Reads a number of times and notes each message or exception."""
        for _ in range(times):
            with self.raising("read"):
                self.client("read", await call.read())


class Stub:
    """The four methods of the probe service."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        codec = (Request.SerializeToString, Reply.FromString)
        self.channel = channel
        self.unary = channel.unary_unary(f"/{SERVICE}/Echo", *codec)
        self.expand = channel.unary_stream(f"/{SERVICE}/Expand", *codec)
        self.collect = channel.stream_unary(f"/{SERVICE}/Collect", *codec)
        self.converse = channel.stream_stream(f"/{SERVICE}/Converse", *codec)

    def call(self, kind: str, requests: list[Request] | None = None, **kwargs: Any) -> Any:
        """A call of any kind with these requests, the first alone where there can be but one."""
        requests = [Request(text="one")] if requests is None else requests
        if kind in ("unary", "expand"):
            return getattr(self, kind)(requests[0], **kwargs)
        return getattr(self, kind)(iter(requests), **kwargs)


KINDS = ("unary", "expand", "collect", "converse")
NAMES = {"unary": "Echo", "expand": "Expand", "collect": "Collect", "converse": "Converse"}


def method_handlers(handlers: dict[str, Any]) -> dict[str, grpc.RpcMethodHandler]:
    """Method handlers by method name, from functions by kind."""
    makers = {
        "unary": grpc.unary_unary_rpc_method_handler,
        "expand": grpc.unary_stream_rpc_method_handler,
        "collect": grpc.stream_unary_rpc_method_handler,
        "converse": grpc.stream_stream_rpc_method_handler,
    }
    return {
        NAMES[kind]: makers[kind](handler, Request.FromString, Reply.SerializeToString)
        for kind, handler in handlers.items()
    }


def handler_of(kind: str, body: Callable[[Any, Any], Awaitable[Any]]) -> Any:
    """A handler of any kind that awaits `body` and answers with what it returned."""

    async def once(request: Any, context: Any) -> Any:
        return await body(request, context)

    async def stream(request: Any, context: Any) -> Any:
        yield await body(request, context)

    return once if kind in ("unary", "collect") else stream


async def finish(world: World, kind: str, call: Any) -> None:
    """Drives a call of any kind to its end and notes everything."""
    await (world.outcome(call) if kind in ("unary", "collect") else world.responses(call))
