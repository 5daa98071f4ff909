"""Posting vouchers, beside the limit: one durable plpgsql call through asyncpg on the same server.

The limit (L) inserts a voucher and two lines with foreign keys to voucher and account and an index on account, and
nothing else. Ours goes through the stub of an indie process with everything on: permission, validation, idempotency,
period, numbering, balances, audit chain, row-level security. T is Tryton's models called directly, by as many processes
as there are clients: one account move of two lines written and posted in one transaction.

What a feature costs is the rate with everything beside the rate without that one, which only the bench can switch off.
The import beside `bean-check` is the command `m import journal` on a running server; bean-check reads, books and checks
the same transactions and keeps nothing. The growth is drawn by `python -m bench._ledger_plot FILE TARGET`.
"""

import asyncio
import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import uvloop
from m_engines.postgresql import PostgresAddress
from m_kit.caller import Caller, acting_as

from bench.books import POSTED_AT_ONCE, Books, Tables
from bench.limit import ACCOUNTS, Limit
from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, Side, alternate, arguments, fsync_p50_us, rate, report
from bench.start import started
from bench.tryton import Missing, Tryton, tryton
from tests.support.indie import folder, indie, postgres

TENANT = "default"
GOAL = 0.60
TIMES_TRYTON = {1: 80.0, 8: 100.0}
TIMES_SINGLE = 10.0
FEATURES_LEFT = 0.75
TRIAL_BALANCE_MS = {100_000: 10.0, 10_000_000: 50.0}
FILLING_CLIENTS, READS = 4, 15
BEAN_CHECK = "bean-check"
ROWS_OF_JOURNAL = "txn,date,account,ledger_amount,ledger_currency\n"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured; `vouchers` are how many the books grow to, step by step."""

    samples: int
    seconds: float
    clients: tuple[int, ...]
    moves_each: dict[int, int]
    imported: int
    vouchers: tuple[int, ...]


FULL = Size(SAMPLES, 2.0, (1, 8, 32), {1: 40, 8: 10}, 100_000, (10_000, 50_000, 100_000, 1_000_000))
QUICK = Size(QUICK_SAMPLES, 0.8, (1, 8), {1: 12, 8: 3}, 5_000, (10_000, 50_000))


@dataclass
class Run:
    """What is measured in one go."""

    size: Size
    place: Path
    rows: list[Measured] = field(default_factory=list)

    async def measure(self, row: Measured, **sides: Side) -> None:
        """Every side once before it counts."""
        for side in sides.values():
            await side()
        await alternate(row, sides, self.size.samples, self.place)
        self.kept(row)

    def kept(self, row: Measured) -> None:
        """One row more."""
        self.rows.append(row)
        print(row.line(), file=sys.stderr, flush=True)

    def rate(self, work: Callable[[int], Awaitable[None]], clients: int) -> Side:
        """How often per second."""
        return lambda: rate(work, clients, self.size.seconds)


async def measure(run: Run, server: PostgresAddress) -> None:
    """Every row of a server in this process."""
    async with indie(run.place, server, testing=False) as application, _peer(server, run.place) as peer:
        books, limit = Books(application.calling("bench", "book_keeper")), Limit(server, max(run.size.clients))
        tables = await Tables.opened(server, TENANT)
        with acting_as(Caller(tenant=TENANT, subject="service:bench", actor="bench")):
            await books.set_up()
            await limit.set_up()
            await _posted_singly(run, books, limit, peer)
            await _posted_by_the_hundred(run, books)
            await _costs(run, books, tables)
            await _growth(run, books, tables)
        await tables.close()
        await limit.close()


async def _posted_singly(run: Run, books: Books, limit: Limit, peer: Tryton | None) -> None:
    for clients in run.size.clients:
        times = TIMES_TRYTON.get(clients)
        goal = f">= {GOAL:.0%} of L" + (f", >= {times:.0f} x T" if times and peer else "")
        name = peer.name if peer else ""
        row = Measured("post a 2-line voucher", "vouchers/s", clients, goal, partial(_reaches, times), peer_name=name)
        sides = {"ours": run.rate(books.post, clients), "limit": run.rate(limit.post, clients)}
        if peer and clients in run.size.moves_each:
            sides["peer"] = partial(peer.rate, clients, run.size.moves_each[clients], "vouchers")
        await run.measure(row, **sides)


def _reaches(times: float | None, row: Measured) -> bool:
    of_peer = row.ratio("peer")
    return (row.ratio("limit") or 0.0) >= GOAL and (times is None or of_peer is None or of_peer >= times)


async def _posted_by_the_hundred(run: Run, books: Books) -> None:
    row = Measured(
        "post vouchers by the hundred",
        "vouchers/s",
        goal=f">= {TIMES_SINGLE:.0f} x single",
        reach=lambda row: (row.ratio("peer") or 0.0) >= TIMES_SINGLE,
        peer_name="single",
    )
    hundreds = run.rate(books.post_hundred, 1)

    async def by_the_hundred() -> float:
        return await hundreds() * POSTED_AT_ONCE

    await run.measure(row, ours=by_the_hundred, peer=run.rate(books.post, 1))


async def _costs(run: Run, books: Books, tables: Tables) -> None:
    clients = max(one for one in run.size.clients if one <= 8)
    side = run.rate(books.post, clients)
    row_security, request_ids, sealing = (
        tables.without_row_security,
        tables.without_request_ids,
        tables.without_sealing,
    )
    for name, without in (
        ("row security", row_security(side)),
        ("idempotency", request_ids(side)),
        ("the audit chain", sealing(side)),
        ("all three", sealing(request_ids(row_security(side)))),
    ):
        row = Measured(
            f"post a 2-line voucher, beside the same without {name}", "vouchers/s", clients, peer_name=f"without {name}"
        )
        if name == "all three":
            row.goal = f">= {FEATURES_LEFT:.0%} of that"
            row.reach = lambda row: (row.ratio("peer") or 0.0) >= FEATURES_LEFT
        await run.measure(row, ours=side, peer=without)


async def _growth(run: Run, books: Books, tables: Tables) -> None:
    """What becomes of posting, of the trial balance and of the room a voucher takes while the books grow."""
    for count in run.size.vouchers:
        await _filled(books, tables, count)
        await run.measure(
            Measured(f"post a 2-line voucher after {count:,}", "vouchers/s"), ours=run.rate(books.post, 1)
        )
        lines = 2 * count
        most = min((ms for most, ms in TRIAL_BALANCE_MS.items() if lines <= most), default=None)
        row = Measured(f"trial balance over {lines:,} lines, warm", "ms")
        if most:
            row.goal, row.reach = f"<= {most:.0f} ms", partial(_at_most, most)
        await run.measure(row, ours=partial(_milliseconds, books))
        row = Measured(f"room of a voucher among {count:,}", "bytes")
        row.samples["ours"].append(await tables.bytes_per_voucher())
        run.kept(row)


def _at_most(most: float, row: Measured) -> bool:
    return (row.median("ours") or 0.0) <= most


async def _filled(books: Books, tables: Tables, count: int) -> None:
    missing = count - await tables.vouchers()
    calls = itertools.islice(itertools.count(), max(0, -(-missing // POSTED_AT_ONCE)))

    async def client() -> None:
        for number in calls:
            await books.post_hundred(number)

    await asyncio.gather(*(client() for _ in range(FILLING_CLIENTS)))


async def _milliseconds(books: Books) -> float:
    """The median of a few."""
    lengths = []
    for _ in range(READS):
        begun = time.perf_counter()
        await books.trial_balance()
        lengths.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(lengths)


@contextlib.asynccontextmanager
async def _peer(server: PostgresAddress, place: Path) -> AsyncIterator[Tryton | None]:
    async with contextlib.AsyncExitStack() as stack:
        peer = None
        try:
            peer = await stack.enter_async_context(tryton(server, place))
        except Missing as reason:
            print(f"no Tryton here, so no peer: {reason}")
        yield peer


async def _imported(run: Run, data_dir: Path) -> None:
    """The command on a running server, beside beancount's own check of the same transactions."""
    ours, theirs = _journals(run.place, run.size.imported)
    numbers = itertools.count()

    async def imported() -> float:
        company = f"I{next(numbers)}"
        return await _per_second(
            run, "m", "import", "journal", ours, "--company", company, "--create", data_dir=data_dir
        )

    async def checked() -> float:
        return await _per_second(run, BEAN_CHECK, "--no-cache", theirs)

    has_peer = _beside_us(BEAN_CHECK).exists()
    if not has_peer:
        print(f"no {BEAN_CHECK} here, so no peer: install the extra `test`")

    row = Measured(
        f"import {run.size.imported:,} vouchers, checked and durable",
        "vouchers/s",
        goal=">= bean-check",
        reach=lambda row: (row.ratio("peer") or 0.0) >= 1,
        peer_name=BEAN_CHECK if has_peer else "",
    )
    await run.measure(row, ours=imported, **({"peer": checked} if has_peer else {}))


