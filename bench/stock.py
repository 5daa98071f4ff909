"""Stock: receipts with their ledger beside Tryton, long documents, history valued anew, and many balances.

A receipt is a draft posted by one client call, everything on, as in bench.posting. A recompute is what a receipt dated
before so many movements of its item sets off: the seconds from its being found to all values, layers and the balance
being written, while the server serves; the document that brings the difference to the ledger comes after. Movements are
made through stock's own contract, two thousand a posting.
"""

import asyncio
import contextlib
import resource
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import grpc
import uvloop
from businessm.stock.v1 import (
    balance_pb2,
    movement_pb2,
    recompute_pb2,
    recompute_service_pb2_grpc,
    stock_service_pb2_grpc,
)
from businessm.type.v1 import money_pb2, quantity_pb2
from m_engines.postgresql import EmbeddedPostgres
from m_kit.caller import Caller, acting_as
from m_kit.clock import SystemClock
from m_kit.ids import new_id
from m_kit.posting import POSTED, Decision, Posting

from bench.measure import (
    QUICK_SAMPLES,
    SAMPLES,
    Measured,
    Side,
    alternate,
    arguments,
    fsync_p50_us,
    rate_of,
    report,
)
from bench.trading import Trading
from bench.tryton import Missing, Tryton, tryton
from tests.support.front import front
from tests.support.goods import CURRENCY, Goods, opened
from tests.support.indie import postgres
from tests.support.whole import NETWORK, whole

