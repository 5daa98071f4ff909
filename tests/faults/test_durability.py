"""What is on the disk when PostgreSQL and all of its processes die at once, and what is decided after that.

The server writes its log only when somebody waits for it (wal_writer_delay=10s): a cheap stand-in for a loss of power.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from businessm.events.v1.delivery_service_pb2 import Receipt
from businessm.events.v1.event_pb2 import Event
from businessm.posting.v1 import posting_state_pb2
from m_engines.postgresql import EmbeddedPostgres
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.events.carrier import FlushedCarrier
from m_kit.flush import FlushBarrier
from m_kit.ids import new_id
from m_kit.posting import Resumer
from m_kit.testing import PASSWORD, make_database, migrate_module, role_of
from m_kit.tests.conftest import NOTES
from m_kit.tests.slips import POSTED, Office

from tests.support.indie import folder
from tests.support.killing import children, kill_all_of

TENANT = "t"
COUNT = 50
_DEFERRED = """
with s as materialized (
  select set_config('m.tenant', $2, true),
    set_config('synchronous_commit', case when $3 then 'off' else 'on' end, true))
insert into note select $1::uuid, $2, $1::text from s
"""
_COUNT = """
with s as materialized (select set_config('m.tenant', $1, true)) select count(n.id) from s left join note n on true
"""


class Cluster:
    """A server that flushes only when somebody waits, with one context's schema."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self.postgres = postgres
        self._opened: list[Database] = []

    async def database(self) -> Database:
        """As the context sees it."""
        url = self.postgres.address.url(user=role_of(NOTES), password=PASSWORD, database="notes")
        self._opened.append(Database(url, NOTES.name))
        return self._opened[-1]

    async def crash(self) -> None:
        """Everything of it dies at once; it is started again."""
        kill_all_of(self.postgres)
        self.postgres.start()

    async def close(self) -> None:
        """Every pool."""
        for database in self._opened:
            await database.close()


@pytest.fixture(scope="module")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One for this file, migrated."""
    with folder() as place:
        server = EmbeddedPostgres(Path(place), settings={"wal_writer_delay": "10s", "autovacuum": "off"})
        address = server.start()
        try:
            asyncio.run(make_database(address, "notes"))
            asyncio.run(migrate_module(address, "notes", NOTES))
            yield server
        finally:
            server.stop()


@pytest.fixture
async def cluster(postgres: EmbeddedPostgres) -> AsyncIterator[Cluster]:
    """The server."""
    made = Cluster(postgres)
    yield made
    await made.close()


async def write(database: Database, *, deferred: bool) -> None:
    await database.call(_DEFERRED, new_id(), TENANT, deferred)


async def there(cluster: Cluster) -> int:
    """How many notes a new connection finds."""
    return int((await (await cluster.database()).call(_COUNT, TENANT))[0]["count"])


@pytest.mark.parametrize(("then", "survive"), [("nothing", 0), ("a commit that waits", 51), ("the barrier", 50)])
async def test_deferred_commits_survive_when_something_after_them_waited(
    cluster: Cluster, then: str, survive: int
) -> None:
    before, database = await there(cluster), await cluster.database()
    await FlushBarrier(database).passed()
    for _ in range(COUNT):
        await write(database, deferred=True)
    if then == "a commit that waits":
        await write(database, deferred=False)
    if then == "the barrier":
        await FlushBarrier(database).passed()
    await cluster.crash()
    assert await there(cluster) - before == survive


class CrashingCarrier:
    """While it brings an event somewhere else, the server dies here."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.delivered = 0

    async def deliver(self, _: str, events: Sequence[Event]) -> Sequence[Receipt]:
        self.delivered += len(events)
        await self._cluster.crash()
        return []


@pytest.mark.parametrize(("flushed", "survive"), [(True, COUNT), (False, 0)])
async def test_what_an_event_tells_of_is_on_the_disk_before_it_leaves(
    cluster: Cluster, flushed: bool, survive: int
) -> None:
    before, database = await there(cluster), await cluster.database()
    carrier = CrashingCarrier(cluster)
    to_others = FlushedCarrier(carrier, FlushBarrier(database)) if flushed else carrier
    await FlushBarrier(database).passed()
    for _ in range(COUNT):
        await write(database, deferred=True)
    await to_others.deliver("readers", [Event()])
    assert carrier.delivered == 1
    assert await there(cluster) - before == survive


