"""The in-process channel beside its limit and its peers.

LIMIT is a bare await of the servicer and two CopyFrom: what no channel that copies can beat. Goals in microseconds are
for a machine whose small LIMIT is 1.2 us, and are scaled to the one at hand. The loop is uvloop, as in the product.
"""

import argparse
import asyncio
import gc
import logging
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

os.environ.setdefault("GRPC_VERBOSITY", "NONE")

import bench._inproc_messages as messages  # isort: skip
import grpc_inproc  # isort: skip
from bench._inproc_peers import PEERS, PeerMissing
from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, arguments, fsync_p50_us, report

LIMIT_US = 1.2
CONCURRENT = 64
Call = Callable[[], Awaitable[Any]]
Timer = Callable[[], Awaitable[float]]


def per_call_us(call: Call, times: int) -> Timer:
    """Microseconds of one call out of many in a row."""

    async def measure() -> float:
        started = time.perf_counter()
        for _ in range(times):
            await call()
        return (time.perf_counter() - started) / times * 1e6

    return measure


def calls_per_second(call: Call, times: int) -> Timer:
    """Calls a second of 64 callers at once."""

    async def caller() -> None:
        for _ in range(times // CONCURRENT):
            await call()

    async def measure() -> float:
        started = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(CONCURRENT)))
        return times // CONCURRENT * CONCURRENT / (time.perf_counter() - started)

    return measure


async def alternate(row: Measured, samples: int, **sides: Timer) -> Measured:
    """Warms every side up once, then measures each in turn; the median of the rest counts."""
    for side in sides.values():
        await side()
    gc.collect()
    for _ in range(samples):
        for name, side in sides.items():
            row.samples[name].append(await side())
    return row


def at_most(ratio: float) -> Callable[[Measured], bool]:
    return lambda row: (row.ratio("limit") or 0) <= ratio


def scaled(microseconds: float) -> Callable[[Measured], bool]:
    """Against the small LIMIT of the same row."""
    return at_most(microseconds / LIMIT_US)


def times_the_peer(factor: float) -> Callable[[Measured], bool]:
    return lambda row: (row.ratio("peer") or 1) <= 1 / factor