LINES, LINES_SECONDS = 350, 0.5
TIMES_PEER = 100
AT_ONCE = 2_000
PAGE = 250
FIRST_DAY, EARLIER_DAY = date(2026, 2, 1), "2026-01-10"
LOOK_SECONDS = 0.005
FIFO, AVERAGE = movement_pb2.FIFO, movement_pb2.MOVING_AVERAGE
METHODS = {FIFO: "FIFO", AVERAGE: "average"}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: samples, postings of each by number of clients, later moves with the seconds hoped for."""

    samples: int
    postings: dict[int, int]
    moves_each: dict[int, int]
    later: dict[int, float | None]
    balances: int


FULL = Size(SAMPLES, {1: 200, 8: 800}, {1: 40, 8: 10}, {1_000: None, 10_000: 1.0, 100_000: 60.0}, 100_000)
QUICK = Size(QUICK_SAMPLES, {1: 60, 8: 240}, {1: 12, 8: 3}, {1_000: None, 10_000: 1.0}, 10_000)


class Movements:
    """Stock's own contract, as the owner of documents nobody wrote."""

    def __init__(self, channel: grpc.aio.Channel, goods: Goods) -> None:
        self._stock = stock_service_pb2_grpc.StockServiceStub(channel)
        self._recomputes = recompute_service_pb2_grpc.RecomputeServiceStub(channel)
        self._goods = goods

    async def move(self, lines: Sequence[movement_pb2.MovementToReserve], method: int, day: str) -> None:
        """Reserved and confirmed."""
        posting = Posting("wms", uuid.UUID(self._goods.company_id), "wms.goods_receipt", new_id(), "post", 1, 0)
        items = {line.item_id: movement_pb2.MovedItem(item_id=line.item_id, uom_code="EA") for line in lines}
        for item in items.values():
            item.valuation_method = method  # type: ignore[assignment]
        request = movement_pb2.ReserveMovementsRequest(
            posting=posting.message(),
            posting_date=day,
            currency_code=CURRENCY,
            currency_scale=2,
            items=items.values(),
            movements=lines,
        )
        await self._stock.ReserveMovements(request)
        decision = Decision(posting.id, POSTED, "", SystemClock().now())
        await self._stock.ConfirmMovements(movement_pb2.ConfirmMovementsRequest(decision=decision.message()))

    def line(self, item: str, direction: int, quantity: int, paise: int | None = None) -> Any:
        """One movement in the first warehouse."""
        line = movement_pb2.MovementToReserve(
            item_id=item,
            warehouse_id=self._goods.warehouse_id,
            direction=direction,  # type: ignore[arg-type]
            quantity=quantity_pb2.Quantity(uom_code="EA", value=str(quantity)),
        )
        if paise is not None:
            line.value.CopyFrom(money_pb2.Money(currency_code=CURRENCY, amount=f"{paise / 100:.2f}"))
        return line

    async def history(self, method: int, moves: int) -> str:
        """An item that came and went so often: three pieces in at one cost or another, and one or two out again."""
        item, day = str(new_id()), FIRST_DAY
        for _ in range(max(moves // AT_ONCE, 1)):
            pairs = range(min(moves, AT_ONCE) // 2)
            ins = [self.line(item, movement_pb2.IN, 3, 300 + number % 7) for number in pairs]
            await self.move(ins, method, day.isoformat())
            outs = [self.line(item, movement_pb2.OUT, 1 + number % 2) for number in pairs]
            await self.move(outs, method, day.isoformat())
            day += timedelta(1)
        return item

    async def recomputed(self, method: int, moves: int) -> float:
        """Seconds that it takes to value so many movements anew."""
        item = await self.history(method, moves)
        known = (await self._latest()).id
        await self.move([self.line(item, movement_pb2.IN, 5, 5_000)], method, EARLIER_DAY)
        found = await self._once(lambda one: one.id != known and one.state != recompute_pb2.Recompute.RUNNING)
        ended = SystemClock().now().timestamp()
        if found.movements_replayed < moves:
            raise RuntimeError(f"{found.movements_replayed} movements of {moves} were valued anew")
        await self._once(lambda one: one.state == recompute_pb2.Recompute.POSTED)
        return ended - found.create_time.ToMilliseconds() / 1000

    async def many(self, count: int) -> None:
        """So many items with a balance each."""
        for start in range(0, count, AT_ONCE):
            size = min(AT_ONCE, count - start)
            lines = [self.line(str(new_id()), movement_pb2.IN, 1, 100) for _ in range(size)]
            await self.move(lines, FIFO, EARLIER_DAY)

    async def listed(self) -> int:
        """Every balance, page by page: how many."""
        count, token = 0, ""
        while True:
            request = balance_pb2.ListBalancesRequest(
                company_id=self._goods.company_id, page_size=PAGE, page_token=token
            )
            answer = await self._stock.ListBalances(request)
            count, token = count + len(answer.balances), answer.next_page_token
            if not token:
                return count

    async def _latest(self) -> recompute_pb2.Recompute:
        request = recompute_pb2.ListRecomputesRequest(company_id=self._goods.company_id, page_size=1)
        answer: recompute_pb2.ListRecomputesResponse = await self._recomputes.ListRecomputes(request)
        return next(iter(answer.recomputes), recompute_pb2.Recompute())

    async def _once(self, holds: Callable[[recompute_pb2.Recompute], bool]) -> recompute_pb2.Recompute:
        """The latest recompute as soon as that holds of it."""
        while True:
            found = await self._latest()
            if holds(found):
                return found
            await asyncio.sleep(LOOK_SECONDS)


async def receipts(
    rows: list[Measured], name: str, trading: Trading, peer: Tryton | None, size: Size, folder: Path
) -> None:
    """Posted per second, with the ledger, beside Tryton."""
    for clients, count in size.postings.items():
        row = Measured(
            f"goods receipt + ledger posted, {name}",
            "postings/s",
            clients,
            goal=f">= {TIMES_PEER} x T" if clients == 1 else "",
            reach=(lambda row: (row.ratio("peer") or 0.0) >= TIMES_PEER) if clients == 1 else None,
            peer_name=peer.name if peer else "",
        )
        sides: dict[str, Side] = {"ours": _posted(trading, count, clients)}
        if peer is not None:
            sides["peer"] = lambda clients=clients: peer.rate(clients, size.moves_each[clients])  # type: ignore[misc]
        for side in sides.values():
            await side()
        await _shown(rows, row, sides, size.samples, folder)


async def long_receipts(rows: list[Measured], trading: Trading, size: Size, folder: Path) -> None:
    """One document of many lines."""

    async def side() -> float:
        return 1 / await rate_of(trading.post, await trading.receipts(1, lines=LINES), 1)

    row = Measured(
        f"goods receipt of {LINES} lines + ledger posted, indie",
        "s",
        goal=f"<= {LINES_SECONDS} s",
        reach=lambda row: (row.median("ours") or 9.0) <= LINES_SECONDS,
    )
    await side()
    await _shown(rows, row, {"ours": side}, size.samples, folder)


async def recomputes(rows: list[Measured], moved: Movements, size: Size) -> None:
    """A receipt dated before so many moves."""
    for moves, seconds in size.later.items():
        for method, name in METHODS.items():
            before = _peak_mib()
            row = Measured(
                f"{moves:,} later moves valued anew, {name}",
                "s",
                goal=f"<= {seconds:g} s" if seconds else "",
                reach=(lambda row, seconds=seconds: (row.median("ours") or 1e9) <= seconds)  # type: ignore[misc]
                if seconds
                else None,
            )
            row.samples["ours"] += [await moved.recomputed(method, moves) for _ in range(1 if moves > 10_000 else 3)]
            memory = Measured(f"memory taken for {moves:,} later moves, {name}", "MiB")
            memory.samples["ours"].append(_peak_mib() - before)
            for one in (row, memory):
                rows.append(one)
                print(one.line(), file=sys.stderr, flush=True)


async def balances(rows: list[Measured], moved: Movements, size: Size, folder: Path) -> None:
    """All of them, page by page."""
    await moved.many(size.balances)

    async def side() -> float:
        started = asyncio.get_running_loop().time()
        count = await moved.listed()
        return count / (asyncio.get_running_loop().time() - started)

    row = Measured(f"balances listed, {size.balances:,} items", "balances/s")
    await _shown(rows, row, {"ours": side}, QUICK_SAMPLES, folder)


async def measure(folder: Path, server: EmbeddedPostgres, quick: bool) -> list[Measured]:
    """Every row."""
    size, rows = QUICK if quick else FULL, list[Measured]()
    async with _peer(server, folder) as peer:
        async with front(folder, server.address, testing=False) as (application, rest):
            with acting_as(Caller(tenant="default", subject="service:bench", actor="bench")):
                trading = await Trading.opened(application.calling("bench", "wms"), rest)
                await receipts(rows, "indie", trading, peer, size, folder)
                await long_receipts(rows, trading, size, folder)
                stock = application.calling("bench", "stock_keeper")
                await recomputes(rows, Movements(stock, await asyncio.to_thread(opened, rest)), size)
                await balances(rows, Movements(stock, await asyncio.to_thread(opened, rest)), size, folder)
        address = server.address.url().replace("postgresql+asyncpg", "postgresql")
        with whole(NETWORK, folder / "network", watched=False, DATABASE_URL=address) as system, system.rest() as rest:
            metadata = [("authorization", f"Bearer {system.admin_token}")]
            async with grpc.aio.insecure_channel(system.grpc_target) as channel:
                trading = await Trading.opened(channel, rest, metadata)
                await receipts(rows, "network", trading, peer, size, folder)
    return rows


@contextlib.asynccontextmanager
async def _peer(server: EmbeddedPostgres, folder: Path) -> AsyncIterator[Tryton | None]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            found = await stack.enter_async_context(tryton(server.address, folder))
        except Missing as reason:
            print(f"no Tryton here, so no peer: {reason}")
            found = None
        yield found


def _posted(trading: Trading, count: int, clients: int) -> Callable[[], Any]:
    async def side() -> float:
        return await rate_of(trading.post, await trading.receipts(count), clients)

    return side


async def _shown(rows: list[Measured], row: Measured, sides: dict[str, Side], samples: int, folder: Path) -> None:
    await alternate(row, sides, samples, folder)
    rows.append(row)
    print(row.line(), file=sys.stderr, flush=True)


def _peak_mib() -> float:
    """The most memory that this process, which is the whole server too, ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measures and prints."""
    options = arguments("stock", __doc__ or "")
    with postgres() as (data_dir, server):
        fsync_us = fsync_p50_us(data_dir)
        rows = uvloop.run(measure(data_dir, server, options.quick))
    report("stock", rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
