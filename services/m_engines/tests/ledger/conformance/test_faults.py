"""Groups 26 to 30: servers killed under load, callers that leave, deadlines, servers that are away, two processes."""

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import m_engines
from m_engines.ledger import AlreadyCommitted, Committed, Entry, LedgerEngine, Leg, Unknown
from m_engines.ledger.reconciliation import mismatches
from m_engines.tests.ledger.conformance.crashing import Crashing, CrashingCluster, CrashingPostgres
from m_engines.tests.ledger.conformance.servers import NO_CLUSTER, program
from m_engines.tests.ledger.conformance.world import TIMEOUT_SECONDS, World, until

SERVERS = ("postgres", "tigerbeetle")
WRITERS = 6
ACKNOWLEDGED_BETWEEN_KILLS = 40


@pytest.fixture(params=SERVERS)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engines that have a server."""
    return str(request.param)


@pytest.fixture
async def crashing(engine_name: str) -> AsyncIterator[Crashing]:
    """A running server of the test's own."""
    if engine_name == "tigerbeetle" and program() is None:
        pytest.skip(NO_CLUSTER)
    server: Crashing = CrashingPostgres() if engine_name == "postgres" else CrashingCluster()
    try:
        await server.start()
        yield server
    finally:
        await server.close()


class Load:
    """Writers that send an entry until they know what became of it, then the next one."""

    def __init__(self, world: World, accounts: list[int], seed: int) -> None:
        self._world = world
        self._accounts = accounts
        self._random = random.Random(seed)
        self._stopping = False
        self.sent: list[Entry] = []
        self.acknowledged: list[tuple[Entry, int]] = []

    async def write(self) -> None:
        """Until `stop`."""
        while not self._stopping:
            entry = self._entry()
            self.sent.append(entry)
            result = (await self._world.submit(entry, timeout=2))[0]
            while isinstance(result, Unknown):
                result = (await self._world.submit(entry, timeout=2))[0]
            assert isinstance(result, Committed | AlreadyCommitted), result
            self.acknowledged.append((entry, result.timestamp))

    def stop(self) -> None:
        """Lets each writer end with what it is about."""
        self._stopping = True

    def _entry(self) -> Entry:
        return Entry(tuple(self._leg() for _ in range(self._random.randint(1, 3))))

    def _leg(self) -> Leg:
        debit, credit = self._random.sample(self._accounts, 2)
        return self._world.leg(debit, credit, self._random.randint(1, 9))


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.campaign)])
async def test_26_nothing_acknowledged_is_lost_and_nothing_is_half_there_when_the_server_is_killed(
    crashing: Crashing, kills: int
) -> None:
    world = World(await crashing.connect())
    load = Load(world, await world.accounts(12), seed=kills)
    writers = [asyncio.create_task(load.write()) for _ in range(WRITERS)]
    for _ in range(kills):
        wanted = len(load.acknowledged) + ACKNOWLEDGED_BETWEEN_KILLS

        async def enough(wanted: int = wanted) -> bool:
            return len(load.acknowledged) >= wanted or any(writer.done() for writer in writers)

        await until(enough)
        await crashing.kill()
        await crashing.start()
    load.stop()
    async with asyncio.timeout(TIMEOUT_SECONDS):
        await asyncio.gather(*writers)
    await crashing.kill()
    await crashing.start()
    await until(world.engine.health)
    await agree(world, load)


async def agree(world: World, load: Load) -> None:
    """Every entry is there once and whole, with the timestamp that was told; balances are the sums."""
    assert len(load.acknowledged) == len(load.sent)
    for entry, timestamp in load.acknowledged:
        found = await world.all_transfers([entry])
        assert [row.id for row in found] == [leg.id for leg in entry.legs]
        assert found[-1].timestamp == timestamp
    page = await world.engine.changes(world.tenant, 0)
    legs = {leg.id for entry in load.sent for leg in entry.legs}
    assert page.next is None
    assert {row.id for row in page.rows} == legs
    assert len(page.rows) == len(legs)
    assert await mismatches(world.engine, world.tenant) == []


async def test_27_a_caller_that_leaves_does_not_take_its_entry_along(crashing: Crashing) -> None:
    world = World(await crashing.connect())
    cash, sales = await world.accounts(2)
    entry = Entry((world.leg(cash, sales), world.leg(cash, sales)))
    async with crashing.frozen(world.tenant):
        asked = asyncio.create_task(world.submit(entry))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    async def there() -> bool:
        return await world.posted(cash) == (200, 0)

    await until(there)
    (again,) = await world.submit(entry)
    assert isinstance(again, AlreadyCommitted)


