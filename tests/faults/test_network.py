"""The network between wms and stock_keeper loses answers, is slow and is cut while goods are posted."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from business_m.catalog import NAMES
from business_m.channels import variable_of
from business_m.identity import FRONT
from business_m.keys import MeshKeys
from business_m.ports import port_of, reserve
from m_engines.postgresql import EmbeddedPostgres

from tests.faults.harness import Here, require_right, require_settled
from tests.faults.postings import CLOSED_DAY, Journal, Postings
from tests.setup.running import Running
from tests.support.commands import Commands
from tests.support.indie import folder
from tests.support.killing import kill_all_of
from tests.support.proxy import Proxy
from tests.support.rest import Rest
from tests.support.trade import Trade
from tests.support.whole import MIXED, TIMES, Whole

FAR = "stock_keeper"
UNHURRIED = {"wal_writer_delay": "10s", "autovacuum": "off"}
SEED = 11


@dataclass(frozen=True, slots=True)
class Apart:
    """A system whose stock_keeper is reached through a proxy alone; `postgres` is stock's own."""

    system: Whole
    proxy: Proxy
    rest: Rest
    postgres: EmbeddedPostgres


@contextlib.contextmanager
def apart(place: Path, seed: int) -> Iterator[Apart]:
    """Stock in a process and on a cluster of its own; everything else in another, on another."""
    with contextlib.ExitStack() as stack:
        clusters = {name: stack.enter_context(_cluster(place / name)) for name in ("near", FAR)}
        urls = {name: _url(cluster) for name, cluster in clusters.items()}
        keys = MeshKeys(place / "keys")
        keys.make([FAR], [name for name in NAMES if name != FAR])
        with reserve(0, 0) as near, reserve(0, 0) as far:
            ports = {"near": port_of(near), FAR: port_of(far)}
        trusted = {"M_TRUSTED_KEYS": str(keys.trusted), "M_TESTING": "1", **TIMES}
        remotes = {variable_of(name): f"grpc://127.0.0.1:{ports['near']}" for name in NAMES if name != FAR}
        own = {"M_MODE": "enterprise", "M_SIGNING_KEY": str(keys.of(FAR)), "DATABASE_URL": urls[FAR]}
        keeper = stack.enter_context(
            Running(place / "far", f"--grpc-port={ports[FAR]}", command=("serve", FAR), **trusted, **remotes, **own)
        )
        keeper.ready()
        proxy = stack.enter_context(Proxy(f"127.0.0.1:{ports[FAR]}", seed=seed))
        front = {"M_SIGNING_KEY": str(keys.of(FRONT)), "DATABASE_URL": urls["near"]}
        front |= {variable_of(FAR): f"grpc://{proxy.address}"}
        running = stack.enter_context(
            Running(place / "front", f"--grpc-port={ports['near']}", "--http-port=0", **trusted, **front)
        )
        system = Whole(MIXED, running, running.ready(), place / "front", Commands({"M_DATA_DIR": str(place / "front")}))
        with system.rest() as rest:
            yield Apart(system, proxy, rest, clusters[FAR])
        assert running.interrupt()[0] == 0, running.errors
        assert keeper.interrupt()[0] == 0, keeper.errors


@contextlib.contextmanager
def _cluster(place: Path) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of its own, which writes its log only when somebody waits."""
    place.mkdir(mode=0o711)
    postgres = EmbeddedPostgres(place, settings=UNHURRIED)
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()


def _url(postgres: EmbeddedPostgres) -> str:
    """As its superuser."""
    address = postgres.address
    return f"postgresql://{address.user}@/{address.database}?host={address.host}&port={address.port}"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder."""
    with folder() as found:
        yield found


@pytest.fixture(scope="module")
def far(place: Path) -> Iterator[Apart]:
    """One system for all tests here; each has a company of its own in it."""
    with apart(place, SEED) as made:
        yield made


def posts_through(far: Apart, journal: Path, wrong: "list[tuple[str, int]]", seed: int) -> None:
    """Clients post while the network goes wrong, one thing after the other; everything holds in the end."""
    print(f"fault: network {wrong} seed {seed}")
    trade = Trade.opened(far.rest, closed_day=CLOSED_DAY)
    written = Journal(journal)
    with Postings(Here(far.system).way, trade, written, seed=seed) as postings:
        for kind, amount in wrong:
            _go_wrong(far.proxy, kind, amount, postings)
    far.proxy.mend()
    require_settled(far.system, trade)
    require_right(far.system, trade, journal)


def _go_wrong(proxy: Proxy, kind: str, amount: int, postings: Postings) -> None:
    """Loses the answer of the `amount`-th call, or is slow by so many ms, or cut for so long."""
    if kind == "loses":
        lost = proxy.lose_answer(amount)
        while not lost.happened.wait(0.05):
            assert postings.are_busy, "nothing was lost: this shows nothing"
        return
    if kind == "slow":
        proxy.delay(amount / 1000)
    else:
        proxy.cut()
    threading.Event().wait(amount / 1000)
    proxy.mend()


@pytest.mark.parametrize(
    "wrong",
    [
        [("loses", nth) for nth in (1, 2, 3, 1, 2)],
        [("cut", 300), ("loses", 2), ("slow", 200), ("cut", 1500)],
    ],
    ids=["loses answers", "is cut and slow"],
)
def test_what_was_acknowledged_over_a_bad_network_is_there_once(
    far: Apart, tmp_path: Path, wrong: list[tuple[str, int]]
) -> None:
    posts_through(far, tmp_path / "journal.jsonl", wrong, SEED)


def test_what_stock_confirmed_for_an_owner_on_another_cluster_survives_a_loss_of_power(
    far: Apart, tmp_path: Path
) -> None:
    """Nothing of it was deferred: the owner's decide flushes a log that stock's commits are not in."""
    trade = Trade.opened(far.rest, closed_day=CLOSED_DAY)
    journal = Journal(tmp_path / "journal.jsonl")
    with Postings(Here(far.system).way, trade, journal, seed=SEED):
        pass
    kill_all_of(far.postgres)
    far.postgres.start()
    require_settled(far.system, trade)
    require_right(far.system, trade, journal.path)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(10))
def test_a_network_that_loses_one_answer_after_the_other(far: Apart, tmp_path: Path, seed: int) -> None:
    posts_through(far, tmp_path / "journal.jsonl", [("loses", 1 + i % 4) for i in range(12)], seed)
