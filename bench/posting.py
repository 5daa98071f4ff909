"""Posting stock together with the ledger, beside the limit and Tryton.

One unit of work is one draft posted by one client call: stock moved, its voucher posted, the document numbered and its
event written, durable when the call returns. Drafts are made before, outside the clock, on every side. Ours goes
through the stub with everything on: permission, validation, idempotency, period, layers, numbering, row-level
security, events. Indie calls it in process; network over gRPC, through the front to a process and a database per
context. L writes one voucher of two lines and nothing else (bench/limit.py), T is Tryton (bench/tryton.py). All are
on one server.
"""

import contextlib
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import uvloop
from business_m.databases import prepare_server
from m_engines.postgresql import EmbeddedPostgres
from m_kit.caller import Caller, acting_as

from bench.limit import Limit
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
from bench.statements import Asked, asked_during, fsyncs_during
from bench.trading import Trading
from bench.tryton import Missing, Tryton, tryton
from tests.support.front import front
from tests.support.indie import postgres
from tests.support.whole import NETWORK, whole

COUNTED = 200
LAYERS = 30_000
MOST_SLOWER = 0.9
SHOWN_STATEMENTS = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured. `postings` and `moves` are a sample's, by the number of clients."""

    samples: int
    limit_seconds: float
    postings: dict[int, int]
    moves_each: dict[int, int]


FULL = Size(SAMPLES, 1.0, {1: 200, 8: 800, 32: 1600}, {1: 40, 8: 10, 32: 4})
QUICK = Size(QUICK_SAMPLES, 0.5, {1: 60, 8: 240}, {1: 12, 8: 3})


@dataclass
class Goal:
    """At least so much of L, and so many times T, where they were measured."""

    of_limit: float = 0.0
    times_peer: float = 0.0

    def text(self) -> str:
        """For the row."""
        parts = [f">= {self.of_limit:.0%} of L"] if self.of_limit else []
        return ", ".join(parts + ([f">= {self.times_peer:.0f} x T"] if self.times_peer else []))

    def met(self, row: Measured) -> bool:
        """A side that was not measured is no goal met."""
        return (row.ratio("limit") or 0.0) >= self.of_limit and (row.ratio("peer") or 0.0) >= self.times_peer


GOALS = {1: Goal(times_peer=100), 8: Goal(0.4, 300), 32: Goal(of_limit=0.6)}


@dataclass
class Sides:
    """What every row is measured beside."""

    size: Size
    folder: Path
    limit: Limit
    peer: Tryton | None
    rows: list[Measured] = field(default_factory=list)

    async def measure(
        self, name: str, clients: int, ours: Side, goal: Goal | None = None, *, beside: bool = True
    ) -> Measured:
        """One row more."""
        row = Measured(name, "postings/s", clients, goal.text() if goal else "", goal.met if goal else None)
        sides: dict[str, Side] = {"ours": ours}
        if beside:
            sides["limit"] = lambda: rate(self.limit.post, clients, self.size.limit_seconds)
        if beside and self.peer is not None:
            row.peer_name = self.peer.name
            sides["peer"] = _peer(self.peer, clients, self.size.moves_each[clients])
        for side in sides.values():
            await side()
        await alternate(row, sides, self.size.samples, self.folder)
        self.rows.append(row)
        print(row.line(), file=sys.stderr, flush=True)
        return row


def _peer(peer: Tryton, clients: int, moves_each: int) -> Side:
    return lambda: peer.rate(clients, moves_each)