async def test_28_nobody_knows_after_the_deadline_and_the_same_entry_again_tells(crashing: Crashing) -> None:
    world = World(await crashing.connect())
    cash, sales = await world.accounts(2)
    entries = [Entry((world.leg(cash, sales, 1), world.leg(cash, sales, 2))) for _ in range(3)]
    async with crashing.frozen(world.tenant):
        assert {type(one) for one in await world.submit(*entries, timeout=0.05)} == {Unknown}
    results = await world.submit(*entries)
    assert {type(one) for one in results} <= {Committed, AlreadyCommitted}
    assert await world.posted(cash) == (9, 0)


async def test_29_a_server_that_is_away_is_no_answer_and_one_that_is_back_goes_on(crashing: Crashing) -> None:
    world = World(await crashing.connect())
    cash, sales = await world.accounts(2)
    entry = Entry((world.leg(cash, sales),))
    await crashing.kill()
    (result,) = await world.submit(entry, timeout=1)
    assert isinstance(result, Unknown)
    await crashing.start()

    async def known() -> bool:
        return isinstance((await world.submit(entry, timeout=2))[0], AlreadyCommitted)

    await until(known)
    assert await world.posted(cash) == (100, 0)
    assert await world.engine.health()


async def test_29_a_cluster_that_is_not_there_is_a_typed_error_at_start(engine_name: str) -> None:
    if engine_name != "tigerbeetle":
        pytest.skip("a pool of PostgreSQL connections is made before its server answers")
    from m_engines.ledger.tigerbeetle import ClusterUnreachable, TigerBeetleAddress, TigerBeetleLedgerEngine

    nobody = TigerBeetleAddress.parse("7@127.0.0.1:1")
    with pytest.raises(ClusterUnreachable, match=str(nobody)):
        await TigerBeetleLedgerEngine.connect(nobody, 0.5)


async def test_29_another_cluster_at_the_address_is_a_typed_error_at_start(
    engine_name: str, request: pytest.FixtureRequest
) -> None:
    if engine_name != "tigerbeetle":
        pytest.skip("PostgreSQL knows no clusters")
    from m_engines.ledger.tigerbeetle import ClusterUnreachable, TigerBeetleAddress, TigerBeetleLedgerEngine

    right = TigerBeetleAddress.parse(request.getfixturevalue("tigerbeetle_address"))
    wrong = TigerBeetleAddress(right.cluster + 1, right.replicas)
    with pytest.raises(ClusterUnreachable, match="of another cluster"):
        await TigerBeetleLedgerEngine.connect(wrong, 3)


async def test_30_two_processes_that_send_the_same_entries_write_each_once(
    engine: LedgerEngine, engine_name: str, request: pytest.FixtureRequest
) -> None:
    world = World(engine)
    cash, sales = await world.accounts(2)
    entries = [world.leg(cash, sales, i + 1).id for i in range(60)]
    given = json.dumps([*place_of(engine_name, request), world.tenant, world.ledger, cash, sales, entries])
    counted = await asyncio.gather(submitted(given), submitted(given))
    assert sum(one["Committed"] for one in counted) == len(entries)
    assert sum(one["AlreadyCommitted"] for one in counted) == len(entries)
    assert await world.posted(cash) == (len(entries), 0)


def place_of(engine_name: str, request: pytest.FixtureRequest) -> tuple[str, str]:
    """What another process needs to reach the same books."""
    if engine_name == "tigerbeetle":
        return engine_name, request.getfixturevalue("tigerbeetle_address")
    databases = request.getfixturevalue("migrated_databases")
    from m_kit.testing import PASSWORD, role_of

    from m_engines.tests.ledger.conftest import SCHEMA

    url = databases.address.url(user=role_of(SCHEMA), password=PASSWORD, database=f"of_{SCHEMA.name}")
    return engine_name, url


async def submitted(given: str) -> dict[str, int]:
    """What a process of its own counted."""
    module = "m_engines.tests.ledger.conformance.submitter"
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, given, stdout=asyncio.subprocess.PIPE, cwd=Path(m_engines.__file__).parents[1]
    )
    said, _ = await child.communicate()
    assert child.returncode == 0
    counted: dict[str, int] = json.loads(said)
    return counted
