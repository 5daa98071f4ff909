"""A whole mesh beside one process and plain processes, in one run: calls, postings, events end to end, and recovery.

One unit of posting is what bench.posting measures, one draft of a goods receipt posted by one call with stock and
ledger. Mesh goes through Envoy with a token, then by mutual TLS from context to context, through Envoy too; network
the same without Envoy and TLS; indie calls in process. Each system has a PostgreSQL of its own, alike, on one disk.
T is Tryton's models called directly by as many processes as there are clients (bench/tryton.py), with neither HTTP
nor JSON: what is so many times that is at least so many times Tryton over JSON-RPC.

In the rows `peer` is the system that is named, and ours is the mesh. An event counts when a context beside the mesh has
written it down, in a process and a database of its own. A recovery is from the kill of a process until the next posting
is answered, by clients that do not stop trying.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import uvloop
from business_m.catalog import NAMES
from businessm.masters.v1 import currency_service_pb2, currency_service_pb2_grpc
from m_engines.postgresql import EmbeddedPostgres
from m_kit.caller import Caller, acting_as

from bench.measure import (
    QUICK_SAMPLES,
    SAMPLES,
    Measured,
    Side,
    alternate,
    arguments,
    fsync_p50_us,
    rate,
    rate_of,
    report,
)
from bench.trading import Trading
from bench.tryton import Missing, Tryton, tryton
from tests.support.front import front
from tests.support.indie import folder, postgres
from tests.support.mesh import ENGINES, TOLD, engine
from tests.support.readers import Readers, reading
from tests.support.whole import MESH, NETWORK, TIMES, Whole, whole

MESH_TIMES_TRYTON = {1: 15.0, 8: 40.0}
SERVICE_SECONDS, POSTGRESQL_SECONDS, READY_SECONDS = 5.0, 10.0, 15.0
CALL_SECONDS = 60.0
TRY_SECONDS, BETWEEN_TRIES_SECONDS = 2.0, 0.02


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured. `postings` and `moves_each` are a sample's, by the number of clients."""

    samples: int
    calls_seconds: float
    postings: dict[int, int]
    moves_each: dict[int, int]
    events: int
    kills: int


FULL = Size(SAMPLES, 1.0, {1: 100, 8: 400, 32: 800}, {1: 40, 8: 10, 32: 4}, 400, 5)
QUICK = Size(QUICK_SAMPLES, 0.3, {1: 20, 8: 80}, {1: 12, 8: 3}, 80, 1)


@dataclass
class System:
    """One topology with a company in it."""

    name: str
    trading: Trading
    read: Callable[[int], Any]

    def posting(self, count: int, clients: int) -> Side:
        """Postings per second; their drafts are made outside the clock."""

        async def side() -> float:
            return await rate_of(self.trading.post, await self.trading.receipts(count), clients)

        return side