class Bench:
    """Everything that is measured, with one server and a channel of each isolation."""

    def __init__(self, quick: bool) -> None:
        self.samples = QUICK_SAMPLES if quick else SAMPLES
        self.times = 2_000 if quick else 8_000
        self.echo = messages.Echo()
        self.small, self.invoice = messages.small(), messages.invoice()
        self.server = grpc_inproc.make_server()
        messages.probe_pb2_grpc.add_ProbeServicer_to_server(self.echo, self.server)
        self.limit_us = LIMIT_US

    async def rows(self) -> AsyncIterator[Measured]:
        await self.server.start()
        self.copy = self._stub(grpc_inproc.COPY)
        self.immutable = self._stub(grpc_inproc.IMMUTABLE)
        self.limit_us = statistics.median([await per_call_us(self._limit, self.times)() for _ in range(self.samples)])
        for make in (self._small, self._invoices, self._concurrent, self._streams, self._stalled, self._peers):
            async for row in make():
                yield row
        await self.server.stop(None)

    def _stub(self, isolation: grpc_inproc.Isolation) -> Any:
        return messages.probe_pb2_grpc.ProbeStub(grpc_inproc.connect(self.server, isolation=isolation))

    def _limit(self) -> Awaitable[Any]:
        return messages.limit_small(self.echo, self.small)

    def _limit_invoice(self) -> Awaitable[Any]:
        return messages.limit_invoice(self.echo, self.invoice)

    def _scaled(self, microseconds: float) -> Callable[[Measured], bool]:
        """Against the small LIMIT measured at the start, for a row whose own limit is another."""
        return lambda row: (row.median("ours") or 0) <= microseconds * self.limit_us / LIMIT_US

    async def _small(self) -> AsyncIterator[Measured]:
        plain: dict[str, Any] = {}
        full: dict[str, Any] = {"timeout": 30, "metadata": messages.METADATA}
        for name, stub, options, goal, reach in (
            ("small unary, COPY", self.copy, plain, "<= 3 x LIMIT", at_most(3)),
            ("small unary, COPY, deadline and metadata", self.copy, full, "", None),
            ("small unary, IMMUTABLE", self.immutable, plain, "<= 2.5 us where LIMIT is 1.2", scaled(2.5)),
            ("small unary, IMMUTABLE, deadline and metadata", self.immutable, full, "", None),
        ):
            row = Measured(name, "us/call", goal=goal, reach=reach)
            ours = per_call_us(partial(stub.Echo, self.small, **options), self.times)
            yield await alternate(row, self.samples, limit=per_call_us(self._limit, self.times), ours=ours)

    async def _invoices(self) -> AsyncIterator[Measured]:
        times = self.times // 4
        for name, stub, goal, reach in (
            ("50-line invoice, COPY", self.copy, "<= 1.25 x LIMIT", at_most(1.25)),
            ("50-line invoice, IMMUTABLE", self.immutable, "<= 3 us where small LIMIT is 1.2", self._scaled(3)),
        ):
            row = Measured(name, "us/call", goal=goal, reach=reach)
            ours = per_call_us(partial(stub.Post, self.invoice), times)
            yield await alternate(row, self.samples, limit=per_call_us(self._limit_invoice, times), ours=ours)

    async def _concurrent(self) -> AsyncIterator[Measured]:
        share = 200_000 / 750_000
        row = Measured(
            "64 concurrent small calls, COPY",
            "calls/s",
            clients=CONCURRENT,
            goal=f">= {share:.3f} x LIMIT (200,000/s where LIMIT gives 750,000)",
            reach=lambda row: (row.ratio("limit") or 0) >= share,
        )
        times = self.times * 4
        ours = calls_per_second(lambda: self.copy.Echo(self.small), times)
        yield await alternate(row, self.samples, limit=calls_per_second(self._limit, times), ours=ours)

    async def _streams(self) -> AsyncIterator[Measured]:
        count = self.times
        ask = messages.probe_pb2.Request(count=count)

        async def down() -> float:
            started = time.perf_counter()
            async for _ in self.copy.Expand(ask):
                pass
            return (time.perf_counter() - started) / count * 1e6

        async def up() -> float:
            started = time.perf_counter()
            await self.copy.Collect(self.small for _ in range(count))
            return (time.perf_counter() - started) / count * 1e6

        for name, side in (("stream message, server to client", down), ("stream message, client to server", up)):
            row = Measured(name, "us/message", goal="<= 3 us where LIMIT is 1.2", reach=scaled(3))
            yield await alternate(row, self.samples, limit=per_call_us(self._limit, self.times), ours=side)

    async def _stalled(self) -> AsyncIterator[Measured]:
        sent = 0

        async def endless() -> Any:
            nonlocal sent
            while True:
                sent += 1
                yield self.small

        async def hold(request: Any, context: Any) -> Any:
            await asyncio.Event().wait()

        server = grpc_inproc.make_server()
        held = messages.Echo()
        held.Collect = hold  # type: ignore[method-assign, assignment]
        messages.probe_pb2_grpc.add_ProbeServicer_to_server(held, server)
        await server.start()
        call = messages.probe_pb2_grpc.ProbeStub(grpc_inproc.connect(server)).Collect(endless())
        for _ in range(5_000):
            await asyncio.sleep(0)
        row = Measured(
            "messages held for a stalled reader, after 5,000 turns",
            "messages",
            goal="<= 66: memory is flat",
            reach=lambda row: (row.median("ours") or 0) <= 66,
        )
        row.samples["ours"] = [float(sent)]
        call.cancel()
        await server.stop(None)
        yield row

    async def _peers(self) -> AsyncIterator[Measured]:
        for name, make in PEERS.items():
            async with AsyncExitStack() as stack:
                try:
                    peer = await stack.enter_async_context(make())
                except PeerMissing as why:
                    print(f"{name}: not here, {why}")
                    continue
                async for row in self._beside(name, peer):
                    yield row

    async def _beside(self, name: str, peer: Any) -> AsyncIterator[Measured]:
        socket = name == "grpc.aio over a unix socket"
        for what, ours, limit, theirs, factor, times in (
            ("small unary", lambda: self.copy.Echo(self.small), self._limit, lambda: peer.small(self.small), 80, 200),
            (
                "50-line invoice",
                lambda: self.copy.Post(self.invoice),
                self._limit_invoice,
                lambda: peer.invoice(self.invoice),
                15,
                100,
            ),
        ):
            goal, reach = (f">= {factor} x faster", times_the_peer(factor)) if socket else ("", None)
            row = Measured(f"{what}, COPY, beside {name}", "us/call", peer_name=name, goal=goal, reach=reach)
            yield await alternate(
                row,
                self.samples,
                limit=per_call_us(limit, self.times // 2),
                ours=per_call_us(ours, self.times // 2),
                peer=per_call_us(theirs, times),
            )


async def conformance(options: argparse.Namespace) -> AsyncIterator[Measured]:
    """How many cases there are and how many differ beyond what is declared; left out when in a hurry."""
    if options.quick:
        return
    import conformance as suite
    from cases.transport import InProcess, Network

    network, in_process = Network(), InProcess()
    logging.disable(logging.CRITICAL)
    verdicts = [await suite.judge(case, network, in_process) for case in suite.all_cases()]
    logging.disable(logging.NOTSET)
    count = Measured("conformance cases", "cases", goal=">= 250", reach=lambda row: (row.median("ours") or 0) >= 250)
    count.samples["ours"] = [float(len(verdicts))]
    yield count
    wrong = Measured("conformance cases not as declared", "cases", goal="0", reach=lambda row: row.median("ours") == 0)
    wrong.samples["ours"] = [float(sum(not verdict.as_declared for verdict in verdicts))]
    yield wrong


async def measure(options: argparse.Namespace) -> list[Measured]:
    rows = [row async for row in Bench(options.quick).rows()]
    return rows + [row async for row in conformance(options)]


def main() -> None:
    options = arguments("inproc", __doc__ or "")
    with tempfile.TemporaryDirectory() as folder:
        fsync_us = fsync_p50_us(Path(folder))
    rows = uvloop.run(measure(options))
    report("inproc", rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