async def _per_second(run: Run, program: str, *arguments: object, data_dir: Path | None = None) -> float:
    """Vouchers per second of a command. Raises CalledProcessError."""
    command = [str(_beside_us(program)), *map(str, arguments)]
    begun = time.perf_counter()
    await asyncio.to_thread(
        subprocess.run,
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | ({"M_DATA_DIR": str(data_dir)} if data_dir else {}),
    )
    return run.size.imported / (time.perf_counter() - begun)


def _beside_us(program: str) -> Path:
    return Path(sys.executable).with_name(program)


def _journals(place: Path, count: int) -> tuple[Path, Path]:
    """The same transactions of two lines for `m import journal` and for bean-check."""
    ours, theirs = place / "journal.csv", place / "journal.beancount"
    names = [f"Assets:Account{number}" for number in range(ACCOUNTS)]
    with ours.open("w") as csv, theirs.open("w") as bean:
        csv.write(ROWS_OF_JOURNAL)
        bean.writelines(f"2026-01-01 open {name} USD\n" for name in names)
        for number in range(count):
            day = date(2026, 1, 1) + timedelta(number % 365)
            first, second = names[number % ACCOUNTS], names[(number + 1) % ACCOUNTS]
            csv.write(f"{number},{day},{first},10.00,USD\n{number},{day},{second},-10.00,USD\n")
            bean.write(f'{day} * "bench"\n  {first}  10.00 USD\n  {second}  -10.00 USD\n')
    return ours, theirs


def main() -> None:
    """Measures and prints."""
    options = arguments("ledger", __doc__ or "")
    size = QUICK if options.quick else FULL
    with postgres() as (data_dir, server):
        fsync_us = fsync_p50_us(data_dir)
        run = Run(size, data_dir)
        uvloop.run(measure(run, server.address))
    with folder() as place, started(place / "data"):
        run.place = place
        uvloop.run(_imported(run, place / "data"))
    report("ledger", run.rows, fsync_us, options.json)


if __name__ == "__main__":
    main()