async def test_whoever_waits_while_a_flush_is_under_way_shares_the_next(cluster: Cluster) -> None:
    database = await cluster.database()
    calls: list[str] = []
    called = database.call

    async def counted(sql: str, *arguments: object) -> list[object]:
        calls.append(sql)
        return await called(sql, *arguments)

    database.call = counted  # type: ignore[method-assign]
    barrier = FlushBarrier(database)
    await asyncio.gather(*(barrier.passed() for _ in range(COUNT)))
    assert len(calls) <= 2
    assert all("pg_logical_emit_message" in sql for sql in calls)


@pytest.mark.parametrize("dies", ["everything", "one backend"])
async def test_what_a_crash_undid_between_reserve_and_decide_is_not_decided(cluster: Cluster, dies: str) -> None:
    """The keeper's deferred hold is lost; a decide on the server's next life would post what nobody holds."""
    database, keepers = await cluster.database(), await cluster.database()
    office = Office(database, TENANT)
    slip = await office.draft()
    held_before = await there(cluster)

    async def hold() -> None:
        await write(keepers, deferred=True)

    async def crash() -> None:
        if dies == "everything":
            await cluster.crash()
            await answers(database)
        else:
            await one_backend_dies(cluster, keepers)

    office.stock.on_reserve, office.ledger.on_reserve = hold, crash
    with pytest.raises(Unavailable):
        await office.post(slip)
    assert await there(cluster) == held_before, "it was not lost: this test shows nothing"
    assert (await office.now(slip)).state != POSTED
    assert office.stock.cancelled == [office.stock.reserved[0].id]

    office.stock.on_reserve = office.ledger.on_reserve = None
    response, _ = await office.post(slip)
    assert response.goods_receipt.number
    assert [posting.attempt for posting in office.stock.reserved] == [0, 1]


async def test_an_orderly_stop_is_no_crash(cluster: Cluster) -> None:
    first, second = await cluster.database(), await cluster.database()
    await first.call("select 1")
    cluster.postgres.stop()
    cluster.postgres.start()
    await second.call("select 1")
    assert first.life == second.life
    await cluster.crash()
    third = await cluster.database()
    await third.call("select 1")
    assert third.life != first.life
    assert third.cluster == first.cluster != ""


async def test_a_confirm_that_a_crash_may_have_undone_is_made_once_more(cluster: Cluster) -> None:
    database = await cluster.database()
    office = Office(database, TENANT)
    slip = await office.draft()
    life = office.decisions.life
    office.stock.on_confirm = cluster.crash
    await office.post(slip, "r")
    await office.procedure.drained()
    office.stock.on_confirm = None
    await answers(database)
    await office.decisions.mark_confirmed(TENANT, office.stock.reserved[0].id, "stock", life)
    before, _ = await office.post(slip, "r")
    assert before.goods_receipt.posting_state == posting_state_pb2.POSTING
    assert await Resumer("notes", office.decisions, office.procedure, every_seconds=60).once(older_than_seconds=0) == 1
    assert [decision.posting_id for decision in office.stock.confirmed] == [str(office.stock.reserved[0].id)] * 2
    after, _ = await office.post(slip, "r")
    assert after.goods_receipt.posting_state == posting_state_pb2.POSTED


async def answers(database: Database) -> None:
    """Returns when none of the pool's connections is of a life before."""
    async with asyncio.timeout(30):
        while True:
            with contextlib.suppress(Unavailable):
                await database.call("select 1")
                async with database.driver() as raw:
                    await raw.fetch("select 1")
                return


async def one_backend_dies(cluster: Cluster, database: Database) -> None:
    """For which the server ends all others, and forgets what it had not written; returns when it answers again."""
    pid = (await database.call("select pg_backend_pid() as pid"))[0]["pid"]
    assert pid in children(cluster.postgres.pid)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Unavailable):
        await asyncio.wait_for(_forever(database), 60)
    await answers(database)


async def _forever(database: Database) -> None:
    while True:
        await database.call("select 1")
