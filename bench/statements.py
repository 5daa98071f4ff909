"""What the server was asked while something ran: its own log for a moment, counted by context and statement; and the
times that it waited for the disk."""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import asyncpg
from m_engines.postgresql import EmbeddedPostgres
from m_kit.testing import connected

_ENTRY = re.compile(rb"^\d{4}-\d\d-\d\d [\d:.]+ UTC \[\d+\] ", re.MULTILINE)
_ASKED = re.compile(
    r"(?:m_)?(\S+?)@\S* LOG:  duration: ([\d.]+) ms  (statement|parse|bind|execute)[^:]*: (.*)", re.DOTALL
)
_FSYNCS = (
    "select coalesce(sum(fsyncs), 0)::int from pg_stat_io where object = 'wal' and backend_type = 'client backend'"
)
_SHOWN_LETTERS = 60
_TOLD_SECONDS, _RELOADED_SECONDS = 11.0, 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of statement of one context: how often, and the server's milliseconds for all of them."""

    context: str
    statement: str
    times: int
    milliseconds: float


async def asked_during(server: EmbeddedPostgres, work: Callable[[], Awaitable[None]]) -> list[Asked]:
    """Every statement that contexts ran meanwhile, the costly first. Slows the work: for counting, not for rates."""
    superuser = await connected(server.address)
    try:
        await _log_all(superuser, "0")
        begun = server.log_path.stat().st_size
        await work()
        ended = server.log_path.stat().st_size
        await _log_all(superuser, "-1")
    finally:
        await superuser.close()
    with server.log_path.open("rb") as log:
        log.seek(begun)
        return counted(log.read(ended - begun))


async def fsyncs_during(server: EmbeddedPostgres, work: Callable[[], Awaitable[None]]) -> int:
    """How often client connections synced the write-ahead log meanwhile.

    A connection tells its count when it has been idle for ten seconds, so there is a pause on both sides.
    """
    superuser = await connected(server.address)
    try:
        await asyncio.sleep(_TOLD_SECONDS)
        before = await superuser.fetchval(_FSYNCS)
        await work()
        await asyncio.sleep(_TOLD_SECONDS)
        return int(await superuser.fetchval(_FSYNCS)) - int(before)
    finally:
        await superuser.close()


async def _log_all(superuser: asyncpg.Connection, milliseconds: str) -> None:
    """Connections read it before the next thing they are asked; the pause is until the server has told them."""
    await superuser.execute(f"alter system set log_min_duration_statement = {milliseconds}")
    await superuser.execute("select pg_reload_conf()")
    await asyncio.sleep(_RELOADED_SECONDS)
    if await superuser.fetchval("show log_min_duration_statement") != milliseconds:
        raise RuntimeError("the server did not take up log_min_duration_statement")


def counted(log: bytes) -> list[Asked]:
    """What stands in a piece of the server's log, but for what the superuser asked, the costly first."""
    times: Counter[tuple[str, str]] = Counter()
    milliseconds: Counter[tuple[str, str]] = Counter()
    for entry in _entries(log):
        found = _ASKED.match(entry)
        if found is None or found[1] == "postgres":
            continue
        key = found[1], " ".join(found[4].split())[:_SHOWN_LETTERS]
        times[key] += found[3] in ("statement", "execute")
        milliseconds[key] += float(found[2])  # type: ignore[assignment]
    return [Asked(*key, times[key], spent) for key, spent in milliseconds.most_common()]


def _entries(log: bytes) -> Iterator[str]:
    starts = list(_ENTRY.finditer(log))
    for one, following in zip(starts, [*starts[1:], None], strict=True):
        yield log[one.end() : following.start() if following else len(log)].decode(errors="replace")