@dataclass
class Run:
    """What is measured in one go."""

    size: Size
    place: Path
    rows: list[Measured] = field(default_factory=list)

    async def beside(self, row: Measured, ours: Side, peer: Side) -> None:
        """The mesh and a peer, in turn; each once before it counts."""
        for side in (ours, peer):
            await side()
        await alternate(row, {"ours": ours, "peer": peer}, self.size.samples, self.place)
        self.kept(row)

    def kept(self, row: Measured) -> None:
        """One row more."""
        self.rows.append(row)
        print(row.line(), file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Started:
    """What has processes of its own; `server` is indie's and Tryton's."""

    data_dir: Path
    server: EmbeddedPostgres
    network: Whole
    mesh: Whole
    readers: Readers


@contextlib.contextmanager
def _started(place: Path) -> Iterator[Started]:
    with (
        postgres() as (data_dir, server),
        whole(NETWORK, place / "network", watched=False) as network,
        whole(MESH, place / "mesh", watched=True, **TIMES, **TOLD) as mesh,
        reading(mesh) as readers,
    ):
        yield Started(data_dir, server, network, mesh, readers)


async def measure(run: Run, started: Started) -> None:
    """Every row."""
    _ready(run, started.mesh)
    async with (
        _indie(started) as indie,
        _connected(started.network) as network,
        _connected(started.mesh) as mesh,
        _tryton(started) as peer,
    ):
        await _calls(run, mesh, [indie, network])
        await _postings(run, mesh, [indie, network], peer)
        await _events(run, mesh, started.readers)
        await _recoveries(run, mesh, started.mesh)


async def _calls(run: Run, ours: System, peers: Sequence[System]) -> None:
    """A small read."""
    for clients in run.size.postings:
        for peer in peers:
            row = Measured("list of one currency, mesh", "calls/s", clients, peer_name=peer.name)
            mine, theirs = (partial(rate, one.read, clients, run.size.calls_seconds) for one in (ours, peer))
            await run.beside(row, mine, theirs)


async def _postings(run: Run, ours: System, peers: Sequence[System], tryton_: Tryton | None) -> None:
    name = "goods receipt + ledger posted, mesh"
    for clients, count in run.size.postings.items():
        side = ours.posting(count, clients)
        for peer in peers:
            row = Measured(name, "postings/s", clients, peer_name=peer.name)
            await run.beside(row, side, peer.posting(count, clients))
        if tryton_ is not None:
            row = Measured(name, "postings/s", clients, peer_name=tryton_.name)
            if times := MESH_TIMES_TRYTON.get(clients):
                row.goal, row.reach = f">= {times:.0f} x T", _at_least(times)
            await run.beside(row, side, partial(tryton_.rate, clients, run.size.moves_each[clients]))


def _at_least(times: float) -> Callable[[Measured], bool]:
    return lambda row: (row.ratio("peer") or 0.0) >= times


async def _events(run: Run, ours: System, readers: Readers) -> None:
    """From the first posting of many until the last of their events is written down by its consumer."""
    row = Measured("goods receipts posted, told through NATS and read", "events/s", 8)
    for _ in range(run.size.samples):
        drafts = await ours.trading.receipts(run.size.events)
        wanted = {draft.id for draft in drafts}
        started = time.perf_counter()
        await rate_of(ours.trading.post, drafts, row.clients)
        await _until(partial(_are_told, readers, wanted))
        row.samples["ours"].append(len(drafts) / (time.perf_counter() - started))
    run.kept(row)


async def _are_told(readers: Readers, wanted: set[str]) -> bool:
    return wanted <= set(await readers.told())


async def _is_well(mesh: Whole) -> bool:
    return (await asyncio.to_thread(mesh.m, "doctor")).code == 0


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Asks again and again."""
    end = time.perf_counter() + CALL_SECONDS
    while not await holds():
        if time.perf_counter() > end:
            raise TimeoutError
        await asyncio.sleep(BETWEEN_TRIES_SECONDS)


async def _recoveries(run: Run, ours: System, mesh: Whole) -> None:
    for name in (*NAMES, *ENGINES):
        limit = POSTGRESQL_SECONDS if name == "postgresql" else SERVICE_SECONDS
        row = Measured(f"{name} killed, until the next posting is answered", "s", goal=f"<= {limit:.0f} s")
        row.reach = partial(is_back_within, limit)
        for _ in range(run.size.kills):
            draft, after = await ours.trading.receipts(2)
            pids = [int(engine(mesh, name)["pid"])] if name in ENGINES else mesh.pids(name)
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            started = time.perf_counter()
            await _posted(ours.trading, draft)
            row.samples["ours"].append(time.perf_counter() - started)
            await _posted(ours.trading, after)
            await _until(partial(_is_well, mesh))
        run.kept(row)


def is_back_within(limit: float, row: Measured) -> bool:
    """Whether the slowest recovery took no longer than so many seconds."""
    return max(row.samples["ours"]) <= limit


async def _posted(trading: Trading, draft: Any) -> None:
    """Tried until it is answered, always as the same request."""
    end = time.perf_counter() + CALL_SECONDS
    while True:
        try:
            await trading.post(draft, request_id=draft.id, timeout=TRY_SECONDS)
        except grpc.aio.AioRpcError:
            if time.perf_counter() > end:
                raise
            await asyncio.sleep(BETWEEN_TRIES_SECONDS)
        else:
            return


def _ready(run: Run, mesh: Whole) -> None:
    """Of a first start, which makes seven databases."""
    row = Measured("m mesh up on an empty folder, until ready", "s", goal=f"<= {READY_SECONDS:.0f} s")
    row.reach = lambda row: (row.median("ours") or 0.0) <= READY_SECONDS
    row.samples["ours"].append(float(mesh.started["start_seconds"]))
    run.kept(row)
    print(f"ready, by second: {mesh.started['phases']}", file=sys.stderr)


@contextlib.asynccontextmanager
async def _indie(started: Started) -> AsyncIterator[System]:
    async with front(started.data_dir, started.server.address, testing=False) as (application, rest):
        with acting_as(Caller(tenant="default", subject="service:bench", actor="bench")):
            trading = await Trading.opened(application.calling("bench", "wms"), rest)
            yield System("indie", trading, _reading(application.calling("bench", "masters"), ()))


@contextlib.asynccontextmanager
async def _connected(system: Whole) -> AsyncIterator[System]:
    metadata = (("authorization", f"Bearer {system.admin_token}"),)
    with system.rest() as rest:
        async with grpc.aio.insecure_channel(system.grpc_target) as channel:
            trading = await Trading.opened(channel, rest, metadata)
            yield System(system.topology, trading, _reading(channel, metadata))


def _reading(channel: grpc.aio.Channel, metadata: Sequence[tuple[str, str]]) -> Callable[[int], Any]:
    stub = currency_service_pb2_grpc.CurrencyServiceStub(channel)
    request = currency_service_pb2.ListCurrenciesRequest(page_size=1)

    async def read(_: int) -> None:
        await stub.ListCurrencies(request, metadata=tuple(metadata), timeout=CALL_SECONDS)

    return read


@contextlib.asynccontextmanager
async def _tryton(started: Started) -> AsyncIterator[Tryton | None]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            peer = await stack.enter_async_context(tryton(started.server.address, started.data_dir))
        except Missing as reason:
            print(f"no Tryton here, so no peer: {reason}")
            peer = None
        yield peer


def main() -> None:
    """Measures and prints."""
    options = arguments("mesh", __doc__ or "")
    with folder() as place, _started(place) as started:
        fsync_us = fsync_p50_us(place)
        run = Run(QUICK if options.quick else FULL, place)
        uvloop.run(measure(run, started))
    report("mesh", run.rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