async def measure_indie(server: EmbeddedPostgres, sides: Sides) -> None:
    """In this process: receipts, deliveries, and what a posting asks of the server."""
    async with front(sides.folder, server.address, testing=False) as (application, rest):
        with acting_as(Caller(tenant="default", subject="service:bench", actor="bench")):
            trading = await Trading.opened(application.calling("bench", "wms"), rest)
            for clients, count in sides.size.postings.items():
                ours = _posted(trading, lambda count=count: trading.receipts(count), clients)  # type: ignore[misc]
                await sides.measure("goods receipt + ledger posted, indie", clients, ours, GOALS[clients])
            ten = _posted(trading, lambda: trading.receipts(sides.size.postings[8] // 4, lines=10), 8)
            await sides.measure("goods receipt of 10 lines + ledger posted, indie", 8, ten)
            await trading.stocked()
            for clients, count in sides.size.postings.items():
                ours = _posted(trading, lambda count=count: trading.deliveries(count), clients)  # type: ignore[misc]
                await sides.measure("delivery FIFO + ledger posted, indie", clients, ours)
            await _layers(trading, sides)
            await _counted(server, trading, sides)


async def measure_network(server: EmbeddedPostgres, sides: Sides) -> None:
    """Every context a process with a database of its own, on the same server."""
    data_dir = sides.folder / "network"
    address = server.address.url().replace("postgresql+asyncpg", "postgresql")
    with whole(NETWORK, data_dir, watched=False, DATABASE_URL=address) as system, system.rest() as rest:
        metadata = [("authorization", f"Bearer {system.admin_token}")]
        async with grpc.aio.insecure_channel(system.grpc_target) as channel:
            trading = await Trading.opened(channel, rest, metadata)
            for clients, count in sides.size.postings.items():
                ours = _posted(trading, lambda count=count: trading.receipts(count), clients)  # type: ignore[misc]
                await sides.measure("goods receipt + ledger posted, network", clients, ours)


def _posted(trading: Trading, drafts: Callable[[], Any], clients: int) -> Side:
    async def side() -> float:
        return await rate_of(trading.post, await drafts(), clients)

    return side


async def _layers(trading: Trading, sides: Sides) -> None:
    """Deliveries of an item with one open layer, and of one with thirty thousand: the "peer" is the single layer."""
    single, many = await trading.new_item(), await trading.new_item()
    await rate_of(trading.post, await trading.receipts(1, item=single, quantity="1000000"), 1)
    await trading.layered(many, LAYERS)
    count = sides.size.postings[1]
    row = Measured(
        f"delivery with {LAYERS:,} open layers of the item, indie",
        "postings/s",
        goal=f">= {MOST_SLOWER:.0%} of one layer's",
        reach=lambda row: (row.ratio("peer") or 0.0) >= MOST_SLOWER,
        peer_name="one layer",
    )
    pair: dict[str, Side] = {
        "ours": _posted(trading, lambda: trading.deliveries(count, item=many), 1),
        "peer": _posted(trading, lambda: trading.deliveries(count, item=single), 1),
    }
    await alternate(row, pair, sides.size.samples, sides.folder)
    sides.rows.append(row)


async def _counted(server: EmbeddedPostgres, trading: Trading, sides: Sides) -> None:
    """Statements, the server's time and waits for the disk of one posting, at each number of clients."""
    for clients in sides.size.postings:
        drafts = await trading.receipts(COUNTED)
        asked = await asked_during(server, lambda: _done(trading, drafts, clients))  # noqa: B023
        more = await trading.receipts(COUNTED)
        fsyncs = await fsyncs_during(server, lambda: _done(trading, more, clients))  # noqa: B023
        for unit, value in (
            ("statements", sum(one.times for one in asked) / COUNTED),
            ("ms of the server", sum(one.milliseconds for one in asked) / COUNTED),
            ("fsyncs", fsyncs / COUNTED),
        ):
            row = Measured("asked for by one posting, indie", unit, clients)
            row.samples["ours"].append(value)
            sides.rows.append(row)
        _show(asked, clients)


async def _done(trading: Trading, drafts: Sequence[Any], clients: int) -> None:
    await rate_of(trading.post, drafts, clients)


def _show(asked: Sequence[Asked], clients: int) -> None:
    print(f"statements of one posting, {clients} clients:", file=sys.stderr)
    for one in asked[:SHOWN_STATEMENTS]:
        spent = one.milliseconds / COUNTED
        print(f"  {one.times / COUNTED:6.2f} x {spent:7.3f} ms  {one.context}: {one.statement}", file=sys.stderr)


@contextlib.asynccontextmanager
async def _sides(data_dir: Path, server: EmbeddedPostgres, size: Size) -> AsyncIterator[Sides]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            peer = await stack.enter_async_context(tryton(server.address, data_dir))
        except Missing as reason:
            print(f"no Tryton here, so no peer: {reason}")
            peer = None
        limit = Limit(await prepare_server(server.address), max(size.postings))
        await limit.set_up()
        stack.push_async_callback(limit.close)
        yield Sides(size, data_dir, limit, peer)


async def measure(data_dir: Path, server: EmbeddedPostgres, quick: bool) -> list[Measured]:
    """Every row."""
    async with _sides(data_dir, server, QUICK if quick else FULL) as sides:
        await measure_indie(server, sides)
        await measure_network(server, sides)
        return sides.rows


def main() -> None:
    """Measures and prints."""
    options = arguments("posting", __doc__ or "")
    with postgres() as (data_dir, server):
        fsync_us = fsync_p50_us(data_dir)
        rows = uvloop.run(measure(data_dir, server, options.quick))
    report("posting", rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
